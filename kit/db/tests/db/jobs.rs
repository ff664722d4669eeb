//! Work behind the requests is done at least once, and by one worker at a time.

use std::{
    collections::BTreeMap,
    pin::Pin,
    sync::{Mutex, PoisonError},
};

use kit_base::{Error, Result};
use kit_db::{Db, Job, JobRun, Migration, Storage};
use kit_testing::{TestDb, for_each_engine};

use crate::sample::{TABLES, WRITE, tables, write_note};

const STORAGE: &[Storage] = &[Storage {
    migrations: &[Migration { name: "sample-0001", up: tables }],
    tables: TABLES,
    kept: &[],
    jobs: &[
        Job {
            kind: "note.read",
            after: Some(&WRITE),
            every_seconds: None,
            run: |run| Box::pin(count(run, "read")),
        },
        Job {
            kind: "note.daily",
            after: None,
            every_seconds: Some(86_400),
            run: |run| Box::pin(count(run, "daily")),
        },
        Job { kind: "note.both", after: Some(&WRITE), every_seconds: Some(3_600), run: both },
    ],
}];

fn both(run: JobRun) -> Pin<Box<dyn Future<Output = Result<()>> + Send>> {
    Box::pin(count(run, "both"))
}

/// How often each job ran for each subject. Subjects are unlike in every test, so that tests run at once.
static RAN: Mutex<BTreeMap<(String, &str), usize>> = Mutex::new(BTreeMap::new());

async fn count(run: JobRun, job: &'static str) -> Result<()> {
    let subject = if run.subject_key.is_empty() { mark(&run.db) } else { run.subject_key };
    *RAN.lock().unwrap_or_else(PoisonError::into_inner).entry((subject.clone(), job)).or_default() += 1;
    tokio::time::sleep(std::time::Duration::from_millis(2)).await;
    if subject.starts_with("fails") { Err(Error::fault("note.read", "not today")) } else { Ok(()) }
}

fn ran(subject: &str, job: &'static str) -> usize {
    RAN.lock().unwrap_or_else(PoisonError::into_inner).get(&(subject.to_owned(), job)).copied().unwrap_or(0)
}

/// Names a database, for jobs that have no subject.
fn mark(db: &Db) -> String {
    format!("{:p}", std::ptr::from_ref(db.clock()))
}

fn later(test: &TestDb, seconds: i64) {
    test.clock().set(test.clock().now().plus_seconds(seconds));
}

#[tokio::test]
async fn a_job_runs_after_its_deed_and_is_gone_then() {
    for_each_engine(STORAGE, async |test| {
        let subject = format!("after {:?}", test.engine());
        assert_eq!(test.run_due_jobs().await.unwrap(), 0);
        write_note(test, &subject, "x").await.unwrap();
        assert_eq!(test.jobs_waiting().await.unwrap(), 2);
        later(test, 1);
        assert_eq!(test.run_due_jobs().await.unwrap(), 2);
        assert_eq!((ran(&subject, "read"), ran(&subject, "both")), (1, 1));
        assert_eq!(
            test.jobs_waiting().await.unwrap(),
            0,
            "a job called for by a deed does not come back by the clock"
        );
    })
    .await;
}

#[tokio::test]
async fn a_job_by_the_clock_is_scheduled_once_and_comes_back() {
    for_each_engine(STORAGE, async |test| {
        test.schedule_jobs().await.unwrap();
        test.schedule_jobs().await.unwrap();
        assert_eq!(test.jobs_waiting().await.unwrap(), 2);
        let before = ran(&mark(test), "daily");
        let daily = async || {
            test.run_due_jobs().await.unwrap();
            ran(&mark(test), "daily") - before
        };
        assert_eq!(daily().await, 1);
        later(test, 86_000);
        assert_eq!(daily().await, 1);
        later(test, 401);
        assert_eq!(daily().await, 2);
        assert_eq!(test.jobs_waiting().await.unwrap(), 2);
    })
    .await;
}

#[tokio::test]
async fn a_job_that_fails_is_tried_again_later_and_later_and_at_last_left() {
    for_each_engine(STORAGE, async |test| {
        let subject = format!("fails {:?}", test.engine());
        write_note(test, &subject, "x").await.unwrap();
        later(test, 1);
        assert_eq!(test.run_due_jobs().await.unwrap(), 2);
        later(test, 30);
        assert_eq!(test.run_due_jobs().await.unwrap(), 0, "too early");
        later(test, 31);
        assert_eq!(test.run_due_jobs().await.unwrap(), 2);
        for _ in 0..10 {
            later(test, 100_000);
            test.run_due_jobs().await.unwrap();
        }
        assert_eq!(ran(&subject, "read"), 8);
        assert_eq!(test.jobs_waiting().await.unwrap(), 2, "it stays to be seen");
        let failed = test.at.tamper("delete from job where last_error like '%not today%' and attempts = 8");
        assert_eq!(failed.await.unwrap(), 2);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn several_workers_share_the_jobs_and_none_is_done_twice() {
    for_each_engine(STORAGE, async |test| {
        let subjects: Vec<_> = (0..20).map(|nr| format!("shared {nr} {:?}", test.engine())).collect();
        for subject in &subjects {
            write_note(test, subject, "x").await.unwrap();
        }
        later(test, 1);
        let other = Db::open(test.at.place(), test.clock().clone(), STORAGE).await.unwrap();
        let workers = [Db::clone(test), Db::clone(test), other.clone(), other];
        let workers = workers.map(|db| tokio::spawn(async move { db.run_due_jobs().await.unwrap() }));
        let mut done = 0;
        for worker in workers {
            done += worker.await.unwrap();
        }
        assert_eq!(done, 40);
        assert!(subjects.iter().all(|subject| ran(subject, "read") == 1 && ran(subject, "both") == 1));
        assert_eq!(test.jobs_waiting().await.unwrap(), 0);
    })
    .await;
}
