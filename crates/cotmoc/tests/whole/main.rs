//! The whole program, with the demonstration province in it: who may do what, that no way in shows what another hides,
//! the two times, the command line, the file as GIS programs see it, and the tidiness of the source.
//!
//! One binary, so that the province is recorded once per engine and one private server serves all.
#![expect(clippy::unwrap_used, reason = "a test stops where something is not as it should be")]

mod program;
mod tile;
mod world;

mod permissions;

mod chances;
mod channels;
mod fuzz;
mod own_area;
mod reading;

mod as_of;
mod every_day;

mod engines;
mod large;

mod bad_use;
mod command_line;
mod exports;
mod geopackage;
mod restore;
mod search;
mod serving;
mod work;

mod tidy;
mod views;
