//! A raster over one feature: each cell is outside, inside, or has edges in it.
//!
//! What meets only cells without edges is decided with no geometry at all, and an edge of the other operand is compared only
//! with the edges of the cells it passes. Cells are squares of a power of two: the cell of a point is a shift, exact, and
//! ascends with the coordinate, so that two edges that meet always share a cell.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "columns and rows are from 0 to 121; a coordinate with a fraction is cut off within its edge"
)]

use crate::index::EMPTY;
use crate::predicate::{shifted_point_is_left, turn};
use crate::{Point, Rect, Shape};

/// A cell across no edge of the feature.
pub(crate) const OUTSIDE: u8 = 0;
/// A cell within the feature.
pub(crate) const INSIDE: u8 = 1;
/// A cell with edges in it.
pub(crate) const BOUNDARY: u8 = 2;

/// Most cells along an axis: counts of cells then fit in half of a `u32`.
const MOST_CELLS: f64 = 120.0;
/// Fewest cells along the longer axis.
const FEWEST_CELLS: f64 = 8.0;
/// From so many cells on an edge visits those along it, not its whole box.
const FEW_CELLS: i32 = 6;

/// An edge from point to point.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Edge {
    pub from: Point,
    pub to: Point,
}

/// An edge in a cell.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Entry {
    pub rect: Rect,
    pub edge: Edge,
    pub number: u32,
}

impl Edge {
    /// Its box.
    #[inline]
    pub fn rect(&self) -> Rect {
        rect_of(self.from, self.to)
    }
}

/// The box of two points.
#[inline]
pub(crate) fn rect_of(one: Point, other: Point) -> Rect {
    [one[0].min(other[0]), one[1].min(other[1]), one[0].max(other[0]), one[1].max(other[1])]
}

/// A feature with its raster; kept from feature to feature for its memory.
#[derive(Debug, Default)]
pub(crate) struct Grid {
    /// Its box.
    pub rect: Rect,
    /// Its edges, ring after ring.
    pub edges: Vec<Edge>,
    /// First edge of each ring, and the end.
    pub rings: Vec<u32>,
    /// Of each edge: [`crate::chain::moment`] of the edges before it in its ring, and the length of those. One more entry for
    /// each ring: the whole. Ring `r` begins at its first edge plus `r`.
    pub before: Vec<(i128, f64)>,
    /// The point from which moments are measured: the middle, so that they are small.
    pub origin: Point,
    shift: u32,
    columns: i32,
    rows: i32,
    classes: Vec<u8>,
    /// First entry of each cell, and the end.
    starts: Vec<u32>,
    entries: Vec<Entry>,
    /// For rectangles of cells: how many with edges (lower half) and inside (upper half) lie below and left of each corner.
    sums: Vec<u32>,
    visits: Vec<(u32, u32)>,
    crossed: Vec<i32>,
}

impl Grid {
    /// Takes a feature, with its box.
    pub fn load(&mut self, shape: &Shape<'_>, rect: Rect) {
        self.rect = if shape.rings().len() == 0 { EMPTY } else { rect };
        self.origin = [0, 1].map(|axis| i32::midpoint(rect[axis], rect[axis + 2]));
        self.edges.clear();
        self.rings.clear();
        self.before.clear();
        for ring in shape.rings() {
            self.rings.push(small(self.edges.len()));
            let mut so_far = (0_i128, 0.0);
            for (index, &from) in ring.iter().enumerate() {
                let to = ring[if index + 1 == ring.len() { 0 } else { index + 1 }];
                self.edges.push(Edge { from, to });
                self.before.push(so_far);
                so_far.0 += i128::from(turn(self.origin, from, to));
                so_far.1 += length(from, to);
            }
            self.before.push(so_far);
        }
        self.rings.push(small(self.edges.len()));
        self.choose_cells();
        self.fill_cells();
        self.class_cells();
    }

    /// The edges of a ring.
    pub fn ring(&self, ring: usize) -> std::ops::Range<usize> {
        self.rings[ring] as usize..self.rings[ring + 1] as usize
    }

    /// How many rings.
    pub fn ring_count(&self) -> usize {
        self.rings.len() - 1
    }

    /// The moment and length of a whole ring.
    pub fn whole(&self, ring: usize) -> (i128, f64) {
        self.before[self.rings[ring + 1] as usize + ring]
    }

