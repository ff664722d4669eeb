//! What is doubtful about the parts.

use super::{
    Closure, Finding, FindingKind, LEAST_VERTICES, Part, Unit, Vertex, crossings, distance, points::Label,
    rings,
};

/// Corners closer than this are one: tables have two decimals, and no two boundary marks stand within a centimetre.
const SAME_PLACE_M: f64 = 0.01;
/// The same on the ground in degrees.
const SAME_PLACE_DEG: f64 = 1e-7;
/// A last corner this close to the first looks like a closing row with a mistyped digit.
const NEAR_START_M: f64 = 1.0;
/// … unless the corners of the part stand that close anyway: so much of its middle edge.
const NEAR_START_PART: f64 = 0.1;
/// A corner sharper than this is no corner of a plot but a way there and back.
const SPIKE_DEG: f64 = 1.0;
/// Lengths are written to the centimetre from coordinates rounded to the centimetre: half of one for each of three numbers,
/// and the rest for those who measured on the ellipsoid.
const LENGTH_TOLERANCE_M: f64 = 0.05;

pub(super) fn check(parts: &[Part], unit: Unit) -> Vec<Finding> {
    let mut findings = Vec::new();
    let around = rings::around(parts);
    for (index, part) in parts.iter().enumerate() {
        let kinds = of_part(part, unit);
        findings.extend(kinds.into_iter().map(|kind| Finding::of_part(index, kind)));
        let inside = around[index].map(|outer| FindingKind::InsidePart { outer });
        findings.extend(inside.map(|kind| Finding::of_part(index, kind)));
    }
    findings
}

fn of_part(part: &Part, unit: Unit) -> Vec<FindingKind> {
    let vertices = &part.vertices;
    let same = match unit {
        Unit::Metres => SAME_PLACE_M,
        Unit::Degrees => SAME_PLACE_DEG,
    };
    let mut kinds = Vec::new();
    if vertices.len() < LEAST_VERTICES {
        kinds.push(FindingKind::TooFewPoints { points: vertices.len() });
    }
    kinds.extend(order_gaps(vertices));
    kinds.extend(closure(part, unit, same));
    let repeated = rings::repeated(vertices, same);
    kinds.extend(
        repeated.iter().map(|(first, second)| FindingKind::RepeatedVertex { first: *first, second: *second }),
    );
    if LEAST_VERTICES <= vertices.len() {
        kinds.extend(spikes(part, same));
        kinds.extend(crossings::crossings(part));
    }
    if unit == Unit::Metres {
        kinds.extend(edge_lengths(part));
    }
    kinds
}

fn closure(part: &Part, unit: Unit, same: f64) -> Option<FindingKind> {
    match (part.closure, part.vertices.as_slice()) {
        (Closure::Repeated { row, error }, _) => {
            (0.0 < error).then_some(FindingKind::ClosureError { row, error })
        }
        (Closure::Understood, [first, _, _, .., last]) if unit == Unit::Metres => {
            let distance = distance(first.at, last.at);
            let mut edges: Vec<f64> = (0..part.vertices.len()).map(|edge| part.edge_length(edge)).collect();
            edges.sort_by(f64::total_cmp);
            let near = NEAR_START_M.min(edges[edges.len() / 2] * NEAR_START_PART);
            (same <= distance && distance < near).then_some(FindingKind::EndsNearStart { distance })
        }
        _ => None,
    }
}

/// Numbers that do not follow the one before, among names of the same letters.
fn order_gaps(vertices: &[Vertex]) -> impl Iterator<Item = FindingKind> {
    let labels = vertices.iter().map(|vertex| Label::of(&vertex.name));
    let pairs = labels.clone().zip(labels.skip(1)).enumerate();
    pairs.filter_map(|(before, (a, b))| {
        let counted = a.prefix == b.prefix && a.number.is_some() && b.number.is_some();
        (counted && !b.continues(&a)).then_some(FindingKind::OrderGap { before, after: before + 1 })
    })
}

fn spikes(part: &Part, same: f64) -> impl Iterator<Item = FindingKind> {
    let count = part.vertices.len();
    (0..count).filter_map(move |vertex| {
        let [before, at] = part.edge((vertex + count - 1) % count);
        let [_, after] = part.edge(vertex);
        if distance(before, at) < same || distance(at, after) < same {
            return None;
        }
        let (back, on) = (before - at, after - at);
        let turn = (back.x * on.y - back.y * on.x).atan2(back.x * on.x + back.y * on.y);
        let angle_deg = turn.abs().to_degrees();
        (angle_deg < SPIKE_DEG).then_some(FindingKind::Spike { vertex, angle_deg })
    })
}

/// Written lengths against computed ones. Tables write the length of an edge beside its first corner, its last, or between;
/// what fits more often is what is meant. A column that fits nowhere holds something else.
fn edge_lengths(part: &Part) -> Vec<FindingKind> {
    let count = part.vertices.len();
    let differing = |shift: usize| -> (usize, Vec<FindingKind>) {
        let mut fitting = 0;
        let mut kinds = Vec::new();
        for (vertex, Vertex { lengths, .. }) in part.vertices.iter().enumerate() {
            let edge = (vertex + count - shift) % count;
            let computed = part.edge_length(edge);
            let Some(written) = nearest(lengths, computed) else { continue };
            if (written - computed).abs() <= LENGTH_TOLERANCE_M {
                fitting += 1;
            } else {
                kinds.push(FindingKind::EdgeLength { edge, written, computed });
            }
        }
        (fitting, kinds)
    };
    let (after, before) = (differing(0), differing(1));
    let (fitting, kinds) = if before.0 <= after.0 { after } else { before };
    if fitting <= kinds.len() { Vec::new() } else { kinds }
}

/// The number that is meant, where a row has several.
fn nearest(lengths: &[f64], computed: f64) -> Option<f64> {
    lengths.iter().copied().min_by(|a, b| (a - computed).abs().total_cmp(&(b - computed).abs()))
}
