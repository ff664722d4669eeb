//! Units and bodies as known now, kept in memory until the next deed: every request needs them to tell whose it is,
//! and reading them anew takes longer than most pages do.

use std::sync::{Arc, Mutex, PoisonError};

use kit_base::Result;
use kit_db::Reader;
use places::Places;

use crate::model::KNOWN_NOW;

/// The places, and the end of the audit chain at which they were read. Its hash stands for all facts before it.
static KEPT: Mutex<Option<(String, Arc<Places>)>> = Mutex::new(None);

/// The places at the state of the reader.
pub(crate) async fn get(reader: &Reader) -> Result<Arc<Places>> {
    let (_, head) = reader.audit_head().await?;
    let kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner).clone();
    if let Some((_, places)) = kept.filter(|(at, _)| *at == head) {
        return Ok(places);
    }
    let places = Arc::new(Places::load(reader, KNOWN_NOW).await?);
    *KEPT.lock().unwrap_or_else(PoisonError::into_inner) = Some((head, Arc::clone(&places)));
    Ok(places)
}
