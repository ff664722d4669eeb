//! The register through HTTP, by the person at the browser, on both engines.
#![expect(clippy::unwrap_used, reason = "a test stops where something is not as it should be")]

mod compare;
mod data;
mod facts;
mod figures;
mod imports;
mod list;
mod record;
mod rights;
mod through_time;
mod world;
