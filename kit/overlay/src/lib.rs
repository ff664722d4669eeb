//! The exact intersection of sets of polygons: which features of one set overlap which of another, where, and by how much.
//!
//! ```
//! use overlay::{Frame, Options, PolygonSetBuilder, Relation, intersect};
//!
//! let frame = Frame::millimetres_around([520_000.0, 2_290_000.0], [582_000.0, 2_352_000.0]);
//! let square = |x: f64, y: f64, side: f64| {
//!     let corners = [[x, y], [x + side, y], [x + side, y + side], [x, y + side]];
//!     let mut set = PolygonSetBuilder::new(frame);
//!     set.begin_feature();
//!     set.begin_part();
//!     set.ring(corners.map(|corner| frame.snap(corner).expect("within the province")));
//!     set.finish()
//! };
//! let clusters = square(550_000.0, 2_320_000.0, 100.0);
//! let forest = square(550_090.0, 2_320_050.0, 100.0);
//!
//! let overlaps = intersect(&clusters, &forest, &Options::default());
//! let pair = &overlaps.pairs()[0];
//! assert_eq!(frame.square_metres(pair.area), 10.0 * 50.0);
//! assert_eq!(pair.relation, Relation::Partial);
//!
//! let polygon = overlaps.geometry(pair).parts().next().expect("they overlap");
//! let shell = polygon.rings().next().expect("a polygon has a shell");
//! let corners: Vec<[f64; 2]> = shell.points().map(|point| frame.metres(point)).collect();
//! assert_eq!(corners.len(), 4);
//! assert!(corners.contains(&[550_090.0, 2_320_050.0]));
//! ```
//!
//! # Exact
//!
//! Coordinates are whole numbers of a grid ([`Frame`]; millimetres unless said otherwise), within ±2^30. So on which side of a
//! line a point lies is told exactly by 64-bit integers, with no tolerance. Degenerate positions (shared edges, a vertex on an
//! edge, equal polygons) do not exist for the algorithms: one operand is thought to be shifted by (ε, ε²), *Simulation of
//! Simplicity* (Edelsbrunner & Mücke, ACM Transactions on Graphics 9, 1990). The module `predicate` has all of it.
//!
//! Areas come from Green's theorem over the crossings and whole edges (`measure`). Everything but pieces up to proper crossings
//! is summed in whole numbers; where rounding of the rest could reach 1e-9 of the area, it is summed again with 62 binary digits
//! behind the point. Hence:
//!
//! * **whether two features share an area, and whether one lies in the other, is always decided exactly;**
//! * **an area is right to a relative 1e-9, below an area of 1e-8 square grid units to 2^-59 for each crossing** (with
//!   millimetres: of 1e-14 m²);
//! * coordinates of crossings are rounded to `f64` once; they are never put on the grid.
//!
//! Operands must be valid polygons. What is not gives some answer, without a panic, and in finite time.
//!
//! # Fast
//!
//! 1. A packed Hilbert R-tree (Kamel & Faloutsos, CIKM 1993) finds features whose boxes meet (`index`). Features lie in memory
//!    in its order.
//! 2. Each feature of the first set gets a raster of cells that are outside, inside, or have edges in them (`grid`). A box
//!    that meets only cells of one kind is decided by four numbers of a summed-area table (Crow, SIGGRAPH 1984).
//! 3. Of others, stretches of 32 edges are passed over by their box (`chunk`); an edge is compared with the edges in the cells
//!    it passes (`cross`). Nothing is copied or cut.
//! 4. Crossings in order along both boundaries (`order`) give area and perimeter (`measure`), and by Weiler & Atherton's way of
//!    walking (SIGGRAPH 1977) the outline (`trace`).
//! 5. Where boundaries touch, strips of no width cancel and rings are drawn anew (`resolve`); shells get their holes
//!    (`assemble`). A feature that lies wholly in the other is handed out as it is.
//!
//! Threads take features of the first set; the result does not depend on how many there are.
//!
//! # Read on
//!
//! [`frame`] (metres to grid and back), [`shape`] (one feature), [`set`] (many features, packed), [`threads`](intersect) (what
//! can be asked), [`overlaps`] (what is answered), [`store`] (a set in a file that is mapped into memory), [`validity`] (what is wrong with a polygon),
//! [`repair`] (how it could be mended), [`boolean`] and [`buffer`] (union, difference and others of two features, by the engine
//! of `i_overlay`).

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
mod layout;
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
