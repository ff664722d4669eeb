//! Where the edges of two features cross.

use crate::grid::{BOUNDARY, Edge, Entry, Grid, rect_of};
use crate::index::meets;
use crate::predicate::{in_box_of, point_is_left_of_shifted, shifted_point_is_left, turn};
use crate::{Point, Rect, Shape, chunk};

/// A product of a share and a length is off by less than this from the whole number it should be.
const NEAR: f64 = 1.0 / (1 << 20) as f64;

/// A place where an edge of `b` crosses one of `a`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Crossing {
    /// The number of the edge in the grid.
    pub a: u32,
    /// The number of the edge in the points of the set of `b`.
    pub b: u32,
    /// How far along the edge of `a`, from 0 to 1.
    pub along_a: f64,
    /// How far along the edge of `b`, from 0 to 1.
    pub along_b: f64,
    /// Whether `b` comes into `a` here; otherwise it leaves.
    pub enters: bool,
    /// Whether no vertex is involved: both edges go on to the other's other side. The overlap then has an area.
    pub proper: bool,
    /// Where, in grid coordinates: whole when not proper.
    pub at: [f64; 2],
}

/// The crossings of two features.
#[derive(Debug, Default)]
pub(crate) struct Crossings {
    /// Ring after ring of `b`, edge after edge; within an edge in no order.
    pub list: Vec<Crossing>,
    /// First crossing of each ring of `b`, and the end.
    pub rings: Vec<u32>,
    /// Whether a vertex of one lies on the boundary of the other.
    pub touching: bool,
    /// Whether one lies within an edge of the other, not at a vertex of both.
    pub on_edge: bool,
    /// Whether one is [`Crossing::proper`].
    pub proper: bool,
}

impl Crossings {
    /// Finds them all.
    pub fn find(&mut self, grid: &Grid, b: &Shape<'_>) {
        self.list.clear();
        self.rings.clear();
        self.touching = false;
        self.on_edge = false;
        self.proper = false;
        for ring in 0..b.ring_count() {
            self.rings.push(self.len());
            let ([first, end], points) = (b.bounds(ring), b.ring(ring));
            let chunks = b.chunks(ring);
            if chunks.is_empty() {
                self.follow(grid, points, first);
            } else {
                let numbers = (first..end).step_by(chunk::EDGES);
                let is_near = |rect: &Rect| meets(rect, &grid.rect) && grid.class_of(rect) == BOUNDARY;
                for ((piece, rect), number) in chunk::pieces(points).zip(chunks).zip(numbers) {
                    if is_near(rect) {
                        self.follow(grid, piece, number);
                    }
                }
                if !chunks.last().is_some_and(is_near) {
                    continue;
                }
            }
            if let [begin, .., last] = points {
                self.follow(grid, &[*last, *begin], end - 1);
            }
        }
        self.rings.push(self.len());
    }

    fn len(&self) -> u32 {
        u32::try_from(self.list.len()).expect("fewer than 2^32 crossings")
    }

    /// The edges between successive points, the first of which has the number `first`.
    fn follow(&mut self, grid: &Grid, points: &[Point], first: u32) {
        let Some(begin) = points.first() else { return };
        let mut from_cell = grid.cell(*begin);
        for (pair, number) in points.windows(2).zip(first..) {
            // Not put together to an edge before one is needed: most are far from the other's.
            let (from, to) = (pair[0], pair[1]);
            let to_cell = grid.cell(to);
            if from_cell == to_cell {
                let entries = grid.edges_in(grid.number(to_cell));
                if !entries.is_empty() {
                    let found = self.list.len();
                    self.meet(entries, from, to, number, found);
                }
            } else {
                self.follow_far(grid, from, to, [from_cell, to_cell], number);
            }
            from_cell = to_cell;
        }
    }

    fn follow_far(&mut self, grid: &Grid, from: Point, to: Point, cells: [[i32; 2]; 2], number: u32) {
        let found = self.list.len();
        grid.walk(from, to, cells, |cell| self.meet(grid.edges_in(cell), from, to, number, found));
    }

