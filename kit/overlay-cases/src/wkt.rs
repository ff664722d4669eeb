//! Well-known text (OGC 06-103r4, 7) of plane geometries.

use geo::{
    Coord, Geometry, GeometryCollection, LineString, MultiLineString, MultiPoint, MultiPolygon, Point,
    Polygon,
};

/// Reads one geometry. Coordinates may be `NaN`.
pub(crate) fn read(text: &str) -> Result<Geometry<f64>, String> {
    let mut reader = Reader { rest: text };
    let geometry = reader.geometry()?;
    if reader.rest.trim().is_empty() { Ok(geometry) } else { Err(reader.unexpected()) }
}

struct Reader<'a> {
    rest: &'a str,
}

impl<'a> Reader<'a> {
    fn geometry(&mut self) -> Result<Geometry<f64>, String> {
        Ok(match self.word().to_ascii_uppercase().as_str() {
            // `geo` has no empty point; as a collection of nothing it has the same relations.
            "POINT" => match self.list(Self::coord)?.first() {
                Some(at) => Geometry::Point(Point(*at)),
                None => Geometry::GeometryCollection(GeometryCollection::default()),
            },
            "LINESTRING" | "LINEARRING" => Geometry::LineString(self.line()?),
            "POLYGON" => Geometry::Polygon(self.polygon()?),
            "MULTIPOINT" => Geometry::MultiPoint(MultiPoint(self.list(Self::bracketed_point)?)),
            "MULTILINESTRING" => Geometry::MultiLineString(MultiLineString(self.list(Self::line)?)),
            "MULTIPOLYGON" => Geometry::MultiPolygon(MultiPolygon(self.list(Self::polygon)?)),
            "GEOMETRYCOLLECTION" => {
                Geometry::GeometryCollection(GeometryCollection(self.list(Self::geometry)?))
            }
            _ => return Err(self.unexpected()),
        })
    }

    fn polygon(&mut self) -> Result<Polygon<f64>, String> {
        let mut rings = self.list(Self::line)?.into_iter();
        let shell = rings.next().unwrap_or_else(|| LineString(Vec::new()));
        Ok(Polygon::new(shell, rings.collect()))
    }

    fn line(&mut self) -> Result<LineString<f64>, String> {
        self.list(Self::coord).map(LineString)
    }

    /// A point of a multipoint, which may or may not have brackets of its own.
    fn bracketed_point(&mut self) -> Result<Point<f64>, String> {
        if self.take('(') {
            let point = self.coord()?;
            if self.take(')') { Ok(Point(point)) } else { Err(self.unexpected()) }
        } else {
            self.coord().map(Point)
        }
    }

    fn coord(&mut self) -> Result<Coord<f64>, String> {
        let at = Coord { x: self.number()?, y: self.number()? };
        // Heights and measures are of no concern here.
        while self.number().is_ok() {}
        Ok(at)
    }

    fn number(&mut self) -> Result<f64, String> {
        self.rest = self.rest.trim_start();
        let end = self.rest.find(|next: char| next.is_whitespace() || ",()".contains(next));
        let (number, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
        let number = number.parse().map_err(|_| self.unexpected())?;
        self.rest = rest;
        Ok(number)
    }

    /// `EMPTY`, or members in brackets with commas between them.
    fn list<T>(&mut self, member: impl Fn(&mut Self) -> Result<T, String>) -> Result<Vec<T>, String> {
        let mut members = Vec::new();
        if !self.take('(') {
            return if self.word().eq_ignore_ascii_case("EMPTY") {
                Ok(members)
            } else {
                Err(self.unexpected())
            };
        }
        loop {
            members.push(member(self)?);
            if self.take(')') {
                return Ok(members);
            }
            if !self.take(',') {
                return Err(self.unexpected());
            }
        }
    }

    fn take(&mut self, wanted: char) -> bool {
        match self.rest.trim_start().strip_prefix(wanted) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn word(&mut self) -> &'a str {
        let rest = self.rest.trim_start();
        let end = rest.find(|next: char| !next.is_ascii_alphabetic()).unwrap_or(rest.len());
        let (word, rest) = rest.split_at(end);
        self.rest = rest;
        word
    }

    fn unexpected(&self) -> String {
        format!("WKT cannot be read at: {}", self.rest.chars().take(30).collect::<String>())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_geometry_is_read_with_and_without_members() {
        for kind in [
            "LINESTRING (1 2, 3 4)",
            "POLYGON ((0 0, 1 0, 0 1, 0 0), (0.1 0.1, 2e-1 0.1, 0.1 0.2, 0.1 0.1))",
            "MULTIPOINT ((1 2), (3 4))",
            "MULTILINESTRING ((1 2, 3 4), EMPTY)",
            "MULTIPOLYGON (((0 0, 1 0, 0 1, 0 0)), EMPTY)",
            "GEOMETRYCOLLECTION (POINT (1 2), POLYGON EMPTY)",
        ] {
            read(kind).unwrap();
            let empty = format!("{} empty", kind.split(' ').next().unwrap());
            read(&empty).unwrap();
        }
        assert_eq!(
            read("multipoint(1 2, 3 4)"),
            read("MULTIPOINT Z ((1 2), (3 4))".replace(" Z", "").as_str())
        );
        assert_eq!(read("POINT (1 2 3)"), Ok(Geometry::Point(Point::new(1.0, 2.0))));
    }

    #[test]
    fn what_is_no_geometry_is_refused() {
        for text in ["", "POLYGON", "POLYGON ((0 0, 1", "POINT (1)", "CIRCLE (1 2)", "POINT (1 2) 3"] {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
