//! Stores of polygons made of the files of versions: a cache beside the files, made anew where one is missing.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use axum::body::Bytes;
use kit_base::{Error, Result, hex};
use kit_db::Files;
use kit_geo::Srid;
use kit_gisstore::{FORM, Loaded, Refusal, Report, Source};
use overlay::Store;
use sha2::{Digest, Sha256};

use crate::model::Reading;

/// A store that is open, and what was read of its file.
#[derive(Clone, Debug)]
pub(crate) struct Open {
    pub(crate) store: Arc<Store>,
    pub(crate) report: Arc<Report>,
}

/// The stores that are open, by where they are. Each is mapped into memory, not read.
static OPEN: Mutex<Option<HashMap<PathBuf, Open>>> = Mutex::new(None);
/// One is made at a time: each takes all processors and the memory of its file.
static MAKING: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());

/// The store of a file; made when it is not there.
///
/// # Errors
/// [`Error::NotFound`] when the file is not kept any more; a fault when what was recorded cannot be read again.
pub(crate) async fn open(files: &Files, reading: &Reading) -> Result<Open> {
    let path = place(files, reading);
    if let Some(found) = find(&path) {
        return Ok(found);
    }
    let _alone = MAKING.lock().await;
    if let Some(found) = find(&path) {
        return Ok(found);
    }
    let content = files.get(&reading.sha256).await?;
    let loaded = read(content.into(), reading.clone()).await?;
    let loaded = loaded.map_err(|refusal| Error::fault("read a layer again", format!("{refusal:?}")))?;
    keep(files, reading, loaded).await?;
    find(&path).ok_or_else(|| Error::fault("open a layer", path.display()))
}

/// Keeps what was read, so that nobody reads it again.
///
/// # Errors
/// A fault when the folder cannot be written.
pub(crate) async fn keep(files: &Files, reading: &Reading, loaded: Loaded) -> Result<()> {
    let path = place(files, reading);
    let written = tokio::task::spawn_blocking(move || kit_gisstore::write(&path, &loaded)).await;
    let written = written.map_err(|cause| Error::fault("write a layer", cause))?;
    written.map_err(|refusal| Error::fault("write a layer", format!("{refusal:?}")))
}

/// Reads the content of a file: what it gives, or why it is of no use.
///
/// # Errors
/// A fault when the machine has no room for it.
pub(crate) async fn read(content: Bytes, reading: Reading) -> Result<std::result::Result<Loaded, Refusal>> {
    let read = move || {
        // Always of the same name: where a file has no layers, its name is told as that of the layer.
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("layer");
        std::fs::write(&path, &content)?;
        drop(content);
        Ok::<_, std::io::Error>(load(&path, &reading))
    };
    let read =
        tokio::task::spawn_blocking(read).await.map_err(|cause| Error::fault("read a layer", cause))?;
    read.map_err(|cause| Error::fault("read a layer", cause))
}

fn load(path: &Path, reading: &Reading) -> std::result::Result<Loaded, Refusal> {
    let source = Source {
        path,
        layer: Some(reading.layer.as_str()).filter(|text| !text.is_empty()),
        id_column: Some(reading.id_column.as_str()).filter(|text| !text.is_empty()),
        srid: reading.srid.and_then(|srid| srid.try_into().ok()).map(Srid),
    };
    kit_gisstore::read(&source, kit_db::srid())
}

/// An open store that is still on disk, else one that can be opened there.
fn find(path: &Path) -> Option<Open> {
    let mut open = OPEN.lock().unwrap_or_else(PoisonError::into_inner);
    let open = open.get_or_insert_default();
    if !path.exists() {
        open.remove(path);
        return None;
    }
    if let Some(found) = open.get(path) {
        return Some(found.clone());
    }
    let (store, report) = kit_gisstore::open(path)?;
    let found = Open { store: Arc::new(store), report: Arc::new(report) };
    open.insert(path.to_owned(), found.clone());
    Some(found)
}

/// Named after all that it is made of, so that a store is never of something else.
fn place(files: &Files, reading: &Reading) -> PathBuf {
    let Reading { sha256, layer, id_column, srid } = reading;
    let srid = srid.unwrap_or_default();
    let of = format!("{FORM}\n{}\n{sha256}\n{srid}\n{layer}\n{id_column}", kit_db::srid().0);
    files.derived("layers").join(format!("{}.overlay", hex(&Sha256::digest(of))))
}
