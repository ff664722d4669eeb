//! Union, difference, symmetric difference and intersection of two features.
//!
//! For many features against many, [`crate`]'s own engine is far cheaper; these go one by one through `i_overlay`, which does
//! what the engine does not. A shape that is not valid counts as what the even-odd rule fills.

#[cfg(test)]
pub(crate) mod tests;

use i_overlay::core::fill_rule::FillRule;
use i_overlay::core::overlay_rule::OverlayRule;

use crate::engine::{self, Path};
use crate::snap_rounding::snap_round;
use crate::{GridPolygons, Polygons, Shape};

/// An operation on two shapes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    /// What lies in both.
    Intersection,
    /// What lies in one of them or both.
    Union,
    /// What lies in the first and not in the second.
    Difference,
    /// What lies in one of them and not in both.
    SymmetricDifference,
}

impl Operation {
    fn rule(self) -> OverlayRule {
        match self {
            Self::Intersection => OverlayRule::Intersect,
            Self::Union => OverlayRule::Union,
            Self::Difference => OverlayRule::Difference,
            Self::SymmetricDifference => OverlayRule::Xor,
        }
    }
}

/// What lies in `a` or in `b`.
#[must_use]
pub fn union(a: Shape<'_>, b: Shape<'_>) -> Polygons {
    apply(Operation::Union, a, b)
}

/// What lies in `a` and not in `b`.
#[must_use]
pub fn difference(a: Shape<'_>, b: Shape<'_>) -> Polygons {
    apply(Operation::Difference, a, b)
}

/// What lies in one of `a` and `b` and not in both.
#[must_use]
pub fn symmetric_difference(a: Shape<'_>, b: Shape<'_>) -> Polygons {
    apply(Operation::SymmetricDifference, a, b)
}

/// An operation on two shapes. Crossings are rounded to a 2^-22nd of the grid, vertices not at all.
#[must_use]
pub fn apply(operation: Operation, a: Shape<'_>, b: Shape<'_>) -> Polygons {
    engine::lower(&engine::overlay(&paths(a), &paths(b), operation.rule(), FillRule::EvenOdd))
}

/// An operation on two shapes whose result has coordinates that are multiples of `step`, by snap rounding: vertices and
/// crossings move to the nearest such point, and what becomes thinner than a step by it is gone. The result is valid. With a
/// `step` of 1 the input stays as it is, and crossings are rounded to the grid.
///
/// # Panics
/// When `step` is not positive.
#[must_use]
pub fn apply_rounded(operation: Operation, a: Shape<'_>, b: Shape<'_>, step: i32) -> GridPolygons {
    let rounded = snap_round(&[a, b], step);
    let [a, b] = [0, 1].map(|shape| {
        let rings = rounded.iter().filter(|ring| ring.shape == shape);
        rings.map(|ring| engine::raise_ring(&ring.points)).collect::<Vec<_>>()
    });
    engine::lower_to_grid(&engine::overlay(&a, &b, operation.rule(), FillRule::EvenOdd))
}

/// What lies in any of many shapes, which must be valid: where they overlap is covered, however often.
#[must_use]
pub fn union_all<'a>(shapes: impl IntoIterator<Item = Shape<'a>>) -> Polygons {
    let all: Vec<Path> = shapes.into_iter().flat_map(paths).collect();
    engine::lower(&engine::overlay(&all, &[], OverlayRule::Subject, FillRule::NonZero))
}

/// The area by which two results differ: of what lies in one of them and not in both.
#[must_use]
pub fn symmetric_difference_area(a: &Polygons, b: &Polygons) -> f64 {
    let [a, b] = [a, b]
        .map(|polygons| polygons.parts.iter().flatten().map(|ring| engine::raise_exact(ring)).collect());
    let (a, b): (Vec<Path>, Vec<Path>) = (a, b);
    engine::lower(&engine::overlay(&a, &b, OverlayRule::Xor, FillRule::EvenOdd)).area()
}

fn paths(shape: Shape<'_>) -> Vec<Path> {
    shape.rings().map(engine::raise_ring).collect()
}
