//! Places on the ground: the coordinate systems of Viet Nam (hệ toạ độ VN-2000), geometry in and
//! out of the formats that carry it, and the little plane geometry that maps need.
//! Everything here is a pure function over [`geo_types`] values: nothing reads a file, a clock or a
//! database, and whether a boundary is *right* is asked elsewhere.
//! Coordinates are always x = east or longitude, y = north or latitude, in metres or degrees as
//! the [`Crs`] says, and a geometry never knows its own system: the caller passes the [`Srid`].

pub mod boundary_table;
mod clip;
mod coords;
mod crs;
mod error;
pub mod geojson;
pub mod gpkg;
mod label;
mod measure;
mod mercator;
pub mod proposal;
mod transform;
pub mod wkb;

pub use clip::clip_to_rect;
pub use crs::{Crs, Datum, Projection, Srid};
pub use error::GeoError;
pub use label::label_point;
pub use measure::{area_m2, bounds, join};
pub use mercator::to_mercator_unit;
pub use transform::transform;

pub use geo_types::{Coord, Rect};

/// Any geometry, coordinates as `f64`.
pub type Geometry = geo_types::Geometry<f64>;
