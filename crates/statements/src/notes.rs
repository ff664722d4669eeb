//! What is said beside a figure on its card, and which statements rest on a document.

use std::{collections::BTreeSet, future::Future, pin::Pin};

use documents::DocumentId;
use kit_base::{Actor, At, Lang, Result, fmt};
use kit_db::Reader;
use kit_web::{Citation, FigureNote, Ui};

use crate::{Stated, VIEW, store};

type Answer<'a, T> = Pin<Box<dyn Future<Output = Result<Vec<T>>> + Send + 'a>>;

/// What documents state of the figure for the day, and the notes that hold on it. Only for who may see them everywhere:
/// beside a figure of one district, one of the province would mislead.
pub(crate) fn beside<'a>(reader: &'a Reader, ui: &'a Ui, measure: &'a str) -> Answer<'a, FigureNote> {
    Box::pin(async move {
        if !ui.may(&VIEW) {
            return Ok(Vec::new());
        }
        let at = ui.at();
        let mut stated = store::statements(reader, at.known_at).await?;
        stated.retain(|statement| statement.measure == measure && statement.as_of == at.as_of);
        let notes = store::notes(reader, at, measure).await?;
        let sources: BTreeSet<_> =
            stated.iter().map(|row| row.source_id).chain(notes.iter().map(|row| row.source_id)).collect();
        let documents = documents::labels(reader, at.known_at, sources).await?;
        let about = |source: DocumentId| {
            let (key, label) = documents.get(&source).cloned().unwrap_or_default();
            (label, format!("/documents/{key}"))
        };
        let mut found = Vec::new();
        for row in stated {
            let (source, href) = about(row.source_id);
            let value = Stated::from_seed(&row.value)?;
            let told = ui.fill(row.qualifier.word(), "n", number(value, ui.lang()));
            let text = ui.fill2("statements.stated", "value", told, "unit", ui.unit(unit(ui, measure)));
            found.push(FigureNote { text, stated: Some(value.number()), source, href });
        }
        for row in notes {
            let (source, href) = about(row.source_id);
            let text = in_language(ui.lang(), row.text_vi, row.text_en);
            found.push(FigureNote { text, stated: None, source, href });
        }
        Ok(found)
    })
}

/// The statements and notes that rest on a document.
pub(crate) fn citations<'a>(
    reader: &'a Reader,
    who: &'a Actor,
    at: At,
    source: DocumentId,
) -> Answer<'a, Citation> {
    Box::pin(async move {
        if !who.may_somewhere(&VIEW) {
            return Ok(Vec::new());
        }
        let cited = |record: String, what: &str, from| Citation {
            href: format!("/measures/{record}"),
            record,
            what: what.to_owned(),
            from,
        };
        let stated = store::statements(reader, at.known_at).await?.into_iter();
        let stated = stated.filter(|row| row.source_id == source);
        let notes = store::all_notes(reader, at.known_at).await?.into_iter();
        let notes = notes.filter(|row| row.source_id == source);
        Ok(stated
            .map(|row| cited(row.measure, "statements.statement", row.as_of))
            .chain(notes.map(|row| cited(row.measure, "statements.note", row.valid_from)))
            .collect())
    })
}

/// The unit of a figure; nothing for one the program does not have.
fn unit(ui: &Ui, code: &str) -> &'static str {
    ui.app().measures().find(|measure| measure.code == code).map_or("", |measure| measure.unit.code)
}

/// A stated number with the decimals it is printed with.
pub(crate) fn number(value: Stated, lang: Lang) -> String {
    fmt::number(value.number(), value.digits() as usize, lang)
}

/// A note in the language of the page; in Vietnamese while there is none in English.
pub(crate) fn in_language(lang: Lang, vi: String, en: String) -> String {
    if lang == Lang::En && !en.is_empty() { en } else { vi }
}
