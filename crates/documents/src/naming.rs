//! Which document a person means, and which ones are alike. Pure: numbers begin anew each year and with each issuer.

use kit_base::{Message, fold_vi};
use kit_web::{Form, Problems, Ui};

use crate::{Document, Known};

/// What a text stands for among the documents.
#[derive(Debug)]
pub enum Named<'a> {
    /// This one.
    One(&'a Known),
    /// All of these: the person has to choose.
    Several(Vec<&'a Known>),
    /// None.
    Nothing,
}

/// Finds the document that a text names: by its key, else by its number, or its title when it has no number.
#[must_use]
pub fn named<'a>(all: &'a [Known], text: &str) -> Named<'a> {
    if let Some(known) = all.iter().find(|known| known.key == text) {
        return Named::One(known);
    }
    let found: Vec<_> = all.iter().filter(|known| known.document.label() == text).collect();
    match found[..] {
        [] => Named::Nothing,
        [one] => Named::One(one),
        _ => Named::Several(found),
    }
}

/// The documents as the field `document` of a form proposes them: key and words.
#[must_use]
pub fn choices(all: &[Known], ui: &Ui) -> Vec<(String, String)> {
    all.iter().map(|known| (known.key.clone(), describe(&known.document, ui))).collect()
}

/// The document that the field `document` of a form names; where several have the number, which ones, so that the
/// person can choose.
pub fn chosen<'a>(all: &'a [Known], ui: &Ui, form: &Form, problems: &mut Problems) -> Option<&'a Known> {
    let text = form.get("document");
    match named(all, text) {
        Named::One(known) => return Some(known),
        _ if problems.has("document") => {}
        Named::Nothing => {
            problems.add("document", Message::new("documents.no-document").with("document", text));
        }
        Named::Several(found) => {
            let each = found.iter().map(|known| {
                let described = describe(&known.document, ui);
                ui.fill2("documents.one-of", "document", described, "key", &known.key)
            });
            let each = each.collect::<Vec<_>>().join("; ");
            let told = Message::new("documents.documents-alike").with("n", found.len());
            problems.add("document", told.with("document", text).with("each", each));
        }
    }
    None
}

/// The documents that have the same number (or title) and the same issuer as a new one.
pub(crate) fn alike<'a>(all: &'a [Known], new: &Document) -> Vec<&'a Known> {
    let same = |a: &str, b: &str| fold_vi(a) == fold_vi(b);
    let alike = |known: &&Known| {
        same(known.document.label(), new.label()) && same(&known.document.issuer, &new.issuer)
    };
    all.iter().filter(alike).collect()
}

/// A document as one tells it from others: number or title, day and issuer.
#[must_use]
pub fn describe(document: &Document, ui: &Ui) -> String {
    let day = document.issued_on.map(|day| ui.day(day));
    let parts = [Some(document.label().to_owned()), day, Some(document.issuer.clone())];
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}
