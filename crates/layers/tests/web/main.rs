//! Layers and their versions through HTTP, by the person at the browser, on both engines.
#![expect(clippy::unwrap_used, reason = "a test stops where something is not as it should be")]

mod files;
mod pages;
mod refused;
mod versions;
mod world;
