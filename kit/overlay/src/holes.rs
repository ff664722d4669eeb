//! Holes given to the shells they lie in.
//!
//! `i_overlay` 9.1 gives holes to wrong shells when there are many of both and they touch
//! (`large_tangles_are_repaired_in_one_pass` shows it); its rings are right. So the holes are shared out anew, exactly.

use i_overlay::i_float::int::point::IntPoint;

use crate::engine::{Path, Paths};

/// The same rings, each hole with the smallest shell around it.
pub(crate) fn reassign_holes(parts: Paths) -> Paths {
    if parts.len() < 2 || parts.iter().all(|rings| rings.len() == 1) {
        return parts;
    }
    let mut holes: Vec<(usize, Path)> = Vec::new();
    let mut shells: Paths = Vec::new();
    for (part, rings) in parts.into_iter().enumerate() {
        let mut rings = rings.into_iter();
        shells.push(rings.by_ref().take(1).collect());
        holes.extend(rings.map(|hole| (part, hole)));
    }
    let around: Vec<(Box, i128)> =
        shells.iter().map(|rings| (bounds(&rings[0]), twice_area(&rings[0]))).collect();
    for (given, hole) in holes {
        let hole_box = bounds(&hole);
        let candidates = (0..shells.len()).filter(|shell| contains(&around[*shell].0, &hole_box));
        let holding = candidates.filter(|shell| lies_in(&hole, &shells[*shell][0]));
        let shell = holding.min_by_key(|shell| around[*shell].1).unwrap_or(given);
        shells[shell].push(hole);
    }
    shells
}

/// Lowest and highest x, lowest and highest y.
type Box = [i64; 4];

fn bounds(ring: &Path) -> Box {
    ring.iter().fold([i64::MAX, i64::MIN, i64::MAX, i64::MIN], |b, point| {
        [b[0].min(point.x), b[1].max(point.x), b[2].min(point.y), b[3].max(point.y)]
    })
}

fn contains(outer: &Box, inner: &Box) -> bool {
    outer[0] <= inner[0] && inner[1] <= outer[1] && outer[2] <= inner[2] && inner[3] <= outer[3]
}

fn edges(ring: &Path) -> impl Iterator<Item = (IntPoint<i64>, IntPoint<i64>)> + '_ {
    (0..ring.len()).map(|index| (ring[index], ring[(index + 1) % ring.len()]))
}

fn twice_area(ring: &Path) -> i128 {
    edges(ring).map(|(a, b)| i128::from(a.x) * i128::from(b.y) - i128::from(a.y) * i128::from(b.x)).sum()
}

/// Whether a hole lies inside a shell it does not cross: decided by the first of its vertices, or middles of its edges, that
/// is not on the shell.
fn lies_in(hole: &Path, shell: &Path) -> bool {
    let doubled = |point: IntPoint<i64>| [2 * point.x, 2 * point.y];
    let vertices = hole.iter().map(|point| doubled(*point));
    let middles = edges(hole).map(|(a, b)| [a.x + b.x, a.y + b.y]);
    vertices.chain(middles).find_map(|at| is_inside(at, shell)).unwrap_or(false)
}

/// Whether a point, in doubled coordinates, is inside a ring; nothing, if it is on it.
fn is_inside(at: [i64; 2], ring: &Path) -> Option<bool> {
    let mut inside = false;
    for (a, b) in edges(ring) {
        let (a, b) = ([2 * a.x, 2 * a.y], [2 * b.x, 2 * b.y]);
        let (low, high) = (a[1].min(b[1]), a[1].max(b[1]));
        if at[1] < low || high < at[1] {
            continue;
        }
        let side = i128::from(b[0] - a[0]) * i128::from(at[1] - a[1])
            - i128::from(at[0] - a[0]) * i128::from(b[1] - a[1]);
        let beside = at[0] < a[0].min(b[0]) || a[0].max(b[0]) < at[0];
        if side == 0 && !beside {
            return None;
        }
        // Half-open, so that a ray through a vertex counts once.
        if (a[1] <= at[1]) != (b[1] <= at[1]) && (0 < side) == (a[1] < b[1]) {
            inside = !inside;
        }
    }
    Some(inside)
}
