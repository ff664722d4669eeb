//! Statements and notes through HTTP, by the person at the browser, on both engines.
#![expect(clippy::unwrap_used, reason = "a test stops where something is not as it should be")]

mod cards;
mod forms;
mod list;
mod world;
