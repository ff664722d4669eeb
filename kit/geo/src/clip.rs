//! Cutting geometry to a rectangle, for map tiles.
//!
//! Rings are cut by Sutherland and Hodgman (1974), segments by Liang and Barsky (1984).

use geo_types::{
    Coord, Geometry, GeometryCollection, LineString, MultiLineString, MultiPoint, MultiPolygon, Point,
    Polygon, Rect,
};

use crate::measure::ring_area;

/// The part of the geometry inside the rectangle, both in the same units; `None` when nothing is.
///
/// A polygon cut into several pieces stays one polygon whose pieces hang together along the edge of
/// the rectangle: right to fill, wrong to outline, so a tile is cut wider than it shows. A piece
/// without area, or a line that only touches with its end, is dropped.
#[must_use]
pub fn clip_to_rect(geometry: &Geometry<f64>, rect: Rect<f64>) -> Option<Geometry<f64>> {
    match geometry {
        Geometry::Point(point) => holds(rect, point).then(|| (*point).into()),
        Geometry::MultiPoint(points) => {
            let inside = points.iter().filter(|point| holds(rect, point));
            non_empty(inside.copied().collect()).map(|points| MultiPoint(points).into())
        }
        Geometry::Line(line) => clip_to_rect(&LineString::from(*line).into(), rect),
        Geometry::LineString(line) => {
            let mut pieces = clip_line(line, rect);
            match pieces.len() {
                0 | 1 => pieces.pop().map(Geometry::LineString),
                _ => Some(MultiLineString(pieces).into()),
            }
        }
        Geometry::MultiLineString(lines) => {
            let pieces = lines.iter().flat_map(|line| clip_line(line, rect));
            non_empty(pieces.collect()).map(|pieces| MultiLineString(pieces).into())
        }
        Geometry::Polygon(polygon) => clip_polygon(polygon, rect).map(Geometry::Polygon),
        Geometry::MultiPolygon(polygons) => {
            let pieces = polygons.iter().filter_map(|each| clip_polygon(each, rect));
            non_empty(pieces.collect()).map(|pieces| MultiPolygon(pieces).into())
        }
        Geometry::GeometryCollection(parts) => {
            let pieces = parts.iter().filter_map(|part| clip_to_rect(part, rect));
            non_empty(pieces.collect()).map(|pieces| Geometry::GeometryCollection(GeometryCollection(pieces)))
        }
        Geometry::Rect(other) => clip_to_rect(&other.to_polygon().into(), rect),
        Geometry::Triangle(triangle) => clip_to_rect(&triangle.to_polygon().into(), rect),
    }
}

fn non_empty<T>(pieces: Vec<T>) -> Option<Vec<T>> {
    (!pieces.is_empty()).then_some(pieces)
}

fn holds(rect: Rect<f64>, point: &Point<f64>) -> bool {
    Side::all(rect).into_iter().all(|side| side.keeps(point.0))
}

fn clip_polygon(polygon: &Polygon<f64>, rect: Rect<f64>) -> Option<Polygon<f64>> {
    let exterior = clip_ring(polygon.exterior(), rect)?;
    let holes = polygon.interiors().iter();
    let holes = holes.filter_map(|hole| clip_ring(hole, rect)).collect();
    Some(Polygon::new(exterior, holes))
}

fn clip_ring(ring: &LineString<f64>, rect: Rect<f64>) -> Option<LineString<f64>> {
    let corners = Side::all(rect).into_iter().fold(ring.0.clone(), |corners, side| side.cut(&corners));
    let mut clipped = LineString(corners);
    clipped.0.dedup();
    clipped.close();
    (ring_area(&clipped) > 0.0).then_some(clipped)
}

/// One side of the rectangle, with its x or its y.
#[derive(Clone, Copy)]
enum Side {
    West(f64),
    South(f64),
    East(f64),
    North(f64),
}

impl Side {
    fn all(rect: Rect<f64>) -> [Self; 4] {
        let (min, max) = (rect.min(), rect.max());
        [Self::West(min.x), Self::South(min.y), Self::East(max.x), Self::North(max.y)]
    }

