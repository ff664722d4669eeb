//! Validity by its definition, in the simplest way: every pair of edges, and the interior cut into trapezoids.
//!
//! Coordinates are below 10, so all places are fractions of small numbers: two that differ do so by more than a thousandth, and
//! `f64` with a tolerance tells them apart without fail.

use super::super::{Defect, DefectKind};
use crate::{Point, Shape};

const TINY: f64 = 1e-6;

pub(super) struct Judge {
    /// Part, number in the part, points.
    rings: Vec<(usize, usize, Vec<[f64; 2]>)>,
}

type Edge = [[f64; 2]; 2];

impl Judge {
    pub(super) fn new(shape: Shape<'_>) -> Self {
        let mut rings = Vec::new();
        for part in 0..shape.part_count() {
            for (number, ring) in shape.part(part).enumerate() {
                rings.push((part, number, ring.iter().map(|point: &Point| point.map(f64::from)).collect()));
            }
        }
        Self { rings }
    }

    pub(super) fn is_valid(&self) -> bool {
        self.rings.iter().all(|(.., ring)| is_simple(ring))
            && self.pairs_are_valid()
            && self.interiors_are_valid()
    }

    /// Every point where a ring meets itself lies in one of the defects told of it.
    pub(super) fn assert_all_self_meetings_are_told(&self, defects: &[Defect]) {
        for (part, number, ring) in &self.rings {
            let of_ring = |defect: &&Defect| {
                (defect.part as usize, defect.ring as usize, defect.other) == (*part, *number, None)
            };
            let told: Vec<&Defect> = defects.iter().filter(of_ring).collect();
            let collapsed = [DefectKind::TooFewPoints, DefectKind::ZeroArea];
            if told.iter().any(|defect| collapsed.contains(&defect.kind)) {
                continue;
            }
            for at in self_meetings(ring) {
                let is_told =
                    told.iter().any(|defect| on_segment(at, [defect.at, defect.to.unwrap_or(defect.at)]));
                assert!(is_told, "{at:?} of ring {number} of part {part} is not in {defects:?}");
            }
        }
    }

    /// No two rings share a segment; those of one part do not cross, and lie where they should.
    fn pairs_are_valid(&self) -> bool {
        self.rings.iter().enumerate().all(|(index, (part, number, a))| {
            self.rings[index + 1..].iter().all(|(other_part, other_number, b)| {
                if share_segment(a, b) {
                    return false;
                }
                let ([a_in, a_out], [b_in, b_out]) = (sides(a, b), sides(b, a));
                if part != other_part {
                    let cross = (a_in && a_out) || (b_in && b_out);
                    return !cross;
                }
                match (number, other_number) {
                    (0, _) => !b_out,
                    (_, 0) => !a_out,
                    _ => !a_in && !b_in,
                }
            })
        })
    }

    /// The interior of each part is in one piece, and no two parts cover the same ground.
    fn interiors_are_valid(&self) -> bool {
        let parts = self.rings.iter().map(|(part, ..)| part + 1).max().unwrap_or(0);
        let interiors: Vec<_> = (0..parts).map(|part| self.trapezoids(part)).collect();
        interiors.iter().all(|interior| pieces(interior) <= 1)
            && interiors.iter().enumerate().all(|(index, a)| {
                interiors[index + 1..].iter().all(|b| !a.iter().any(|a| b.iter().any(|b| a.overlaps(b))))
            })
    }

    /// The interior of a part, cut at every x of any vertex.
    fn trapezoids(&self, part: usize) -> Vec<Trapezoid> {
        let own: Vec<Edge> =
            self.rings.iter().filter(|ring| ring.0 == part).flat_map(|ring| edges(&ring.2)).collect();
        let mut found = Vec::new();
        for slab in 0..9 {
            let x = [f64::from(slab), f64::from(slab + 1)];
            let spans = |edge: &&Edge| {
                let (from, to) = (edge[0][0].min(edge[1][0]), edge[0][0].max(edge[1][0]));
                from <= x[0] && x[1] <= to
            };
            let mut crossing: Vec<[f64; 2]> =
                own.iter().filter(spans).map(|edge| x.map(|x| height(edge, x))).collect();
            crossing.sort_by(|a, b| (a[0] + a[1]).total_cmp(&(b[0] + b[1])));
            found.extend(crossing.chunks(2).map(|pair| Trapezoid { slab, low: pair[0], high: pair[1] }));
        }
        found
    }
}

/// Between two edges, over one unit of x.
struct Trapezoid {
    slab: i32,
    /// At its left and its right end.
    low: [f64; 2],
    high: [f64; 2],
}

impl Trapezoid {
    fn overlaps(&self, other: &Self) -> bool {
        let middle = |ends: [f64; 2]| f64::midpoint(ends[0], ends[1]);
        self.slab == other.slab
            && middle(self.low).max(middle(other.low)) + TINY < middle(self.high).min(middle(other.high))
    }

    fn leads_to(&self, other: &Self) -> bool {
        self.slab + 1 == other.slab && self.low[1].max(other.low[0]) + TINY < self.high[1].min(other.high[0])
    }
}

