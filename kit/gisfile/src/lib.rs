//! GIS files: polygons out of them, one feature at a time, and tables with geometry into them.
//!
//! [`read`] takes `GeoPackage`, `GeoParquet`, `FlatGeobuf`, Shapefile (also packed), `GeoJSON`, KML (also packed) and DXF, tells the format by what
//! stands in the file and not by its name, and hands every feature to a [`Sink`] as plain rings in the units of the file. A
//! feature that cannot be used is handed over as a [`Fault`] with its row, and the rest goes on; what makes the file as a
//! whole unusable is an [`Error`]. [`Writer`] makes CSV, `GeoJSON`, `GeoPackage` and `GeoParquet`, whole or not at all.
//!
//! Rows are counted from 0 in the order of the file. A feature's [`Id`] is the value of the column asked for; without one it
//! is the key of the feature table in a `GeoPackage` (`fid`), and elsewhere the row.

mod crs;
mod drawing;
mod error;
mod feature;
mod read;
mod rings;
mod table;
mod write;

pub use crs::{Agreement, Crs, CrsKind};
pub use drawing::Drawing;
pub use error::{Error, Result};
pub use kit_charset::{Charset, Detection};

pub use feature::{Fault, FaultKind, Feature, Id, Layer, Sink};
pub use read::{Format, Source, format_of, read};
pub use rings::{Bounds, Rings};
pub use table::boundary_table;
pub use write::{Column, ColumnKind, Shape, Value, WriteFormat, Writer};
