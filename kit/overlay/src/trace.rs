//! The boundary of an overlap from its crossings (Weiler & Atherton 1977): along `b` from where it enters `a` to where it
//! leaves, along `a` until it leaves `b`, and so on until the ring closes. Rings that cross nothing are taken whole.

use crate::Shape;
use crate::cross::Crossings;
use crate::grid::{Edge, Grid};
use crate::order::{Order, Span};

/// Rings with the overlap on their left.
#[derive(Debug, Default)]
pub(crate) struct Outline {
    pub points: Vec<[f64; 2]>,
    /// For each point, the edge of an operand on which the way to the next point lies.
    pub supports: Vec<Edge>,
    /// The end of each ring in `points`.
    pub ends: Vec<u32>,
}

impl Outline {
    pub fn clear(&mut self) {
        self.points.clear();
        self.supports.clear();
        self.ends.clear();
    }

    /// The points of each ring.
    pub fn rings(&self) -> impl Iterator<Item = std::ops::Range<usize>> {
        let ends = self.ends.iter().map(|&end| end as usize);
        std::iter::once(0).chain(ends.clone()).zip(ends).map(|(begin, end)| begin..end)
    }

    fn begin(&self) -> usize {
        self.ends.last().map_or(0, |&end| end as usize)
    }

    /// Adds a point from which the ring goes on along an edge; one that repeats the last takes its place.
    fn push(&mut self, at: [f64; 2], along: Edge) {
        if self.begin() < self.points.len() && self.points.last() == Some(&at) {
            self.points.pop();
            self.supports.pop();
        }
        self.points.push(at);
        self.supports.push(along);
    }

    /// Ends a ring; one of fewer than three points is left out.
    fn close(&mut self) {
        let begin = self.begin();
        while begin + 1 < self.points.len() && self.points.last() == Some(&self.points[begin]) {
            self.points.pop();
            self.supports.pop();
        }
        if self.points.len() < begin + 3 {
            self.points.truncate(begin);
            self.supports.truncate(begin);
        } else {
            self.ends.push(u32::try_from(self.points.len()).expect("fewer than 2^32 points"));
        }
    }

    fn whole_ring(&mut self, edges: impl Iterator<Item = Edge>) {
        for edge in edges {
            self.push(edge.from.map(f64::from), edge);
        }
        self.close();
    }

    /// The vertices of `range` between edge `from` and edge `to`: those that end `from` and begin what follows, up to `to`.
    fn vertices(
        &mut self,
        from: u32,
        to: u32,
        wraps: bool,
        range: std::ops::Range<u32>,
        edge: impl Fn(u32) -> Edge,
    ) {
        let mut add = |number: u32| {
            let edge = edge(number);
            self.push(edge.from.map(f64::from), edge);
        };
        if wraps {
            (from + 1..range.end).for_each(&mut add);
            (range.start..=to).for_each(&mut add);
        } else {
            (from + 1..=to).for_each(&mut add);
        }
    }
}

/// Work space of a trace.
#[derive(Debug, Default)]
pub(crate) struct Tracer {
    /// Of each crossing: the next along `b` or along `a`, and whether the way there passes the beginning of the ring.
    next_a: Vec<(u32, bool)>,
    next_b: Vec<(u32, bool)>,
    a_ring: Vec<u32>,
    b_ring: Vec<u32>,
    used: Vec<bool>,
}

impl Tracer {
    /// Puts the rings of an overlap into `outline`.
    pub fn trace(
        &mut self,
        crossings: &Crossings,
        order: &Order,
        grid: &Grid,
        b: &Shape<'_>,
        outline: &mut Outline,
    ) {
        outline.clear();
        let list = &crossings.list;
        link(&order.a, &order.a_rings, &mut self.next_a, &mut self.a_ring);
        link(&order.b, &order.b_rings, &mut self.next_b, &mut self.b_ring);
        self.used.clear();
        self.used.resize(list.len(), false);
        for start in 0..list.len() {
            let mut at = start;
            while list[at].enters && !self.used[at] {
                self.used[at] = true;
                let enter = &list[at];
                outline.push(enter.at, b.edge(enter.b));
                let (leaves, wraps) = self.next_b[at];
                let leave = &list[leaves as usize];
                let ring = self.b_ring[at] as usize;
                outline.vertices(
                    enter.b,
                    leave.b,
                    wraps,
                    b.first_point(ring)..b.first_point(ring + 1),
                    |number| b.edge(number),
                );
                outline.push(leave.at, grid.edges[leave.a as usize]);
                let (enters, wraps) = self.next_a[leaves as usize];
                let ring = self.a_ring[leaves as usize] as usize;
                outline.vertices(
                    leave.a,
                    list[enters as usize].a,
                    wraps,
                    grid.rings[ring]..grid.rings[ring + 1],
                    |number| grid.edges[number as usize],
                );
                at = enters as usize;
            }
            outline.close();
        }
        for (ring, span) in order.b_rings.iter().enumerate() {
            if span.range().is_empty() && span.begins_inside {
                outline
                    .whole_ring((b.first_point(ring)..b.first_point(ring + 1)).map(|number| b.edge(number)));
            }
        }
        for (ring, span) in order.a_rings.iter().enumerate() {
            if span.range().is_empty() && span.begins_inside {
                outline.whole_ring(grid.edges[grid.ring(ring)].iter().copied());
            }
        }
    }
}

fn link(order: &[u32], rings: &[Span], next: &mut Vec<(u32, bool)>, ring_of: &mut Vec<u32>) {
    next.clear();
    next.resize(order.len(), (0, false));
    ring_of.clear();
    ring_of.resize(order.len(), 0);
    for (span, number) in rings.iter().zip(0..) {
        let of_ring = &order[span.range()];
        for (index, &at) in of_ring.iter().enumerate() {
            let last = index + 1 == of_ring.len();
            next[at as usize] = (of_ring[if last { 0 } else { index + 1 }], last);
            ring_of[at as usize] = number;
        }
    }
}
