//! What a shared area is: measures of a pair, and its class.

use overlay::{Frame, Pair, Relation};

/// The measures of a pair.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Measures {
    /// What both share, in square metres.
    pub area_m2: f64,
    /// By the area of the feature of A, from 0 to 1.
    pub share_a: f64,
    /// By the area of the feature of B.
    pub share_b: f64,
    /// Twice the area by the perimeter, in metres: the width of a long strip. An area alone hides a strip of 1 km by 1 mm.
    pub width_m: f64,
    /// The class.
    pub class: &'static str,
}

/// Measures a pair whose features have these areas (square grid units).
pub(crate) fn measure(pair: &Pair, areas: [f64; 2], frame: &Frame, sliver_width: f64) -> Measures {
    let width_m = if pair.perimeter <= 0.0 { 0.0 } else { 2.0 * pair.area / pair.perimeter / frame.scale };
    // Areas of crossings are rounded in the last digit: a share is never more than all.
    let [share_a, share_b] = areas.map(|area| if area <= 0.0 { 0.0 } else { (pair.area / area).min(1.0) });
    let class = match pair.relation {
        Relation::Equal => "equal",
        Relation::AWithinB => "a_within_b",
        Relation::BWithinA => "b_within_a",
        Relation::Partial if width_m < sliver_width => "sliver",
        Relation::Partial => "overlap",
    };
    Measures { area_m2: frame.square_metres(pair.area), share_a, share_b, width_m, class }
}
