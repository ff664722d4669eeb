//! The requests of the demonstration, made by its people.

use kit_base::{Actor, Error, Result, Subject};
use kit_db::Db;
use serde::Deserialize;

use crate::actions::{self, Asked};

/// A request of the seed.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeedRequest {
    /// Who asks: what they sign in with.
    pub person: String,
    /// Code of the cluster.
    pub cluster: String,
    field: String,
    stands: String,
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
    /// Makes it, about a record that the person may see.
    ///
    /// # Errors
    /// [`Error::Refused`] when they may not ask; [`Error::Storage`].
    pub async fn run(self, db: &Db, who: &Actor, record: &Subject) -> Result<()> {
        let Self { field, stands, proposed, reason, .. } = self;
        let asked = Asked { field, stands, proposed, reason, source: None };
        actions::make(db, who, record, asked).await.map(|_| ())
    }
}
