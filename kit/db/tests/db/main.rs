//! The promises of `kit-db`, kept on both engines: one binary, so that one private server serves them all.
#![expect(clippy::unwrap_used, reason = "a test stops where something is not as it should be")]

mod sample;

mod act;
mod guards;

mod model;
mod versions;

mod audit;
mod engines;

mod concurrent;
mod disk;
mod killed;

mod jobs;
mod kept;

mod geopackage;
mod later;
mod migrations;
mod places;