    fn choose_cells(&mut self) {
        let [width, height] = [0, 1].map(|axis| self.rect[axis + 2].wrapping_sub(self.rect[axis]).max(0));
        let wanted = (2.0 * (self.edges.len() as f64).sqrt()).clamp(FEWEST_CELLS, MOST_CELLS) as i32;
        self.shift = 0;
        while (width.max(height) >> self.shift) + 1 > wanted {
            self.shift += 1;
        }
        self.columns = (width >> self.shift) + 1;
        self.rows = (height >> self.shift) + 1;
    }

    /// Cells of a row, with one beyond each end for what lies outside.
    #[inline]
    fn stride(&self) -> usize {
        self.columns as usize + 2
    }

    /// Column and row of a point, from 1; 0 and one more than there are for what lies outside.
    #[inline]
    pub fn cell(&self, point: Point) -> [i32; 2] {
        let place = |axis: usize, count: i32| {
            (point[axis].wrapping_sub(self.rect[axis]) >> self.shift).clamp(-1, count) + 1
        };
        [place(0, self.columns), place(1, self.rows)]
    }

    #[inline]
    pub fn number(&self, cell: [i32; 2]) -> usize {
        cell[1] as usize * self.stride() + cell[0] as usize
    }

    /// Visits the cells that an edge passes: all of them, and maybe some beside it.
    #[inline]
    pub fn walk(&self, from: Point, to: Point, cells: [[i32; 2]; 2], mut visit: impl FnMut(usize)) {
        let [begin, end] = cells;
        let (left, right) = (begin[0].min(end[0]), begin[0].max(end[0]));
        let (lower, upper) = (begin[1].min(end[1]), begin[1].max(end[1]));
        if right == 0 || upper == 0 || left > self.columns || lower > self.rows {
            return;
        }
        if left == right || lower == upper || (right - left + 1) * (upper - lower + 1) <= FEW_CELLS {
            for row in lower..=upper {
                (left..=right).for_each(|column| visit(self.number([column, row])));
            }
            return;
        }
        for row in lower.max(1)..=upper.min(self.rows) {
            let (first, last) = self.columns_in_row(from, to, row);
            (first..=last).for_each(|column| visit(self.number([column, row])));
        }
    }

    /// Between which columns an edge that is not level runs in a row, with a unit to spare for the rounding.
    fn columns_in_row(&self, from: Point, to: Point, row: i32) -> (i32, i32) {
        let wide = |value: i32| f64::from(value);
        let slope = (wide(to[0]) - wide(from[0])) / (wide(to[1]) - wide(from[1]));
        let (low, high) = (from[1].min(to[1]), from[1].max(to[1]));
        let begin = i64::from(self.rect[1]) + (i64::from(row - 1) << self.shift);
        let end = begin + (1_i64 << self.shift);
        let at = |y: i64| wide(from[0]) + (y.clamp(low.into(), high.into()) as f64 - wide(from[1])) * slope;
        let (one, other) = (at(begin), at(end));
        let column = |x: f64| self.cell([x as i32, 0])[0];
        let (least, most) = (wide(from[0].min(to[0])), wide(from[0].max(to[0])));
        (
            column((one.min(other) - 1.0).floor().clamp(least, most)),
            column((one.max(other) + 1.0).ceil().clamp(least, most)),
        )
    }

    fn fill_cells(&mut self) {
        let cells = self.stride() * (self.rows as usize + 2);
        let mut visits = std::mem::take(&mut self.visits);
        visits.clear();
        for (&edge, number) in self.edges.iter().zip(0..) {
            self.walk(edge.from, edge.to, [self.cell(edge.from), self.cell(edge.to)], |cell| {
                visits.push((small(cell), number));
            });
        }
        self.starts.clear();
        self.starts.resize(cells + 1, 0);
        for &(cell, _) in &visits {
            self.starts[cell as usize] += 1;
        }
        let mut end = 0;
        for start in &mut self.starts {
            end += *start;
            *start = end;
        }
        self.entries.clear();
        self.entries.resize(visits.len(), Entry::default());
        for &(cell, number) in visits.iter().rev() {
            let place = &mut self.starts[cell as usize];
            *place -= 1;
            let edge = self.edges[number as usize];
            self.entries[*place as usize] = Entry { rect: edge.rect(), edge, number };
        }
        self.visits = visits;
    }

