//! The header that turns WKB into a `GeoPackage` geometry (OGC 12-128, clause 2.1.3).

use crate::Srid;

/// The eight bytes before the WKB of a non-empty geometry: `GP`, version 0, flags (little endian,
/// no envelope), and the system's number.
#[must_use]
pub fn header(srid: Srid) -> [u8; 8] {
    const LITTLE_ENDIAN_WITHOUT_ENVELOPE: u8 = 1;
    let [a, b, c, d] = srid.0.to_le_bytes();
    [b'G', b'P', 0, LITTLE_ENDIAN_WITHOUT_ENVELOPE, a, b, c, d]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_of_bac_giang_is_the_one_of_the_standard() {
        assert_eq!(header(Srid(9214)), *b"GP\x00\x01\xfe\x23\x00\x00");
    }

    #[test]
    fn the_undefined_system_of_the_standard_is_minus_one() {
        assert_eq!(header(Srid(-1)), *b"GP\x00\x01\xff\xff\xff\xff");
    }
}
