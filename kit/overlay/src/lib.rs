//! The exact intersection of sets of polygons: which features of one set overlap which of another, where, and by how much.
//!
//! Coordinates are whole numbers of a grid ([`Frame`]; millimetres unless said otherwise), so that every decision about them
//! (left or right, inside or outside) is exact in 64-bit integers: no tolerance, no special case that fails.
//!
//! Read on: [`frame`] (metres to grid and back), [`shape`] (one feature), [`set`] (many features, packed), [`validity`] (what is
//! wrong with a polygon), [`repair`] (how it could be mended), [`boolean`] and [`buffer`] (union, difference and others of two
//! features, by the engine of `i_overlay`).

pub mod boolean;
pub mod buffer;
pub mod frame;
pub mod overlaps;
pub mod polygons;
pub mod repair;
pub mod set;
pub mod shape;
pub mod store;
pub mod validity;

mod edges;
mod engine;
mod holes;
mod segment;
mod snap;
mod snap_rounding;

mod area;
mod array;
mod assemble;
mod chunk;
mod cross;
mod grid;
mod index;
mod measure;
mod order;
mod pair;
mod predicate;
mod resolve;
mod threads;
mod trace;

pub use frame::{Frame, OutOfRange};
pub use overlaps::{Geometry, Options, Overlaps, Pair, Part, Relation, Ring};
pub use polygons::{GridPolygons, Polygons};
pub use set::{PolygonSet, PolygonSetBuilder};
pub use shape::{Point, Rect, Shape};
pub use store::{Store, StoreError};
pub use threads::{intersect, intersect_each, intersect_one, intersect_self};
