//! Units and bodies as known now, kept in memory until the next deed: every request needs them to tell whose it is,
//! and reading them anew takes longer than most pages do.

use std::sync::{Arc, Mutex, PoisonError};

use kit_base::{Instant, Result};
use kit_db::Reader;

use crate::Places;

/// The places, and the end of the audit chain at which they were read. Its hash stands for all facts before it.
static KEPT: Mutex<Option<(String, Arc<Places>)>> = Mutex::new(None);

/// All that is known at the state of the reader.
///
/// # Errors
/// [`kit_base::Error::Storage`].
pub async fn known_now(reader: &Reader) -> Result<Arc<Places>> {
    let (_, head) = reader.audit_head().await?;
    let kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner).clone();
    if let Some((_, places)) = kept.filter(|(at, _)| *at == head) {
        return Ok(places);
    }
    let places = Arc::new(Places::load(reader, Instant::LATEST).await?);
    *KEPT.lock().unwrap_or_else(PoisonError::into_inner) = Some((head, Arc::clone(&places)));
    Ok(places)
}
