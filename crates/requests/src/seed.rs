//! The requests of the demonstration, made by its people.

use kit_base::{Actor, At, Error, Instant, Lang, Result, Words};
use kit_db::Db;
use kit_web::Slice;
use serde::Deserialize;

use crate::actions::{self, Asked};

/// A request of the seed.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeedRequest {
    /// Who asks: what they sign in with.
    pub person: String,
    record: String,
    key: String,
    field: String,
    proposed: String,
    reason: String,
}

#[derive(Deserialize)]
struct File {
    request: Vec<SeedRequest>,
}

/// Reads the file of requests.
///
/// # Errors
/// A fault that names what is wrong in it.
pub fn read(text: &str) -> Result<Vec<SeedRequest>> {
    let file: File = toml::from_str(text).map_err(|cause| Error::fault("requests.toml", cause))?;
    Ok(file.request)
}

impl SeedRequest {
    /// Makes it, about a record that the person may see, beginning with what stands there.
    ///
    /// # Errors
    /// A fault that names a record or field that is not there; [`Error::Refused`] when they may not ask;
    /// [`Error::Storage`].
    pub async fn run(self, db: &Db, who: &Actor, slices: &[Slice]) -> Result<()> {
        let Self { record, key, field, proposed, reason, .. } = self;
        let missing = |what: &str| Error::fault("requests.toml", format!("no {what} for {record} {key}"));
        let all = slices.iter().flat_map(|slice| slice.askable);
        let askable = all.into_iter().find(|of| of.record == record).ok_or_else(|| missing("Askable"))?;
        let files = slices.iter().map(|slice| slice.words).chain([kit_web::system::words()]);
        let words = Words::read(&files.collect::<Vec<_>>());
        let words = words.map_err(|cause| Error::fault("words", cause))?;
        let reader = db.read().await?;
        let now = At { as_of: reader.today(), known_at: Instant::LATEST };
        let subject = (askable.subjects)(&reader, who, now).await?.remove(&key);
        let fields = (askable.standing)(&reader, who, now, &key).await?.unwrap_or_default();
        drop(reader);
        let standing = fields.into_iter().find(|(name, _)| *name == field).map(|(_, standing)| standing);
        let stands = standing.ok_or_else(|| missing("field"))?.told(&words, Lang::Vi);
        let asked = Asked { field, stands, proposed, reason, source: None };
        actions::make(db, who, &subject.ok_or_else(|| missing("record"))?, asked).await.map(|_| ())
    }
}
