//! What the fuzz targets do with bytes: polygons for the overlay engine, a damaged store, a file for the readers.
//!
//! A target panics when something is not as it must be, and the fuzzer keeps the bytes. How it is run: `docs/how-to/hunt-for-faults.md`.
//!
//! Read on: [`engine`] with [`draw`] (bytes to features) and [`exact`] (the judge), [`store`], [`readers`] with [`seeds`]
//! (files to begin with), [`memory`] (its limit).

pub mod draw;
pub mod engine;
pub mod exact;
pub mod memory;
pub mod readers;
pub mod seeds;
pub mod store;

use std::path::PathBuf;
use std::sync::OnceLock;

/// A folder of this process, in memory where the system has one there: a file is written for each of millions of inputs.
fn folder() -> PathBuf {
    static FOLDER: OnceLock<tempfile::TempDir> = OnceLock::new();
    let in_memory = || tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir());
    FOLDER.get_or_init(|| in_memory().expect("a folder for passing files")).path().to_owned()
}
