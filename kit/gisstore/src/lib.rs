//! From a GIS file to a store of polygons in one coordinate system: read, transformed, put on the millimetre grid, and
//! freed of features that are no valid areas. What was left out is told feature by feature in a [`Report`]; a file that
//! is of no use as a whole is a [`Refusal`]. Knows no domain: what the polygons are, the caller knows.
//!
//! [`read`] is the dry run and the run alike; [`write`] keeps the set and the report beside each other, [`open`] gives
//! both back.

mod crs;
mod kept;
mod read;
mod report;
mod sink;

pub use kept::{open, write};
pub use read::{FORM, Loaded, Source, frame, read};
pub use report::{Left, MOST_LISTED, Reason, Refusal, Report};
