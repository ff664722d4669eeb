//! Units and bodies as known, kept in memory until the next deed: every request needs them to tell whose it is, and
//! reading them anew takes longer than most pages do.

use std::sync::Arc;

use kit_base::{Instant, Result};
use kit_db::{Kept, Reader};

use crate::Places;

static PLACES: Kept<Instant, Places> = Kept::new(8);

/// All that is known at the state of the reader.
///
/// # Errors
/// [`kit_base::Error::Storage`].
pub async fn known_now(reader: &Reader) -> Result<Arc<Places>> {
    known(reader, Instant::LATEST).await
}

/// All that was known at a moment.
///
/// # Errors
/// [`kit_base::Error::Storage`].
pub async fn known(reader: &Reader, at: Instant) -> Result<Arc<Places>> {
    PLACES.get(reader, at, Places::load(reader, at)).await
}
