//! From the outline of a shifted overlap to simple rings of the true one.
//!
//! When the shift of [`crate::predicate`] is taken back, strips of no width are left, and rings touch themselves and each
//! other. All edges are split where they touch, edges there and back again cancel, and rings are drawn anew: at a point with
//! several ways on, the one that keeps the same piece of the inside on the left. A ring that then still comes to a point twice
//! is split there.

use std::cmp::Ordering;

use crate::Point;
use crate::grid::Edge;
use crate::predicate::{in_box_of, turn};
use crate::trace::Outline;

/// A way from one node to another, along an edge of an operand.
#[derive(Debug, Clone, Copy)]
struct Way {
    from: u32,
    to: u32,
    along: Edge,
}

/// Work space; and the rings it leaves: nodes of `points`, with ends, each with the number of the loop it was split from.
#[derive(Debug, Default)]
pub(crate) struct Resolver {
    /// All points, once each, from left to right.
    points: Vec<[f64; 2]>,
    /// Nodes of rings.
    nodes: Vec<u32>,
    /// End of each ring in `nodes`, and its loop.
    rings: Vec<(u32, u32)>,
    ways: Vec<Way>,
    split: Vec<Way>,
    /// Nodes with whole coordinates.
    whole: Vec<(u32, Point)>,
    between: Vec<u32>,
    /// First way from each node, and the end.
    starts: Vec<u32>,
    used: Vec<bool>,
    stack: Vec<u32>,
    /// Where on the stack a node stands, and one more; 0 when it does not.
    standing: Vec<u32>,
}

impl Resolver {
    /// Whether no point comes twice.
    pub fn is_simple(&mut self, outline: &Outline) -> bool {
        self.points.clear();
        self.points.extend_from_slice(&outline.points);
        self.points.sort_unstable_by(compare);
        self.points.windows(2).all(|pair| compare(&pair[0], &pair[1]).is_ne())
    }

    /// Makes simple rings of an outline.
    pub fn resolve(&mut self, outline: &Outline) {
        self.number(outline);
        self.split_at_touches();
        self.cancel();
        self.draw();
    }

    /// The rings: places of their points ([`Self::point`]) and the number of the loop each was split from.
    pub fn rings(&self) -> impl Iterator<Item = (std::ops::Range<usize>, u32)> {
        let begins = std::iter::once(0).chain(self.rings.iter().map(|ring| ring.0 as usize));
        begins.zip(&self.rings).map(|(begin, &(end, number))| (begin..end as usize, number))
    }

    /// The point at a place of a ring.
    pub fn point(&self, place: usize) -> &[f64; 2] {
        &self.points[self.nodes[place] as usize]
    }

    fn number(&mut self, outline: &Outline) {
        self.points.clear();
        self.points.extend_from_slice(&outline.points);
        self.points.sort_unstable_by(compare);
        self.points.dedup();
        self.ways.clear();
        let node = |at: &[f64; 2]| {
            let found = self.points.binary_search_by(|known| compare(known, at));
            u32::try_from(found.unwrap_or_else(|place| place)).expect("fewer than 2^32 points")
        };
        let mut begin = 0;
        for &end in &outline.ends {
            let range = begin..end as usize;
            let ring = &outline.points[range.clone()];
            let first = ring.first().map_or(0, node);
            let mut from = first;
            for (index, along) in outline.supports[range].iter().enumerate() {
                let to = ring.get(index + 1).map_or(first, node);
                self.ways.push(Way { from, to, along: *along });
                from = to;
            }
            begin = end as usize;
        }
    }

    /// A node on a way, not at its ends, is a vertex of an operand and so whole: whether it is on the edge is exact.
    fn split_at_touches(&mut self) {
        self.split.clear();
        self.whole.clear();
        self.whole.extend((0..).zip(&self.points).filter_map(|(node, at)| Some((node, whole(*at)?))));
        for way in &self.ways {
            // Nodes are in order of x, those of one x in order of y: what lies on a way lies between its ends.
            let (first, end) = (way.from.min(way.to) + 1, way.from.max(way.to));
            let begin = self.whole.partition_point(|(node, _)| *node < first);
            let candidates = self.whole[begin..].iter().take_while(|(node, _)| *node < end);
            self.between.clear();
            self.between.extend(candidates.filter(|(_, at)| lies_on(*at, way.along)).map(|(node, _)| *node));
            if way.to < way.from {
                self.between.reverse();
            }
            let mut from = way.from;
            for &node in self.between.iter().chain([&way.to]) {
                self.split.push(Way { from, to: node, along: way.along });
                from = node;
            }
        }
    }

