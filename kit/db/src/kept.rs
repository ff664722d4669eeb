//! What was put together from the facts lately, kept in memory until the next deed: a page then costs what it shows,
//! not what the register holds.
//!
//! What is kept is only ever a reading of one state of one database, named by the end of its audit chain, so nothing has
//! to be thrown away by hand. Facts that were changed behind the program's back are seen after the next deed or start.

use std::sync::{Arc, Mutex, PoisonError};

use kit_base::{Actor, At, Day, Grant, Result};
use tokio::sync::OnceCell;

use crate::Reader;

/// The state of all facts of one database: which one, the place of the last deed that changed any, and the hash of that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct State {
    pub(crate) database: u64,
    pub(crate) seq: i64,
    pub(crate) head: String,
}

/// Who asks for what, as far as the answer depends on it: rights, the day they are of, and the two dates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    grants: Vec<Grant>,
    today: Day,
    at: At,
}

impl Asked {
    /// By `who`, as of `at`.
    #[must_use]
    pub fn by(reader: &Reader, who: &Actor, at: At) -> Self {
        Self { grants: who.grants.clone(), today: reader.today(), at }
    }
}

/// Keeps the last few answers, each by its key. Whoever asks for what another is just making waits for it.
pub struct Kept<K, T> {
    most: usize,
    entries: Mutex<Vec<Entry<K, T>>>,
}

struct Entry<K, T> {
    state: State,
    key: K,
    made: Arc<OnceCell<Arc<T>>>,
}

impl<K: PartialEq, T> Kept<K, T> {
    /// Keeps at most so many.
    #[must_use]
    pub const fn new(most: usize) -> Self {
        Self { most, entries: Mutex::new(Vec::new()) }
    }

    /// What is kept for the key in the state of the reader, else what `make` makes. Within a deed nothing is kept: it
    /// sees rows that may never be committed.
    ///
    /// # Errors
    /// Whatever `make` returns; nothing is kept then.
    pub async fn get(
        &self,
        reader: &Reader,
        key: K,
        make: impl Future<Output = Result<T>>,
    ) -> Result<Arc<T>> {
        // On the heap: what is made may itself rest on something kept, and such calls nest.
        let make = Box::pin(make);
        let Some(state) = reader.state().await? else { return make.await.map(Arc::new) };
        let place = self.entry(state, key);
        place.get_or_try_init(|| async { make.await.map(Arc::new) }).await.cloned()
    }

    /// The place of the answer. The one used last stands last, and the first one goes when there are too many.
    fn entry(&self, state: State, key: K) -> Arc<OnceCell<Arc<T>>> {
        let mut entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        entries.retain(|kept| kept.state.database != state.database || state.seq <= kept.state.seq);
        let found = entries.iter().position(|kept| kept.state == state && kept.key == key);
        let entry = match found {
            Some(place) => entries.remove(place),
            None => Entry { state, key, made: Arc::default() },
        };
        let made = Arc::clone(&entry.made);
        entries.push(entry);
        if self.most < entries.len() {
            entries.remove(0);
        }
        made
    }
}

impl<K, T> std::fmt::Debug for Kept<K, T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Kept").field("most", &self.most).finish_non_exhaustive()
    }
}
