//! One feature: a polygon or multipolygon on the grid.

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
    /// Number, within the shape, of the first ring of each part, and one more.
    pub(crate) parts: &'a [u32],
    /// The number of the shape's first ring in the set.
    pub(crate) first_ring: u32,
}

impl<'a> Shape<'a> {
    /// Parts: 1 for a polygon, more for a multipolygon, 0 for an empty one.
    #[must_use]
    pub fn part_count(&self) -> usize {
        self.parts.len() - 1
    }

    /// The rings of a part: shell first, then holes.
    pub fn part(&self, part: usize) -> impl ExactSizeIterator<Item = &'a [Point]> + use<'a> {
        let this = *self;
        let range =
            (this.parts[part] - this.first_ring) as usize..(this.parts[part + 1] - this.first_ring) as usize;
        range.map(move |ring| this.ring(ring))
    }

    /// All rings, part after part.
    pub fn rings(&self) -> impl ExactSizeIterator<Item = &'a [Point]> + use<'a> {
        let this = *self;
        (0..this.rings.len() - 1).map(move |ring| this.ring(ring))
    }

    fn ring(&self, ring: usize) -> &'a [Point] {
        &self.points[self.rings[ring] as usize..self.rings[ring + 1] as usize]
    }
}
