//! Where edges of a feature meet other than at the vertex they share.

use std::ops::ControlFlow;

use super::{Defect, DefectKind, Defects, defect, place};
use crate::Point;
use crate::edges::Edges;
use crate::segment::{Meeting, crossing, meet, vector};

/// How many meetings of a feature are looked at: enough for the worst of maps, and an end for a file of noise, where every
/// edge may meet every other one.
const MOST_MEETINGS: usize = 1 << 20;

/// Two edges that touch at a grid point.
#[derive(Debug, Clone, Copy)]
pub(super) struct Touch {
    pub(super) at: Point,
    pub(super) edges: [usize; 2],
}

/// Two edges that have a segment in common.
#[derive(Debug, Clone, Copy)]
pub(super) struct Overlap {
    pub(super) ends: [Point; 2],
    pub(super) edges: [usize; 2],
}

/// All meetings of one feature.
#[derive(Debug, Default)]
pub(super) struct Meetings {
    crossings: Vec<[usize; 2]>,
    pub(super) touches: Vec<Touch>,
    pub(super) overlaps: Vec<Overlap>,
    overlooked: u64,
}

/// Pairs of rings that cross or share a segment (a ring with itself as well). Whether one lies in the other has no answer.
#[derive(Debug, Default)]
pub(super) struct Conflicts(Vec<[usize; 2]>);

impl Conflicts {
    pub(super) fn add(&mut self, a: usize, b: usize) {
        self.0.push([a.min(b), a.max(b)]);
    }

    /// Makes [`Self::between`] answer.
    pub(super) fn settle(&mut self) {
        self.0.sort_unstable();
        self.0.dedup();
    }

    pub(super) fn between(&self, a: usize, b: usize) -> bool {
        self.0.binary_search(&[a.min(b), a.max(b)]).is_ok()
    }

    pub(super) fn pairs(&self) -> &[[usize; 2]] {
        &self.0
    }
}

impl Meetings {
    pub(super) fn is_empty(&self) -> bool {
        self.crossings.is_empty() && self.touches.is_empty() && self.overlaps.is_empty()
    }

    /// At least so many meetings have not been looked at.
    pub(super) fn overlooked(&self) -> u64 {
        self.overlooked
    }

    pub(super) fn find(&mut self, edges: &Edges) {
        self.crossings.clear();
        self.touches.clear();
        self.overlaps.clear();
        self.find_spikes(edges);
        let cut_short = edges.pairs(|e, f| {
            match meet(edges.edge(e), edges.edge(f)) {
                Meeting::Nothing => return ControlFlow::Continue(()),
                Meeting::Cross => self.crossings.push([e, f]),
                Meeting::Touch(at) => self.touches.push(Touch { at, edges: [e, f] }),
                Meeting::Overlap(from, to) => self.overlaps.push(Overlap { ends: [from, to], edges: [e, f] }),
            }
            if self.crossings.len() + self.touches.len() + self.overlaps.len() < MOST_MEETINGS {
                ControlFlow::Continue(())
            } else {
                ControlFlow::Break(())
            }
        });
        self.overlooked = u64::from(cut_short.is_break());
    }

    /// Edges that follow each other share a vertex; they share more only when the ring turns back there.
    fn find_spikes(&mut self, edges: &Edges) {
        for ring in edges.rings() {
            let mut before = ring.edges.end - 1;
            for edge in ring.edges.clone() {
                let ([start, tip], [_, end]) = (edges.edge(before), edges.edge(edge));
                let ([ux, uy], [vx, vy]) = (vector(start, tip), vector(tip, end));
                if ux * vx + uy * vy < 0 && ux * vy == uy * vx {
                    let nearer = if ux.abs() + uy.abs() < vx.abs() + vy.abs() { start } else { end };
                    self.overlaps.push(Overlap { ends: [tip, nearer], edges: [before, edge] });
                }
                before = edge;
            }
        }
    }

    /// Tells crossings between vertices and shared segments, and which rings are in conflict by them.
    pub(super) fn report(&self, edges: &Edges, defects: &mut Defects) -> Conflicts {
        let mut conflicts = Conflicts::default();
        for pair in &self.crossings {
            let [a, b] = pair.map(|edge| edges.ring_of(edge));
            let at = crossing(edges.edge(pair[0]), edges.edge(pair[1]));
            defects.add(defect(edges, crossing_kind(edges, a, b), at, [a, b]));
            conflicts.add(a, b);
        }
        let repeated = self.report_repeated(edges, defects);
        for overlap in &self.overlaps {
            let [a, b] = overlap.edges.map(|edge| edges.ring_of(edge));
            conflicts.add(a, b);
            if !repeated.between(a, b) {
                let kind = overlap_kind(edges, overlap, a, b);
                let (at, to) = (place(overlap.ends[0]), Some(place(overlap.ends[1])));
                defects.add(Defect { to, ..defect(edges, kind, at, [a, b]) });
            }
        }
        conflicts
    }

    /// Rings that are the same are told once, not for each of their edges.
    fn report_repeated(&self, edges: &Edges, defects: &mut Defects) -> Conflicts {
        let mut sharing = Conflicts::default();
        for overlap in &self.overlaps {
            let [a, b] = overlap.edges.map(|edge| edges.ring_of(edge));
            if a != b {
                sharing.add(a, b);
            }
        }
        sharing.settle();
        let mut repeated = Conflicts::default();
        for [a, b] in sharing.pairs() {
            let ring = edges.ring_points(*a);
            if is_same_ring(ring, edges.ring_points(*b)) {
                defects.add(defect(edges, DefectKind::RepeatedRing, place(ring[0]), [*b, *a]));
                repeated.add(*a, *b);
            }
        }
        repeated.settle();
        repeated
    }
}

/// What it is called when two rings cross.
pub(super) fn crossing_kind(edges: &Edges, a: usize, b: usize) -> DefectKind {
    if a == b {
        DefectKind::RingCrossesItself
    } else if edges.rings()[a].part == edges.rings()[b].part {
        DefectKind::RingsCross
    } else {
        DefectKind::OverlappingParts
    }
}

/// A set turns shells one way and holes the other, so that the interior lies to the left of all: two parts on the same side
/// of a segment run along it the same way.
fn overlap_kind(edges: &Edges, overlap: &Overlap, a: usize, b: usize) -> DefectKind {
    if a == b {
        return DefectKind::RingOverlapsItself;
    }
    let [[ux, uy], [vx, vy]] = overlap.edges.map(|edge| edges.edge(edge)).map(|[from, to]| vector(from, to));
    if edges.rings()[a].part != edges.rings()[b].part && 0 < ux * vx + uy * vy {
        DefectKind::OverlappingParts
    } else {
        DefectKind::RingsShareSegment
    }
}

/// Whether two rings have the same points in the same order, wherever they begin and whichever way they turn.
fn is_same_ring(a: &[Point], b: &[Point]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    let Some(start) = b.iter().position(|point| *point == a[0]) else { return false };
    let count = b.len();
    (0..count).all(|index| a[index] == b[(start + index) % count])
        || (0..count).all(|index| a[index] == b[(start + count - index) % count])
}
