//! From a file to a set that the engine may take: read, system known, invalid areas left out.

use std::path::{Path, PathBuf};

use kit_base::{Message, Result};
use kit_gisfile::{Crs, Id, Source, read};
use overlay::{
    Frame, PolygonSet, PolygonSetBuilder,
    repair::{self, Reading},
    validity,
};

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
    /// All features of the file.
    pub(crate) whole: u64,
}

/// A set with its index, yet unchecked.
pub(crate) fn index(loaded: Loaded) -> Ready {
    let Loaded { layer, builder, ids, rows, findings, .. } = loaded;
    let left_out = findings.iter().filter(|finding| finding.what != What::Repeated).count();
    Ready { set: builder.finish(), ids, rows, crs: layer.crs, findings, left_out, whole: layer.rows }
}

/// What becomes of invalid areas.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Invalid {
    /// They take no part.
    LeftOut,
    /// They are read by the even-odd rule; those of which nothing is left take no part.
    Repaired,
}

/// Looks for invalid areas and does with them what is wanted. Features keep their numbers: one that is left out becomes empty.
pub(crate) fn see_to_invalid(ready: &mut Ready, wanted: Invalid, threads: usize) {
    let invalid = validity::check_set(&ready.set, threads);
    if invalid.is_empty() {
        return;
    }
    let old = &ready.set;
    let mut builder = PolygonSetBuilder::new(*old.frame());
    let mut invalid = invalid.into_iter().peekable();
    let mut findings = Vec::new();
    for feature in 0..old.len() {
        let Some((_, defects)) = invalid.next_if(|(number, _)| *number == feature) else {
            copy(old, feature, &mut builder);
            continue;
        };
        let mended = (wanted == Invalid::Repaired).then(|| mend(old, feature, &mut builder)).flatten();
        let what = if let Some([before, after]) = mended {
            What::Repaired(defects, before, after)
        } else {
            builder.begin_feature();
            ready.left_out += 1;
            What::Invalid(defects)
        };
        findings.push(Finding { row: ready.rows[feature], id: ready.ids[feature].clone(), what });
    }
    ready.set = builder.finish();
    ready.findings.extend(findings);
    ready.findings.sort_by_key(|finding| finding.row);
}

fn copy(set: &PolygonSet, feature: usize, builder: &mut PolygonSetBuilder) {
    builder.begin_feature();
    let shape = set.shape(feature);
    for part in 0..shape.part_count() {
        builder.begin_part();
        for ring in shape.part(part) {
            builder.ring(ring.iter().copied());
        }
    }
}

/// Adds the even-odd reading of a feature, and tells its area as drawn and mended in square metres; none when nothing is left.
fn mend(set: &PolygonSet, feature: usize, builder: &mut PolygonSetBuilder) -> Option<[f64; 2]> {
    let proposals = repair::proposals(set.shape(feature));
    let proposal = proposals.into_iter().find(|proposal| proposal.reading == Reading::EvenOdd)?;
    if proposal.polygons.is_empty() {
        return None;
    }
    proposal.polygons.add_to(builder);
    Some([proposal.area_before, proposal.area_after].map(|area| set.frame().square_metres(area)))
}

/// Tells what was found.
pub(crate) fn tell(ready: &Ready, name: &str, terminal: &mut Terminal<'_>) {
    findings::tell(&ready.findings, name, terminal);
    if 0 < ready.left_out {
        let message = Message::new("overlay.left-out").with("file", name).with("n", ready.left_out);
        terminal.note(&message.with("whole", ready.whole));
    }
}
