//! Requests to change records, through HTTP, on both engines.

mod answers;
mod asking;
mod data;
mod sight;
mod world;