    /// A cell without edges is inside when a line from the left, through its middle row, crosses edges of a sum that is not
    /// zero: each edge is noted once, in the cell where it crosses the middle of a row.
    fn class_cells(&mut self) {
        let stride = self.stride();
        let cells = self.starts.len() - 1;
        let mut crossed = std::mem::take(&mut self.crossed);
        crossed.clear();
        crossed.resize(cells, 0);
        for &Edge { from, to } in &self.edges {
            let (first, last) = (self.cell(from)[1], self.cell(to)[1]);
            for row in first.min(last)..=first.max(last) {
                let middle =
                    i64::from(self.rect[1]) + (i64::from(row - 1) << self.shift) + (1_i64 << self.shift) / 2;
                if (i64::from(from[1]) > middle) != (i64::from(to[1]) > middle) {
                    let share =
                        (middle - i64::from(from[1])) as f64 / (f64::from(to[1]) - f64::from(from[1]));
                    let x = f64::from(from[0]) + share * (f64::from(to[0]) - f64::from(from[0]));
                    let x = x.clamp(from[0].min(to[0]).into(), from[0].max(to[0]).into());
                    let column = self.cell([x.floor() as i32, 0])[0];
                    crossed[self.number([column, row])] += if from[1] < to[1] { 1 } else { -1 };
                }
            }
        }
        self.classes.clear();
        self.sums.clear();
        self.sums.resize(stride + 1, 0);
        for row in 0..self.rows as usize + 2 {
            let (mut winding, mut in_row) = (0, 0);
            self.sums.push(0);
            for (cell, crossed) in crossed.iter().enumerate().skip(row * stride).take(stride) {
                winding += crossed;
                let class =
                    if self.starts[cell] < self.starts[cell + 1] { BOUNDARY } else { u8::from(winding != 0) };
                self.classes.push(class);
                in_row += [0, 1 << 16, 1][class as usize];
                let below = self.sums[self.sums.len() - stride - 1];
                self.sums.push(below + in_row);
            }
        }
        self.crossed = crossed;
    }

    /// Of what class all cells of a box are; [`BOUNDARY`] when they differ.
    pub fn class_of(&self, rect: &Rect) -> u8 {
        let (low, high) = (self.cell([rect[0], rect[1]]), self.cell([rect[2], rect[3]]));
        let stride = self.stride() + 1;
        let sum = |column: i32, row: i32| self.sums[row as usize * stride + column as usize];
        let found = sum(high[0] + 1, high[1] + 1)
            .wrapping_add(sum(low[0], low[1]))
            .wrapping_sub(sum(high[0] + 1, low[1]))
            .wrapping_sub(sum(low[0], high[1] + 1));
        let cells = ((high[0] - low[0] + 1) * (high[1] - low[1] + 1)) as u32;
        if found == 0 {
            OUTSIDE
        } else if found == cells << 16 {
            INSIDE
        } else {
            BOUNDARY
        }
    }

    /// The class of a cell.
    #[inline]
    pub fn class(&self, cell: usize) -> u8 {
        self.classes[cell]
    }

    /// The edges in a cell, with their numbers.
    #[inline]
    pub fn edges_in(&self, cell: usize) -> &[Entry] {
        &self.entries[self.starts[cell] as usize..self.starts[cell + 1] as usize]
    }

    /// Whether a point of the shifted operand lies in the feature.
    pub fn contains(&self, point: Point) -> bool {
        let class = self.class(self.number(self.cell(point)));
        if class != BOUNDARY {
            return class == INSIDE;
        }
        let mut inside = false;
        for &Edge { from, to } in &self.edges {
            if (from[1] > point[1]) != (to[1] > point[1]) {
                let left = shifted_point_is_left(turn(from, to, point), from, to);
                inside ^= left == (to[1] > from[1]);
            }
        }
        inside
    }
}

/// The length of an edge.
#[inline]
pub(crate) fn length(from: Point, to: Point) -> f64 {
    let [x, y] = [0, 1].map(|axis| f64::from(to[axis]) - f64::from(from[axis]));
    (x * x + y * y).sqrt()
}

fn small(value: usize) -> u32 {
    u32::try_from(value).expect("one feature has fewer than 2^32 edges and cells")
}
