//! Features that were left out or are told of, one sentence each.

use kit_base::Message;
use kit_gisfile::{FaultKind, Id};
use overlay::validity::{DefectKind, Defects};

use crate::Terminal;

/// Something about one feature.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Finding {
    /// From 0, in the order of the file.
    pub row: u64,
    /// What it is called.
    pub id: Id,
    /// What was found.
    pub what: What,
}

/// What was found.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum What {
    /// It cannot be read as an area.
    Fault(FaultKind),
    /// It lies further from the others than the grid reaches.
    TooFar([f64; 2]),
    /// Another feature has the same id; both are compared.
    Repeated,
    /// Its rings cross, touch or lie wrong.
    Invalid(Defects),
    /// The same, and it was mended: its area before and after, in square metres.
    Repaired(Defects, f64, f64),
}

/// Features that are named one by one; the rest is counted.
const MOST_NAMED: usize = 100;

/// Says what was found in a file.
pub(crate) fn tell(findings: &[Finding], file: &str, terminal: &mut Terminal<'_>) {
    for finding in findings.iter().take(MOST_NAMED) {
        let reason = terminal.say(&finding.reason());
        let message = Message::new("overlay.feature").with("file", file).with("row", finding.row);
        terminal.note(&message.with("id", &finding.id).with("reason", reason));
    }
    if let Some(more @ 1..) = findings.len().checked_sub(MOST_NAMED) {
        terminal.note(&Message::new("overlay.more-features").with("file", file).with("n", more));
    }
}

impl Finding {
    /// Why, as a clause.
    pub(crate) fn reason(&self) -> Message {
        match &self.what {
            What::Fault(kind) => fault(kind),
            What::TooFar([x, y]) => Message::new("overlay.fault.too-far").with("x", x).with("y", y),
            What::Repeated => Message::new("overlay.fault.repeated"),
            What::Invalid(defects) => {
                Message::new("overlay.fault.invalid").with("n", count(defects)).with("kinds", kinds(defects))
            }
            What::Repaired(defects, before, after) => Message::new("overlay.fault.repaired")
                .with("n", count(defects))
                .with("kinds", kinds(defects))
                .with("before", format!("{before:.3}"))
                .with("after", format!("{after:.3}")),
        }
    }
}

fn count(defects: &Defects) -> u64 {
    defects.list.len() as u64 + defects.more
}

/// The kinds, each once, in the order they were found.
fn kinds(defects: &Defects) -> String {
    let mut kinds: Vec<&str> = Vec::new();
    for defect in &defects.list {
        let name = name(defect.kind);
        if !kinds.contains(&name) {
            kinds.push(name);
        }
    }
    kinds.join(", ")
}

fn fault(kind: &FaultKind) -> Message {
    match kind {
        FaultKind::Empty => Message::new("overlay.fault.empty"),
        FaultKind::NotPolygon(kind) => Message::new("overlay.fault.not-polygon").with("kind", kind),
        FaultKind::NotFinite { ring, point } => {
            Message::new("overlay.fault.not-finite").with("ring", ring).with("point", point)
        }
        FaultKind::OpenRing { ring } => Message::new("overlay.fault.open-ring").with("ring", ring),
        FaultKind::ShortRing { ring, points } => {
            Message::new("overlay.fault.short-ring").with("ring", ring).with("points", points)
        }
        FaultKind::NoId => Message::new("overlay.fault.no-id"),
        FaultKind::Malformed(reason) => Message::new("overlay.fault.malformed").with("reason", reason),
    }
}

/// The code of a fault in lists.
pub(crate) fn fault_name(kind: &FaultKind) -> &'static str {
    match kind {
        FaultKind::Empty => "empty",
        FaultKind::NotPolygon(_) => "not_polygon",
        FaultKind::NotFinite { .. } => "not_finite",
        FaultKind::OpenRing { .. } => "open_ring",
        FaultKind::ShortRing { .. } => "too_few_points",
        FaultKind::NoId => "no_id",
        FaultKind::Malformed(_) => "malformed",
    }
}

/// The code of a defect in lists.
pub(crate) fn name(kind: DefectKind) -> &'static str {
    match kind {
        DefectKind::TooFewPoints => "too_few_points",
        DefectKind::ZeroArea => "zero_area",
        DefectKind::RingCrossesItself => "ring_crosses_itself",
        DefectKind::RingTouchesItself => "ring_touches_itself",
        DefectKind::RingOverlapsItself => "ring_overlaps_itself",
        DefectKind::RepeatedRing => "repeated_ring",
        DefectKind::RingsCross => "rings_cross",
        DefectKind::RingsShareSegment => "rings_share_segment",
        DefectKind::HoleOutsideShell => "hole_outside_shell",
        DefectKind::NestedHoles => "nested_holes",
        DefectKind::NestedParts => "nested_parts",
        DefectKind::OverlappingParts => "overlapping_parts",
        DefectKind::InteriorDisconnected => "interior_disconnected",
    }
}
