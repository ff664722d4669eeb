//! The order of crossings along the rings of both operands.
//!
//! Along a ring, crossings lead in and out by turns. Two that lie at one place (an edge through a vertex) differ by less than
//! a float can tell; then the turns decide which comes first.

use crate::Shape;
use crate::cross::{Crossing, Crossings};
use crate::grid::Grid;

/// The crossings of one ring, in order along it.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Span {
    /// Its first crossing in the order, and the end.
    pub first: u32,
    pub end: u32,
    /// Whether the ring begins inside the other operand.
    pub begins_inside: bool,
}

impl Span {
    pub fn range(&self) -> std::ops::Range<usize> {
        self.first as usize..self.end as usize
    }
}

/// Crossings in order along the rings of `a` and along those of `b`.
#[derive(Debug, Default)]
pub(crate) struct Order {
    pub a: Vec<u32>,
    pub a_rings: Vec<Span>,
    pub b: Vec<u32>,
    pub b_rings: Vec<Span>,
}

impl Order {
    /// How many rings of each operand the boundary of the overlap runs along.
    pub fn rings_at_work(&self) -> [usize; 2] {
        [&self.a_rings, &self.b_rings]
            .map(|rings| rings.iter().filter(|span| span.begins_inside || !span.range().is_empty()).count())
    }

    pub fn sort(&mut self, crossings: &Crossings, grid: &Grid, b: &Shape<'_>) {
        let list = &crossings.list;
        let ascending = |order: &mut Vec<u32>, key: &dyn Fn(&Crossing) -> (u32, f64)| {
            order.clear();
            order.extend((0..).take(list.len()));
            order.sort_unstable_by(|&one, &other| {
                let (one, other) = (key(&list[one as usize]), key(&list[other as usize]));
                one.0.cmp(&other.0).then(one.1.total_cmp(&other.1))
            });
        };
        ascending(&mut self.b, &|crossing| (crossing.b, crossing.along_b));
        ascending(&mut self.a, &|crossing| (crossing.a, crossing.along_a));

        self.b_rings.clear();
        for (ring, bounds) in crossings.rings.windows(2).enumerate() {
            let of_ring = &mut self.b[bounds[0] as usize..bounds[1] as usize];
            let begins_inside = take_turns(
                of_ring,
                |at| (list[at as usize].b, list[at as usize].enters),
                || b.ring(ring).first().is_some_and(|&point| grid.contains(point)),
            );
            self.b_rings.push(Span { first: bounds[0], end: bounds[1], begins_inside });
        }

        self.a_rings.clear();
        let mut first = 0;
        for ring in 0..grid.ring_count() {
            let edges = grid.ring(ring);
            let count = self.a[first..].partition_point(|&at| (list[at as usize].a as usize) < edges.end);
            // Where b enters a, a leaves b.
            let begins_inside = take_turns(
                &mut self.a[first..first + count],
                |at| (list[at as usize].a, !list[at as usize].enters),
                || edges.clone().next().is_some_and(|edge| b.contains(grid.edges[edge].from)),
            );
            let bounds = [first, first + count].map(|at| u32::try_from(at).unwrap_or(u32::MAX));
            self.a_rings.push(Span { first: bounds[0], end: bounds[1], begins_inside });
            first += count;
        }
    }
}

/// Puts crossings of one ring, in order but for ties, so that they lead in and out by turns. `what` tells the edge and whether
/// it leads in. Returns whether the ring begins inside: told by the first edge with an odd number of crossings, or asked.
fn take_turns(order: &mut [u32], what: impl Fn(u32) -> (u32, bool), ask: impl FnOnce() -> bool) -> bool {
    let mut odd =
        order.chunk_by(|&one, &other| what(one).0 == what(other).0).filter(|of_edge| of_edge.len() % 2 == 1);
    let begins_inside = odd
        .next()
        .map_or_else(ask, |of_edge| 2 * of_edge.iter().filter(|&&at| what(at).1).count() < of_edge.len());
    let mut inside = begins_inside;
    for at in 0..order.len() {
        let (edge, leads_in) = what(order[at]);
        if leads_in == inside {
            let later = order[at + 1..]
                .iter()
                .take_while(|&&other| what(other).0 == edge)
                .position(|&other| what(other).1 != leads_in);
            if let Some(later) = later {
                order[at..=at + 1 + later].rotate_right(1);
            }
        }
        inside = !inside;
    }
    begins_inside
}
