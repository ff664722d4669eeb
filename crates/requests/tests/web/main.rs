//! Requests to change records, through HTTP, on both engines.
#![expect(clippy::unwrap_used, reason = "a test stops where something is not as it should be")]

mod answers;
mod asking;
mod data;
mod sight;
mod world;
