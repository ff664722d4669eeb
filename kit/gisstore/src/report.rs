//! What reading a file came to: counts, the box, and each feature that was left out with its reason.

use serde::{Deserialize, Serialize};

/// How many features that were left out are listed. The count is of all.
pub const MOST_LISTED: usize = 1000;

/// What was read of a file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// The layer that was read.
    pub layer: String,
    /// The coordinate system as the file names it; empty where it names none.
    pub crs: String,
    /// The EPSG number of the system that its coordinates were read in.
    pub srid: i32,
    /// Whether that is not the system that the file names.
    pub overruled: bool,
    /// Features in the file, those left out too.
    pub rows: u64,
    /// Features in the set.
    pub features: usize,
    /// Features that were left out.
    pub left_out: usize,
    /// Features whose heights or measures were dropped.
    pub flattened: u64,
    /// The sum of the areas of the features, in square metres. Ground that two of them cover counts twice.
    pub area_m2: f64,
    /// The box around the features in the coordinate system of the set, in metres: min x, min y, max x, max y.
    pub bounds: [f64; 4],
    /// The first features that were left out, [`MOST_LISTED`] at most, in the order of the file.
    pub left: Vec<Left>,
}

/// A feature that was left out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Left {
    /// Its row in the file, from 0.
    pub row: u64,
    /// What it is called; its row where it has no name.
    pub id: String,
    /// Why.
    pub reason: Reason,
    /// Where, in the coordinate system of the set, in metres; of coordinates that belong nowhere, as the file has them.
    pub at: Option<[f64; 2]>,
}

/// Why a feature was left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// It has no geometry.
    Empty,
    /// It is a point or a line.
    NotPolygon,
    /// A coordinate is no number.
    NotFinite,
    /// A ring is not closed, or has too few points.
    Ring,
    /// It has no value in the column of names.
    NoName,
    /// Its geometry cannot be read.
    Malformed,
    /// A point lies where the coordinate system does not reach.
    OutOfDomain,
    /// A ring crosses or touches itself, or runs along itself.
    CrossesItself,
    /// Rings or parts cross, overlap, or lie in each other where they must not.
    RingsConflict,
    /// A ring encloses no area on the millimetre grid.
    NoArea,
}

impl Reason {
    /// All of them, for the list of their words.
    pub const ALL: [Self; 10] = [
        Self::Empty,
        Self::NotPolygon,
        Self::NotFinite,
        Self::Ring,
        Self::NoName,
        Self::Malformed,
        Self::OutOfDomain,
        Self::CrossesItself,
        Self::RingsConflict,
        Self::NoArea,
    ];

    /// Its code, as in JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::NotPolygon => "not_polygon",
            Self::NotFinite => "not_finite",
            Self::Ring => "ring",
            Self::NoName => "no_name",
            Self::Malformed => "malformed",
            Self::OutOfDomain => "out_of_domain",
            Self::CrossesItself => "crosses_itself",
            Self::RingsConflict => "rings_conflict",
            Self::NoArea => "no_area",
        }
    }
}

/// Why a file as a whole is of no use.
#[derive(Debug)]
pub enum Refusal {
    /// It cannot be read.
    File(kit_gisfile::Error),
    /// It has no bytes.
    EmptyFile,
    /// It names no coordinate system, and none was said.
    NoCrs,
    /// It names one that is not known here: as it names it.
    UnknownCrs(String),
    /// It has no features.
    NoFeatures,
    /// None of its features can be used: how many there are, the first of them and why, and the most frequent reason.
    NothingLeft {
        /// Features in the file.
        rows: u64,
        /// Why most of them were left out.
        reason: Reason,
    },
    /// Something went wrong that is not the file's fault, in plain English.
    Fault(String),
}

impl From<kit_gisfile::Error> for Refusal {
    fn from(error: kit_gisfile::Error) -> Self {
        Self::File(error)
    }
}
