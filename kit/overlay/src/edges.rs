//! The edges of one feature under a tree of boxes in the order of its rings: which edges meet, without sorting anything.
//!
//! Edges that follow each other lie near each other, so a box around each run of eight, and a box around each eight of those,
//! is a good tree as it stands. Two runs are compared edge by edge only when their boxes meet. (The idea is that of indexed
//! monotone chains, as in JTS; runs of a fixed length need no search for the turns and keep the tree without pointers.)

use std::ops::{ControlFlow, Range};

use crate::segment::{boxes_meet, segment_box};
use crate::{Point, Rect, Shape};

/// Edges under a lowest box, and boxes under a higher one: of 4, 8 and 16 the cheapest on polygons of 60 vertices.
const FAN: usize = 8;
const NOTHING: Rect = [i32::MAX, i32::MAX, i32::MIN, i32::MIN];

/// A ring among the [`Edges`] of a feature.
#[derive(Debug, Clone)]
pub(crate) struct Ring {
    /// The number of its part in the feature.
    pub(crate) part: usize,
    /// Its number in the part: 0 is the shell.
    pub(crate) number: usize,
    /// Its edges.
    pub(crate) edges: Range<usize>,
}

#[derive(Debug)]
struct Run {
    rect: Rect,
    ring: usize,
    edges: Range<usize>,
}

/// The edges of a feature. Kept and filled again for the next one, it allocates nothing.
#[derive(Debug, Default)]
pub(crate) struct Edges {
    /// Rings one after another, each with its first point repeated at its end: edge `e` goes from point `e` to `e + 1`.
    points: Vec<Point>,
    /// The box of each edge; of a ring's last point, where no edge begins, a box that meets nothing.
    boxes: Vec<Rect>,
    rings: Vec<Ring>,
    runs: Vec<Run>,
    /// Boxes around runs, then around those, up to one; level 0 of the tree is `runs`.
    levels: Vec<Vec<Rect>>,
    /// How many of `levels` are in use.
    height: usize,
}

impl Edges {
    /// Takes the rings of a shape for which `wanted` says so: never of one without points.
    pub(crate) fn fill(&mut self, shape: Shape<'_>, wanted: impl Fn(&[Point]) -> bool) {
        self.clear();
        self.add_shape(shape, wanted);
        self.build();
    }

