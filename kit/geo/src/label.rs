//! Where to write the name of an area.

use geo_types::{Coord, Geometry, LineString, Point, Polygon};

use crate::coords::rings;
use crate::measure::polygon_area;

/// Horizontal lines tried; odd, so that the middle of the area is among them.
const SCAN_LINES: u8 = 15;

/// A point well inside a polygon, or inside the largest part of a multi-polygon, in its own units;
/// `None` for one without area and for every other kind of geometry.
///
/// Each of a few horizontal lines crosses the polygon in stretches that lie inside it; of their
/// middles, the one farthest from any boundary is taken. Unlike the centroid it is never outside
/// a crescent or in a hole, and it is close to the pole
/// of inaccessibility at a fraction of the code.
#[must_use]
pub fn label_point(geometry: &Geometry<f64>) -> Option<Point<f64>> {
    match geometry {
        Geometry::Polygon(polygon) => label_polygon(polygon),
        Geometry::MultiPolygon(polygons) => {
            polygons.iter().max_by(|a, b| polygon_area(a).total_cmp(&polygon_area(b))).and_then(label_polygon)
        }
        _ => None,
    }
}

fn label_polygon(polygon: &Polygon<f64>) -> Option<Point<f64>> {
    scan_heights(polygon)
        .flat_map(|y| middles(polygon, y))
        .max_by(|&a, &b| clearance(polygon, a).total_cmp(&clearance(polygon, b)))
        .map(Point)
}

fn scan_heights(polygon: &Polygon<f64>) -> impl Iterator<Item = f64> {
    let ys = || polygon.exterior().0.iter().map(|corner| corner.y);
    let (south, north) = (ys().fold(f64::MAX, f64::min), ys().fold(f64::MIN, f64::max));
    let step = (north - south) / f64::from(SCAN_LINES);
    (0..SCAN_LINES).map(move |i| south + step * (f64::from(i) + 0.5))
}

/// The middle of each inside stretch of the horizontal line at `y`.
fn middles(polygon: &Polygon<f64>, y: f64) -> Vec<Coord<f64>> {
    let mut crossings: Vec<f64> = rings(polygon)
        .flat_map(LineString::lines)
        // A corner belongs to the edge above it, so that it is counted once.
        .filter(|edge| (edge.start.y <= y) != (edge.end.y <= y))
        .map(|edge| edge.start.x + edge.dx() * (y - edge.start.y) / edge.dy())
        .collect();
    crossings.sort_by(f64::total_cmp);
    crossings
        .chunks_exact(2)
        .filter(|stretch| stretch[0] < stretch[1])
        .map(|stretch| Coord { x: f64::midpoint(stretch[0], stretch[1]), y })
        .collect()
}

/// The squared distance to the nearest boundary.
fn clearance(polygon: &Polygon<f64>, at: Coord<f64>) -> f64 {
    rings(polygon)
        .flat_map(LineString::lines)
        .map(|edge| {
            let (along, to_point) = (edge.delta(), at - edge.start);
            let length2 = along.x * along.x + along.y * along.y;
            let t = (to_point.x * along.x + to_point.y * along.y) / length2;
            let gap = to_point - along * if length2 > 0.0 { t.clamp(0.0, 1.0) } else { 0.0 };
            gap.x * gap.x + gap.y * gap.y
        })
        .fold(f64::MAX, f64::min)
}

#[cfg(test)]
mod tests {
    use geo_types::{MultiPolygon, Rect, line_string, polygon};

    use super::*;

    #[test]
    fn a_square_is_labelled_in_its_middle() {
        let square = Rect::new((0.0, 0.0), (10.0, 10.0)).to_polygon();
        assert_eq!(label_point(&square.into()), Some(Point::new(5.0, 5.0)));
    }

    #[test]
    fn a_crescent_is_labelled_inside_where_it_is_wide() {
        let crescent = polygon![
            (x: 0.0, y: 0.0), (x: 10.0, y: 0.0), (x: 10.0, y: 10.0), (x: 9.0, y: 10.0),
            (x: 9.0, y: 1.0), (x: 3.0, y: 1.0), (x: 3.0, y: 10.0), (x: 0.0, y: 10.0),
        ];
        let label = label_point(&crescent.into()).unwrap();
        assert!(0.0 < label.x() && label.x() < 3.0, "{label:?}");
    }

    #[test]
    fn a_hole_in_the_middle_is_avoided() {
        let [shell, hole] = [(0.0, 10.0), (2.0, 9.0)]
            .map(|(min, max)| Rect::new((min, min), (max, max)).to_polygon().into_inner().0);
        let label = label_point(&Polygon::new(shell, vec![hole]).into()).unwrap();
        assert!(label.x() < 2.0 || label.y() < 2.0, "{label:?}");
    }

    #[test]
    fn the_largest_part_gets_the_label() {
        let part = |x, side| Rect::new((x, 0.0), (x + side, side)).to_polygon();
        let parts = MultiPolygon(vec![part(0.0, 1.0), part(10.0, 3.0), part(20.0, 2.0)]);
        assert_eq!(label_point(&parts.into()), Some(Point::new(11.5, 1.5)));
    }

    #[test]
    fn a_sliver_a_millimetre_wide_is_labelled_inside() {
        let sliver = polygon![
            (x: 416_000.0, y: 2_353_000.0),
            (x: 417_000.0, y: 2_354_000.0),
            (x: 416_000.001, y: 2_353_000.0),
        ];
        let label = label_point(&sliver.into()).unwrap();
        let from_left = (label.x() - 416_000.0) - (label.y() - 2_353_000.0);
        assert!(0.0 < from_left && from_left < 0.001, "{from_left}");
    }

    #[test]
    fn what_has_no_area_has_no_label() {
        let nothing = LineString(vec![]);
        let flat = line_string![(x: 0.0, y: 0.0), (x: 5.0, y: 0.0), (x: 9.0, y: 0.0)];
        assert_eq!(label_point(&Polygon::new(nothing, vec![]).into()), None);
        assert_eq!(label_point(&Polygon::new(flat.clone(), vec![]).into()), None);
        assert_eq!(label_point(&flat.into()), None);
    }
}
