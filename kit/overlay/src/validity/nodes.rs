//! Grid points at which rings touch: whether they cross there, or only touch.

use std::cmp::Ordering;

use super::meetings::{Conflicts, Meetings, crossing_kind};
use super::{DefectKind, Defects, defect, place};
use crate::Point;
use crate::edges::Edges;
use crate::segment::vector;

/// What nesting has to know of the points of contact.
#[derive(Debug)]
pub(super) struct Nodes {
    /// Point and ring, in this order, each once.
    pub(super) contacts: Vec<(Point, usize)>,
    pub(super) conflicts: Conflicts,
}

/// A ring on its way through a node: at one of its vertices, or in the middle of an edge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Pass {
    ring: usize,
    /// The vertex or edge, as a number that no other pass through this node has.
    place: (usize, bool),
    before: Point,
    after: Point,
}

/// One of the two rays of a pass.
#[derive(Debug, Clone, Copy)]
struct Ray {
    direction: [i64; 2],
    pass: usize,
    ring: usize,
}

/// Tells crossings at vertices and rings that touch themselves.
pub(super) fn report(
    edges: &Edges,
    meetings: &Meetings,
    mut conflicts: Conflicts,
    defects: &mut Defects,
) -> Nodes {
    let mut touches = meetings.touches.clone();
    touches.sort_unstable_by_key(|touch| touch.at);
    let mut contacts = Vec::new();
    let mut passes = Vec::new();
    for node in touches.chunk_by(|a, b| a.at == b.at) {
        let at = node[0].at;
        passes.clear();
        passes.extend(node.iter().flat_map(|touch| touch.edges).map(|edge| pass(edges, edge, at)));
        passes.sort_unstable();
        passes.dedup();
        let rings: Vec<&[Pass]> = passes.chunk_by(|a, b| a.ring == b.ring).collect();
        for passes in &rings {
            let rays = rays(at, passes);
            let ring = passes[0].ring;
            // Each pass has two rays.
            if rays.len() > 2 {
                let kind = if crossings(&rays).is_empty() {
                    DefectKind::RingTouchesItself
                } else {
                    conflicts.add(ring, ring);
                    DefectKind::RingCrossesItself
                };
                defects.add(defect(edges, kind, place(at), [ring, ring]));
            }
        }
        for [a, b] in crossing_rings(at, &passes, &rings) {
            conflicts.add(a, b);
            defects.add(defect(edges, crossing_kind(edges, a, b), place(at), [a, b]));
        }
        contacts.extend(rings.iter().map(|passes| (at, passes[0].ring)));
    }
    conflicts.settle();
    Nodes { contacts, conflicts }
}

fn pass(edges: &Edges, edge: usize, at: Point) -> Pass {
    let ring = edges.ring_of(edge);
    let range = &edges.rings()[ring].edges;
    let [start, end] = edges.edge(edge);
    let vertex = if at == start {
        edge
    } else if at != end {
        return Pass { ring, place: (edge, false), before: start, after: end };
    } else if edge + 1 == range.end {
        range.start
    } else {
        edge + 1
    };
    let before = if vertex == range.start { range.end - 1 } else { vertex - 1 };
    Pass { ring, place: (vertex, true), before: edges.point(before), after: edges.edge(vertex)[1] }
}

/// Pairs of different rings that cross.
fn crossing_rings(at: Point, passes: &[Pass], rings: &[&[Pass]]) -> Vec<[usize; 2]> {
    let all = rays(at, passes);
    let mut crossed = if all.len() == 2 * passes.len() {
        crossings(&all)
    } else {
        // A ring that runs along another one can still cross a third.
        let pairs = rings
            .iter()
            .enumerate()
            .flat_map(|(index, a)| rings[..index].iter().map(move |b| [*b, *a].concat()));
        pairs.flat_map(|pair| crossings(&rays(at, &pair))).collect()
    };
    crossed.retain(|[a, b]| a != b);
    crossed.sort_unstable();
    crossed.dedup();
    crossed
}

/// The rays of passes, counter-clockwise, but for passes along a line that another one of them goes along as well: those share
/// a segment, which is told as such, and it cannot be said here whether they cross.
fn rays(at: Point, passes: &[Pass]) -> Vec<Ray> {
    let ends = passes.iter().enumerate().flat_map(|(index, pass)| {
        [pass.before, pass.after].map(|to| Ray { direction: vector(at, to), pass: index, ring: pass.ring })
    });
    let mut rays: Vec<Ray> = ends.collect();
    rays.sort_unstable_by(|a, b| by_angle(a.direction, b.direction));
    let mut shared = vec![false; passes.len()];
    for same in rays.chunk_by(|a, b| by_angle(a.direction, b.direction) == Ordering::Equal) {
        for ray in same {
            shared[ray.pass] |= same.len() > 1;
        }
    }
    rays.retain(|ray| !shared[ray.pass]);
    rays
}

/// The rings of passes that cross. Rays are like brackets: a pass that closes while another one, opened later, is still open
/// crosses it.
fn crossings(rays: &[Ray]) -> Vec<[usize; 2]> {
    let mut crossed = Vec::new();
    let mut open: Vec<Ray> = Vec::new();
    for ray in rays {
        if let Some(begin) = open.iter().rposition(|other| other.pass == ray.pass) {
            crossed.extend(
                open[begin + 1..].iter().map(|other| [ray.ring.min(other.ring), ray.ring.max(other.ring)]),
            );
            open.remove(begin);
        } else {
            open.push(*ray);
        }
    }
    crossed
}

/// Compares directions by their angle from the x axis, counter-clockwise.
fn by_angle(a: [i64; 2], b: [i64; 2]) -> Ordering {
    let below = |[x, y]: [i64; 2]| y < 0 || (y == 0 && x < 0);
    below(a).cmp(&below(b)).then_with(|| (a[1] * b[0]).cmp(&(a[0] * b[1])))
}
