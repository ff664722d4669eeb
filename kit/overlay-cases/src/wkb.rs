//! Well-known binary (OGC 06-103r4, 8) of plane polygons, in hexadecimal digits.

use geo::{Coord, Geometry, LineString, MultiPolygon, Polygon};

const POLYGON: u32 = 3;
const MULTIPOLYGON: u32 = 6;

/// Reads a polygon or multipolygon.
pub(crate) fn read_hex(text: &str) -> Result<Geometry<f64>, String> {
    let digits = text.as_bytes().chunks(2).map(|pair| std::str::from_utf8(pair).unwrap_or_default());
    let bytes: Option<Vec<u8>> = digits.map(|pair| u8::from_str_radix(pair, 16).ok()).collect();
    let bytes = bytes.ok_or("WKB with other than hexadecimal digits")?;
    Reader { rest: &bytes }.geometry().ok_or_else(|| "WKB that ends too early, or of another kind".to_owned())
}

struct Reader<'a> {
    rest: &'a [u8],
}

impl Reader<'_> {
    fn geometry(&mut self) -> Option<Geometry<f64>> {
        let (big, kind) = self.header()?;
        match kind {
            POLYGON => self.polygon(big).map(Geometry::Polygon),
            MULTIPOLYGON => {
                let parts = (0..self.count(big)?).map(|_| {
                    let (big, kind) = self.header()?;
                    if kind == POLYGON { self.polygon(big) } else { None }
                });
                Some(Geometry::MultiPolygon(MultiPolygon(parts.collect::<Option<_>>()?)))
            }
            _ => None,
        }
    }

    /// Whether numbers begin with their highest byte, and the kind of the geometry.
    fn header(&mut self) -> Option<(bool, u32)> {
        let [order] = self.take()?;
        let big = order == 0;
        Some((big, self.count(big)?))
    }

    fn polygon(&mut self, big: bool) -> Option<Polygon<f64>> {
        let mut rings: Vec<LineString<f64>> = Vec::new();
        for _ in 0..self.count(big)? {
            let points =
                (0..self.count(big)?).map(|_| Some(Coord { x: self.number(big)?, y: self.number(big)? }));
            rings.push(LineString(points.collect::<Option<_>>()?));
        }
        let shell = if rings.is_empty() { LineString(Vec::new()) } else { rings.remove(0) };
        Some(Polygon::new(shell, rings))
    }

    fn count(&mut self, big: bool) -> Option<u32> {
        let bytes = self.take()?;
        Some(if big { u32::from_be_bytes(bytes) } else { u32::from_le_bytes(bytes) })
    }

    fn number(&mut self, big: bool) -> Option<f64> {
        let bytes = self.take()?;
        Some(if big { f64::from_be_bytes(bytes) } else { f64::from_le_bytes(bytes) })
    }

    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (bytes, rest) = self.rest.split_first_chunk::<N>()?;
        self.rest = rest;
        Some(*bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_triangle_is_read_in_either_byte_order() {
        let mut little = vec![1, 3, 0, 0, 0, 1, 0, 0, 0, 4, 0, 0, 0];
        let mut big = vec![0, 0, 0, 0, 3, 0, 0, 0, 1, 0, 0, 0, 4];
        for value in [0.0, 0.0, 5.0, 0.0, 0.0, 2.5, 0.0, 0.0_f64] {
            little.extend(value.to_le_bytes());
            big.extend(value.to_be_bytes());
        }
        let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02X}")).collect::<String>();
        let expected = crate::wkt::read("POLYGON ((0 0, 5 0, 0 2.5, 0 0))");
        assert_eq!(read_hex(&hex(&little)), expected);
        assert_eq!(read_hex(&hex(&big)), expected);
        assert!(read_hex(&hex(&little[..40])).is_err());
        assert!(read_hex("0G").is_err());
    }
}