    /// Takes all rings of several shapes, but for those without points.
    pub(crate) fn of_all(shapes: &[Shape<'_>]) -> Self {
        let mut edges = Self::default();
        for shape in shapes {
            edges.add_shape(*shape, |ring| !ring.is_empty());
        }
        edges.build();
        edges
    }

    fn add_shape(&mut self, shape: Shape<'_>, wanted: impl Fn(&[Point]) -> bool) {
        for part in 0..shape.part_count() {
            for (number, ring) in shape.part(part).enumerate() {
                if wanted(ring) {
                    self.add(part, number, ring);
                }
            }
        }
    }

    pub(crate) fn rings(&self) -> &[Ring] {
        &self.rings
    }

    /// From where to where an edge goes.
    #[inline]
    pub(crate) fn edge(&self, edge: usize) -> [Point; 2] {
        [self.points[edge], self.points[edge + 1]]
    }

    /// The point where an edge begins.
    pub(crate) fn point(&self, edge: usize) -> Point {
        self.points[edge]
    }

    /// The points of a ring, the first one not repeated.
    pub(crate) fn ring_points(&self, ring: usize) -> &[Point] {
        &self.points[self.rings[ring].edges.clone()]
    }

    /// The ring an edge belongs to.
    pub(crate) fn ring_of(&self, edge: usize) -> usize {
        self.rings.partition_point(|ring| ring.edges.end <= edge)
    }

    /// Calls `found` with every pair of edges whose boxes meet, except those that follow each other in a ring.
    pub(crate) fn pairs(&self, mut found: impl FnMut(usize, usize) -> ControlFlow<()>) -> ControlFlow<()> {
        if self.runs.is_empty() {
            return ControlFlow::Continue(());
        }
        self.pairs_within(self.height, 0, &mut found)
    }

    /// Calls `found` with the ring and the number of every edge whose box `wanted` says so of; it must say so of every box
    /// around such a box as well.
    pub(crate) fn search(&self, wanted: impl Fn(&Rect) -> bool, mut found: impl FnMut(usize, usize)) {
        if !self.runs.is_empty() {
            self.search_under(self.height, 0, &wanted, &mut found);
        }
    }

    fn clear(&mut self) {
        self.points.clear();
        self.boxes.clear();
        self.rings.clear();
        self.runs.clear();
    }

    fn add(&mut self, part: usize, number: usize, ring: &[Point]) {
        let start = self.points.len();
        let end = start + ring.len();
        self.points.extend_from_slice(ring);
        self.points.extend(ring.first());
        let points = &self.points[start..];
        self.boxes.extend(points.windows(2).map(|ends| segment_box(ends[0], ends[1])));
        self.boxes.push(NOTHING);
        for first in (start..end).step_by(FAN) {
            let edges = first..end.min(first + FAN);
            let rect = around(&self.boxes[edges.clone()]);
            self.runs.push(Run { rect, ring: self.rings.len(), edges });
        }
        self.rings.push(Ring { part, number, edges: start..end });
    }

    /// Puts boxes around boxes until one is left.
    fn build(&mut self) {
        self.height = 0;
        while self.count(self.height) > 1 {
            if self.levels.len() == self.height {
                self.levels.push(Vec::new());
            }
            let (lower, upper) = self.levels.split_at_mut(self.height);
            let level = &mut upper[0];
            level.clear();
            match lower.last() {
                Some(lower) => level.extend(lower.chunks(FAN).map(around)),
                None => level.extend(
                    self.runs
                        .chunks(FAN)
                        .map(|runs| runs.iter().fold(NOTHING, |rect, run| union(&rect, &run.rect))),
                ),
            }
            self.height += 1;
        }
    }

    fn count(&self, level: usize) -> usize {
        if level == 0 { self.runs.len() } else { self.levels[level - 1].len() }
    }

    fn rect(&self, level: usize, node: usize) -> &Rect {
        if level == 0 { &self.runs[node].rect } else { &self.levels[level - 1][node] }
    }

    /// The nodes one level below `level` that are under `node`.
    fn children(&self, level: usize, node: usize) -> Range<usize> {
        node * FAN..self.count(level - 1).min((node + 1) * FAN)
    }

    fn pairs_within(
        &self,
        level: usize,
        node: usize,
        found: &mut impl FnMut(usize, usize) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        if level == 0 {
            return self.pairs_in_run(&self.runs[node], found);
        }
        let children = self.children(level, node);
        for child in children.clone() {
            self.pairs_within(level - 1, child, found)?;
            for other in child + 1..children.end {
                self.pairs_across(level - 1, child, other, found)?;
            }
        }
        ControlFlow::Continue(())
    }

    fn pairs_across(
        &self,
        level: usize,
        node: usize,
        other: usize,
        found: &mut impl FnMut(usize, usize) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        if !boxes_meet(self.rect(level, node), self.rect(level, other)) {
            return ControlFlow::Continue(());
        }
        if level == 0 {
            return self.pairs_of_runs(&self.runs[node], &self.runs[other], found);
        }
        for child in self.children(level, node) {
            if boxes_meet(self.rect(level - 1, child), self.rect(level, other)) {
                for other in self.children(level, other) {
                    self.pairs_across(level - 1, child, other, found)?;
                }
            }
        }
        ControlFlow::Continue(())
    }

    fn pairs_in_run(
        &self,
        run: &Run,
        found: &mut impl FnMut(usize, usize) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let boxes = &self.boxes[run.edges.clone()];
        for (index, rect) in boxes.iter().enumerate() {
            for (gap, other) in boxes[index + 1..].iter().enumerate().skip(1) {
                let (edge, other_edge) = (run.edges.start + index, run.edges.start + index + 1 + gap);
                if boxes_meet(rect, other) && !self.close_ring(run.ring, edge, other_edge) {
                    found(edge, other_edge)?;
                }
            }
        }
        ControlFlow::Continue(())
    }

    fn pairs_of_runs(
        &self,
        run: &Run,
        other: &Run,
        found: &mut impl FnMut(usize, usize) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let others = &self.boxes[other.edges.clone()];
        for (index, rect) in self.boxes[run.edges.clone()].iter().enumerate() {
            if !boxes_meet(rect, &other.rect) {
                continue;
            }
            let edge = run.edges.start + index;
            for (index, other_rect) in others.iter().enumerate() {
                let other_edge = other.edges.start + index;
                if boxes_meet(rect, other_rect)
                    && edge + 1 != other_edge
                    && !(run.ring == other.ring && self.close_ring(run.ring, edge, other_edge))
                {
                    found(edge, other_edge)?;
                }
            }
        }
        ControlFlow::Continue(())
    }

    /// Whether two edges of a ring are its first and its last, which follow each other.
    fn close_ring(&self, ring: usize, first: usize, last: usize) -> bool {
        let edges = &self.rings[ring].edges;
        first == edges.start && last + 1 == edges.end
    }

    fn search_under(
        &self,
        level: usize,
        node: usize,
        wanted: &impl Fn(&Rect) -> bool,
        found: &mut impl FnMut(usize, usize),
    ) {
        if !wanted(self.rect(level, node)) {
            return;
        }
        if level > 0 {
            for child in self.children(level, node) {
                self.search_under(level - 1, child, wanted, found);
            }
            return;
        }
        let run = &self.runs[node];
        for edge in run.edges.clone() {
            if wanted(&self.boxes[edge]) {
                found(run.ring, edge);
            }
        }
    }
}

fn union(a: &Rect, b: &Rect) -> Rect {
    [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])]
}

fn around(boxes: &[Rect]) -> Rect {
    boxes.iter().fold(NOTHING, |rect, other| union(&rect, other))
}
