//! Everything there is, in reading order: each slice knows only those above it.

use kit_db::Storage;
use kit_web::Slice;

/// The slices of the program.
#[must_use]
pub fn slices() -> Vec<Slice> {
    vec![
        places::slice(),
        documents::slice(),
        accounts::slice(),
        imports::slice(),
        layers::slice(),
        clusters::slice(),
        plans::slice(),
        enterprises::slice(),
        atlas::slice(),
        statements::slice(),
        requests::slice(),
        worklist::slice(),
        views::slice(),
        crate::home::slice(),
    ]
}

/// Their tables and jobs.
#[must_use]
pub fn storage() -> Vec<Storage> {
    slices().iter().map(|slice| slice.storage).collect()
}
