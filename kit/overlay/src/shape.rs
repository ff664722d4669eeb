//! One feature: a polygon or multipolygon on the grid.

use crate::grid::Edge;
use crate::index::{EMPTY, union};
use crate::predicate::{point_is_left_of_shifted, turn};
use crate::set::{saturated, twice_area};

/// A point on the grid, x then y; each within ±2^30 ([`crate::frame::LIMIT`]).
pub type Point = [i32; 2];

/// A box on the grid: min x, min y, max x, max y, edges included.
pub type Rect = [i32; 4];

/// A borrowed polygon or multipolygon: rings without the repeated last point, the shell of each part first.
#[derive(Debug, Clone, Copy)]
pub struct Shape<'a> {
    /// The points of all rings of the set the shape belongs to.
    pub(crate) points: &'a [Point],
    /// Where each ring of the shape begins in `points`, and one more: where the last ends.
    pub(crate) rings: &'a [u32],
    /// Number, within the set, of the first ring of each part, and one more.
    pub(crate) parts: &'a [u32],
    /// The number of the shape's first ring in the set.
    pub(crate) first_ring: u32,
    /// Where the boxes of stretches of each ring begin in `chunks`, and one more.
    pub(crate) chunk_starts: &'a [u32],
    /// The boxes of stretches ([`crate::chunk`]) of the set.
    pub(crate) chunks: &'a [Rect],
    /// Its points: what `rings` says, without looking there when there is one ring.
    pub(crate) span: [u32; 2],
    /// Its boxes of stretches, likewise.
    pub(crate) chunk_span: [u32; 2],
}

impl<'a> Shape<'a> {
    /// Parts: 1 for a polygon, more for a multipolygon, 0 for an empty one.
    #[must_use]
    pub fn part_count(&self) -> usize {
        self.parts.len() - 1
    }

    /// The rings of a part: shell first, then holes.
    #[must_use]
    pub fn part(&self, part: usize) -> impl ExactSizeIterator<Item = &'a [Point]> + use<'a> {
        let this = *self;
        let range =
            (this.parts[part] - this.first_ring) as usize..(this.parts[part + 1] - this.first_ring) as usize;
        range.map(move |ring| this.ring(ring))
    }

    /// All rings, part after part.
    #[must_use]
    pub fn rings(&self) -> impl ExactSizeIterator<Item = &'a [Point]> + use<'a> {
        let this = *self;
        (0..this.ring_count()).map(move |ring| this.ring(ring))
    }

    /// The box around it; around an empty one, a box that meets nothing.
    #[must_use]
    pub fn rect(&self) -> Rect {
        self.rings().map(crate::chunk::rect_of).fold(EMPTY, |all, rect| union(&all, &rect))
    }

    /// Twice its area, exact; of rings that are not valid, whatever they add up to.
    pub(crate) fn twice_area(&self) -> i64 {
        self.rings().fold(0_i64, |sum, ring| sum.saturating_add(saturated(twice_area(ring))))
    }

    pub(crate) fn ring_count(&self) -> usize {
        self.rings.len() - 1
    }

    pub(crate) fn ring(&self, ring: usize) -> &'a [Point] {
        let [first, end] = self.bounds(ring);
        &self.points[first as usize..end as usize]
    }

    /// The numbers of a ring's first point in the set, and of the one after its last.
    #[inline]
    pub(crate) fn bounds(&self, ring: usize) -> [u32; 2] {
        if self.rings.len() == 2 { self.span } else { [self.rings[ring], self.rings[ring + 1]] }
    }

    /// The edge from a point, given by its number in the set, to the next of its ring.
    pub(crate) fn edge(&self, number: u32) -> Edge {
        let ring = match self.rings {
            [_, _] => 0,
            rings => rings.partition_point(|&first| first <= number) - 1,
        };
        let [first, end] = self.bounds(ring);
        let next = if number + 1 == end { first } else { number + 1 };
        Edge { from: self.points[number as usize], to: self.points[next as usize] }
    }

    pub(crate) fn chunks(&self, ring: usize) -> &'a [Rect] {
        let [first, end] = if self.rings.len() == 2 {
            self.chunk_span
        } else {
            [self.chunk_starts[ring], self.chunk_starts[ring + 1]]
        };
        &self.chunks[first as usize..end as usize]
    }

    /// Whether a point lies in the shape, the shape being the operand that is shifted (see [`crate::predicate`]).
    pub(crate) fn contains(&self, point: Point) -> bool {
        let mut inside = false;
        for ring in 0..self.ring_count() {
            let points = self.ring(ring);
            let Some((&first, &last)) = points.first().zip(points.last()) else { continue };
            let chunks = self.chunks(ring);
            let is_near = |rect: &Rect| rect[1] <= point[1] && point[1] <= rect[3] && point[0] <= rect[2];
            if chunks.is_empty() {
                inside ^= is_odd(points, point);
            } else {
                for (piece, rect) in crate::chunk::pieces(points).zip(chunks) {
                    if is_near(rect) {
                        inside ^= is_odd(piece, point);
                    }
                }
                if !chunks.last().is_some_and(is_near) {
                    continue;
                }
            }
            inside ^= is_odd(&[last, first], point);
        }
        inside
    }
}

/// Whether a line to the right of a point crosses the shifted edges between successive points an odd number of times.
fn is_odd(points: &[Point], at: Point) -> bool {
    let mut odd = false;
    for pair in points.windows(2) {
        let (from, to) = (pair[0], pair[1]);
        if (from[1] >= at[1]) != (to[1] >= at[1]) {
            odd ^= point_is_left_of_shifted(turn(from, to, at), from, to) == (to[1] > from[1]);
        }
    }
    odd
}
