//! Many write at once: none is lost and the chain does not fork.

use std::collections::BTreeSet;

use kit_db::{AuditFilter, Db, entries};
use kit_testing::for_each_engine;

use crate::sample::{STORAGE, write_note};

/// Every task takes one of the handles in turn and writes ten notes.
async fn write_at_once(handles: &[Db], tasks: usize) {
    let tasks: Vec<_> = (0..tasks)
        .map(|task| {
            let db = handles[task % handles.len()].clone();
            tokio::spawn(async move {
                for nr in 0..10 {
                    write_note(&db, &format!("{task}-{nr}"), "x").await.unwrap();
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
}

async fn assert_whole(db: &Db, deeds: u64) {
    let found = entries(&db.read().await.unwrap(), &AuditFilter::default(), deeds * 2).await.unwrap();
    let places: BTreeSet<i64> = found.iter().map(|entry| entry.seq).collect();
    assert_eq!(places, (1..=i64::try_from(deeds).unwrap()).collect());
    let verdict = db.verify().await.unwrap();
    assert_eq!((u64::try_from(verdict.rows).unwrap(), verdict.broken), (deeds, vec![]));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn four_hundred_deeds_at_once_are_all_kept_in_one_chain() {
    for_each_engine(STORAGE, async |test| {
        write_at_once(&[Db::clone(test)], 40).await;
        assert_whole(test, 400).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_programs_on_one_database_keep_one_chain() {
    for_each_engine(STORAGE, async |test| {
        let other = Db::open(test.at.place(), test.clock().clone(), STORAGE).await.unwrap();
        write_at_once(&[Db::clone(test), other], 10).await;
        assert_whole(test, 100).await;
    })
    .await;
}