    fn cancel(&mut self) {
        let pair = |way: &Way| (way.from.min(way.to), way.from.max(way.to));
        self.split.sort_unstable_by_key(pair);
        self.ways.clear();
        for same in self.split.chunk_by(|one, other| pair(one) == pair(other)) {
            let there = |way: &&Way| way.from < way.to;
            let (there, back) = (same.iter().filter(there), same.iter().filter(|way| !there(way)));
            let (more, less) = (there.clone().count(), back.clone().count());
            self.ways.extend(there.take(more.saturating_sub(less)));
            self.ways.extend(back.take(less.saturating_sub(more)));
        }
        self.ways.retain(|way| way.from != way.to);
        self.ways.sort_unstable_by_key(|way| (way.from, way.to));
    }

    fn draw(&mut self) {
        self.starts.clear();
        let mut next = 0;
        for node in 0..=self.points.len() {
            while self.ways.get(next).is_some_and(|way| (way.from as usize) < node) {
                next += 1;
            }
            self.starts.push(u32::try_from(next).unwrap_or(u32::MAX));
        }
        self.used.clear();
        self.used.resize(self.ways.len(), false);
        self.standing.clear();
        self.standing.resize(self.points.len(), 0);
        self.nodes.clear();
        self.rings.clear();
        let mut loops = 0;
        for start in 0..self.ways.len() {
            let mut at = start;
            while !self.used[at] {
                self.used[at] = true;
                self.visit(self.ways[at].from, loops);
                let Some(on) = self.way_on(self.ways[at]) else { break };
                at = on;
            }
            if let Some(&first) = self.stack.first() {
                self.visit(first, loops);
                self.stack.clear();
                self.standing[first as usize] = 0;
                loops += 1;
            }
        }
    }

    /// Puts a node on the stack; where it already stands, what is above it is a ring.
    fn visit(&mut self, node: u32, number: u32) {
        let place = self.standing[node as usize] as usize;
        if place == 0 {
            self.stack.push(node);
            self.standing[node as usize] = u32::try_from(self.stack.len()).unwrap_or(u32::MAX);
            return;
        }
        let ring = self.stack.drain(place - 1..);
        let begin = self.nodes.len();
        self.nodes.extend(ring);
        for &passed in &self.nodes[begin..] {
            self.standing[passed as usize] = 0;
        }
        if self.nodes.len() < begin + 3 {
            self.nodes.truncate(begin);
        } else {
            self.rings.push((u32::try_from(self.nodes.len()).unwrap_or(u32::MAX), number));
        }
        self.stack.push(node);
        self.standing[node as usize] = u32::try_from(self.stack.len()).unwrap_or(u32::MAX);
    }

    /// The way on from the end of a way: of several, the first that is met turning clockwise from the way back.
    fn way_on(&self, way: Way) -> Option<usize> {
        let ways = self.starts[way.to as usize] as usize..self.starts[way.to as usize + 1] as usize;
        let back = direction(way.along).map(|step| -step);
        ways.min_by(|&one, &other| {
            clockwise(back, direction(self.ways[one].along), direction(self.ways[other].along))
        })
    }
}

/// From left to right, and upwards.
fn compare(one: &[f64; 2], other: &[f64; 2]) -> Ordering {
    one[0].total_cmp(&other[0]).then(one[1].total_cmp(&other[1]))
}

/// A point whose coordinates are whole.
fn whole(at: [f64; 2]) -> Option<Point> {
    #[expect(clippy::cast_possible_truncation, reason = "compared with what it was")]
    let whole = at.map(|value| value as i32);
    compare(&whole.map(f64::from), &at).is_eq().then_some(whole)
}

/// Whether a point lies on an edge, exactly.
fn lies_on(at: Point, along: Edge) -> bool {
    in_box_of(along.from, along.to, at) && turn(along.from, along.to, at) == 0
}

fn direction(along: Edge) -> [i64; 2] {
    [0, 1].map(|axis| i64::from(along.to[axis].wrapping_sub(along.from[axis])))
}

/// Which of two directions is met first, turning clockwise from `back`. Exact: see [`turn`].
fn clockwise(back: [i64; 2], one: [i64; 2], other: [i64; 2]) -> Ordering {
    let cross = |u: [i64; 2], v: [i64; 2]| (u[0] * v[1]).wrapping_sub(u[1] * v[0]);
    let dot = |u: [i64; 2], v: [i64; 2]| (u[0] * v[0]).wrapping_add(u[1] * v[1]);
    // 0: less than half a turn; 1: half a turn; 2: more; 3: none, or a whole one.
    let sector = |v: [i64; 2]| match cross(back, v) {
        ..0 => 0,
        0 if dot(back, v) < 0 => 1,
        0 => 3,
        1.. => 2,
    };
    // Within a sector `one` comes first when `other` lies clockwise of it.
    sector(one).cmp(&sector(other)).then(cross(one, other).cmp(&0))
}
