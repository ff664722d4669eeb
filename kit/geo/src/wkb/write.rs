//! Geometry to bytes.

use geo_types::{Coord, Geometry, LineString, Point, Polygon};

use super::kind;
use crate::coords::rings;

/// The geometry as ISO WKB: little endian, two-dimensional, without SRID.
///
/// What WKB has no type for is written as what it is: a line as a line string of two positions, a
/// rectangle or a triangle as a polygon.
#[must_use]
pub fn write(geometry: &Geometry<f64>) -> Vec<u8> {
    let mut out = Writer(Vec::new());
    out.geometry(geometry);
    out.0
}

struct Writer(Vec<u8>);

impl Writer {
    fn geometry(&mut self, geometry: &Geometry<f64>) {
        match geometry {
            Geometry::Point(point) => self.point(point),
            Geometry::Line(line) => self.line_string(&(*line).into()),
            Geometry::LineString(line) => self.line_string(line),
            Geometry::Polygon(polygon) => self.polygon(polygon),
            Geometry::MultiPoint(points) => {
                self.many(kind::MULTI_POINT, &points.0, Self::point);
            }
            Geometry::MultiLineString(lines) => {
                self.many(kind::MULTI_LINE_STRING, &lines.0, Self::line_string);
            }
            Geometry::MultiPolygon(polygons) => {
                self.many(kind::MULTI_POLYGON, &polygons.0, Self::polygon);
            }
            Geometry::GeometryCollection(parts) => {
                self.many(kind::GEOMETRY_COLLECTION, &parts.0, Self::geometry);
            }
            Geometry::Rect(rect) => self.polygon(&rect.to_polygon()),
            Geometry::Triangle(triangle) => self.polygon(&triangle.to_polygon()),
        }
    }

    fn many<T>(&mut self, kind: u32, parts: &[T], write: fn(&mut Self, &T)) {
        self.start(kind);
        self.count(parts.len());
        for part in parts {
            write(self, part);
        }
    }

    fn point(&mut self, point: &Point<f64>) {
        self.start(kind::POINT);
        self.coord(point.0);
    }

    fn line_string(&mut self, line: &LineString<f64>) {
        self.start(kind::LINE_STRING);
        self.coords(line);
    }

    fn polygon(&mut self, polygon: &Polygon<f64>) {
        self.start(kind::POLYGON);
        if polygon.exterior().0.is_empty() {
            return self.count(0);
        }
        self.count(1 + polygon.interiors().len());
        for ring in rings(polygon) {
            self.coords(ring);
        }
    }

    fn coords(&mut self, line: &LineString<f64>) {
        self.count(line.0.len());
        for &coord in line {
            self.coord(coord);
        }
    }

    fn coord(&mut self, coord: Coord<f64>) {
        self.0.extend(coord.x.to_le_bytes());
        self.0.extend(coord.y.to_le_bytes());
    }

    fn start(&mut self, kind: u32) {
        const LITTLE_ENDIAN: u8 = 1;
        self.0.push(LITTLE_ENDIAN);
        self.0.extend(kind.to_le_bytes());
    }

    #[expect(clippy::cast_possible_truncation, reason = "2^32 parts would not fit in memory")]
    fn count(&mut self, count: usize) {
        self.0.extend((count as u32).to_le_bytes());
    }
}

#[cfg(test)]
mod tests {
    use geo_types::{Line, Rect, polygon};

    use super::*;

    #[test]
    fn a_point_is_twenty_one_little_endian_bytes() {
        let mut expect = vec![1, 1, 0, 0, 0];
        expect.extend([0, 0, 0, 0, 0, 0, 0xf0, 0x3f]);
        expect.extend([0, 0, 0, 0, 0, 0, 0x00, 0xc0]);
        assert_eq!(write(&Point::new(1.0, -2.0).into()), expect);
    }

    #[test]
    fn shapes_without_a_type_of_their_own_are_written_as_lines_and_polygons() {
        let line = Line::new((0.0, 0.0), (1.0, 1.0));
        check_same(line, LineString::from(line));
        let rect = Rect::new((0.0, 0.0), (2.0, 1.0));
        check_same(rect, rect.to_polygon());
    }

    #[test]
    fn an_empty_polygon_has_no_rings() {
        let empty = Polygon::new(LineString(vec![]), vec![]);
        assert_eq!(write(&empty.into()), [1, 3, 0, 0, 0, 0, 0, 0, 0]);
    }

    #[test]
    fn a_ring_is_written_with_its_closing_position() {
        let triangle = polygon![(x: 0.0, y: 0.0), (x: 1.0, y: 0.0), (x: 0.0, y: 1.0)];
        let bytes = write(&triangle.into());
        assert_eq!(bytes[9..13], [4, 0, 0, 0]);
        assert_eq!(bytes.len(), 13 + 4 * 16);
    }

    fn check_same(a: impl Into<Geometry>, b: impl Into<Geometry>) {
        assert_eq!(write(&a.into()), write(&b.into()));
    }
}
