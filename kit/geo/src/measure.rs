//! Size in the plane: the bounding rectangle and the area of a geometry as its coordinates say.

use geo_types::{Coord, Geometry, LineString, Polygon, Rect};

use crate::coords;

/// The smallest rectangle around the geometry, in its own units; `None` when it has no coordinates.
#[must_use]
pub fn bounds(geometry: &Geometry<f64>) -> Option<Rect<f64>> {
    let mut bounds: Option<Rect<f64>> = None;
    coords::for_each(geometry, &mut |at| {
        let (mut min, mut max) = bounds.map_or((at, at), |rect| (rect.min(), rect.max()));
        (min.x, min.y) = (min.x.min(at.x), min.y.min(at.y));
        (max.x, max.y) = (max.x.max(at.x), max.y.max(at.y));
        bounds = Some(Rect::new(min, max));
    });
    bounds
}

/// The area in square metres of a geometry in metres: outer rings minus holes, whichever way they
/// turn; parts of a collection are added, overlapping or not, and points and lines count nothing.
///
/// This is the area on the projection plane, as land papers give it, not on the ellipsoid.
#[must_use]
pub fn area_m2(geometry: &Geometry<f64>) -> f64 {
    match geometry {
        Geometry::Polygon(polygon) => polygon_area(polygon),
        Geometry::MultiPolygon(polygons) => polygons.iter().map(polygon_area).sum(),
        Geometry::GeometryCollection(parts) => parts.iter().map(area_m2).sum(),
        Geometry::Rect(rect) => rect.width() * rect.height(),
        Geometry::Triangle(triangle) => polygon_area(&triangle.to_polygon()),
        Geometry::Point(_)
        | Geometry::Line(_)
        | Geometry::LineString(_)
        | Geometry::MultiPoint(_)
        | Geometry::MultiLineString(_) => 0.0,
    }
}

pub(crate) fn polygon_area(polygon: &Polygon<f64>) -> f64 {
    let holes: f64 = polygon.interiors().iter().map(ring_area).sum();
    ring_area(polygon.exterior()) - holes
}

/// The shoelace formula, counted from the first corner: with northings of two million metres the
/// plain products would cost square centimetres.
pub(crate) fn ring_area(ring: &LineString<f64>) -> f64 {
    let Some(&origin) = ring.0.first() else {
        return 0.0;
    };
    let twice: f64 = ring
        .lines()
        .map(|edge| {
            let (a, b) = (edge.start - origin, edge.end - origin);
            a.x * b.y - a.y * b.x
        })
        .sum();
    twice.abs() / 2.0
}

/// The smallest box around two boxes.
#[must_use]
pub fn join(a: Rect<f64>, b: Rect<f64>) -> Rect<f64> {
    let corner = |pick: fn(f64, f64) -> f64, a: Coord<f64>, b: Coord<f64>| Coord {
        x: pick(a.x, b.x),
        y: pick(a.y, b.y),
    };
    Rect::new(corner(f64::min, a.min(), b.min()), corner(f64::max, a.max(), b.max()))
}

#[cfg(test)]
mod tests {
    use geo_types::{GeometryCollection, MultiPolygon, Point, Triangle, coord, line_string, polygon};

    use super::*;

    #[test]
    fn bounds_reach_over_all_parts() {
        let parts = GeometryCollection(vec![
            Point::new(3.0, -1.0).into(),
            line_string![(x: 0.0, y: 4.0), (x: 1.0, y: 2.0)].into(),
            Rect::new((2.0, 0.0), (5.0, 1.0)).into(),
        ]);
        let expect = Rect::new((0.0, -1.0), (5.0, 4.0));
        assert_eq!(bounds(&Geometry::GeometryCollection(parts)), Some(expect));
    }

    #[test]
    fn nothing_has_no_bounds() {
        assert_eq!(bounds(&MultiPolygon::<f64>(vec![]).into()), None);
        assert_eq!(bounds(&Geometry::GeometryCollection(GeometryCollection(vec![]))), None);
    }

    #[test]
    fn a_hole_is_not_counted_whichever_way_it_turns() {
        for hole in [
            line_string![(x: 1., y: 1.), (x: 1., y: 2.), (x: 3., y: 2.), (x: 3., y: 1.)],
            line_string![(x: 3., y: 1.), (x: 3., y: 2.), (x: 1., y: 2.), (x: 1., y: 1.)],
        ] {
            let shell = Rect::new((0.0, 0.0), (4.0, 3.0)).to_polygon().into_inner().0;
            check_area(Polygon::new(shell, vec![hole]), 10.0);
        }
    }

    #[test]
    fn area_adds_parts_and_ignores_lines() {
        let square = Rect::new((0.0, 0.0), (2.0, 2.0));
        check_area(MultiPolygon(vec![square.to_polygon(), square.to_polygon()]), 8.0);
        check_area(square, 4.0);
        check_area(Triangle::new(coord!(x: 0., y: 0.), coord!(x: 2., y: 0.), coord!(x: 0., y: 1.)), 1.0);
        check_area(line_string![(x: 0., y: 0.), (x: 1., y: 0.), (x: 0., y: 1.), (x: 0., y: 0.)], 0.0);
        let parts = GeometryCollection(vec![square.into(), Point::new(9.0, 9.0).into()]);
        check_area(Geometry::GeometryCollection(parts), 4.0);
        check_area(Polygon::new(LineString(vec![]), vec![]), 0.0);
    }

    #[test]
    fn a_lot_far_from_the_origin_loses_no_square_centimetre() {
        let lot = polygon![
            (x: 416_787.279, y: 2_353_421.747),
            (x: 416_807.279, y: 2_353_421.747),
            (x: 416_807.279, y: 2_353_426.747),
            (x: 416_787.279, y: 2_353_426.747),
        ];
        assert!((area_m2(&lot.into()) - 100.0).abs() < 1e-6);
    }

    #[track_caller]
    fn check_area(geometry: impl Into<Geometry>, expect_m2: f64) {
        let actual = area_m2(&geometry.into());
        assert!((actual - expect_m2).abs() < 1e-12, "{actual}");
    }
}
