//! Enterprises, projects and what follows for clusters, through HTTP, by the person at the browser, on both engines.
#![expect(clippy::unwrap_used, reason = "a test stops where something is not as it should be")]

mod data;
mod figures;
mod imports;
mod kept;
mod pages;
mod record;
mod rights;
mod world;
