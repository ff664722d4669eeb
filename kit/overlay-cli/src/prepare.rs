//! From a file to a set that the engine may take: read, system known, invalid areas left out.

use std::path::{Path, PathBuf};

use kit_base::{Message, Result};
use kit_gisfile::{Crs, Id, Source, read};
use overlay::{Frame, PolygonSet, PolygonSetBuilder, validity};

use crate::{
    Terminal,
    findings::{self, Finding, What},
    load::{Loaded, Loader},
    progress::Progress,
    refusal, systems,
};

/// What to load.
#[derive(Debug, Clone)]
pub(crate) struct Input {
    pub(crate) path: PathBuf,
    pub(crate) layer: Option<String>,
    pub(crate) id_column: Option<String>,
    pub(crate) metres: bool,
}

impl Input {
    /// What it is called in messages.
    pub(crate) fn name(&self) -> String {
        self.path.display().to_string()
    }
}

/// A file whose name ends in `:LAYER` names its layer, if there is no file of that very name.
pub(crate) fn with_layer(path: &Path, layer: Option<&str>) -> (PathBuf, Option<String>) {
    if let (None, false, Some(text)) = (layer, path.exists(), path.to_str())
        && let Some((file, layer)) = text.rsplit_once(':')
        && Path::new(file).exists()
    {
        return (PathBuf::from(file), Some(layer.to_owned()));
    }
    (path.to_owned(), layer.map(str::to_owned))
}

/// Reads a file onto a grid and sees to its coordinate system. What is wrong with single features is not told yet.
pub(crate) fn load(input: &Input, frame: Option<Frame>, terminal: &mut Terminal<'_>) -> Result<Loaded> {
    let name = input.name();
    let label = terminal.say(&Message::new("overlay.reading").with("file", &name));
    let source =
        Source { path: &input.path, layer: input.layer.as_deref(), id_column: input.id_column.as_deref() };
    let mut sink = Loader::new(frame, Progress::new(terminal, label, 0));
    let layer = read(&source, &mut sink).map_err(|error| refusal::unreadable(&input.path, &error))?;
    let mut loaded = sink.finish(layer);
    systems::check(&name, &mut loaded, input.metres, terminal)?;
    if 0 < loaded.layer.flattened {
        let message = Message::new("overlay.flattened").with("file", &name);
        terminal.note(&message.with("n", loaded.layer.flattened));
    }
    Ok(loaded)
}

/// A set and what its features are called.
pub(crate) struct Ready {
    pub(crate) set: PolygonSet,
    pub(crate) ids: Vec<Id>,
    pub(crate) rows: Vec<u64>,
    pub(crate) crs: Crs,
    pub(crate) findings: Vec<Finding>,
    /// Features that take no part.
    pub(crate) left_out: usize,
}

/// A set with its index, yet unchecked.
pub(crate) fn index(loaded: Loaded) -> Ready {
    let Loaded { layer, builder, ids, rows, findings, .. } = loaded;
    let left_out = findings.iter().filter(|finding| finding.what != What::Repeated).count();
    Ready { set: builder.finish(), ids, rows, crs: layer.crs, findings, left_out }
}

/// Leaves out what is invalid. Features keep their numbers: one that is left out becomes empty.
pub(crate) fn leave_out_invalid(ready: &mut Ready, threads: usize) {
    let invalid = validity::check_set(&ready.set, threads);
    if invalid.is_empty() {
        return;
    }
    let mut builder = PolygonSetBuilder::new(*ready.set.frame());
    let mut next = invalid.iter().map(|(feature, _)| *feature).peekable();
    for feature in 0..ready.set.len() {
        builder.begin_feature();
        if next.next_if_eq(&feature).is_some() {
            continue;
        }
        let shape = ready.set.shape(feature);
        for part in 0..shape.part_count() {
            builder.begin_part();
            for ring in shape.part(part) {
                builder.ring(ring.iter().copied());
            }
        }
    }
    ready.set = builder.finish();
    ready.left_out += invalid.len();
    ready.findings.extend(invalid.into_iter().map(|(feature, defects)| Finding {
        row: ready.rows[feature],
        id: ready.ids[feature].clone(),
        what: What::Invalid(defects),
    }));
    ready.findings.sort_by_key(|finding| finding.row);
}

/// Tells what was found.
pub(crate) fn tell(ready: &Ready, name: &str, terminal: &mut Terminal<'_>) {
    findings::tell(&ready.findings, name, terminal);
    if 0 < ready.left_out {
        let whole = ready.rows.len() + ready.findings.iter().filter(|finding| is_lost(finding)).count();
        let message = Message::new("overlay.left-out").with("file", name).with("n", ready.left_out);
        terminal.note(&message.with("whole", whole));
    }
}

/// A feature that never came into the set.
fn is_lost(finding: &Finding) -> bool {
    matches!(finding.what, What::Fault(_) | What::TooFar(_))
}
