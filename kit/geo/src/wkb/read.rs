//! Bytes to geometry, from hands that are not trusted.

use geo_types::{
    Coord, Geometry, GeometryCollection, LineString, MultiLineString, MultiPoint, MultiPolygon, Point,
    Polygon,
};

use super::kind;
use crate::GeoError;

/// Collections in collections; files made by people have one or two.
const MAX_DEPTH: u8 = 16;

/// Flags of the extended dialect of `PostGIS`, in the type number.
const EWKB_Z: u32 = 0x8000_0000;
const EWKB_M: u32 = 0x4000_0000;
const EWKB_SRID: u32 = 0x2000_0000;

/// The geometry in ISO WKB or in the EWKB of `PostGIS`, of either byte order.
///
/// Z and M are dropped. An SRID is skipped: the column or file that holds the bytes says what
/// system they are in, and the two must not be able to disagree. A ring that is left open is
/// closed.
///
/// # Errors
///
/// [`GeoError::Wkb`] with the first byte that cannot be: an unknown type, a count that the rest
/// cannot hold, a coordinate that is not finite (so also an empty point), bytes missing or left
/// over.
pub fn read(bytes: &[u8]) -> Result<Geometry<f64>, GeoError> {
    let mut cursor = Cursor { bytes, at: 0 };
    let geometry = cursor.geometry(0)?;
    match cursor.rest().len() {
        0 => Ok(geometry),
        extra => Err(fault(cursor.at, format!("{extra} bytes left over"))),
    }
}

fn fault(byte: usize, reason: impl Into<String>) -> GeoError {
    GeoError::Wkb { byte, reason: reason.into() }
}

struct Cursor<'a> {
    bytes: &'a [u8],
    at: usize,
}

/// What the first five bytes of a geometry say about the rest.
struct Header {
    little_endian: bool,
    kind: u32,
    /// Numbers in a position: 2, 3 with Z or M, 4 with both.
    dimensions: usize,
}

