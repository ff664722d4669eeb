//! Small questions about rings: corners in one place, a ring inside another.

use geo_types::{Coord, Rect};

use super::{Part, Vertex, distance};
use crate::bounds;

/// Corners in one place that are compared with each other; a table with more repeats one row all over.
const MOST_NEIGHBOURS: usize = 8;

/// Pairs of corners closer than `same`, each later one named once with the nearest earlier by number.
pub(super) fn repeated(vertices: &[Vertex], same: f64) -> Vec<(usize, usize)> {
    let mut by_x: Vec<usize> = (0..vertices.len()).collect();
    by_x.sort_by(|a, b| vertices[*a].at.x.total_cmp(&vertices[*b].at.x));
    let mut pairs = Vec::new();
    for (place, a) in by_x.iter().enumerate() {
        let close = |b: &&usize| vertices[**b].at.x - vertices[*a].at.x < same;
        for b in by_x[place + 1..].iter().take_while(close).take(MOST_NEIGHBOURS) {
            if distance(vertices[*a].at, vertices[*b].at) < same {
                pairs.push(((*a).min(*b), (*a).max(*b)));
            }
        }
    }
    pairs.sort_unstable_by_key(|(first, second)| (*second, std::cmp::Reverse(*first)));
    pairs.dedup_by_key(|(_, second)| *second);
    pairs
}

/// For every part the smallest other part that all its corners lie in.
pub(super) fn around(parts: &[Part]) -> Vec<Option<usize>> {
    let sizes: Vec<(f64, Option<Rect<f64>>)> =
        parts.iter().map(|part| (part.area(), bounds(&part.ring().into()))).collect();
    let holds = |outer: usize, inner: usize| {
        let within = sizes[outer].1.zip(sizes[inner].1).is_some_and(|(outer, inner)| covers(outer, inner));
        within
            && sizes[inner].0 < sizes[outer].0
            && parts[inner].vertices.iter().all(|vertex| contains(&parts[outer], vertex.at))
    };
    let around = |inner: usize| {
        let outers = (0..parts.len()).filter(|outer| holds(*outer, inner));
        outers.min_by(|a, b| sizes[*a].0.total_cmp(&sizes[*b].0))
    };
    (0..parts.len()).map(around).collect()
}

fn covers(outer: Rect<f64>, inner: Rect<f64>) -> bool {
    let (from, to) = (outer.min(), outer.max());
    from.x <= inner.min().x && from.y <= inner.min().y && inner.max().x <= to.x && inner.max().y <= to.y
}

/// Whether a ray to the east meets the ring an odd number of times; on the ring itself it may say either.
fn contains(part: &Part, at: Coord<f64>) -> bool {
    let meets = |edge: &usize| {
        let [a, b] = part.edge(*edge);
        (a.y <= at.y) != (b.y <= at.y) && at.x < a.x + (at.y - a.y) / (b.y - a.y) * (b.x - a.x)
    };
    (0..part.vertices.len()).filter(meets).count() % 2 == 1
}
