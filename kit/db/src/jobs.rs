//! Work behind the requests: enqueued inside a deed, run at least once, so every job must bear being run twice.

use std::{future::Future, pin::Pin};

use kit_base::{Action, Instant, Result};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, Set};

use crate::{Db, Internal, Tx, fault};

mod job {
    use kit_base::{Id, Instant};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "job")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Id<super::Job>,
        pub kind: String,
        /// Key of the subject whose deed called for the job; empty for work by the clock.
        pub subject_key: String,
        pub run_at: Instant,
        pub locked_until: Instant,
        pub attempts: i64,
        pub last_error: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

impl Internal for job::Entity {}

/// A job on its way.
pub type Work = Pin<Box<dyn Future<Output = Result<()>> + Send>>;

/// A kind of work.
#[derive(Clone, Copy, Debug)]
pub struct Job {
    /// Its name, `noun.verb`.
    pub kind: &'static str,
    /// Run after every deed of this action.
    pub after: Option<&'static Action>,
    /// Run again every so many seconds.
    pub every_seconds: Option<i64>,
    /// The work.
    pub run: fn(JobRun) -> Work,
}

/// What a job is given.
pub struct JobRun {
    /// The database.
    pub db: Db,
    /// Key of the subject whose deed called for the job; empty for work by the clock.
    pub subject_key: String,
}

const LOCK_SECONDS: i64 = 300;
const MOST_ATTEMPTS: i64 = 8;

pub(crate) async fn enqueue_for(tx: &Tx, action: &'static Action, subject_key: &str) -> Result<()> {
    for kind in tx.db().0.jobs.iter().filter(|job| job.after == Some(action)) {
        tx.internal().insert::<job::Entity>(row(tx.db(), kind.kind, subject_key, tx.now())).await?;
    }
    Ok(())
}

fn row(db: &Db, kind: &str, subject_key: &str, run_at: Instant) -> job::ActiveModel {
    job::ActiveModel {
        id: Set(db.0.clock.id()),
        kind: Set(kind.to_owned()),
        subject_key: Set(subject_key.to_owned()),
        run_at: Set(run_at),
        locked_until: Set(Instant::from_micros(0)),
        attempts: Set(0),
        last_error: Set(None),
    }
}

impl Db {
    /// Puts the jobs that run by the clock in the queue, when they are not there yet.
    ///
    /// # Errors
    /// [`kit_base::Error::Storage`].
    pub async fn schedule_jobs(&self) -> Result<()> {
        self.internal(async |tx| {
            for kind in self.0.jobs.iter().filter(|job| job.every_seconds.is_some()) {
                let by_the_clock =
                    Condition::all().add(job::Column::Kind.eq(kind.kind)).add(job::Column::SubjectKey.eq(""));
                let waiting = job::Entity::find().filter(by_the_clock).one(tx.reader()).await;
                if waiting.map_err(fault::of("jobs"))?.is_none() {
                    tx.insert::<job::Entity>(row(self, kind.kind, "", tx.now())).await?;
                }
            }
            Ok(())
        })
        .await
    }

    /// Runs all jobs that are due; tells how many ran. A job that fails is tried again later and is logged.
    ///
    /// # Errors
    /// [`kit_base::Error::Storage`] when the queue itself cannot be read.
    pub async fn run_due_jobs(&self) -> Result<usize> {
        let mut ran = 0;
        while let Some(claimed) = self.claim_job().await? {
            ran += 1;
            let kind = self.0.jobs.iter().find(|job| job.kind == claimed.kind);
            let outcome = match kind {
                Some(kind) => {
                    (kind.run)(JobRun { db: self.clone(), subject_key: claimed.subject_key.clone() }).await
                }
                None => Err(kit_base::Error::fault(
                    "job",
                    format!("{} is not a job of this program", claimed.kind),
                )),
            };
            self.finish_job(claimed, kind, outcome).await?;
        }
        Ok(ran)
    }

    /// Takes one due job. The condition in the update lets only one of several workers have it; the others look for
    /// the next.
    async fn claim_job(&self) -> Result<Option<job::Model>> {
        self.internal(async |tx| {
            let free = job::Column::LockedUntil.lte(tx.now());
            loop {
                let due = job::Entity::find()
                    .filter(job::Column::RunAt.lte(tx.now()))
                    .filter(free.clone())
                    .order_by_asc(job::Column::RunAt)
                    .order_by_asc(job::Column::Id)
                    .one(tx.reader())
                    .await
                    .map_err(fault::of("jobs"))?;
                let Some(due) = due else { return Ok(None) };
                let taken = job::ActiveModel {
                    locked_until: Set(tx.now().plus_seconds(LOCK_SECONDS)),
                    attempts: Set(due.attempts + 1),
                    ..Default::default()
                };
                let mine = Condition::all().add(job::Column::Id.eq(due.id)).add(free.clone());
                if tx.update_where::<job::Entity>(taken, mine).await? == 1 {
                    return Ok(Some(job::Model { attempts: due.attempts + 1, ..due }));
                }
            }
        })
        .await
    }

    async fn finish_job(&self, done: job::Model, kind: Option<&Job>, outcome: Result<()>) -> Result<()> {
        // Work that a deed called for is done once, even when the same work also runs by the clock.
        let every = kind.and_then(|kind| kind.every_seconds).filter(|_| done.subject_key.is_empty());
        let mine = Condition::all().add(job::Column::Id.eq(done.id));
        self.internal(async |tx| {
            let again = match (&outcome, every) {
                (Ok(()), None) => return tx.delete_where::<job::Entity>(mine).await.map(|_| ()),
                (Ok(()), Some(seconds)) => tx.now().plus_seconds(seconds),
                (Err(_), Some(seconds)) if MOST_ATTEMPTS <= done.attempts => tx.now().plus_seconds(seconds),
                (Err(_), None) if MOST_ATTEMPTS <= done.attempts => Instant::OPEN,
                (Err(_), _) => tx.now().plus_seconds(30 << done.attempts.min(16)),
            };
            let failed = outcome.as_ref().err().map(ToString::to_string);
            if let Some(cause) = &failed {
                tracing::warn!(kind = done.kind, attempts = done.attempts, cause, "job failed");
            }
            let row = job::ActiveModel {
                run_at: Set(again),
                locked_until: Set(Instant::from_micros(0)),
                attempts: Set(if failed.is_some() { done.attempts } else { 0 }),
                last_error: Set(failed),
                ..Default::default()
            };
            tx.update_where::<job::Entity>(row, mine).await.map(|_| ())
        })
        .await
    }

    /// How many jobs wait, whatever their time.
    ///
    /// # Errors
    /// [`kit_base::Error::Storage`].
    pub async fn jobs_waiting(&self) -> Result<u64> {
        use sea_orm::PaginatorTrait;
        let reader = self.read().await?;
        job::Entity::find().count(&reader).await.map_err(fault::of("jobs"))
    }
}