    fn keeps(self, at: Coord<f64>) -> bool {
        match self {
            Self::West(x) => x <= at.x,
            Self::South(y) => y <= at.y,
            Self::East(x) => at.x <= x,
            Self::North(y) => at.y <= y,
        }
    }

    /// Where the segment meets the side's line; exactly on it, so that a sliver has no area.
    fn meets(self, a: Coord<f64>, b: Coord<f64>) -> Coord<f64> {
        match self {
            Self::West(x) | Self::East(x) => Coord { x, y: a.y + (b.y - a.y) * (x - a.x) / (b.x - a.x) },
            Self::South(y) | Self::North(y) => Coord { x: a.x + (b.x - a.x) * (y - a.y) / (b.y - a.y), y },
        }
    }

    /// The ring on the kept half of the plane; open or closed comes in, open may come out.
    fn cut(self, ring: &[Coord<f64>]) -> Vec<Coord<f64>> {
        let mut kept = Vec::with_capacity(ring.len() + 1);
        let before = ring.iter().cycle().skip(ring.len().saturating_sub(1));
        for (&a, &b) in before.zip(ring) {
            if self.keeps(a) != self.keeps(b) {
                kept.push(self.meets(a, b));
            }
            if self.keeps(b) {
                kept.push(b);
            }
        }
        kept
    }
}

fn clip_line(line: &LineString<f64>, rect: Rect<f64>) -> Vec<LineString<f64>> {
    let mut pieces: Vec<LineString<f64>> = Vec::new();
    for segment in line.lines() {
        let Some((a, b)) = clip_segment(segment.start, segment.end, rect) else {
            continue;
        };
        match pieces.last_mut() {
            Some(piece) if a == segment.start && piece.0.last() == Some(&a) => piece.0.push(b),
            _ => pieces.push(LineString(vec![a, b])),
        }
    }
    pieces
}

/// Keeps the stretch `enter..leave` of the segment, where 0 is `a` and 1 is `b`.
fn clip_segment(a: Coord<f64>, b: Coord<f64>, rect: Rect<f64>) -> Option<(Coord<f64>, Coord<f64>)> {
    let along = b - a;
    let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
    let (min, max) = (rect.min(), rect.max());
    for (outward, room) in
        [(-along.x, a.x - min.x), (along.x, max.x - a.x), (-along.y, a.y - min.y), (along.y, max.y - a.y)]
    {
        if outward < 0.0 {
            enter = enter.max(room / outward);
        } else if outward > 0.0 {
            leave = leave.min(room / outward);
        } else if room < 0.0 {
            return None;
        }
    }
    let at = |t: f64| if t < 1.0 { a + along * t } else { b };
    (enter < leave).then(|| (at(enter), at(leave)))
}

#[cfg(test)]
mod tests {
    use geo_types::{Line, Triangle, coord, line_string, polygon};

    use super::*;
    use crate::{area_m2, bounds};

    #[test]
    fn points_inside_and_on_the_edge_stay() {
        check(Point::new(10.0, 5.0), Some(Point::new(10.0, 5.0)));
        check(Point::new(11.0, 5.0), None::<Point>);
        check(MultiPoint::from(vec![(1.0, 1.0), (20.0, 1.0)]), Some(MultiPoint::from(vec![(1.0, 1.0)])));
        check(MultiPoint::from(vec![(20.0, 1.0)]), None::<Point>);
    }

    #[test]
    fn a_line_through_is_cut_at_both_sides() {
        check(Line::new((-5.0, 5.0), (15.0, 5.0)), Some(line_string![(x: 0.0, y: 5.0), (x: 10.0, y: 5.0)]));
        check(
            line_string![(x: 1.0, y: 1.0), (x: 4.0, y: 4.0), (x: 4.0, y: 14.0)],
            Some(line_string![(x: 1.0, y: 1.0), (x: 4.0, y: 4.0), (x: 4.0, y: 10.0)]),
        );
    }

