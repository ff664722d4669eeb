//! How an invalid feature could be mended: proposals, of which a person chooses one or none.
//!
//! A ring that crosses itself does not say what its author meant. The two usual readings are offered, both computed on the
//! grid by snap rounding, so that what is proposed is valid as it would be stored.

#[cfg(test)]
mod tests;

use i_overlay::core::fill_rule::FillRule;
use i_overlay::core::overlay_rule::OverlayRule;

use crate::engine::{self, Path};
use crate::segment::float;
use crate::set::twice_area;
use crate::snap_rounding::{RoundedRing, snap_round};
use crate::validity::{DefectKind, check};
use crate::{GridPolygons, Shape};

/// How the lines of an invalid feature are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// Inside is what an odd number of lines separates from the outside, whatever ring or part they belong to. Ground that is
    /// covered twice is not covered.
    EvenOdd,
    /// Each ring covers all it goes around; holes are taken out of their shell, and parts are put together. Ground that is
    /// covered twice is covered.
    NonZero,
}

/// A valid feature in place of an invalid one, and what has changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    /// How the lines were read.
    pub reading: Reading,
    /// The valid feature; nothing, if no area is left.
    pub polygons: GridPolygons,
    /// The area of the shells less that of the holes as they were drawn, in square grid units. Of a ring that crosses itself
    /// it is what the formula gives, and means little.
    pub area_before: f64,
    /// The area of the proposal.
    pub area_after: f64,
    /// How many parts there were.
    pub parts_before: usize,
    /// How many rings there were.
    pub rings_before: usize,
    /// Segments that a ring ran along twice, such as spikes: they bound nothing and are gone. As far as they are listed by
    /// [`check`].
    pub dropped: Vec<[[f64; 2]; 2]>,
}

/// Proposals for an invalid feature: by the even-odd rule, and by the non-zero rule if that covers other ground. A valid
/// feature needs none.
#[must_use]
pub fn proposals(shape: Shape<'_>) -> Vec<Proposal> {
    let defects = check(shape);
    if defects.is_empty() {
        return Vec::new();
    }
    let spikes = defects.list.iter().filter(|defect| defect.kind == DefectKind::RingOverlapsItself);
    let dropped: Vec<_> = spikes.filter_map(|defect| Some([defect.at, defect.to?])).collect();
    let proposal = |reading, parts: &engine::Paths| {
        let polygons = engine::lower_to_grid(parts);
        Proposal {
            reading,
            area_before: drawn_area(shape),
            area_after: polygons.area(),
            polygons,
            parts_before: shape.part_count(),
            rings_before: shape.rings().len(),
            dropped: dropped.clone(),
        }
    };
    let rounded = snap_round(&[shape], 1);
    let even_odd = even_odd(&rounded);
    let non_zero = non_zero(&rounded);
    let differing =
        engine::overlay(&even_odd.concat(), &non_zero.concat(), OverlayRule::Xor, FillRule::EvenOdd);
    let mut proposals = vec![proposal(Reading::EvenOdd, &even_odd)];
    if !differing.is_empty() {
        proposals.push(proposal(Reading::NonZero, &non_zero));
    }
    proposals
}

fn even_odd(rings: &[RoundedRing]) -> engine::Paths {
    let all: Vec<Path> = rings.iter().map(|ring| engine::raise_ring(&ring.points)).collect();
    engine::overlay(&all, &[], OverlayRule::Subject, FillRule::EvenOdd)
}

fn non_zero(rings: &[RoundedRing]) -> engine::Paths {
    let mut parts = Vec::new();
    for part in rings.chunk_by(|a, b| a.part == b.part) {
        let raised = |is_shell: bool| -> Vec<Path> {
            let wanted = part.iter().filter(|ring| (ring.number == 0) == is_shell);
            wanted.map(|ring| engine::raise_ring(&ring.points)).collect()
        };
        parts.extend(engine::overlay(
            &raised(true),
            &raised(false),
            OverlayRule::Difference,
            FillRule::NonZero,
        ));
    }
    engine::overlay(&parts.concat(), &[], OverlayRule::Subject, FillRule::NonZero)
}

fn drawn_area(shape: Shape<'_>) -> f64 {
    let parts = (0..shape.part_count()).map(|part| {
        let mut areas = shape.part(part).map(|ring| twice_area(ring).abs());
        areas.next().unwrap_or(0) - areas.sum::<i128>()
    });
    float(parts.sum()) / 2.0
}