fn pieces(trapezoids: &[Trapezoid]) -> usize {
    let mut piece: Vec<usize> = (0..trapezoids.len()).collect();
    for (a, left) in trapezoids.iter().enumerate() {
        for (b, right) in trapezoids.iter().enumerate() {
            if left.leads_to(right) {
                let (from, to) = (piece[a], piece[b]);
                piece.iter_mut().filter(|piece| **piece == from).for_each(|piece| *piece = to);
            }
        }
    }
    piece.sort_unstable();
    piece.dedup();
    piece.len()
}

fn edges(ring: &[[f64; 2]]) -> Vec<Edge> {
    (0..ring.len()).map(|index| [ring[index], ring[(index + 1) % ring.len()]]).collect()
}

fn height(edge: &Edge, x: f64) -> f64 {
    let share = (x - edge[0][0]) / (edge[1][0] - edge[0][0]);
    edge[0][1] + share * (edge[1][1] - edge[0][1])
}

fn is_simple(ring: &[[f64; 2]]) -> bool {
    ring.len() >= 3 && self_meetings(ring).is_empty()
}

/// Points (of shared segments, the ends) where edges meet, but for the vertex that neighbours share.
fn self_meetings(ring: &[[f64; 2]]) -> Vec<[f64; 2]> {
    let edges = edges(ring);
    let count = edges.len();
    let mut found = Vec::new();
    for a in 0..count {
        for b in a + 1..count {
            found.extend(common_points(edges[a], edges[b]).into_iter().filter(|at| {
                let shared = (b == a + 1 && same(*at, edges[b][0]))
                    || (a == 0 && b + 1 == count && same(*at, edges[0][0]));
                !shared
            }));
        }
    }
    found
}

/// Where two segments meet: nowhere, in a point, or between two points.
fn common_points(a: Edge, b: Edge) -> Vec<[f64; 2]> {
    let mut found: Vec<[f64; 2]> = a.into_iter().filter(|point| on_segment(*point, b)).collect();
    found.extend(b.into_iter().filter(|point| on_segment(*point, a)));
    if found.is_empty() {
        let (along, other) = (minus(a[1], a[0]), minus(b[1], b[0]));
        let bottom = cross(along, other);
        let between = minus(b[0], a[0]);
        let shares = [cross(between, other) / bottom, cross(between, along) / bottom];
        if bottom.abs() > TINY && shares.iter().all(|share| (0.0..=1.0).contains(share)) {
            found.push([a[0][0] + shares[0] * along[0], a[0][1] + shares[0] * along[1]]);
        }
    }
    found.dedup_by(|a, b| same(*a, *b));
    found
}

fn share_segment(a: &[[f64; 2]], b: &[[f64; 2]]) -> bool {
    edges(a).iter().any(|a| {
        edges(b).iter().any(|b| {
            let points = common_points(*a, *b);
            points.iter().any(|point| !same(*point, points[0]))
        })
    })
}

/// Whether some piece of `ring` lies inside of `other`, and some outside.
fn sides(ring: &[[f64; 2]], other: &[[f64; 2]]) -> [bool; 2] {
    let mut found = [false; 2];
    for edge in edges(ring) {
        let mut cuts: Vec<[f64; 2]> =
            edges(other).iter().flat_map(|other| common_points(edge, *other)).collect();
        cuts.extend(edge);
        let along = |point: &[f64; 2]| (point[0] - edge[0][0]).abs() + (point[1] - edge[0][1]).abs();
        cuts.sort_by(|a, b| along(a).total_cmp(&along(b)));
        for ends in cuts.windows(2).filter(|ends| !same(ends[0], ends[1])) {
            let middle = [0, 1].map(|axis| f64::midpoint(ends[0][axis], ends[1][axis]));
            found[usize::from(!is_inside(middle, other))] = true;
        }
    }
    found
}

fn is_inside(at: [f64; 2], ring: &[[f64; 2]]) -> bool {
    let crossed = edges(ring)
        .into_iter()
        .filter(|edge| (edge[0][0] <= at[0]) != (edge[1][0] <= at[0]) && height(edge, at[0]) < at[1]);
    crossed.count() % 2 == 1
}

fn on_segment(at: [f64; 2], segment: Edge) -> bool {
    let (u, w) = (minus(segment[1], segment[0]), minus(at, segment[0]));
    let (length, along) = (u[0].hypot(u[1]), u[0] * w[0] + u[1] * w[1]);
    if length < TINY {
        return same(at, segment[0]);
    }
    cross(u, w).abs() < TINY && -TINY < along && along < length * length + TINY
}

fn same(a: [f64; 2], b: [f64; 2]) -> bool {
    (a[0] - b[0]).abs() < TINY && (a[1] - b[1]).abs() < TINY
}

fn minus(a: [f64; 2], b: [f64; 2]) -> [f64; 2] {
    [a[0] - b[0], a[1] - b[1]]
}

fn cross(a: [f64; 2], b: [f64; 2]) -> f64 {
    a[0] * b[1] - a[1] * b[0]
}
