//! Shapes handed to the 64-bit engine of `i_overlay`, and its results taken back.
//!
//! A grid coordinate has 30 bits and `f64` holds 52 exactly, so coordinates are raised by 22 bits: input stays as it is, a
//! crossing is rounded to a 2^-22nd of the grid (0.2 picometres on a grid of millimetres), and every result is exact in `f64`.

use i_overlay::core::fill_rule::FillRule;
use i_overlay::core::overlay::{IntOverlayOptions, Overlay};
use i_overlay::core::overlay_rule::OverlayRule;
use i_overlay::core::solver::Solver;
use i_overlay::i_float::int::point::IntPoint;

use crate::holes::reassign_holes;
use crate::segment::float;
use crate::{GridPolygons, Point, Polygons};

const FRACTION_BITS: u32 = 22;

/// A ring for the engine.
pub(crate) type Path = Vec<IntPoint<i64>>;

/// Parts of rings, as the engine gives them: valid, shells counter-clockwise.
pub(crate) type Paths = Vec<Vec<Path>>;

/// Overlays rings with rings. Rings are filled by `fill`, those of `subject` and of `clip` each for themselves.
pub(crate) fn overlay(subject: &[Path], clip: &[Path], rule: OverlayRule, fill: FillRule) -> Paths {
    let mut overlay =
        Overlay::from_subj_and_clip_custom(subject, clip, IntOverlayOptions::ogc(), Solver::default());
    reassign_holes(overlay.overlay(rule, fill))
}

pub(crate) fn raise_ring(ring: &[Point]) -> Path {
    ring.iter().map(|point| IntPoint::from(point.map(|value| i64::from(value) << FRACTION_BITS))).collect()
}

/// As [`raise_ring`], of coordinates that may have a fraction.
pub(crate) fn raise_exact(ring: &[[f64; 2]]) -> Path {
    ring.iter().map(|point| IntPoint::from(point.map(raise_length))).collect()
}

/// A length or coordinate in grid units for the engine.
#[expect(
    clippy::cast_possible_truncation,
    reason = "callers keep lengths within the grid; the cast saturates"
)]
pub(crate) fn raise_length(length: f64) -> i64 {
    (length * float(1 << FRACTION_BITS)).round() as i64
}

pub(crate) fn lower(parts: &Paths) -> Polygons {
    let coordinate = |value: i64| float(value.into()) / float(1 << FRACTION_BITS);
    let ring = |path: &Path| path.iter().map(|point| [coordinate(point.x), coordinate(point.y)]).collect();
    Polygons { parts: parts.iter().map(|part| part.iter().map(ring).collect()).collect() }
}

/// Takes back a result of input that crossed at grid points only.
pub(crate) fn lower_to_grid(parts: &Paths) -> GridPolygons {
    let coordinate =
        |value: i64| i32::try_from(value >> FRACTION_BITS).expect("no result is larger than its input");
    let ring = |path: &Path| path.iter().map(|point| [coordinate(point.x), coordinate(point.y)]).collect();
    GridPolygons { parts: parts.iter().map(|part| part.iter().map(ring).collect()).collect() }
}
