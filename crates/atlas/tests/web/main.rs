//! Maps through HTTP: the bytes of the tiles read by a reader of our own, and the page of a cluster's place.
#![expect(clippy::unwrap_used, reason = "a test stops where something is not as it should be")]

mod mvt;
mod pages;
mod tiles;
mod world;
