//! The boundary of an overlap from its crossings (Weiler & Atherton 1977): along `b` from where it enters `a` to where it
//! leaves, along `a` until it leaves `b`, and so on until the ring closes. Rings that cross nothing are taken whole.

use std::ops::Range;

use crate::cross::Crossings;
use crate::grid::{Edge, Grid};
use crate::order::{Order, Span};
use crate::{Point, Shape};

/// Rings with the overlap on their left.
#[derive(Debug, Default)]
pub(crate) struct Outline {
    pub points: Vec<[f64; 2]>,
    /// Whether `supports` are wanted.
    supported: bool,
    /// For each point, the edge of an operand on which the way to the next point lies.
    pub supports: Vec<Edge>,
    /// The end of each ring in `points`.
    pub ends: Vec<u32>,
}

impl Outline {
    fn clear(&mut self, supported: bool) {
        self.supported = supported;
        self.points.clear();
        self.supports.clear();
        self.ends.clear();
    }

    /// The points of each ring.
    pub fn rings(&self) -> impl Iterator<Item = Range<usize>> {
        let ends = self.ends.iter().map(|&end| end as usize);
        std::iter::once(0).chain(ends.clone()).zip(ends).map(|(begin, end)| begin..end)
    }

    fn begin(&self) -> usize {
        self.ends.last().map_or(0, |&end| end as usize)
    }

    /// Adds a point from which the ring goes on along an edge; one that repeats the last takes its place.
    fn push(&mut self, at: [f64; 2], along: Edge) {
        if self.is_last(at) {
            self.points.pop();
            self.supports.pop();
        }
        self.points.push(at);
        if self.supported {
            self.supports.push(along);
        }
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

    /// Adds successive vertices of an operand, each with its edge. Of them, only the first can repeat the last point.
    fn stretch<'a>(
        &mut self,
        vertices: impl Iterator<Item = &'a Point> + Clone,
        edges: impl Iterator<Item = Edge>,
    ) {
        if vertices.clone().next().is_some_and(|first| self.is_last(first.map(f64::from))) {
            self.points.pop();
            self.supports.pop();
        }
        self.points.extend(vertices.map(|&[x, y]| [f64::from(x), f64::from(y)]));
        if self.supported {
            self.supports.extend(edges);
        }
    }

    fn is_last(&self, at: [f64; 2]) -> bool {
        self.begin() < self.points.len() && self.points.last() == Some(&at)
    }

    fn stretch_of_a(&mut self, edges: &[Edge]) {
        self.stretch(edges.iter().map(|edge| &edge.from), edges.iter().copied());
    }

    /// The vertices of a ring of `b` in a range of places.
    fn stretch_of_b(&mut self, ring: &[Point], range: Range<usize>) {
        let vertices = &ring[range.clone()];
        let next = ring[range.start..].iter().skip(1).chain(ring.first());
        let edges = vertices.iter().zip(next).map(|(&from, &to)| Edge { from, to });
        self.stretch(vertices.iter(), edges);
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
    /// Puts the rings of an overlap into `outline`, with the edges they lie on when these are wanted.
    pub fn trace(
        &mut self,
        crossings: &Crossings,
        order: &Order,
        grid: &Grid,
        b: &Shape<'_>,
        supported: bool,
        outline: &mut Outline,
    ) {
        outline.clear(supported);
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
                let (points, first) = (b.ring(ring), b.bounds(ring)[0]);
                let [from, to] = [enter.b, leave.b].map(|number| (number - first) as usize + 1);
                stretches(from, to, wraps, 0..points.len(), |range| outline.stretch_of_b(points, range));
                outline.push(leave.at, grid.edges[leave.a as usize]);
                let (enters, wraps) = self.next_a[leaves as usize];
                let [from, to] = [leave.a, list[enters as usize].a].map(|number| number as usize + 1);
                let ring = grid.ring(self.a_ring[leaves as usize] as usize);
                stretches(from, to, wraps, ring, |range| outline.stretch_of_a(&grid.edges[range]));
                at = enters as usize;
            }
            outline.close();
        }
        for (ring, span) in order.b_rings.iter().enumerate() {
            if span.range().is_empty() && span.begins_inside {
                outline.stretch_of_b(b.ring(ring), 0..b.ring(ring).len());
                outline.close();
            }
        }
        for (ring, span) in order.a_rings.iter().enumerate() {
            if span.range().is_empty() && span.begins_inside {
                outline.stretch_of_a(&grid.edges[grid.ring(ring)]);
                outline.close();
            }
        }
    }
}

/// Adds what lies from one place of a ring to another, maybe past its end.
fn stretches(from: usize, to: usize, wraps: bool, ring: Range<usize>, mut add: impl FnMut(Range<usize>)) {
    if wraps {
        add(from..ring.end);
        add(ring.start..to);
    } else if from < to {
        add(from..to);
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
