//! The order of crossings along the rings of both operands.
//!
//! Along a ring, crossings lead in and out by turns. Two that lie at one place (an edge through a vertex) differ by less than
//! a float can tell; then the turns decide which comes first.

use crate::Shape;
use crate::cross::Crossings;
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
    keys: Vec<Key>,
}

/// An edge, how far along it, and which crossing lies there.
type Key = (u32, f64, u32);

impl Order {
    /// How many rings of each operand the boundary of the overlap runs along.
    pub fn rings_at_work(&self) -> [usize; 2] {
        [&self.a_rings, &self.b_rings]
            .map(|rings| rings.iter().filter(|span| span.begins_inside || !span.range().is_empty()).count())
    }

    pub fn sort(&mut self, crossings: &Crossings, grid: &Grid, b: &Shape<'_>) {
        let list = &crossings.list;
        self.keys.clear();
        self.keys.extend(list.iter().zip(0..).map(|(crossing, at)| (crossing.b, crossing.along_b, at)));
        sort(&mut self.keys, &mut self.b);
        self.keys.clear();
        self.keys.extend(list.iter().zip(0..).map(|(crossing, at)| (crossing.a, crossing.along_a, at)));
        sort(&mut self.keys, &mut self.a);

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

/// Most crossings that are put in order by insertion: nearly all pairs have fewer.
const FEW: usize = 24;

fn sort(keys: &mut [Key], order: &mut Vec<u32>) {
    if keys.len() <= FEW {
        for end in 1..keys.len() {
            let key = keys[end];
            let mut place = end;
            while 0 < place && (key.0, key.1) < (keys[place - 1].0, keys[place - 1].1) {
                keys[place] = keys[place - 1];
                place -= 1;
            }
            keys[place] = key;
        }
    } else {
        keys.sort_unstable_by(|one, other| one.0.cmp(&other.0).then(one.1.total_cmp(&other.1)));
    }
    order.clear();
    order.extend(keys.iter().map(|key| key.2));
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
