//! `cotmoc backup` and `cotmoc restore`: everything in one file, and back, also into the other engine.

use std::{path::Path, process::ExitCode};

use kit_base::{Clock, Message, Result, fmt};
use kit_db::{Db, Files, Hold, Manifest};

use super::Where;
use crate::{say::Say, start, storage};

pub(crate) async fn backup(at: &Where, file: &Path, say: &Say) -> Result<ExitCode> {
    let db = start::open(&start::place(&at.data, at.database.as_deref())?).await?;
    let files = Files::folder(&at.data.join("files"))?;
    let manifest = db.backup(&files, file).await?;
    say.note(&told("cli.archive.backed-up", &manifest, file, say));
    Ok(ExitCode::SUCCESS)
}

/// Restores into an empty place that nobody serves, and proves afterwards that all is as the chain says.
pub(crate) async fn restore(at: &Where, file: &Path, say: &Say) -> Result<ExitCode> {
    let place = start::place(&at.data, at.database.as_deref())?;
    let _alone = Hold::take(&place, true).await?;
    let db = Db::open(&place, Clock::system(), &storage()).await?;
    let files = Files::folder(&at.data.join("files"))?;
    let manifest = db.restore(&files, file).await?;
    let verdict = db.verify().await?;
    let whole = verdict.broken.is_empty();
    say.note(&told(if whole { "cli.archive.restored" } else { "cli.archive.broken" }, &manifest, file, say));
    db.close().await?;
    Ok(if whole { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

fn told(key: &'static str, manifest: &Manifest, file: &Path, say: &Say) -> Message {
    Message::new(key)
        .with("file", file.display())
        .with("entries", manifest.entries)
        .with("rows", fmt::count(manifest.rows(), say.lang()))
        .with("files", manifest.files)
        .with("head", &manifest.head)
}
