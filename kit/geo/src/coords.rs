//! Walking the coordinate pairs of any geometry, in the order [`GeoError`](crate::GeoError) counts.

use std::convert::Infallible;

use geo_types::{
    Coord, Geometry, GeometryCollection, Line, LineString, MultiLineString, MultiPoint, MultiPolygon, Point,
    Polygon, Triangle,
};

/// Calls `see` with every pair.
pub(crate) fn for_each(geometry: &Geometry<f64>, see: &mut impl FnMut(Coord<f64>)) {
    match geometry {
        Geometry::Point(point) => see(point.0),
        Geometry::Line(line) => [line.start, line.end].into_iter().for_each(see),
        Geometry::LineString(line) => line.0.iter().copied().for_each(see),
        Geometry::Polygon(polygon) => for_each_in_polygon(polygon, see),
        Geometry::MultiPoint(points) => points.iter().for_each(|point| see(point.0)),
        Geometry::MultiLineString(lines) => lines.iter().flatten().copied().for_each(see),
        Geometry::MultiPolygon(polygons) => {
            for polygon in polygons {
                for_each_in_polygon(polygon, see);
            }
        }
        Geometry::GeometryCollection(parts) => {
            for part in parts {
                for_each(part, see);
            }
        }
        Geometry::Rect(rect) => for_each_in_polygon(&rect.to_polygon(), see),
        Geometry::Triangle(triangle) => triangle.to_array().into_iter().for_each(see),
    }
}

/// The geometry with every pair replaced; a rectangle becomes a polygon, as it may not stay square.
pub(crate) fn map(geometry: &Geometry<f64>, f: impl Fn(Coord<f64>) -> Coord<f64>) -> Geometry<f64> {
    let Ok(mapped) = try_map::<Infallible>(geometry, &mut |coord| Ok(f(coord)));
    mapped
}

/// [`map`] that stops at the first pair `f` refuses.
pub(crate) fn try_map<E>(
    geometry: &Geometry<f64>,
    f: &mut dyn FnMut(Coord<f64>) -> Result<Coord<f64>, E>,
) -> Result<Geometry<f64>, E> {
    Ok(match geometry {
        Geometry::Point(point) => Point(f(point.0)?).into(),
        Geometry::Line(line) => Line::new(f(line.start)?, f(line.end)?).into(),
        Geometry::LineString(line) => map_line(line, f)?.into(),
        Geometry::Polygon(polygon) => map_polygon(polygon, f)?.into(),
        Geometry::MultiPoint(points) => {
            let mapped: Result<_, E> = points.iter().map(|point| f(point.0).map(Point)).collect();
            MultiPoint(mapped?).into()
        }
        Geometry::MultiLineString(lines) => {
            let mapped: Result<_, E> = lines.iter().map(|line| map_line(line, f)).collect();
            MultiLineString(mapped?).into()
        }
        Geometry::MultiPolygon(polygons) => {
            let mapped: Result<_, E> = polygons.iter().map(|each| map_polygon(each, f)).collect();
            MultiPolygon(mapped?).into()
        }
        Geometry::GeometryCollection(parts) => {
            let mapped: Result<_, E> = parts.iter().map(|part| try_map(part, f)).collect();
            Geometry::GeometryCollection(GeometryCollection(mapped?))
        }
        Geometry::Rect(rect) => map_polygon(&rect.to_polygon(), f)?.into(),
        Geometry::Triangle(triangle) => {
            let [a, b, c] = triangle.to_array();
            Triangle::new(f(a)?, f(b)?, f(c)?).into()
        }
    })
}

fn for_each_in_polygon(polygon: &Polygon<f64>, see: &mut impl FnMut(Coord<f64>)) {
    for ring in rings(polygon) {
        ring.0.iter().copied().for_each(&mut *see);
    }
}

/// The outer ring, then the holes.
pub(crate) fn rings(polygon: &Polygon<f64>) -> impl Iterator<Item = &LineString<f64>> {
    std::iter::once(polygon.exterior()).chain(polygon.interiors())
}

fn map_line<E>(
    line: &LineString<f64>,
    f: &mut dyn FnMut(Coord<f64>) -> Result<Coord<f64>, E>,
) -> Result<LineString<f64>, E> {
    line.0.iter().map(|&coord| f(coord)).collect()
}

fn map_polygon<E>(
    polygon: &Polygon<f64>,
    f: &mut dyn FnMut(Coord<f64>) -> Result<Coord<f64>, E>,
) -> Result<Polygon<f64>, E> {
    let exterior = map_line(polygon.exterior(), f)?;
    let holes: Result<_, E> = polygon.interiors().iter().map(|ring| map_line(ring, f)).collect();
    Ok(Polygon::new(exterior, holes?))
}