impl Cursor<'_> {
    fn geometry(&mut self, depth: u8) -> Result<Geometry<f64>, GeoError> {
        let start = self.at;
        let header = self.header()?;
        Ok(match header.kind {
            kind::POINT => self.point(&header)?.into(),
            kind::LINE_STRING => self.line_string(&header)?.into(),
            kind::POLYGON => self.polygon(&header)?.into(),
            kind::MULTI_POINT => MultiPoint(self.members(&header, kind::POINT, Self::point)?).into(),
            kind::MULTI_LINE_STRING => {
                MultiLineString(self.members(&header, kind::LINE_STRING, Self::line_string)?).into()
            }
            kind::MULTI_POLYGON => MultiPolygon(self.members(&header, kind::POLYGON, Self::polygon)?).into(),
            kind::GEOMETRY_COLLECTION if depth == MAX_DEPTH => {
                return Err(fault(start, "collections are nested too deep"));
            }
            kind::GEOMETRY_COLLECTION => {
                let parts = self.many(&header, HEADER_BYTES, |cursor| cursor.geometry(depth + 1))?;
                Geometry::GeometryCollection(GeometryCollection(parts))
            }
            unknown => return Err(fault(start + 1, format!("unknown geometry type {unknown}"))),
        })
    }

    fn header(&mut self) -> Result<Header, GeoError> {
        let start = self.at;
        let little_endian = match self.take::<1>()? {
            [0] => false,
            [1] => true,
            [order] => return Err(fault(start, format!("unknown byte order {order}"))),
        };
        let code = self.u32(little_endian)?;
        if code & EWKB_SRID != 0 {
            self.take::<4>()?;
        }
        let iso = code & !(EWKB_Z | EWKB_M | EWKB_SRID);
        let (z, m) = match iso / 1000 {
            0 => (code & EWKB_Z != 0, code & EWKB_M != 0),
            1 => (true, false),
            2 => (false, true),
            3 => (true, true),
            _ => return Err(fault(start + 1, format!("unknown geometry type {code}"))),
        };
        Ok(Header { little_endian, kind: iso % 1000, dimensions: 2 + usize::from(z) + usize::from(m) })
    }

    /// The parts of a multi-geometry, each with a header of its own.
    fn members<T>(
        &mut self,
        header: &Header,
        kind: u32,
        read: impl Fn(&mut Self, &Header) -> Result<T, GeoError>,
    ) -> Result<Vec<T>, GeoError> {
        self.many(header, HEADER_BYTES, |cursor| {
            let start = cursor.at;
            let member = cursor.header()?;
            if member.kind == kind {
                read(cursor, &member)
            } else {
                let reason = format!("geometry type {} where {kind} belongs", member.kind);
                Err(fault(start + 1, reason))
            }
        })
    }

    fn point(&mut self, header: &Header) -> Result<Point<f64>, GeoError> {
        self.coord(header).map(Point)
    }

    fn polygon(&mut self, header: &Header) -> Result<Polygon<f64>, GeoError> {
        let mut rings = self.many(header, COUNT_BYTES, |cursor| cursor.line_string(header))?.into_iter();
        let exterior = rings.next().unwrap_or_else(|| LineString(vec![]));
        Ok(Polygon::new(exterior, rings.collect()))
    }

    fn line_string(&mut self, header: &Header) -> Result<LineString<f64>, GeoError> {
        let size = header.dimensions * NUMBER_BYTES;
        Ok(LineString(self.many(header, size, |cursor| cursor.coord(header))?))
    }

    fn coord(&mut self, header: &Header) -> Result<Coord<f64>, GeoError> {
        let x = self.finite(header)?;
        let y = self.finite(header)?;
        for _ in 2..header.dimensions {
            self.take::<NUMBER_BYTES>()?;
        }
        Ok(Coord { x, y })
    }

    /// A count, then that many parts. Every part takes `least` bytes or more, so a count that the
    /// rest cannot hold is refused before anything is allocated.
    fn many<T>(
        &mut self,
        header: &Header,
        least: usize,
        mut read: impl FnMut(&mut Self) -> Result<T, GeoError>,
    ) -> Result<Vec<T>, GeoError> {
        let start = self.at;
        let count = self.u32(header.little_endian)?;
        let room = self.rest().len();
        if count as usize > room / least {
            let reason = format!("a count of {count}, but only {room} bytes follow");
            return Err(fault(start, reason));
        }
        (0..count).map(|_| read(self)).collect()
    }

    fn finite(&mut self, header: &Header) -> Result<f64, GeoError> {
        let start = self.at;
        let bytes = self.take()?;
        let number = if header.little_endian { f64::from_le_bytes(bytes) } else { f64::from_be_bytes(bytes) };
        if number.is_finite() {
            Ok(number)
        } else {
            Err(fault(start, "a coordinate that is not a finite number"))
        }
    }

    fn u32(&mut self, little_endian: bool) -> Result<u32, GeoError> {
        let bytes = self.take()?;
        Ok(if little_endian { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) })
    }

    fn take<const N: usize>(&mut self) -> Result<[u8; N], GeoError> {
        let bytes = self.rest().first_chunk().copied().ok_or_else(|| {
            let room = self.rest().len();
            fault(self.at, format!("{N} bytes are needed, {room} follow"))
        })?;
        self.at += N;
        Ok(bytes)
    }

    fn rest(&self) -> &[u8] {
        &self.bytes[self.at..]
    }
}

const HEADER_BYTES: usize = 5;
const COUNT_BYTES: usize = 4;
const NUMBER_BYTES: usize = 8;

#[cfg(test)]
mod tests {
    use geo_types::{line_string, polygon};

    use super::*;
    use crate::wkb::write;

    #[test]
    fn every_kind_comes_back_as_it_was_written() {
        for geometry in samples() {
            assert_eq!(read(&write(&geometry)), Ok(geometry));
        }
    }

    #[test]
    fn big_endian_is_read() {
        check("0000000001 3ff0000000000000 c000000000000000", Point::new(1.0, -2.0));
    }

    #[test]
    fn a_part_may_have_another_byte_order_than_the_whole() {
        check(
            "00 00000004 00000001  01 01000000 000000000000f03f 00000000000000c0",
            MultiPoint::from(vec![(1.0, -2.0)]),
        );
    }

    #[test]
    fn iso_and_extended_heights_and_measures_are_dropped() {
        let (xy, more) = ("000000000000f03f 00000000000000c0", "0000000000000840");
        for (code, extra) in [
            ("e9030000", 1), // ISO Z
            ("d1070000", 1), // ISO M
            ("b90b0000", 2), // ISO ZM
            ("01000080", 1), // EWKB Z
            ("01000040", 1), // EWKB M
            ("010000c0", 2), // EWKB ZM
        ] {
            check(&format!("01{code}{xy}{}", more.repeat(extra)), Point::new(1.0, -2.0));
        }
    }

