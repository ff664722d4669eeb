//! The only way to write facts.

use kit_base::{Action, Actor, Error, Id, Instant, Message, Result, Subject, Via};
use sea_orm::{
    ActiveModelTrait, ConnectionTrait, EntityTrait, IntoActiveModel, SqliteTransactionMode,
    TransactionOptions, TransactionTrait,
};

use crate::{
    Db, Engine, Fact, Reader,
    audit::{self, AuditEntry, Change, change, entry},
    fault, geopackage, jobs, table,
};

/// The transaction of one deed.
pub struct Tx {
    reader: Reader,
    db: Db,
    now: Instant,
    last: Option<AuditEntry>,
    changes: Vec<Change>,
    document: Option<String>,
    key: Option<String>,
}

impl Db {
    /// Does a deed: checks the right, runs `deed` in one transaction, writes the audit line, enqueues the jobs that
    /// wait for the action, commits. When anything fails, nothing was written.
    ///
    /// # Errors
    /// [`Error::Refused`] when `who` may not do `action` to `subject`; whatever `deed` returns; [`Error::Storage`].
    pub async fn act<T>(
        &self,
        who: &Actor,
        action: &'static Action,
        subject: Subject,
        deed: impl AsyncFnOnce(&mut Tx) -> Result<T>,
    ) -> Result<T> {
        if !who.may(action, &subject) {
            return Err(refusal(who, action, &subject));
        }
        let mut tx = self.begin().await?;
        match deed(&mut tx).await {
            Ok(done) => {
                tx.sign(who, action, subject).await?;
                tx.reader.commit().await?;
                Ok(done)
            }
            Err(error) => {
                tx.reader.roll_back().await?;
                Err(error)
            }
        }
    }

    /// Begins the one writing transaction at a time. Without the lock the audit chain would fork.
    pub(crate) async fn begin(&self) -> Result<Tx> {
        geopackage::drop_foreign_triggers(self).await?;
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        let transaction = self.0.writer.begin_with_options(options).await.map_err(fault::of("begin"))?;
        let reader = Reader::new(transaction, self);
        if self.0.engine == Engine::Postgres {
            let lock = "select pg_advisory_xact_lock(716870)";
            reader.connection().execute_unprepared(lock).await.map_err(fault::of("lock"))?;
        }
        let last = audit::last_entry(&reader).await?;
        // Strictly later than all that is recorded, even when the machine's clock went back.
        let now = last.as_ref().map_or(self.0.clock.now(), |last| {
            self.0.clock.now().max(Instant::from_micros(last.at.micros() + 1))
        });
        Ok(Tx { reader, db: self.clone(), now, last, changes: Vec::new(), document: None, key: None })
    }
}

fn refusal(who: &Actor, action: &Action, subject: &Subject) -> Error {
    if who.is_signed_in() || who.name == "system" {
        let message = Message::new("db.may-not").with("action", action.name).with("subject", &subject.label);
        Error::Refused(message)
    } else {
        Error::SignedOut
    }
}

impl Tx {
    /// The moment of the deed, strictly later than every deed before.
    #[must_use]
    pub fn now(&self) -> Instant {
        self.now
    }

    /// A fresh id.
    #[must_use]
    pub fn id<K>(&self) -> Id<K> {
        self.db.0.clock.id()
    }

    /// Reads within the transaction: sees what the deed has written so far.
    #[must_use]
    pub fn reader(&self) -> &Reader {
        &self.reader
    }

    /// Names the document the deed rests on, for the audit.
    pub fn cite(&mut self, document: impl Into<String>) {
        self.document = Some(document.into());
    }

    /// Says under which key the subject stands, when the deed itself gave it one.
    pub fn name_subject(&mut self, key: impl Into<String>) {
        self.key = Some(key.into());
    }

    /// Inserts a fact.
    ///
    /// # Errors
    /// A fault, or [`Error::Storage`].
    pub async fn insert<E: Fact>(&mut self, row: E::ActiveModel) -> Result<E::Model>
    where
        E::Model: IntoActiveModel<E::ActiveModel>,
        E::ActiveModel: Send,
    {
        let row: E::Model = E::insert(row)
            .exec_with_returning(self.reader.connection())
            .await
            .map_err(fault::of("insert"))?;
        self.note::<E>(&row, "insert");
        Ok(row)
    }

    /// Updates a fact; only [`crate::versions`] does, to say until when a row stood.
    pub(crate) async fn update<E: Fact>(&mut self, row: E::ActiveModel) -> Result<()>
    where
        E::Model: IntoActiveModel<E::ActiveModel>,
        E::ActiveModel: Send,
    {
        let row: E::Model = E::update(row)
            .validate()
            .map_err(fault::of("supersede"))?
            .exec(self.reader.connection())
            .await
            .map_err(fault::of("supersede"))?;
        self.note::<E>(&row, "supersede");
        Ok(())
    }

    fn note<E: Fact>(&mut self, row: &E::Model, kind: &str) {
        self.changes.push(Change {
            seq: self.last.as_ref().map_or(1, |last| last.seq + 1),
            nr: i64::try_from(self.changes.len()).unwrap_or(i64::MAX),
            table_name: E::default().table_name().to_owned(),
            row_key: table::row_key::<E>(row),
            kind: kind.to_owned(),
            row_hash: table::row_hash::<E>(row),
        });
    }

    /// Writes the audit line and enqueues the jobs that wait for the action.
    async fn sign(&mut self, who: &Actor, action: &'static Action, subject: Subject) -> Result<()> {
        let key = self.key.take().unwrap_or(subject.key);
        let mut entry = AuditEntry {
            seq: self.last.as_ref().map_or(1, |last| last.seq + 1),
            at: self.now,
            person: who.person.clone(),
            name: who.name.clone(),
            position: who.position.clone(),
            on_behalf: who.on_behalf.clone(),
            via: match &who.via {
                Via::Web => "web".to_owned(),
                Via::CommandLine(user) => format!("cli:{user}"),
            },
            action: action.name.to_owned(),
            subject_kind: subject.kind.to_owned(),
            subject_key: key.clone(),
            subject_label: subject.label,
            document: self.document.take(),
            changes_hash: audit::changes_hash(&self.changes),
            prev_hash: self.last.as_ref().map_or(audit::ROOT.to_owned(), |last| last.hash.clone()),
            hash: String::new(),
        };
        entry.hash = audit::entry_hash(&entry);
        let connection = self.reader.connection();
        let entry = entry.into_active_model().reset_all();
        entry::Entity::insert(entry).exec_without_returning(connection).await.map_err(fault::of("audit"))?;
        for changes in self.changes.chunks(500) {
            let rows = changes.iter().map(|c| c.clone().into_active_model().reset_all());
            change::Entity::insert_many(rows)
                .exec_without_returning(connection)
                .await
                .map_err(fault::of("audit"))?;
        }
        jobs::enqueue_for(self, action, &key).await
    }

    pub(crate) fn db(&self) -> &Db {
        &self.db
    }
}
