//! Edges of one ring that meet where they should not.

use geo_types::Coord;
use robust::{Coord as Exact, orient2d};

use super::{FindingKind, Part};

/// The most that are told of one part: a ring with its rows in disorder crosses itself everywhere.
const MOST: usize = 100;

/// Pairs of edges that share a place other than a corner between neighbours, in the order of the edges. Corners in one place
/// are told elsewhere; where two edges meet in nothing but such a corner they are not told again.
///
/// Edges are sorted by their west end, so that only those one above another are compared; signs are exact (Shewchuk,
/// *Adaptive Precision Floating-Point Arithmetic*, 1997).
pub(super) fn crossings(part: &Part) -> Vec<FindingKind> {
    let count = part.vertices.len();
    let west = |edge: usize| part.edge(edge).map(|at| at.x).into_iter().fold(f64::INFINITY, f64::min);
    let east = |edge: usize| part.edge(edge).map(|at| at.x).into_iter().fold(f64::NEG_INFINITY, f64::max);
    let mut sorted: Vec<usize> = (0..count).collect();
    sorted.sort_by(|a, b| west(*a).total_cmp(&west(*b)));
    let mut found = Vec::new();
    for (place, a) in sorted.iter().enumerate() {
        for b in sorted[place + 1..].iter().take_while(|b| west(**b) <= east(*a)) {
            let (edge, other) = ((*a).min(*b), (*a).max(*b));
            // Neighbours share their corner; when one runs back over the other that is a spike.
            let neighbours = edge + 1 == other || (edge == 0 && other + 1 == count);
            if !neighbours
                && found.len() < MOST
                && let Some(at) = meeting(part.edge(edge), part.edge(other))
            {
                found.push((edge, other, at));
            }
        }
    }
    found.sort_unstable_by_key(|(edge, other, _)| (*edge, *other));
    let kinds = found.into_iter().map(|(edge, other, at)| FindingKind::SelfCrossing { edge, other, at });
    kinds.collect()
}

/// A place that two edges share, unless it is a corner of both.
fn meeting([a, b]: [Coord<f64>; 2], [c, d]: [Coord<f64>; 2]) -> Option<Coord<f64>> {
    let sides = [side(a, b, c), side(a, b, d), side(c, d, a), side(c, d, b)];
    let apart = |first: f64, second: f64| (0.0 < first && 0.0 < second) || (first < 0.0 && second < 0.0);
    if apart(sides[0], sides[1]) || apart(sides[2], sides[3]) {
        return None;
    }
    // A corner of one on the other: also how edges on one line meet.
    let touching = [(c, a, b, sides[0]), (d, a, b, sides[1]), (a, c, d, sides[2]), (b, c, d, sides[3])];
    let mut on: Vec<Coord<f64>> = Vec::new();
    for (at, from, to, side) in touching {
        if side == 0.0 && within(at, from, to) {
            on.push(at);
        }
    }
    if on.is_empty() {
        let straight = sides.iter().all(|side| *side != 0.0);
        return straight.then(|| crossing([a, b], [c, d]));
    }
    let is_shared = |at: &Coord<f64>| [a, b].contains(at) && [c, d].contains(at);
    // Edges on one line that share a corner meet there alone, or run over one another further on.
    on.into_iter().find(|at| !is_shared(at))
}

fn side(a: Coord<f64>, b: Coord<f64>, at: Coord<f64>) -> f64 {
    let exact = |at: Coord<f64>| Exact { x: at.x, y: at.y };
    orient2d(exact(a), exact(b), exact(at))
}

/// Whether a point on the line of an edge is on the edge.
fn within(at: Coord<f64>, from: Coord<f64>, to: Coord<f64>) -> bool {
    let between = |at: f64, from: f64, to: f64| from.min(to) <= at && at <= from.max(to);
    between(at.x, from.x, to.x) && between(at.y, from.y, to.y)
}

/// Where two edges cross that have the ends of the other on both sides; counted from the first corner, as northings cost
/// digits.
fn crossing([a, b]: [Coord<f64>; 2], [c, d]: [Coord<f64>; 2]) -> Coord<f64> {
    let (along, across, between) = (b - a, d - c, c - a);
    let part = (between.x * across.y - between.y * across.x) / (along.x * across.y - along.y * across.x);
    a + along * part
}
