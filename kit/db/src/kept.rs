//! What was put together from the facts lately, kept in memory until a deed changes what it was read from: a page then
//! costs what it shows, not what the register holds.
//!
//! An answer rests on the tables that were read while it was made (`Reader` notes them), and holds as long as no deed,
//! of this program or another, has changed one of those. Nothing is declared by hand, so nothing can be forgotten. Facts
//! that were changed behind the program's back are seen after the next deed on the same table, or the next start.

use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex, PoisonError},
};

use kit_base::{Actor, At, Day, Grant, Result};
use tokio::sync::OnceCell;

use crate::{
    Reader,
    state::{Known, Sources, State},
};

tokio::task_local! {
    /// What was read so far for the answer that this task is making.
    static READ: Arc<Mutex<Sources>>;
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
    key: K,
    /// The state in which the making began.
    state: State,
    made: Arc<OnceCell<Made<T>>>,
}

struct Made<T> {
    answer: Arc<T>,
    sources: Sources,
}

/// An earlier answer, from which the one that is wanted now can be made.
#[derive(Debug)]
pub struct Earlier<K, T> {
    /// What it answers.
    pub key: K,
    /// The answer.
    pub answer: Arc<T>,
    /// What was known when it was made.
    pub known: Known,
}

impl<K, T> Entry<K, T> {
    /// Whether this is, or will be, the answer in a state.
    fn holds_in(&self, state: &State) -> bool {
        match self.made.get() {
            Some(Made { sources, .. }) => {
                self.state.is_of_line(state) && self.state.last_of(sources) == state.last_of(sources)
            }
            None => self.state.is_same(state),
        }
    }

    /// Whether a deed has made it old.
    fn is_behind(&self, state: &State) -> bool {
        self.state.is_of_line(state)
            && self
                .made
                .get()
                .is_some_and(|Made { sources, .. }| self.state.last_of(sources) < state.last_of(sources))
    }
}

impl<K: Clone + PartialEq, T> Kept<K, T> {
    /// Keeps at most so many.
    #[must_use]
    pub const fn new(most: usize) -> Self {
        Self { most, entries: Mutex::new(Vec::new()) }
    }

    /// What is kept for the key and still holds in the state of the reader, else what `make` makes. Within a deed
    /// nothing is kept: it sees rows that may never be committed.
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
        self.entries().retain(|entry| !entry.is_behind(&state));
        self.answer(state, key, make).await
    }

    /// As [`Self::get`]; an answer of an earlier state or for another key stays until then, and `make` gets it to begin
    /// from. Within a deed it gets none.
    ///
    /// # Errors
    /// As [`Self::get`].
    pub async fn renew<F: Future<Output = Result<T>>>(
        &self,
        reader: &Reader,
        key: K,
        make: impl FnOnce(Option<Earlier<K, T>>) -> F,
    ) -> Result<Arc<T>> {
        let Some(state) = reader.state().await? else { return make(None).await.map(Arc::new) };
        let (earlier, sources) = self.earlier(&state, &key).unzip();
        let make = Box::pin(async {
            // What is taken over rests on what it was read from, whether that is read again or not.
            if let Some(sources) = &sources {
                note(|read| read.add(sources));
            }
            make(earlier).await
        });
        let answer = self.answer(state.clone(), key.clone(), make).await?;
        self.entries().retain(|entry| entry.key != key || !entry.is_behind(&state));
        Ok(answer)
    }

    async fn answer(
        &self,
        state: State,
        key: K,
        make: std::pin::Pin<Box<impl Future<Output = Result<T>>>>,
    ) -> Result<Arc<T>> {
        let place = self.entry(state, key);
        let make = async {
            let read = Arc::<Mutex<Sources>>::default();
            let answer = READ.scope(Arc::clone(&read), make).await.map(Arc::new)?;
            let sources = read.lock().unwrap_or_else(PoisonError::into_inner).clone();
            Ok::<_, kit_base::Error>(Made { answer, sources })
        };
        let found = place.get_or_try_init(|| make).await?;
        // What is made of this rests on the same.
        note(|read| read.add(&found.sources));
        Ok(Arc::clone(&found.answer))
    }

    /// The place of the answer. The one used last stands last, and the first one goes when there are too many.
    fn entry(&self, state: State, key: K) -> Arc<OnceCell<Made<T>>> {
        let mut entries = self.entries();
        let found = entries.iter().position(|entry| entry.key == key && entry.holds_in(&state));
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

    /// The best answer to begin from: to the same question if there is one, and the one used last.
    fn earlier(&self, state: &State, key: &K) -> Option<(Earlier<K, T>, Sources)> {
        let entries = self.entries();
        let ready = || {
            let of_line = entries.iter().rev().filter(|entry| entry.state.is_of_line(state));
            of_line.filter(|entry| entry.state.seq <= state.seq && entry.made.get().is_some())
        };
        let entry = ready().find(|entry| entry.key == *key).or_else(|| ready().next())?;
        let Made { answer, sources } = entry.made.get()?;
        let earlier =
            Earlier { key: entry.key.clone(), answer: Arc::clone(answer), known: entry.state.known() };
        Some((earlier, sources.clone()))
    }

    fn entries(&self) -> std::sync::MutexGuard<'_, Vec<Entry<K, T>>> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Notes what a query reads, for the answer that is being made.
pub(crate) fn note_query(sql: &str, tables: &BTreeSet<&'static str>) {
    note(|read| read.add_query(sql, tables));
}

fn note(add: impl FnOnce(&mut Sources)) {
    // Outside of the making of an answer nobody wants to know.
    let _ = READ.try_with(|read| add(&mut read.lock().unwrap_or_else(PoisonError::into_inner)));
}

impl<K, T> std::fmt::Debug for Kept<K, T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Kept").field("most", &self.most).finish_non_exhaustive()
    }
}
