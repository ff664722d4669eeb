//! The bodies somebody works in.

use std::collections::BTreeSet;

use kit_base::Result;
use kit_db::Reader;

use crate::{model::as_known_now, store};

/// The ids of the bodies in which a person holds a position today; none for somebody without an account.
///
/// # Errors
/// [`kit_base::Error::Storage`].
pub async fn bodies(reader: &Reader, person: &str) -> Result<BTreeSet<String>> {
    let Ok(id) = person.parse() else { return Ok(BTreeSet::new()) };
    let account = store::account(reader, as_known_now(reader.today()), id).await?;
    let held = account.filter(|account| account.active).map(|account| account.positions).unwrap_or_default();
    Ok(held.iter().map(|position| position.body.to_string()).collect())
}
