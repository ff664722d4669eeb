//! Proving that the chain is whole and that the tables hold what it says.

use std::collections::{BTreeMap, HashMap};

use kit_base::Result;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::Serialize;

use crate::{
    Db, Reader, Table,
    audit::{self, ROOT, change, entry},
    fault,
};

/// One thing that is not as the chain says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "what", rename_all = "kebab-case")]
pub enum Broken {
    /// The entries do not follow one another: one is missing, or one was put in.
    Gap {
        /// Last entry that is in place.
        after: i64,
        /// The entry found behind it.
        found: i64,
    },
    /// An entry was changed.
    Entry {
        /// Its place in the chain.
        seq: i64,
    },
    /// The list of rows of an entry was changed, or there is a list without its entry.
    Changes {
        /// Its place in the chain.
        seq: i64,
    },
    /// A row is not as its last deed left it.
    Row {
        /// The table.
        table: String,
        /// The row's primary key.
        key: String,
        /// The deed that wrote it last.
        seq: i64,
    },
    /// A row that its last deed left behind is gone.
    Missing {
        /// The table.
        table: String,
        /// The row's primary key.
        key: String,
        /// The deed that wrote it last.
        seq: i64,
    },
    /// A row that no deed wrote.
    Unwritten {
        /// The table.
        table: String,
        /// The row's primary key.
        key: String,
    },
    /// A table that cannot be read at all.
    Unreadable {
        /// The table.
        table: String,
        /// What the engine says.
        cause: String,
    },
}

/// What `cotmoc verify` found.
#[derive(Clone, Debug, Serialize)]
pub struct Verdict {
    /// Entries of the chain.
    pub entries: i64,
    /// Rows of fact tables.
    pub rows: usize,
    /// Hash of the last entry: note it elsewhere, and a later chain can be proved to continue this one.
    pub head: String,
    /// What is broken; empty when all is well.
    pub broken: Vec<Broken>,
}

impl Db {
    /// Walks the whole chain and every fact table.
    ///
    /// # Errors
    /// [`kit_base::Error::Storage`] when the chain itself cannot be read.
    pub async fn verify(&self) -> Result<Verdict> {
        let reader = self.read().await?;
        let mut broken = Vec::new();
        let (entries, head, mut last) = walk_chain(&reader, &mut broken).await?;
        let mut rows = 0;
        for table in self.tables() {
            rows += compare(&reader, table, last.remove(table.name).unwrap_or_default(), &mut broken).await;
        }
        Ok(Verdict { entries, rows, head, broken })
    }
}

type LastHashes = HashMap<String, BTreeMap<String, (i64, String)>>;

/// Checks entry after entry and gathers the last hash of every row.
async fn walk_chain(reader: &Reader, broken: &mut Vec<Broken>) -> Result<(i64, String, LastHashes)> {
    let (mut seq, mut head) = (0, ROOT.to_owned());
    let mut last = LastHashes::new();
    let mut read_to = i64::MIN;
    loop {
        let page =
            entry::Entity::find().filter(entry::Column::Seq.gt(read_to)).order_by_asc(entry::Column::Seq);
        let page = page.limit(1_000).all(reader).await.map_err(fault::of("verify"))?;
        let end = page.last().map_or(i64::MAX, |entry| entry.seq);
        let changes = change::Entity::find()
            .filter(change::Column::Seq.gt(read_to))
            .filter(change::Column::Seq.lte(end))
            .order_by_asc(change::Column::Seq)
            .order_by_asc(change::Column::Nr)
            .all(reader)
            .await
            .map_err(fault::of("verify"))?;
        let mut homeless: Vec<i64> = changes.iter().map(|c| c.seq).collect();
        homeless.dedup();
        homeless.retain(|seq| page.binary_search_by_key(seq, |entry| entry.seq).is_err());
        broken.extend(homeless.into_iter().map(|seq| Broken::Changes { seq }));
        if page.is_empty() {
            return Ok((seq, head, last));
        }
        read_to = end;
        for entry in page {
            if entry.seq != seq + 1 {
                broken.push(Broken::Gap { after: seq, found: entry.seq });
            }
            if entry.prev_hash != head || audit::entry_hash(&entry) != entry.hash {
                broken.push(Broken::Entry { seq: entry.seq });
            }
            let start = changes.partition_point(|c| c.seq < entry.seq);
            let end = changes.partition_point(|c| c.seq <= entry.seq);
            if audit::changes_hash(&changes[start..end]) != entry.changes_hash {
                broken.push(Broken::Changes { seq: entry.seq });
            }
            for c in &changes[start..end] {
                let rows = last.entry(c.table_name.clone()).or_default();
                rows.insert(c.row_key.clone(), (entry.seq, c.row_hash.clone()));
            }
            (seq, head) = (entry.seq, entry.hash);
        }
    }
}

/// Compares a table with what the chain says of it; tells how many rows it has.
async fn compare(
    reader: &Reader,
    table: &Table,
    mut expected: BTreeMap<String, (i64, String)>,
    broken: &mut Vec<Broken>,
) -> usize {
    let name = || table.name.to_owned();
    let found = match (table.hashes)(reader.clone()).await {
        Ok(found) => found,
        Err(cause) => {
            broken.push(Broken::Unreadable { table: name(), cause: cause.to_string() });
            return 0;
        }
    };
    let rows = found.len();
    for (key, hash) in found {
        match expected.remove(&key) {
            Some((_, written)) if written == hash => {}
            Some((seq, _)) => broken.push(Broken::Row { table: name(), key, seq }),
            None => broken.push(Broken::Unwritten { table: name(), key }),
        }
    }
    broken.extend(expected.into_iter().map(|(key, (seq, _))| Broken::Missing { table: name(), key, seq }));
    rows
}
