//! What reads, and cannot write.

use std::sync::Arc;

use kit_base::{Day, Error, Result};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, ExecResult, Iterable, ModelTrait,
    PrimaryKeyToColumn, QueryFilter, QueryOrder, QueryResult, QuerySelect, Select, Statement,
};

use tokio::sync::OnceCell;

use crate::{Db, Engine, Fact, fault, kept, state::State};

/// One consistent view of the database. Queries of the slices take `&Reader`, whether it is a page's snapshot or the
/// transaction of a deed.
#[derive(Clone)]
pub struct Reader {
    inner: Arc<DatabaseTransaction>,
    engine: Engine,
    today: Day,
    db: Db,
    /// Which state a snapshot shows; nothing within a deed, which is none.
    state: Option<Arc<OnceCell<State>>>,
}

impl Reader {
    /// Within a deed.
    pub(crate) fn new(inner: DatabaseTransaction, db: &Db) -> Self {
        let (engine, today) = (db.engine(), db.clock().today());
        Self { inner: Arc::new(inner), engine, today, db: db.clone(), state: None }
    }

    /// A snapshot, in which nothing changes any more.
    pub(crate) fn of_snapshot(inner: DatabaseTransaction, db: &Db) -> Self {
        Self { state: Some(Arc::default()), ..Self::new(inner, db) }
    }

    /// The state that a snapshot shows; nothing within a deed.
    pub(crate) async fn state(&self) -> Result<Option<State>> {
        let Some(state) = &self.state else { return Ok(None) };
        state.get_or_try_init(|| self.db.0.states.of(self)).await.cloned().map(Some)
    }

    /// Looks that a query reads, and notes what it reads.
    fn admit(&self, sql: &str) -> std::result::Result<(), DbErr> {
        only_reading(sql)?;
        kept::note_query(sql, &self.db.0.table_names);
        Ok(())
    }

    /// Today in Viet Nam: rights are always today's, whatever day is asked for.
    #[must_use]
    pub fn today(&self) -> Day {
        self.today
    }

    /// The engine behind.
    #[must_use]
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// Hands over the rows of a query one after the other, in the order of their key. Never more than a page of them is
    /// in memory besides what is made of them: a row takes many times what it holds.
    ///
    /// # Errors
    /// The engine's error as ours.
    pub async fn each<E: Fact>(&self, query: Select<E>, mut take: impl FnMut(E::Model)) -> Result<()> {
        const PAGE: usize = 1_000;
        let Some(key) = E::PrimaryKey::iter().next().map(PrimaryKeyToColumn::into_column) else {
            return Err(Error::fault("read rows", "a table without a key"));
        };
        let query = query.order_by_asc(key).limit(PAGE as u64);
        let mut rows = query.clone().all(self).await.or_fault("read rows")?;
        loop {
            let (count, last) = (rows.len(), rows.last().map(|row| row.get(key)));
            rows.into_iter().for_each(&mut take);
            match last {
                Some(last) if count == PAGE => {
                    rows = query.clone().filter(key.gt(last)).all(self).await.or_fault("read rows")?;
                }
                _ => return Ok(()),
            }
        }
    }

    pub(crate) fn connection(&self) -> &DatabaseTransaction {
        &self.inner
    }

    pub(crate) async fn commit(self) -> Result<()> {
        self.whole()?.commit().await.map_err(fault::of("commit"))
    }

    pub(crate) async fn roll_back(self) -> Result<()> {
        self.whole()?.rollback().await.map_err(fault::of("roll back"))
    }

    fn whole(self) -> Result<DatabaseTransaction> {
        Arc::into_inner(self.inner)
            .ok_or_else(|| Error::fault("end a transaction", "a reader outlived its deed"))
    }
}

/// A query that is no `select` is a mistake in our code: facts are written through `Tx` alone.
fn only_reading(sql: &str) -> std::result::Result<(), DbErr> {
    let start: String = sql.trim_start().chars().take(6).collect();
    match start.to_ascii_lowercase().as_str() {
        "select" | "with r" => Ok(()),
        _ => Err(DbErr::Custom(format!("a reader was asked to write: {start}…"))),
    }
}

#[async_trait::async_trait]
impl ConnectionTrait for Reader {
    fn get_database_backend(&self) -> DbBackend {
        self.inner.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> std::result::Result<ExecResult, DbErr> {
        self.admit(&statement.sql)?;
        self.inner.execute_raw(statement).await
    }

    async fn execute_unprepared(&self, sql: &str) -> std::result::Result<ExecResult, DbErr> {
        self.admit(sql)?;
        self.inner.execute_unprepared(sql).await
    }

    async fn query_one_raw(&self, statement: Statement) -> std::result::Result<Option<QueryResult>, DbErr> {
        self.admit(&statement.sql)?;
        self.inner.query_one_raw(statement).await
    }

    async fn query_all_raw(&self, statement: Statement) -> std::result::Result<Vec<QueryResult>, DbErr> {
        self.admit(&statement.sql)?;
        self.inner.query_all_raw(statement).await
    }
}

/// Lets `?` carry an engine's error out of the queries of a slice.
pub trait OrFault<T> {
    /// Names the operation in the fault.
    ///
    /// # Errors
    /// The engine's error as ours.
    fn or_fault(self, operation: &'static str) -> Result<T>;
}

impl<T> OrFault<T> for std::result::Result<T, DbErr> {
    fn or_fault(self, operation: &'static str) -> Result<T> {
        self.map_err(fault::of(operation))
    }
}

#[cfg(test)]
mod tests {
    use super::only_reading;

    #[test]
    fn a_reader_refuses_every_writing_word() {
        for sql in [
            "insert into a values (1)",
            " UPDATE a set b = 1",
            "delete from a",
            "with x as (insert …) select",
        ] {
            assert!(only_reading(sql).is_err(), "{sql}");
        }
        for sql in ["select 1", "  SELECT 1", "with recursive r as (select 1) select 1"] {
            assert!(only_reading(sql).is_ok(), "{sql}");
        }
    }
}
