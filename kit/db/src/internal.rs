//! Writing what is no fact: sessions, sign-in attempts, drafts, jobs. Unaudited, in a short list of tables.

use kit_base::{Instant, Result};
use sea_orm::{
    Condition, ConnectionTrait, DatabaseTransaction, QueryFilter, SqliteTransactionMode, TransactionOptions,
    TransactionTrait,
};

use crate::{Db, Internal, Reader, Tx, fault};

/// A transaction over internal tables.
pub struct InternalTx<'a> {
    reader: &'a Reader,
    now: Instant,
}

impl Db {
    /// Writes internal tables in one transaction.
    ///
    /// # Errors
    /// Whatever `work` returns, or [`kit_base::Error::Storage`].
    pub async fn internal<T>(&self, work: impl AsyncFnOnce(&InternalTx<'_>) -> Result<T>) -> Result<T> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        let transaction = self.0.writer.begin_with_options(options).await.map_err(fault::of("begin"))?;
        let reader = Reader::new(transaction, self);
        match work(&InternalTx { reader: &reader, now: self.0.clock.now() }).await {
            Ok(done) => reader.commit().await.map(|()| done),
            Err(error) => {
                reader.roll_back().await?;
                Err(error)
            }
        }
    }
}

impl Tx {
    /// Writes internal tables within a deed: both are committed or neither.
    #[must_use]
    pub fn internal(&self) -> InternalTx<'_> {
        InternalTx { reader: self.reader(), now: self.now() }
    }
}

impl InternalTx<'_> {
    /// The present moment.
    #[must_use]
    pub fn now(&self) -> Instant {
        self.now
    }

    /// Reads within the transaction.
    #[must_use]
    pub fn reader(&self) -> &Reader {
        self.reader
    }

    /// Inserts a row.
    ///
    /// # Errors
    /// A fault, or [`kit_base::Error::Storage`].
    pub async fn insert<E: Internal>(&self, row: E::ActiveModel) -> Result<()> {
        E::insert(row).exec_without_returning(self.connection()).await.map_err(fault::of("insert"))?;
        Ok(())
    }

    /// Updates a row found by its primary key.
    ///
    /// # Errors
    /// A fault when there is no such row, or [`kit_base::Error::Storage`].
    pub async fn update<E: Internal>(&self, row: E::ActiveModel) -> Result<()> {
        let update = E::update(row).validate().map_err(fault::of("update"))?;
        self.connection()
            .execute(&sea_orm::QueryTrait::into_query(update))
            .await
            .map_err(fault::of("update"))?;
        Ok(())
    }

    /// Updates the rows that meet `condition`; tells how many.
    ///
    /// # Errors
    /// A fault, or [`kit_base::Error::Storage`].
    pub async fn update_where<E: Internal>(&self, row: E::ActiveModel, condition: Condition) -> Result<u64> {
        let update = E::update_many().set(row).filter(condition);
        let done = update.exec(self.connection()).await.map_err(fault::of("update"))?;
        Ok(done.rows_affected)
    }

    /// Deletes the rows that meet `condition`; tells how many.
    ///
    /// # Errors
    /// A fault, or [`kit_base::Error::Storage`].
    pub async fn delete_where<E: Internal>(&self, condition: Condition) -> Result<u64> {
        let delete = E::delete_many().filter(condition);
        let done = delete.exec(self.connection()).await.map_err(fault::of("delete"))?;
        Ok(done.rows_affected)
    }

    fn connection(&self) -> &DatabaseTransaction {
        self.reader.connection()
    }
}
