//! Boxes of stretches of long rings, so that what lies far from the other operand is passed over in one step.

use crate::index::{EMPTY, union};
use crate::{Point, Rect};

/// Edges of a stretch.
pub(crate) const EDGES: usize = 32;

/// The stretches of a ring: each ends with the point the next begins with, the last with its own last point. The edge back to
/// the first point belongs to no stretch.
pub(crate) fn pieces(ring: &[Point]) -> impl Iterator<Item = &[Point]> {
    (0..ring.len()).step_by(EDGES).map(|first| &ring[first..ring.len().min(first + EDGES + 1)])
}

/// How many boxes a ring has: none when it is short, since the box of the feature tells as much.
pub(crate) fn count(points: usize) -> usize {
    if points <= 2 * EDGES { 0 } else { points.div_ceil(EDGES) + 1 }
}

/// The boxes of the stretches of a ring, and at last that of the edge back to the first point.
pub(crate) fn boxes(ring: &[Point]) -> impl Iterator<Item = Rect> {
    let back = ring.first().zip(ring.last()).map(|(first, last)| rect_of(&[*first, *last]));
    pieces(ring).map(rect_of).chain(back).take(count(ring.len()))
}

/// The box of some points.
pub(crate) fn rect_of(points: &[Point]) -> Rect {
    points.iter().fold(EMPTY, |all, &[x, y]| union(&all, &[x, y, x, y]))
}
