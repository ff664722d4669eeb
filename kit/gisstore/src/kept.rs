//! A set in a file that is mapped into memory, with its report beside it.

use std::{
    fs,
    path::{Path, PathBuf},
};

use overlay::Store;

use crate::{Loaded, Refusal, Report};

/// Writes the store to `path` and its report beside it, each whole or not at all, whoever else writes the same.
///
/// # Errors
/// [`Refusal::Fault`] when the folder cannot be written.
pub fn write(path: &Path, loaded: &Loaded) -> Result<(), Refusal> {
    let fault = |cause: &dyn std::fmt::Display| Refusal::Fault(format!("{}: {cause}", path.display()));
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(|cause| fault(&cause))?;
    // A folder of our own: two that make the same store at once must not write one file.
    let own = tempfile::tempdir_in(folder).map_err(|cause| fault(&cause))?;
    let (store, report) = (own.path().join("store"), own.path().join("report"));
    Store::write(&store, &loaded.set, loaded.names.iter().map(String::as_str))
        .map_err(|cause| fault(&cause))?;
    let text = serde_json::to_vec(&loaded.report).map_err(|cause| fault(&cause))?;
    fs::write(&report, text).map_err(|cause| fault(&cause))?;
    // The report first: a store without one is not used.
    fs::rename(report, beside(path)).map_err(|cause| fault(&cause))?;
    fs::rename(store, path).map_err(|cause| fault(&cause))
}

/// Opens a store and its report; nothing where they are not there, damaged, or of another form: make them anew.
#[must_use]
pub fn open(path: &Path) -> Option<(Store, Report)> {
    let report = fs::read(beside(path)).ok()?;
    let report: Report = serde_json::from_slice(&report).ok()?;
    let store = Store::open(path).ok()?;
    (store.set().len() == report.features).then_some((store, report))
}

fn beside(path: &Path) -> PathBuf {
    path.with_extension("json")
}