    #[test]
    fn a_line_that_leaves_and_returns_becomes_two() {
        check(
            line_string![(x: 5.0, y: 5.0), (x: 15.0, y: 5.0), (x: 15.0, y: 7.0), (x: 5.0, y: 7.0)],
            Some(MultiLineString(vec![
                line_string![(x: 5.0, y: 5.0), (x: 10.0, y: 5.0)],
                line_string![(x: 10.0, y: 7.0), (x: 5.0, y: 7.0)],
            ])),
        );
    }

    #[test]
    fn a_line_beside_or_touching_with_its_end_is_dropped() {
        check(Line::new((-5.0, 0.0), (5.0, 20.0)), None::<Point>);
        check(Line::new((12.0, 0.0), (12.0, 10.0)), None::<Point>);
        check(Line::new((10.0, 5.0), (15.0, 5.0)), None::<Point>);
        check(MultiLineString(vec![line_string![(x: 3.0, y: 3.0)]]), None::<Point>);
    }

    #[test]
    fn a_polygon_inside_is_kept_whole() {
        let inside = polygon![(x: 1.0, y: 1.0), (x: 5.0, y: 1.0), (x: 3.0, y: 5.0)];
        check_area(inside, 8.0);
    }

    #[test]
    fn a_polygon_over_a_corner_is_cut() {
        check_area(Rect::new((5.0, 5.0), (20.0, 30.0)), 25.0);
        check_area(Triangle::new(coord!(x: 0., y: 0.), coord!(x: 20., y: 0.), coord!(x: 20., y: 20.)), 50.0);
    }

    #[test]
    fn a_polygon_around_the_rectangle_becomes_the_rectangle() {
        check_area(Rect::new((-5.0, -5.0), (15.0, 15.0)), 100.0);
    }

    #[test]
    fn a_hole_is_cut_too_and_gone_when_outside() {
        let shell = Rect::new((-5.0, -5.0), (15.0, 15.0)).to_polygon().into_inner().0;
        let hole = |x| Rect::new((x, 2.0), (x + 4.0, 4.0)).to_polygon().into_inner().0;
        let polygon = Polygon::new(shell, vec![hole(8.0), hole(11.0)]);
        let clipped = clip_to_rect(&polygon.clone().into(), tile()).unwrap();
        assert_eq!(Polygon::try_from(clipped).unwrap().interiors().len(), 1);
        check_area(polygon, 96.0);
    }

    #[test]
    fn a_polygon_beside_or_touching_is_dropped() {
        check(Rect::new((10.0, 0.0), (12.0, 10.0)), None::<Point>);
        check(Rect::new((11.0, 0.0), (12.0, 10.0)), None::<Point>);
        check(Polygon::new(LineString(vec![]), vec![]), None::<Point>);
    }

    #[test]
    fn parts_outside_are_left_out() {
        let [inside, outside] = [1.0, 21.0].map(|x| Rect::new((x, 1.0), (x + 1.0, 2.0)));
        let both = MultiPolygon(vec![inside.to_polygon(), outside.to_polygon()]);
        check_area(both, 1.0);
        let both = GeometryCollection(vec![inside.into(), Point::new(50.0, 0.0).into()]);
        check_area(Geometry::GeometryCollection(both), 1.0);
    }

    fn tile() -> Rect {
        Rect::new((0.0, 0.0), (10.0, 10.0))
    }

    #[track_caller]
    fn check(geometry: impl Into<Geometry>, expect: Option<impl Into<Geometry>>) {
        assert_eq!(clip_to_rect(&geometry.into(), tile()), expect.map(Into::into));
    }

    #[track_caller]
    fn check_area(geometry: impl Into<Geometry>, expect: f64) {
        let clipped = clip_to_rect(&geometry.into(), tile()).unwrap();
        assert!((area_m2(&clipped) - expect).abs() < 1e-12, "{clipped:?}");
        let (min, max) = (bounds(&clipped).unwrap().min(), bounds(&clipped).unwrap().max());
        assert!(0.0 <= min.x && 0.0 <= min.y && max.x <= 10.0 && max.y <= 10.0);
    }
}
