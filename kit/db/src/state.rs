//! The state of all facts at a snapshot, table by table: which deed was the last to change each.
//!
//! The rows of the audit say which tables a deed changed, whichever program did it. They are followed from the first
//! snapshot that this program takes; what was before that is one beginning for all tables.

use std::{
    collections::{BTreeSet, HashMap},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use kit_base::{Instant, Result};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use crate::{
    Reader,
    audit::{change, entry},
    fault,
};

/// So many states are remembered: snapshots that are still open may be older than the last one.
const MOST: usize = 16;

/// One state of the facts of one database.
#[derive(Clone, Debug)]
pub(crate) struct State {
    /// Which unbroken chain of deeds. Another one, after a restore for example, has nothing in common with it.
    line: u64,
    /// Where the following began.
    beginning: i64,
    /// The last deed that changed any fact.
    pub(crate) seq: i64,
    /// Its hash.
    head: String,
    /// Its moment.
    moment: Instant,
    /// The last deed that changed a table, for those changed since the beginning.
    tables: Arc<HashMap<String, i64>>,
}

/// Place, hash and moment of a deed.
pub(crate) type Change = (i64, String, Instant);

/// All that was known at a state.
#[derive(Clone, Copy, Debug)]
pub struct Known {
    pub(crate) seq: i64,
    pub(crate) moment: Instant,
}

/// The states that were met.
#[derive(Debug, Default)]
pub(crate) struct States(Mutex<Vec<State>>);

impl State {
    fn begin((seq, head, moment): Change) -> Self {
        static LINES: AtomicU64 = AtomicU64::new(0);
        let line = LINES.fetch_add(1, Ordering::Relaxed);
        Self { line, beginning: seq, seq, head, moment, tables: Arc::default() }
    }

    /// What is known in it.
    pub(crate) fn known(&self) -> Known {
        Known { seq: self.seq, moment: self.moment }
    }

    /// Whether both are states of one chain.
    pub(crate) fn is_of_line(&self, other: &Self) -> bool {
        self.line == other.line
    }

    /// Whether not one fact differs.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        self.line == other.line && self.seq == other.seq
    }

    /// The last deed that changed one of these.
    pub(crate) fn last_of(&self, sources: &Sources) -> i64 {
        match sources {
            Sources::All => self.seq,
            Sources::Tables(names) => {
                let of = |name: &&str| self.tables.get(*name).copied().unwrap_or(self.beginning);
                names.iter().map(of).max().unwrap_or_default()
            }
        }
    }
}

/// What was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Sources {
    /// These tables of facts.
    Tables(BTreeSet<&'static str>),
    /// The audit itself or a view: anything may have had a part in it.
    All,
}

impl Default for Sources {
    fn default() -> Self {
        Self::Tables(BTreeSet::new())
    }
}

impl Sources {
    /// Adds what a query names. A column that is called like a table adds the table: too much is no fault.
    pub(crate) fn add_query(&mut self, sql: &str, tables: &BTreeSet<&'static str>) {
        let words = sql.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
        for word in words.filter(|word| !word.is_empty()) {
            if word.starts_with("audit_") || word.starts_with("gis_") {
                *self = Self::All;
            }
            if let (Self::Tables(names), Some(table)) = (&mut *self, tables.get(word)) {
                names.insert(*table);
            }
        }
    }

    pub(crate) fn add(&mut self, other: &Self) {
        match (&mut *self, other) {
            (Self::Tables(names), Self::Tables(more)) => names.extend(more),
            _ => *self = Self::All,
        }
    }
}

impl States {
    /// The state that a snapshot shows.
    pub(crate) async fn of(&self, reader: &Reader) -> Result<State> {
        let last = reader.last_change().await?;
        if let Some(known) = self.find(|state| state.seq == last.0 && state.head == last.1) {
            return Ok(known);
        }
        let state = match self.find(|state| state.seq < last.0) {
            Some(before) => follow(reader, before, &last).await?,
            None => None,
        };
        Ok(self.remember(state.unwrap_or_else(|| State::begin(last))))
    }

    fn find(&self, which: impl Fn(&State) -> bool) -> Option<State> {
        let states = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        states.iter().rev().find(|state| which(state)).cloned()
    }

    /// Two may come upon a state at once: the one that was first stands for both.
    fn remember(&self, state: State) -> State {
        let mut states = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(first) = states.iter().find(|known| known.seq == state.seq && known.head == state.head) {
            return first.clone();
        }
        states.push(state.clone());
        if MOST < states.len() {
            states.remove(0);
        }
        state
    }
}

/// The state after the `last` deed, when the one before lies on the same chain.
async fn follow(reader: &Reader, before: State, last: &Change) -> Result<Option<State>> {
    let there = entry::Entity::find_by_id(before.seq)
        .one(reader.connection())
        .await
        .map_err(fault::of("read the audit"))?;
    // The very beginning of a chain has no entry.
    if before.seq != 0 && there.is_none_or(|entry| entry.hash != before.head) {
        return Ok(None);
    }
    let changed: Vec<(String, i64)> = change::Entity::find()
        .select_only()
        .column(change::Column::TableName)
        .column_as(change::Column::Seq.max(), "last")
        .filter(change::Column::Seq.gt(before.seq))
        .group_by(change::Column::TableName)
        .into_tuple()
        .all(reader.connection())
        .await
        .map_err(fault::of("read the audit"))?;
    let mut tables = HashMap::clone(&before.tables);
    tables.extend(changed);
    let (seq, head, moment) = last.clone();
    Ok(Some(State { seq, head, moment, tables: Arc::new(tables), ..before }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sources(sql: &str) -> Sources {
        let mut sources = Sources::default();
        sources.add_query(sql, &["plot", "plot_state", "note"].into());
        sources
    }

    #[test]
    fn a_query_rests_on_the_tables_that_it_names() {
        assert_eq!(sources(r#"select "plot"."id" from "plot""#), Sources::Tables(["plot"].into()));
        let two = "SELECT 1 FROM plot_state s JOIN note ON s.x=note.y";
        assert_eq!(sources(two), Sources::Tables(["plot_state", "note"].into()));
        assert_eq!(sources("select 1"), Sources::default());
    }

    #[test]
    fn a_query_of_the_audit_or_a_view_rests_on_everything() {
        assert_eq!(sources("select max(seq) from audit_entry"), Sources::All);
        assert_eq!(sources("select * from gis_plot, note"), Sources::All);
    }
}
