//! Well-known binary (OGC 06-103r4, clause 8), little endian.

use super::Shape;

/// Writes a point or a multipolygon, or nothing, behind what is in `out`.
pub(super) fn write(shape: Shape<'_>, out: &mut Vec<u8>) {
    const POINT: u32 = 1;
    const POLYGON: u32 = 3;
    const MULTI_POLYGON: u32 = 6;
    match shape {
        Shape::Nothing => {}
        Shape::Point(at) => {
            header(POINT, out);
            position(at, out);
        }
        Shape::Polygons(rings) => {
            header(MULTI_POLYGON, out);
            count(rings.parts().len(), out);
            for part in rings.parts() {
                header(POLYGON, out);
                count(part.len(), out);
                for ring in part {
                    count(ring.len(), out);
                    for at in ring {
                        position(*at, out);
                    }
                }
            }
        }
    }
}

fn header(kind: u32, out: &mut Vec<u8>) {
    const LITTLE_ENDIAN: u8 = 1;
    out.push(LITTLE_ENDIAN);
    out.extend(kind.to_le_bytes());
}

fn count(count: usize, out: &mut Vec<u8>) {
    // A feature of more than 2^32 points does not fit in memory.
    out.extend(u32::try_from(count).unwrap_or(u32::MAX).to_le_bytes());
}

fn position([x, y]: [f64; 2], out: &mut Vec<u8>) {
    out.extend(x.to_le_bytes());
    out.extend(y.to_le_bytes());
}
