//! Well-known binary (OGC 06-103r4, clause 8), the form in which geometry is kept in a database.

mod read;
mod write;

pub use read::read;
pub use write::write;

/// Geometry types, in both dialects.
mod kind {
    pub(super) const POINT: u32 = 1;
    pub(super) const LINE_STRING: u32 = 2;
    pub(super) const POLYGON: u32 = 3;
    pub(super) const MULTI_POINT: u32 = 4;
    pub(super) const MULTI_LINE_STRING: u32 = 5;
    pub(super) const MULTI_POLYGON: u32 = 6;
    pub(super) const GEOMETRY_COLLECTION: u32 = 7;
}
