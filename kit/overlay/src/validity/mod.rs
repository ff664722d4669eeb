//! Whether polygons are valid in the sense of OGC Simple Features, and if not: every defect, what it is and where.
//!
//! The rules are those of OGC 06-103r4, 6.1.11 and 6.1.14, read as JTS and PostGIS read them: a ring does not meet itself, not
//! even in a point; rings of a part meet in points only, do not cross, and leave its interior in one piece; holes lie inside
//! their shell and not in each other; parts share no area and no line. Which way a ring turns does not matter.
//!
//! What a [`crate::PolygonSet`] cannot hold (rings that are not closed, coordinates that are no numbers) is told by whoever
//! reads the file.

mod meetings;
mod nesting;
mod nodes;
mod threads;

#[cfg(test)]
pub(crate) mod tests;

pub use threads::check_set;

use crate::edges::Edges;
use crate::predicate::turn;
use crate::{Point, Shape};
use meetings::Meetings;

/// What is wrong with a polygon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DefectKind {
    /// A ring of fewer than three points; on the grid, points closer than half a unit become one.
    TooFewPoints,
    /// A ring whose points all lie on one line.
    ZeroArea,
    /// A ring that crosses itself.
    RingCrossesItself,
    /// A ring that comes back to a point it has passed.
    RingTouchesItself,
    /// A ring that runs along a segment twice: a spike, or a doubled edge.
    RingOverlapsItself,
    /// Two rings of the same points.
    RepeatedRing,
    /// Two rings of a part that cross.
    RingsCross,
    /// Two rings that share a segment.
    RingsShareSegment,
    /// A hole that is not inside its shell.
    HoleOutsideShell,
    /// A hole inside another hole.
    NestedHoles,
    /// A part inside another part.
    NestedParts,
    /// Two parts that cover the same ground: their rings cross, or run along each other on the same side.
    OverlappingParts,
    /// Holes that touch each other or the shell at points, so that no way leads from one side of the interior to the other.
    InteriorDisconnected,
}

/// One defect of a polygon or multipolygon.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Defect {
    /// What is wrong.
    pub kind: DefectKind,
    /// Where, on the grid: a vertex exactly, a crossing with its fraction.
    pub at: [f64; 2],
    /// Where it ends, if it is a segment.
    pub to: Option<[f64; 2]>,
    /// The part, counted from 0.
    pub part: u32,
    /// The ring within the part; 0 is the shell.
    pub ring: u32,
    /// The part and ring it is in conflict with, if it is another one.
    pub other: Option<(u32, u32)>,
}

/// The defects of one feature.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Defects {
    /// The first of them, [`MOST_LISTED`] at most.
    pub list: Vec<Defect>,
    /// How many more there are: at least so many, when there are millions.
    pub more: u64,
}

/// How many defects of a feature are listed. Nobody mends a thousand by hand, and a file of noise would fill the memory.
pub const MOST_LISTED: usize = 1000;

impl Defects {
    /// Whether the feature is valid.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    fn add(&mut self, defect: Defect) {
        if self.list.len() < MOST_LISTED {
            self.list.push(defect);
        } else {
            self.more += 1;
        }
    }
}

/// Every defect of a polygon or multipolygon. An empty one is valid.
#[must_use]
pub fn check(shape: Shape<'_>) -> Defects {
    Checker::default().check(shape)
}

/// Checks one shape after another without allocating anew.
#[derive(Debug, Default)]
struct Checker {
    edges: Edges,
    meetings: Meetings,
}

impl Checker {
    fn check(&mut self, shape: Shape<'_>) -> Defects {
        let mut defects = Defects::default();
        collapsed_rings(shape, &mut defects);
        self.edges.fill(shape, |ring| collapse(ring).is_none());
        self.meetings.find(&self.edges);
        if self.edges.rings().len() <= 1 && self.meetings.is_empty() {
            return defects;
        }
        defects.more += self.meetings.overlooked();
        let conflicts = self.meetings.report(&self.edges, &mut defects);
        let nodes = nodes::report(&self.edges, &self.meetings, conflicts, &mut defects);
        if self.edges.rings().len() > 1 {
            nesting::report(&self.edges, &self.meetings, &nodes, &mut defects);
        }
        defects
    }
}

/// Rings that are no rings. They are left out of all other rules: they bound nothing.
fn collapsed_rings(shape: Shape<'_>, defects: &mut Defects) {
    for part in 0..shape.part_count() {
        for (number, ring) in shape.part(part).enumerate() {
            if let Some(kind) = collapse(ring) {
                let at = ring.first().map_or([0.0; 2], |point| place(*point));
                defects.add(Defect {
                    kind,
                    at,
                    to: None,
                    part: small(part),
                    ring: small(number),
                    other: None,
                });
            }
        }
    }
}

fn collapse(ring: &[Point]) -> Option<DefectKind> {
    if ring.len() < 3 {
        return Some(DefectKind::TooFewPoints);
    }
    let flat = ring[2..].iter().all(|point| turn(ring[0], ring[1], *point) == 0);
    flat.then_some(DefectKind::ZeroArea)
}

/// A defect of a ring alone or, when `rings` differ, of two.
fn defect(edges: &Edges, kind: DefectKind, at: [f64; 2], rings: [usize; 2]) -> Defect {
    let [(part, ring), other] = rings.map(|ring| {
        let ring = &edges.rings()[ring];
        (small(ring.part), small(ring.number))
    });
    let other = (rings[0] != rings[1]).then_some(other);
    Defect { kind, at, to: None, part, ring, other }
}

fn place(point: Point) -> [f64; 2] {
    point.map(f64::from)
}

fn small(number: usize) -> u32 {
    u32::try_from(number).expect("a set holds at most 2^32 rings")
}
