//! The one error of this crate, in plain English.

use std::error::Error;
use std::fmt;

use crate::Srid;

/// What went wrong, and where in the input.
///
/// A *position* is the index, from 0, of a coordinate pair in the order the geometry holds them:
/// outer ring before inner rings, first part before the second, closing pairs counted.
#[derive(Debug, Clone, PartialEq)]
pub enum GeoError {
    /// No [`Crs`](crate::Crs) of the table has this number.
    UnknownSrid(Srid),
    /// The projection library does not accept the definition of a system.
    Definition {
        /// The system.
        srid: Srid,
        /// What the library says.
        reason: String,
    },
    /// A coordinate is NaN or infinite.
    NotFinite {
        /// The pair it belongs to.
        position: usize,
    },
    /// A pair lies where a system is not meant to be used.
    OutOfDomain {
        /// The pair.
        position: usize,
        /// Its x as it was given, in units of the system it was given in.
        x: f64,
        /// Its y, likewise.
        y: f64,
        /// The system whose [`domain`](crate::Crs::domain) it misses: that of the input, or that
        /// of the result.
        srid: Srid,
    },
    /// The bytes are not WKB.
    Wkb {
        /// The offset, from 0, of the value that cannot be.
        byte: usize,
        /// Why it cannot.
        reason: String,
    },
    /// The text is not `GeoJSON`.
    GeoJson {
        /// The index, from 0, of the one feature that is to blame, if one is.
        feature: Option<usize>,
        /// What is wrong.
        reason: String,
    },
}

impl fmt::Display for GeoError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownSrid(srid) => write!(f, "{srid} is not a known coordinate system"),
            Self::Definition { srid, reason } => {
                write!(f, "the definition of {srid} is not usable: {reason}")
            }
            Self::NotFinite { position } => {
                write!(f, "position {position} is not a finite number")
            }
            Self::OutOfDomain { position, x, y, srid } => write!(
                f,
                "position {position} ({x}, {y}) is outside the area of {srid}: \
                 check the coordinate system and the order of x and y"
            ),
            Self::Wkb { byte, reason } => write!(f, "WKB byte {byte}: {reason}"),
            Self::GeoJson { feature: Some(index), reason } => write!(f, "GeoJSON feature {index}: {reason}"),
            Self::GeoJson { feature: None, reason } => write!(f, "GeoJSON: {reason}"),
        }
    }
}

impl Error for GeoError {}
