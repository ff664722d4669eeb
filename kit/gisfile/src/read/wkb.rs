//! Well-known binary (OGC 06-103r4, clause 8; extended as `PostGIS` writes it) straight into rings, without a geometry between.
//!
//! [`kit_geo::wkb::read`] reads every kind of geometry; here only areas matter, and millions of points a second.

use crate::{FaultKind, Rings};

const POLYGON: u32 = 3;
const MULTI_POLYGON: u32 = 6;
const COLLECTION: u32 = 7;

/// Flags of the extended dialect of `PostGIS` in the type number.
const EWKB_Z: u32 = 0x8000_0000;
const EWKB_M: u32 = 0x4000_0000;
const EWKB_SRID: u32 = 0x2000_0000;

/// Collections in collections; files made by people have one or two.
const MAX_DEPTH: u8 = 16;

type Read<T> = std::result::Result<T, FaultKind>;

/// Polygons, multipolygons and collections of nothing else. Heights and measures are left out, an SRID is skipped: the
/// column or file says what system its geometry is in.
///
/// # Errors
/// [`FaultKind::NotPolygon`] or [`FaultKind::Malformed`] with the byte; rings read before may be in the buffer.
pub(super) fn read(bytes: &[u8], rings: &mut Rings) -> Read<()> {
    let mut cursor = Cursor { bytes, whole: bytes.len() };
    cursor.geometry(rings, 0)?;
    match cursor.bytes.len() {
        0 => Ok(()),
        extra => Err(cursor.fault(&format!("{extra} bytes left over"))),
    }
}

struct Cursor<'a> {
    bytes: &'a [u8],
    whole: usize,
}

/// What the first five bytes of a geometry say about the rest.
struct Header {
    little_endian: bool,
    kind: u32,
    /// Numbers in a position: 2, 3 with Z or M, 4 with both.
    dimensions: usize,
}

impl Cursor<'_> {
    fn geometry(&mut self, rings: &mut Rings, depth: u8) -> Read<()> {
        let header = self.header()?;
        rings.flattened |= 2 < header.dimensions;
        match header.kind {
            POLYGON => self.polygon(&header, rings),
            MULTI_POLYGON | COLLECTION if depth == MAX_DEPTH => {
                Err(self.fault("collections are nested too deep"))
            }
            MULTI_POLYGON | COLLECTION => {
                for _ in 0..self.count(&header, HEADER_BYTES)? {
                    self.geometry(rings, depth + 1)?;
                }
                Ok(())
            }
            1 => Err(FaultKind::NotPolygon("point")),
            2 => Err(FaultKind::NotPolygon("line")),
            4 => Err(FaultKind::NotPolygon("points")),
            5 => Err(FaultKind::NotPolygon("lines")),
            8..=14 => Err(FaultKind::NotPolygon("curve")),
            15..=17 => Err(FaultKind::NotPolygon("surface")),
            other => Err(self.fault(&format!("unknown geometry type {other}"))),
        }
    }

    fn polygon(&mut self, header: &Header, rings: &mut Rings) -> Read<()> {
        let size = header.dimensions * NUMBER_BYTES;
        for _ in 0..self.count(header, COUNT_BYTES)? {
            let count = self.count(header, size)?;
            let (ring, rest) = self.bytes.split_at(count * size);
            self.bytes = rest;
            // One loop for each form, so that the common one has no question in it.
            match (header.little_endian, header.dimensions) {
                (true, 2) => rings.points(positions::<16>(ring, f64::from_le_bytes)),
                (true, 3) => rings.points(positions::<24>(ring, f64::from_le_bytes)),
                (true, _) => rings.points(positions::<32>(ring, f64::from_le_bytes)),
                (false, 2) => rings.points(positions::<16>(ring, f64::from_be_bytes)),
                (false, 3) => rings.points(positions::<24>(ring, f64::from_be_bytes)),
                (false, _) => rings.points(positions::<32>(ring, f64::from_be_bytes)),
            }
            rings.end_ring();
        }
        rings.end_part();
        Ok(())
    }

    fn header(&mut self) -> Read<Header> {
        let little_endian = match self.take::<1>()? {
            [0] => false,
            [1] => true,
            [order] => return Err(self.fault(&format!("unknown byte order {order}"))),
        };
        let code = self.number(little_endian)?;
        if code & EWKB_SRID != 0 {
            self.take::<4>()?;
        }
        let iso = code & !(EWKB_Z | EWKB_M | EWKB_SRID);
        let (z, m) = match iso / 1000 {
            0 => (code & EWKB_Z != 0, code & EWKB_M != 0),
            1 => (true, false),
            2 => (false, true),
            3 => (true, true),
            _ => return Err(self.fault(&format!("unknown geometry type {code}"))),
        };
        Ok(Header { little_endian, kind: iso % 1000, dimensions: 2 + usize::from(z) + usize::from(m) })
    }

    /// A count of parts that take `least` bytes or more each: one that the rest cannot hold is refused.
    fn count(&mut self, header: &Header, least: usize) -> Read<usize> {
        let count = self.number(header.little_endian)? as usize;
        let room = self.bytes.len();
        if room / least < count {
            return Err(self.fault(&format!("a count of {count}, but only {room} bytes follow")));
        }
        Ok(count)
    }

    fn number(&mut self, little_endian: bool) -> Read<u32> {
        let bytes = self.take()?;
        Ok(if little_endian { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) })
    }

    fn take<const N: usize>(&mut self) -> Read<[u8; N]> {
        let Some((first, rest)) = self.bytes.split_first_chunk::<N>() else {
            return Err(self.fault(&format!("{N} bytes are needed, {} follow", self.bytes.len())));
        };
        self.bytes = rest;
        Ok(*first)
    }

    fn fault(&self, reason: &str) -> FaultKind {
        FaultKind::Malformed(format!("WKB byte {}: {reason}", self.whole - self.bytes.len()))
    }
}

