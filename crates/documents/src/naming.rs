//! Which document a person means, and which ones are alike. Pure: numbers begin anew each year and with each issuer.

use kit_base::fold_vi;
use kit_web::Ui;

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
