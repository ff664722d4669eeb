//! Reading a province's documents from a file.

use kit_base::{Actor, Day, Error, Result, Subject};
use kit_db::Db;
use serde::Deserialize;

use crate::{Document, DocumentId, Kind, Origin, RECORD, actions};

#[derive(Deserialize)]
struct RawRow {
    key: String,
    kind: String,
    number: String,
    issued_on: String,
    issuer: String,
    title: String,
    url: String,
    origin: Origin,
    note: String,
}

/// A document of the seed, with its key.
pub struct SeedDocument {
    /// Its key in the files of the seed and in addresses.
    pub key: String,
    /// What is known of it.
    pub document: Document,
}

/// Reads `documents.csv`.
///
/// # Errors
/// A fault that names what is wrong.
pub fn read(text: &str) -> Result<Vec<SeedDocument>> {
    let rows = csv::Reader::from_reader(text.as_bytes()).into_deserialize::<RawRow>();
    rows.map(|row| row.map_err(|cause| Error::fault("documents.csv", cause)).and_then(SeedDocument::new))
        .collect()
}

impl SeedDocument {
    fn new(row: RawRow) -> Result<Self> {
        let wrong = |what: &str| Error::fault("documents.csv", format!("{what} of {}", row.key));
        let issued_on = if row.issued_on.is_empty() {
            None
        } else {
            Some(row.issued_on.parse::<Day>().map_err(|_| wrong("issued_on"))?)
        };
        let document = Document {
            kind: row.kind.parse::<Kind>().map_err(|_| wrong("kind"))?,
            number: row.number,
            issued_on,
            issuer: row.issuer,
            title: row.title,
            url: row.url,
            origin: row.origin,
            note: row.note,
        };
        Ok(Self { key: row.key, document })
    }

    /// Records it under a given identity.
    ///
    /// # Errors
    /// [`Error::Storage`], or [`Error::Refused`] when `who` may not.
    pub async fn record(self, db: &Db, who: &Actor, id: DocumentId) -> Result<()> {
        let subject = Subject::new("document", &self.key, self.document.label());
        db.act(who, &RECORD, subject, async |tx| actions::write(tx, id, &self.key, self.document).await).await
    }
}
