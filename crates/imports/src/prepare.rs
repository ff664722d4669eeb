//! From a kept file to rows that can be checked: shared by pages and the command line.

use std::collections::BTreeMap;

use documents::Known;
use kit_base::{Day, Error, Instant, Message, Result, Words};
use kit_db::Reader;
use kit_sheets::Read;
use kit_web::{App, Checked, ImportKind, ImportRequest, RowState};
use serde::Serialize;
use sha2::{Digest, Sha256};
use utoipa::ToSchema;

use crate::model::{self, Mapping};

/// Everything an import needs.
pub struct Prepared {
    /// What is imported.
    pub kind: ImportKind,
    /// The name of the file.
    pub file_name: String,
    /// Its content's hash, under which it is kept.
    pub sha256: String,
    /// Its size.
    pub bytes: usize,
    /// The sheet.
    pub sheet: String,
    /// Field, column and heading, as JSON.
    pub mapping: String,
    /// The rows.
    pub request: ImportRequest,
    /// The document that the facts rest on.
    pub document: Known,
}

/// How many rows stand how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = ImportCounts)]
pub struct Counts {
    /// New records.
    pub new: usize,
    /// Changed records.
    pub changed: usize,
    /// All of it is recorded already.
    pub unchanged: usize,
    /// Questions that are not answered.
    pub asked: usize,
    /// Faulty rows.
    pub faulty: usize,
    /// Records that are not in the file.
    pub missing: usize,
}

impl Counts {
    /// Counts the rows of a check.
    #[must_use]
    pub fn of(checked: &Checked) -> Self {
        let count = |state| checked.rows.iter().filter(|row| row.state() == state).count();
        Self {
            new: count(RowState::New),
            changed: count(RowState::Changed),
            unchanged: count(RowState::Unchanged),
            asked: count(RowState::Asked),
            faulty: count(RowState::Faulty),
            missing: checked.missing.len(),
        }
    }

    /// Rows that would be written.
    #[must_use]
    pub fn accepted(self) -> usize {
        self.new + self.changed
    }

    /// Rows that would be left out.
    #[must_use]
    pub fn left(self) -> usize {
        self.asked + self.faulty
    }

    /// The number of one state.
    #[must_use]
    pub fn by(self, state: RowState) -> usize {
        match state {
            RowState::New => self.new,
            RowState::Changed => self.changed,
            RowState::Unchanged => self.unchanged,
            RowState::Asked => self.asked,
            RowState::Faulty => self.faulty,
        }
    }
}

/// The kind of that name.
///
/// # Errors
/// [`Error::NotFound`].
pub fn kind(app: &App, name: &str) -> Result<ImportKind> {
    let mut kinds = app.slices().iter().flat_map(|slice| slice.imports);
    let found = kinds.find(|kind| kind.name == name).copied();
    found.ok_or_else(|| {
        let all: Vec<_> = app.slices().iter().flat_map(|slice| slice.imports).map(|kind| kind.name).collect();
        Error::NotFound(Message::new("imports.no-kind").with("kind", name).with("kinds", all.join(", ")))
    })
}

/// Reads a file for a kind; an empty `sheet` is the one that looks most like it.
///
/// # Errors
/// What is wrong with the file.
pub fn open(
    words: &Words,
    kind: &ImportKind,
    content: &[u8],
    sheet: &str,
) -> std::result::Result<Read, Message> {
    let sheet = Some(sheet).filter(|name| !name.is_empty());
    kit_sheets::read(content, sheet, &|text| model::is_known(kind, words, text))
}

/// The document of that key or number.
///
/// # Errors
/// [`Error::Invalid`] at the field `document`.
pub async fn document(reader: &Reader, text: &str) -> Result<Known> {
    let all = documents::all(reader, Instant::LATEST).await?;
    let found = all.into_iter().find(|known| known.key == text || known.document.label() == text);
    found.ok_or_else(|| {
        let message = if text.is_empty() {
            Message::new("form.required")
        } else {
            Message::new("imports.no-document").with("document", text)
        };
        Error::Invalid(vec![kit_base::FieldProblem::new("document", message)])
    })
}

/// Puts an import together.
#[must_use]
pub fn prepare(
    (words, kind): (&Words, ImportKind),
    (file_name, content): (&str, &[u8]),
    read: &Read,
    mapping: &Mapping,
    (document, valid_from): (Known, Day),
    answers: BTreeMap<u32, String>,
) -> Prepared {
    let rows = model::rows(&kind, words, &read.table, mapping);
    let columns = mapping.iter().filter_map(|(field, column)| {
        let heading = read.table.head.iter().find(|heading| Some(heading.at.column) == *column)?;
        Some(serde_json::json!({"field": field, "column": heading.at.letters(), "heading": heading.text}))
    });
    Prepared {
        kind,
        file_name: file_name.to_owned(),
        sha256: kit_base::hex(&Sha256::digest(content)),
        bytes: content.len(),
        sheet: read.table.sheet.clone(),
        mapping: columns.collect::<serde_json::Value>().to_string(),
        request: ImportRequest { rows, valid_from, answers },
        document,
    }
}

/// What a check found, in short: two checks that found the same have the same.
#[must_use]
pub(crate) fn digest(checked: &Checked) -> String {
    kit_base::hex(&Sha256::digest(format!("{checked:?}")))
}
