//! Documents and their files through HTTP, by the person at the browser, on both engines.
#![expect(clippy::unwrap_used, reason = "a test stops where something is not as it should be")]

mod files;
mod forms;
mod list;
mod world;
