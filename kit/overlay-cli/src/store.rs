//! A prebuilt set of B in a file that is mapped into memory, so that one boundary against a province answers at once.
//!
//! The engine's store holds the set and the names of its features. What else is to be known of it (the coordinate system, how
//! many features were left out) stands in a small file of the same name with `.json` behind it.

use std::{
    fs,
    path::{Path, PathBuf},
};

use kit_base::{Error, Message, Result};
use kit_gisfile::{Crs, CrsKind, Id};
use overlay::{Store, StoreError};
use serde::{Deserialize, Serialize};

use crate::prepare::Ready;

#[derive(Serialize, Deserialize)]
struct About {
    code: Option<(String, String)>,
    name: Option<String>,
    definition: Option<String>,
    whole: u64,
    left_out: usize,
}

/// Whether a store is there and no older than the file it was made of, if that is named.
pub(crate) fn is_fresh(store: &Path, of: Option<&Path>) -> bool {
    let changed = |path: &Path| fs::metadata(path).and_then(|about| about.modified()).ok();
    match (changed(store), of) {
        (None, _) => false,
        (Some(_), None) => true,
        (Some(made), Some(of)) => changed(of).is_none_or(|changed| changed <= made),
    }
}

/// Opens a store.
pub(crate) fn read(path: &Path) -> Result<Ready> {
    let store = Store::open(path).map_err(|error| unusable(path, &error))?;
    let about: About =
        fs::read_to_string(beside(path)).ok().and_then(|text| serde_json::from_str(&text).ok()).ok_or_else(
            || unusable(path, &StoreError::Damaged("the .json beside it is missing or unreadable")),
        )?;
    let set = store.set().clone();
    let names: Vec<&str> = (0..set.len()).map(|feature| store.name(feature).unwrap_or_default()).collect();
    let ids = ids(&names);
    let rows = (0..set.len() as u64).collect();
    let About { code, name, definition, whole, left_out } = about;
    // A set in degrees never comes into a store.
    let kind = if code.is_some() || name.is_some() { CrsKind::Metres } else { CrsKind::Unknown };
    let crs = Crs { code, name, kind, definition, assumed: false };
    Ok(Ready { set, ids, rows, crs, findings: Vec::new(), left_out, whole })
}

/// Numbers, where every name is one as it would be written.
fn ids(names: &[&str]) -> Vec<Id> {
    let number = |name: &&str| name.parse().ok().filter(|number: &i64| number.to_string() == **name);
    let numbers: Option<Vec<i64>> = names.iter().map(number).collect();
    match numbers {
        Some(numbers) => numbers.into_iter().map(Id::Number).collect(),
        None => names.iter().map(|name| Id::Text((*name).into())).collect(),
    }
}

/// Writes a store.
pub(crate) fn write(path: &Path, ready: &Ready) -> Result<()> {
    let Crs { code, name, definition, .. } = ready.crs.clone();
    let about = About { code, name, definition, whole: ready.whole, left_out: ready.left_out };
    let text = serde_json::to_string(&about).map_err(|cause| Error::fault("overlay", cause))?;
    let names: Vec<String> = ready.ids.iter().map(Id::to_string).collect();
    // The small file first: without it no store is used.
    fs::write(beside(path), text)
        .map_err(StoreError::Io)
        .and_then(|()| Store::write(path, &ready.set, names.iter().map(String::as_str)))
        .map_err(|error| {
            Error::Storage(
                Message::new("overlay.cannot-write").with("file", path.display()).with("cause", error),
            )
        })
}

fn beside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".json");
    name.into()
}

fn unusable(path: &Path, error: &StoreError) -> Error {
    Error::Refused(Message::new("overlay.file.unsupported").with("file", path.display()).with("cause", error))
}
