//! What is doubtful about a table, as data: words for it are the caller's.

use geo_types::Coord;

use super::AxisOrder;

/// Something a person should look at.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// The part, from 0; none for the table as a whole.
    pub part: Option<usize>,
    /// What it is.
    pub kind: FindingKind,
}

/// What is doubtful. Rows count from 1 as pasted; corners and edges from 0 within their part, edge 2 going from corner 2 to
/// the next. Lengths are in the unit of the table.
#[derive(Debug, Clone, PartialEq)]
pub enum FindingKind {
    /// No row has two coordinates.
    NoPoints,
    /// More rows than are read: those beyond [`MOST_ROWS`](super::MOST_ROWS) were left out.
    TooLong {
        /// How many there are.
        rows: usize,
    },
    /// A row that looks like a point and is none.
    UnreadableRow {
        /// The row.
        row: u32,
        /// What stands in it.
        text: String,
        /// Why it is no point.
        why: Unreadable,
    },
    /// A row with more coordinates than two, in a second system probably; the first two were taken.
    MoreCoordinates {
        /// The row.
        row: u32,
    },
    /// X holds eastings, or without headings the easting comes first, where Vietnamese papers have X = north first.
    AxesSwapped {
        /// What was taken, by the values.
        taken: AxisOrder,
    },
    /// Nothing tells which column is north; what papers do was taken.
    AxesAssumed,
    /// The coordinates are degrees: lengths and areas come after projecting only.
    InDegrees,
    /// Fewer corners than three.
    TooFewPoints {
        /// How many.
        points: usize,
    },
    /// The row that repeats the first corner is not on it.
    ClosureError {
        /// The row.
        row: u32,
        /// How far off it is.
        error: f64,
    },
    /// The last corner lies close to the first, as if it were meant to close the ring.
    EndsNearStart {
        /// How far they are from one another.
        distance: f64,
    },
    /// Two corners in one place.
    RepeatedVertex {
        /// The earlier one.
        first: usize,
        /// The later one.
        second: usize,
    },
    /// Two edges that cross, touch or run over one another.
    SelfCrossing {
        /// The earlier edge.
        edge: usize,
        /// The later edge.
        other: usize,
        /// Where; one place of many when they run over one another.
        at: Coord<f64>,
    },
    /// The boundary turns back on itself at a corner.
    Spike {
        /// The corner.
        vertex: usize,
        /// The angle between its edges, in degrees.
        angle_deg: f64,
    },
    /// The numbers of the corners do not follow one another.
    OrderGap {
        /// The corner before.
        before: usize,
        /// The corner after.
        after: usize,
    },
    /// The length that is written for an edge is not that between its corners.
    EdgeLength {
        /// The edge.
        edge: usize,
        /// The length that is written.
        written: f64,
        /// The length between the corners.
        computed: f64,
    },
    /// One part lies inside another: a hole, or a lot of a cluster.
    InsidePart {
        /// The part around it.
        outer: usize,
    },
}

/// Why a row is no point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unreadable {
    /// A cell with digits that is no number, or has lost digits (`2.34E+06`).
    NotANumber(String),
    /// One coordinate only, or one that has lost its digits.
    OneCoordinate,
    /// Numbers, and none of them a coordinate.
    NoCoordinates,
}

impl Finding {
    pub(super) fn of_table(kind: FindingKind) -> Self {
        Self { part: None, kind }
    }

    pub(super) fn of_part(part: usize, kind: FindingKind) -> Self {
        Self { part: Some(part), kind }
    }
}

/// The area of a boundary against that of a decision.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AreaDifference {
    /// Measured minus decided, in square metres.
    pub difference_m2: f64,
    /// The same in percent of what was decided; none when that is not positive.
    pub percent: Option<f64>,
}

/// Compares a measured area with that of a decision.
#[must_use]
pub fn compare_area(measured_m2: f64, decided_m2: f64) -> AreaDifference {
    let difference_m2 = measured_m2 - decided_m2;
    AreaDifference { difference_m2, percent: (0.0 < decided_m2).then(|| difference_m2 / decided_m2 * 100.0) }
}