    /// An edge of `b` and those of `a` in a cell; the crossings of this edge in other cells begin at `found`.
    #[inline]
    fn meet(&mut self, entries: &[Entry], from: Point, to: Point, number: u32, found: usize) {
        let rect = rect_of(from, to);
        for entry in entries {
            if meets(&entry.rect, &rect) {
                self.compare(entry, Edge { from, to }, number, found);
            }
        }
    }

    /// An edge of `b` and one of `a` whose boxes meet.
    fn compare(&mut self, entry: &Entry, b: Edge, number: u32, found: usize) {
        let a = entry.edge;
        let b_turns = [turn(a.from, a.to, b.from), turn(a.from, a.to, b.to)];
        if b_turns.contains(&0) && !self.on_edge {
            self.note_touch(a, b, b_turns);
        }
        let enters = shifted_point_is_left(b_turns[1], a.from, a.to);
        if shifted_point_is_left(b_turns[0], a.from, a.to) == enters {
            return;
        }
        let a_turns = [turn(b.from, b.to, a.from), turn(b.from, b.to, a.to)];
        if a_turns.contains(&0) && !self.on_edge {
            self.note_touch(b, a, a_turns);
        }
        let [from_left, to_left] = a_turns.map(|turn| point_is_left_of_shifted(turn, b.from, b.to));
        if from_left == to_left || self.list[found..].iter().any(|known| known.a == entry.number) {
            return;
        }
        let ends = [(b_turns[0], b.from), (b_turns[1], b.to), (a_turns[0], a.from), (a_turns[1], a.to)];
        let vertex = ends.iter().find(|(turn, _)| *turn == 0).map(|(_, vertex)| *vertex);
        let along_b = share(b_turns);
        let at = vertex.map_or_else(|| place(a, b, along_b), |vertex| vertex.map(f64::from));
        let proper = vertex.is_none();
        self.proper |= proper;
        let (along_a, a) = (share(a_turns), entry.number);
        self.list.push(Crossing { a, b: number, along_a, along_b, enters, proper, at });
    }

    /// An end of `other` lies on the line of `edge`; two zeros: they are on one line.
    #[cold]
    fn note_touch(&mut self, edge: Edge, other: Edge, [from, to]: [i64; 2]) {
        let mut note = |edge: Edge, at: Point| {
            if in_box_of(edge.from, edge.to, at) {
                self.touching = true;
                self.on_edge |= at != edge.from && at != edge.to;
            }
        };
        if from == 0 {
            note(edge, other.from);
        }
        if to == 0 {
            note(edge, other.to);
        }
        if from == 0 && to == 0 {
            note(other, edge.from);
            note(other, edge.to);
        }
    }
}

/// Where a line comes to zero between two values of unlike sign.
#[expect(clippy::cast_precision_loss, reason = "a share is a fraction anyway")]
fn share(turns: [i64; 2]) -> f64 {
    let [from, to] = turns.map(|turn| turn as f64);
    from / (from - to)
}

/// The point at a share of an edge of `b`. Where a third edge has its vertex exactly there the point must be the same as that
/// vertex, so that equal points can be told by equality: a whole point is given as such.
fn place(a: Edge, b: Edge, along: f64) -> [f64; 2] {
    let step = [0, 1].map(|axis| (f64::from(b.to[axis]) - f64::from(b.from[axis])) * along);
    if step.iter().all(|step| (step - step.round()).abs() < NEAR) {
        #[expect(clippy::cast_possible_truncation, reason = "within an edge")]
        let whole = [0, 1].map(|axis| b.from[axis].wrapping_add(step[axis].round() as i32));
        if turn(a.from, a.to, whole) == 0 && turn(b.from, b.to, whole) == 0 {
            return whole.map(f64::from);
        }
    }
    [0, 1].map(|axis| f64::from(b.from[axis]) + step[axis])
}