    #[test]
    fn an_extended_srid_is_skipped() {
        check("01 01000020 fe230000 000000000000f03f 00000000000000c0", Point::new(1.0, -2.0));
    }

    #[test]
    fn every_prefix_is_refused_where_it_ends() {
        for geometry in samples() {
            let bytes = write(&geometry);
            for length in 0..bytes.len() {
                let error = read(&bytes[..length]).unwrap_err();
                let GeoError::Wkb { byte, .. } = error else {
                    panic!("{error}");
                };
                assert!(byte <= length, "{error} of {length}");
            }
        }
    }

    #[test]
    fn huge_counts_are_refused_before_anything_is_allocated() {
        for kind in 2..=7 {
            let bytes = format!("01 0{kind}000000 ffffffff 0000000000000000");
            check_refused(&bytes, "WKB byte 5: a count of 4294967295, but only 8 bytes follow");
        }
        check_refused(
            "01 03000000 01000000 ffffffff",
            "WKB byte 9: a count of 4294967295, but only 0 bytes follow",
        );
    }

    #[test]
    fn any_single_damaged_byte_gives_an_answer() {
        for geometry in samples() {
            let whole = write(&geometry);
            for at in 0..whole.len() {
                for damage in [0x00, 0x01, 0x7f, 0x80, 0xff] {
                    let mut bytes = whole.clone();
                    bytes[at] = damage;
                    if let Err(error) = read(&bytes) {
                        assert!(matches!(error, GeoError::Wkb { .. }), "{error}");
                    }
                }
            }
        }
    }

    #[test]
    fn what_cannot_be_is_named_with_its_byte() {
        check_refused("", "WKB byte 0: 1 bytes are needed, 0 follow");
        check_refused("07", "WKB byte 0: unknown byte order 7");
        check_refused("01 0f000000", "WKB byte 1: unknown geometry type 15");
        check_refused("01 a10f0000", "WKB byte 1: unknown geometry type 4001");
        check_refused("01 01000000 0000", "WKB byte 5: 8 bytes are needed, 2 follow");
        check_refused("01 02000000 00000000 ff", "WKB byte 9: 1 bytes left over");
        check_refused(
            "01 05000000 01000000 01 03000000 00000000",
            "WKB byte 10: geometry type 3 where 2 belongs",
        );
    }

    #[test]
    fn an_empty_point_and_other_nans_are_refused() {
        check_refused(
            "01 01000000 000000000000f87f 000000000000f87f",
            "WKB byte 5: a coordinate that is not a finite number",
        );
    }

    #[test]
    fn bottomless_nesting_is_refused() {
        let nested = "01 07000000 01000000".repeat(100_000);
        check_refused(&nested, "WKB byte 144: collections are nested too deep");
    }

    fn samples() -> Vec<Geometry> {
        let line = line_string![(x: 0.0, y: 0.5), (x: 1.0, y: 2.0), (x: -3.0, y: 1e6)];
        let polygon = polygon!(
            exterior: [(x: 0.0, y: 0.0), (x: 9.0, y: 0.0), (x: 0.0, y: 9.0)],
            interiors: [[(x: 1.0, y: 1.0), (x: 2.0, y: 1.0), (x: 1.0, y: 2.0)]],
        );
        let mut samples: Vec<Geometry> = vec![
            Point::new(106.2, 21.2733).into(),
            line.clone().into(),
            polygon.clone().into(),
            Polygon::new(LineString(vec![]), vec![]).into(),
            MultiPoint::from(vec![(1.0, 2.0), (3.0, 4.0)]).into(),
            MultiLineString(vec![line.clone(), LineString(vec![]), line]).into(),
            MultiPolygon(vec![polygon.clone(), polygon]).into(),
        ];
        let all = Geometry::GeometryCollection(GeometryCollection(samples.clone()));
        samples.push(Geometry::GeometryCollection(GeometryCollection(vec![all])));
        samples
    }

    #[track_caller]
    fn check(hex: &str, expect: impl Into<Geometry>) {
        assert_eq!(read(&from_hex(hex)), Ok(expect.into()));
    }

    #[track_caller]
    fn check_refused(hex: &str, expect: &str) {
        assert_eq!(read(&from_hex(hex)).unwrap_err().to_string(), expect);
    }

    fn from_hex(hex: &str) -> Vec<u8> {
        let digits: Vec<u8> = hex
            .chars()
            .filter_map(|digit| digit.to_digit(16))
            .map(|digit| u8::try_from(digit).unwrap())
            .collect();
        digits.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect()
    }
}
