//! What a reader hands over: features, faults, and at the end what it learnt of the layer.

use std::fmt;

use kit_charset::Detection;

use crate::{Bounds, Crs, Rings};

/// What a feature is called: a whole number or a text.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Id {
    /// The key of a table, a row, a numeric column.
    Number(i64),
    /// Any other column.
    Text(Box<str>),
}

impl Id {
    /// The row as the id of a feature that has no other.
    #[must_use]
    pub fn of_row(row: u64) -> Self {
        Self::Number(row.cast_signed())
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            Self::Text(text) => text.fmt(f),
        }
    }
}

/// One feature whose rings are finite, closed and long enough; whether they cross is not asked here.
#[derive(Debug)]
pub struct Feature<'a> {
    /// From 0, in the order of the file.
    pub row: u64,
    /// What it is called.
    pub id: &'a Id,
    /// Its polygons, in the units of the file.
    pub rings: &'a Rings,
    /// Their box.
    pub bounds: Bounds,
}

/// A feature that cannot be used.
#[derive(Debug, Clone, PartialEq)]
pub struct Fault {
    /// From 0, in the order of the file.
    pub row: u64,
    /// What it is called; its row when that cannot be read either.
    pub id: Id,
    /// What is wrong.
    pub kind: FaultKind,
}

/// What is wrong with a feature. Rings count from 0 through all parts, points within their ring.
#[derive(Debug, Clone, PartialEq)]
pub enum FaultKind {
    /// No geometry, or one without rings.
    Empty,
    /// A geometry that is no area: a point, a line, a curve.
    NotPolygon(&'static str),
    /// A coordinate is NaN or infinite.
    NotFinite {
        /// The ring.
        ring: usize,
        /// The point.
        point: usize,
    },
    /// The last point of a ring is not its first.
    OpenRing {
        /// The ring.
        ring: usize,
    },
    /// A ring of fewer than four points.
    ShortRing {
        /// The ring.
        ring: usize,
        /// How many it has.
        points: usize,
    },
    /// The id column has no value.
    NoId,
    /// The geometry cannot be read, and why, in plain English.
    Malformed(String),
}

/// Takes what a reader finds.
pub trait Sink {
    /// About how many features there will be, told once before the first where the file says so.
    fn expect(&mut self, _features: u64) {}
    /// A feature.
    fn feature(&mut self, feature: &Feature<'_>);
    /// A feature that cannot be used.
    fn fault(&mut self, fault: Fault);
}

/// What the file says of its features as a whole.
#[derive(Debug, Clone, PartialEq)]
pub struct Layer {
    /// The name of the layer; of the file where it has no layers.
    pub name: String,
    /// The coordinate system.
    pub crs: Crs,
    /// Features in the file, those with faults too.
    pub rows: u64,
    /// Features whose heights or measures were left out.
    pub flattened: u64,
    /// How text was read where the file does not say, or cannot be right: by what the column of ids looks like.
    pub letters: Option<Detection>,
}
