//! What every deed of administration asks for: from when until when, and which document it rests on.

use documents::{Known, choices, chosen};
use kit_base::{Day, Instant, Message, Result};
use kit_web::{Form, Problems, Ui};

use crate::positions::Rests;

/// The documents to choose from: all that are recorded, for those who may look at documents.
pub(super) async fn documents(ui: &Ui) -> Result<Vec<Known>> {
    if !ui.may(&documents::VIEW) {
        return Ok(Vec::new());
    }
    documents::all(&ui.read_db().await?, Instant::LATEST).await
}

/// The documents as the field proposes them.
pub(super) fn proposed(all: &[Known], ui: &Ui) -> Vec<(String, String)> {
    choices(all, ui)
}

/// Whether a period must have an end.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Needed,
    Open,
}

/// Reads the period and the document; every problem is told.
pub(super) fn read(ui: &Ui, form: &Form, all: &[Known], end: End, problems: &mut Problems) -> Option<Rests> {
    let from = day(form, "valid_from", true, problems);
    let last = day(form, "last_day", end == End::Needed, problems);
    if from.zip(last).is_some_and(|(from, last)| last < from) {
        problems.add("last_day", Message::new("form.ends-before"));
    }
    let (source, cite) = document(ui, form, all, problems)?;
    let to = last.map_or(Day::OPEN, Day::next);
    problems.is_empty().then_some(Rests { from: from?, to, source: Some(source), cite })
}

/// Reads the document; gives its id and what the audit calls it.
pub(super) fn document(
    ui: &Ui,
    form: &Form,
    all: &[Known],
    problems: &mut Problems,
) -> Option<(documents::DocumentId, String)> {
    let _ = form.required_text("document", 200, problems);
    let known = chosen(all, ui, form, problems)?;
    Some((known.id, known.document.label().to_owned()))
}

/// Reads a day within the years that people here live in.
pub(super) fn day(form: &Form, field: &'static str, need: bool, problems: &mut Problems) -> Option<Day> {
    let day = form.parsed::<Day>(field, problems);
    if day.is_none() && need && !problems.has(field) {
        problems.add(field, Message::new("form.required"));
    }
    if day.is_some_and(|day| day.year() < 1990 || 2100 < day.year()) {
        problems.add(field, Message::new("form.day-unlikely").with("first", 1990).with("last", 2100));
    }
    day
}
