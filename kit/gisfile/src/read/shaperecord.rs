//! The polygons of one Shapefile record: which ring is a shell, and which hole lies in which shell.
//!
//! The format (ESRI 1998, *Polygon*) lists rings in any order; shells run clockwise, holes the other way round.

use crate::{FaultKind, Rings};

const NULL: u32 = 0;
/// Polygon, with heights, with measures.
const POLYGONS: [u32; 3] = [5, 15, 25];
/// Shape type, box, number of parts, number of points.
const HEAD_BYTES: usize = 44;

/// Reads the content of a record.
pub(super) fn read(content: &[u8], rings: &mut Rings) -> std::result::Result<(), FaultKind> {
    let short = || FaultKind::Malformed("the record is shorter than it says".to_owned());
    let number = |at: usize| {
        content
            .get(at..)
            .and_then(<[u8]>::first_chunk)
            .map(|bytes| u32::from_le_bytes(*bytes))
            .ok_or_else(short)
    };
    let kind = number(0)?;
    match kind {
        NULL => return Err(FaultKind::Empty),
        kind if POLYGONS.contains(&kind) => rings.flattened = kind != POLYGONS[0],
        1 | 11 | 21 => return Err(FaultKind::NotPolygon("point")),
        3 | 13 | 23 => return Err(FaultKind::NotPolygon("line")),
        8 | 18 | 28 => return Err(FaultKind::NotPolygon("points")),
        31 => return Err(FaultKind::NotPolygon("surface")),
        other => return Err(FaultKind::Malformed(format!("unknown shape type {other}"))),
    }
    let (parts, points) = (number(HEAD_BYTES - 8)? as usize, number(HEAD_BYTES - 4)? as usize);
    let body = content.get(HEAD_BYTES..).ok_or_else(short)?;
    let (starts, body) = body.split_at_checked(parts.checked_mul(4).ok_or_else(short)?).ok_or_else(short)?;
    let body = body.get(..points.checked_mul(16).ok_or_else(short)?).ok_or_else(short)?;
    let points: Vec<[f64; 2]> = body.as_chunks::<16>().0.iter().map(point).collect();
    let mut starts: Vec<usize> =
        starts.as_chunks::<4>().0.iter().map(|bytes| u32::from_le_bytes(*bytes) as usize).collect();
    starts.push(points.len());
    let drawn = starts.windows(2).map(|ends| {
        points.get(ends[0]..ends[1]).ok_or_else(|| {
            FaultKind::Malformed(format!("a ring from point {} to {} of {}", ends[0], ends[1], points.len()))
        })
    });
    let drawn: Vec<&[[f64; 2]]> = drawn.collect::<std::result::Result<_, _>>()?;
    arrange(&drawn, rings);
    Ok(())
}

fn point(bytes: &[u8; 16]) -> [f64; 2] {
    let (numbers, _) = bytes.as_chunks::<8>();
    [f64::from_le_bytes(numbers[0]), f64::from_le_bytes(numbers[1])]
}

/// Puts every hole behind the smallest shell that holds it. A hole in no shell was drawn the wrong way round: a shell.
fn arrange(drawn: &[&[[f64; 2]]], rings: &mut Rings) {
    let areas: Vec<f64> = drawn.iter().map(|ring| twice_area(ring)).collect();
    let is_shell = |ring: &usize| areas[*ring] <= 0.0;
    let mut shells: Vec<usize> = (0..drawn.len()).filter(is_shell).collect();
    shells.sort_by(|a, b| areas[*b].total_cmp(&areas[*a]));
    let mut holes = vec![Vec::new(); drawn.len()];
    let mut alone = Vec::new();
    for hole in (0..drawn.len()).filter(|ring| !is_shell(ring)) {
        // From the smallest on: areas of shells are negative.
        match shells.iter().find(|shell| holds(drawn[**shell], drawn[hole])) {
            Some(shell) => holes[*shell].push(hole),
            None => alone.push(hole),
        }
    }
    let mut order: Vec<usize> = shells.into_iter().chain(alone).collect();
    order.sort_unstable();
    for shell in order {
        for ring in std::iter::once(shell).chain(holes[shell].iter().copied()) {
            rings.points(drawn[ring].iter().copied());
            rings.end_ring();
        }
        rings.end_part();
    }
}

/// Twice the signed area, from the first point so that large coordinates cost no digits.
fn twice_area(ring: &[[f64; 2]]) -> f64 {
    let Some([x, y]) = ring.first() else { return 0.0 };
    ring.windows(2)
        .map(|edge| (edge[0][0] - x) * (edge[1][1] - y) - (edge[1][0] - x) * (edge[0][1] - y))
        .sum()
}

/// Whether most points of a hole lie within a shell: a hole may touch its shell, so one point alone does not tell.
fn holds(shell: &[[f64; 2]], hole: &[[f64; 2]]) -> bool {
    let (outer, inner) = (span(shell), span(hole));
    let apart = inner[0] < outer[0] || inner[1] < outer[1] || outer[2] < inner[2] || outer[3] < inner[3];
    !apart && hole.len() < 2 * hole.iter().filter(|point| within(shell, **point)).count()
}

fn span(ring: &[[f64; 2]]) -> [f64; 4] {
    ring.iter().fold([f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY], |all, [x, y]| {
        [all[0].min(*x), all[1].min(*y), all[2].max(*x), all[3].max(*y)]
    })
}

/// Even–odd rule along a ray to the right.
fn within(ring: &[[f64; 2]], [x, y]: [f64; 2]) -> bool {
    let crossed = ring.windows(2).filter(|edge| {
        let ([ax, ay], [bx, by]) = (edge[0], edge[1]);
        (ay <= y) != (by <= y) && x < ax + (y - ay) * (bx - ax) / (by - ay)
    });
    crossed.count() % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(x: f64, size: f64, clockwise: bool) -> Vec<[f64; 2]> {
        let mut ring = vec![[x, x], [x + size, x], [x + size, x + size], [x, x + size], [x, x]];
        if clockwise {
            ring.reverse();
        }
        ring
    }

    #[test]
    fn a_hole_belongs_to_the_smallest_shell_that_holds_it_in_whatever_order() {
        // An island in a lake in a land, the hole of the island first.
        let drawn = [
            square(40.0, 2.0, false),
            square(0.0, 100.0, true),
            square(30.0, 20.0, true),
            square(10.0, 60.0, false),
        ];
        let mut rings = Rings::default();
        arrange(&drawn.iter().map(Vec::as_slice).collect::<Vec<_>>(), &mut rings);
        let firsts: Vec<Vec<f64>> = rings.parts().map(|part| part.map(|ring| ring[0][0]).collect()).collect();
        assert_eq!(firsts, [vec![0.0, 10.0], vec![30.0, 40.0]]);
    }

    #[test]
    fn a_ring_drawn_the_wrong_way_round_is_still_a_polygon() {
        let mut rings = Rings::default();
        arrange(&[&square(0.0, 1.0, false)], &mut rings);
        assert_eq!(rings.parts().len(), 1);
    }
}