/// The first two numbers of every `SIZE` bytes.
fn positions<const SIZE: usize>(
    bytes: &[u8],
    number: fn([u8; NUMBER_BYTES]) -> f64,
) -> impl ExactSizeIterator<Item = [f64; 2]> {
    let (chunks, _) = bytes.as_chunks::<SIZE>();
    chunks.iter().map(move |chunk| {
        let (numbers, _) = chunk.as_chunks::<NUMBER_BYTES>();
        [number(numbers[0]), number(numbers[1])]
    })
}

const HEADER_BYTES: usize = 5;
const COUNT_BYTES: usize = 4;
const NUMBER_BYTES: usize = 8;

#[cfg(test)]
mod tests {
    use kit_geo::{Geometry, wkb::write};

    use super::*;

    /// A triangle with a hole, as a general writer makes it.
    fn sample() -> Vec<u8> {
        let text = r#"{"type": "MultiPolygon", "coordinates": [
            [[[0, 0], [9, 0], [0, 9], [0, 0]], [[1, 1], [2, 1], [1, 2], [1, 1]]],
            [[[20, 0], [29, 0], [20, 9], [20, 0]]]]}"#;
        write(&geometry(text))
    }

    fn geometry(text: &str) -> Geometry {
        kit_geo::geojson::read(text).unwrap().remove(0).geometry.unwrap()
    }

    fn parsed(bytes: &[u8]) -> Read<Rings> {
        let mut rings = Rings::default();
        read(bytes, &mut rings).map(|()| rings)
    }

    #[test]
    fn parts_and_rings_come_out_as_they_were_written() {
        let rings = parsed(&sample()).unwrap();
        let shape: Vec<Vec<usize>> = rings.parts().map(|part| part.map(<[_]>::len).collect()).collect();
        assert_eq!(shape, [vec![4, 4], vec![4]]);
        assert_eq!(rings.check(), Ok([0.0, 0.0, 29.0, 9.0]));
        assert!(!rings.flattened);
    }

    #[test]
    fn every_dialect_gives_the_same_rings() {
        let points = [[0.0, 0.0], [9.0, 0.0], [0.0, 9.0], [0.0, 0.0_f64]];
        let mut seen = Vec::new();
        for (code, more) in [
            (3, 0),
            (1003, 1),
            (2003, 1),
            (3003, 2),
            (3 | EWKB_Z, 1),
            (3 | EWKB_Z | EWKB_M, 2),
            (3 | EWKB_SRID, 0),
        ] {
            for little in [true, false] {
                let number = |value: u32| if little { value.to_le_bytes() } else { value.to_be_bytes() };
                let mut bytes = vec![u8::from(little)];
                bytes.extend(number(code));
                if code & EWKB_SRID != 0 {
                    bytes.extend(number(9214));
                }
                bytes.extend(number(1));
                bytes.extend(number(4));
                for point in points {
                    for value in point.into_iter().chain(std::iter::repeat_n(7.0, more)) {
                        bytes.extend(if little { value.to_le_bytes() } else { value.to_be_bytes() });
                    }
                }
                let mut rings = parsed(&bytes).unwrap();
                assert_eq!(rings.flattened, 0 < more);
                rings.flattened = false;
                seen.push(rings);
            }
        }
        assert!(seen.iter().all(|rings| rings == &seen[0] && rings.point_count() == 4));
    }

    #[test]
    fn what_is_no_area_is_called_by_its_kind() {
        for (text, kind) in [
            (r#"{"type": "Point", "coordinates": [1, 2]}"#, "point"),
            (r#"{"type": "LineString", "coordinates": [[1, 2], [3, 4]]}"#, "line"),
            (
                r#"{"type": "GeometryCollection", "geometries": [{"type": "MultiPoint", "coordinates": [[1, 2]]}]}"#,
                "points",
            ),
        ] {
            assert_eq!(parsed(&write(&geometry(text))), Err(FaultKind::NotPolygon(kind)));
        }
    }

    #[test]
    fn every_prefix_and_every_damaged_byte_gets_an_answer() {
        let whole = sample();
        for length in 0..whole.len() {
            assert!(matches!(parsed(&whole[..length]), Err(FaultKind::Malformed(_))), "{length}");
        }
        for at in 0..whole.len() {
            for damage in [0x00, 0x01, 0x7f, 0x80, 0xff] {
                let mut bytes = whole.clone();
                bytes[at] = damage;
                // Any answer but a panic or a huge allocation.
                let _ = parsed(&bytes);
            }
        }
    }

    #[test]
    fn a_count_that_the_rest_cannot_hold_is_refused() {
        let bytes = [1, 3, 0, 0, 0, 1, 0, 0, 0, 255, 255, 255, 255, 0, 0];
        let expect = "WKB byte 13: a count of 4294967295, but only 2 bytes follow";
        assert_eq!(parsed(&bytes), Err(FaultKind::Malformed(expect.to_owned())));
    }

    #[test]
    fn bottomless_nesting_is_refused() {
        let nested = [1, 7, 0, 0, 0, 1, 0, 0, 0].repeat(1000);
        assert!(matches!(parsed(&nested), Err(FaultKind::Malformed(_))));
    }
}
