//! Reading what documents of a province state, and telling what is recorded on which day.

use std::{collections::HashMap, hash::BuildHasher};

use documents::{DocumentId, Origin};
use kit_base::{Actor, Day, Error, Result};
use kit_db::Db;
use serde::Deserialize;

use crate::{
    Qualifier, Stated,
    actions::{self, Basis, Noted, Told},
};

/// The texts of the files.
pub struct SeedFiles<'a> {
    /// `statements/statements.csv`
    pub statements: &'a str,
    /// `statements/notes.csv`
    pub notes: &'a str,
}

/// One deed of the seed.
pub struct SeedStep {
    /// The day on which it is recorded.
    pub on: Day,
    basis: Basis,
    what: What,
}

enum What {
    Statement(Told),
    Note(Noted),
}

#[derive(Deserialize)]
struct RawStatement {
    measure: String,
    as_of: String,
    qualifier: Qualifier,
    value: String,
    source: String,
    recorded: String,
    note: String,
}

#[derive(Deserialize)]
struct RawNote {
    measure: String,
    from: String,
    to: String,
    text_vi: String,
    text_en: String,
    source: String,
    recorded: String,
}

/// All steps in the order of their days. `sources` gives identity and name of a document by its key.
///
/// # Errors
/// A fault that names the file and what is wrong in it.
pub fn steps<S: BuildHasher>(
    files: &SeedFiles<'_>,
    sources: &HashMap<String, (DocumentId, String, Origin), S>,
) -> Result<Vec<SeedStep>> {
    let basis = |key: &str| {
        let found = sources.get(key).cloned();
        let (source, label, origin) =
            found.ok_or_else(|| Error::fault("statements", format!("no document {key}")))?;
        Ok::<_, Error>(Basis { source, key: key.to_owned(), label, origin })
    };
    let mut steps = Vec::new();
    for raw in table::<RawStatement>("statements/statements.csv", files.statements)? {
        let told = Told {
            as_of: day(&raw.as_of)?,
            value: Stated::from_seed(&raw.value)?,
            qualifier: raw.qualifier,
            measure: raw.measure,
            note: raw.note,
        };
        let (on, basis) = (day(&raw.recorded)?, basis(&raw.source)?);
        steps.push(SeedStep { on, basis, what: What::Statement(told) });
    }
    for raw in table::<RawNote>("statements/notes.csv", files.notes)? {
        let noted = Noted {
            from: day(&raw.from)?,
            to: if raw.to.is_empty() { Day::OPEN } else { day(&raw.to)? },
            measure: raw.measure,
            text_vi: raw.text_vi,
            text_en: raw.text_en,
        };
        // The document is the occasion; the words are ours.
        let basis = Basis { origin: Origin::Recorded, ..basis(&raw.source)? };
        steps.push(SeedStep { on: day(&raw.recorded)?, basis, what: What::Note(noted) });
    }
    steps.sort_by_key(|step| step.on);
    Ok(steps)
}

fn table<T: for<'de> Deserialize<'de>>(file: &str, text: &str) -> Result<Vec<T>> {
    let rows = csv::Reader::from_reader(text.as_bytes()).into_deserialize::<T>();
    rows.map(|row| row.map_err(|cause| Error::fault(file, cause))).collect()
}

fn day(text: &str) -> Result<Day> {
    text.parse().map_err(|_| Error::fault("statements", format!("{text} is no day")))
}

impl SeedStep {
    /// The document it rests on.
    #[must_use]
    pub fn source(&self) -> DocumentId {
        self.basis.source
    }

    /// Records it.
    ///
    /// # Errors
    /// [`Error::Storage`], or [`Error::Refused`] when `who` may not.
    pub async fn run(self, db: &Db, who: &Actor) -> Result<()> {
        match self.what {
            What::Statement(told) => actions::record(db, who, told, self.basis).await,
            What::Note(noted) => actions::record_note(db, who, noted, self.basis).await,
        }
    }
}
