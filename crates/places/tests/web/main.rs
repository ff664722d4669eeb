//! Units and bodies through HTTP, over the real data of the demo province, on both engines.
#![expect(clippy::unwrap_used, reason = "a test stops where something is not as it should be")]

mod bodies;
mod citations;
mod pages;
mod through_time;
mod world;
