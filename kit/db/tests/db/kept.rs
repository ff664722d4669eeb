//! What is kept is a reading of one state of one database: a deed makes it new, and a deed itself sees none of it.

use std::sync::Arc;

use kit_base::Result;
use kit_db::{Db, Kept, Reader};
use kit_testing::for_each_engine;
use sea_orm::EntityTrait;

use crate::sample::{STORAGE, WRITE, a_note, lan, note, subject, write_note};

async fn count(reader: &Reader) -> Result<usize> {
    Ok(note::Entity::find().all(reader).await.map_or(0, |rows| rows.len()))
}

async fn ask(kept: &Kept<&'static str, usize>, db: &Db) -> Arc<usize> {
    let reader = db.read().await.unwrap();
    kept.get(&reader, "notes", count(&reader)).await.unwrap()
}

#[tokio::test]
async fn what_is_kept_is_made_once_and_anew_after_a_deed() {
    for_each_engine(STORAGE, async |test| {
        let kept = Kept::new(4);
        let (first, again) = (ask(&kept, test).await, ask(&kept, test).await);
        assert!(*first == 0 && Arc::ptr_eq(&first, &again));
        write_note(test, "1", "x").await.unwrap();
        assert_eq!(*ask(&kept, test).await, 1);
    })
    .await;
}

#[tokio::test]
async fn a_deed_neither_sees_nor_leaves_what_is_kept() {
    for_each_engine(STORAGE, async |test| {
        let kept = Kept::new(4);
        assert_eq!(*ask(&kept, test).await, 0);
        let seen = test.act(lan(), &WRITE, subject("1"), async |tx| {
            tx.insert::<note::Entity>(a_note("1", "x")).await?;
            let seen = kept.get(tx.reader(), "notes", count(tx.reader())).await?;
            assert_eq!(*seen, 1);
            Err::<(), _>(kit_base::Error::fault("test", "given up"))
        });
        assert!(seen.await.is_err());
        assert_eq!(*ask(&kept, test).await, 0);
    })
    .await;
}

#[tokio::test]
async fn two_databases_in_the_same_state_are_not_taken_for_one() {
    let kept = Kept::new(4);
    for_each_engine(STORAGE, async |test| {
        assert_eq!(*ask(&kept, test).await, 0);
        write_note(test, "1", "x").await.unwrap();
        let mine = ask(&kept, test).await;
        assert_eq!(*mine, 1);
        // Held by this test and by the keeper alone: it was made here.
        assert_eq!(Arc::strong_count(&mine), 2);
    })
    .await;
}

#[tokio::test]
async fn the_answer_not_asked_for_longest_goes_first() {
    for_each_engine(STORAGE, async |test| {
        let kept = Kept::new(2);
        let reader = test.read().await.unwrap();
        let get = async |key| kept.get(&reader, key, async { Ok(key) }).await.unwrap();
        let a = get("a").await;
        get("b").await;
        assert!(Arc::ptr_eq(&a, &get("a").await));
        get("c").await;
        assert!(Arc::ptr_eq(&a, &get("a").await));
        get("b").await;
        get("c").await;
        assert!(!Arc::ptr_eq(&a, &get("a").await));
    })
    .await;
}
