//! What is kept is a reading of one state of one database: a deed on what was read makes it new, and a deed itself sees
//! none of it.

use std::{collections::BTreeMap, sync::Arc};

use kit_base::{At, Day, Instant, Result};
use kit_db::{AsOf, Db, Earlier, Kept, Reader};
use kit_testing::{for_each_engine, on};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::sample::{Dice, STORAGE, WRITE, a_note, lan, note, plot, record, subject, write_note};

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

fn a_day(day: i64) -> Day {
    let first: Day = "2020-01-01".parse().unwrap();
    (0..day).fold(first, |day, _| day.next())
}

async fn plots(reader: &Reader) -> Result<usize> {
    Ok(plot::Entity::find().all(reader).await.map_or(0, |rows| rows.len()))
}

#[tokio::test]
async fn a_deed_on_another_table_leaves_standing_what_is_kept() {
    for_each_engine(STORAGE, async |test| {
        let (notes, both) = (Kept::new(4), Kept::new(4));
        let ask_both = async || {
            let reader = test.read().await.unwrap();
            let make = async { Ok(*notes.get(&reader, (), count(&reader)).await? + plots(&reader).await?) };
            both.get(&reader, (), make).await.unwrap()
        };
        let ask_notes = async || {
            let reader = test.read().await.unwrap();
            notes.get(&reader, (), count(&reader)).await.unwrap()
        };
        let (first, sum) = (ask_notes().await, ask_both().await);
        record(test, "a", "A", a_day(0), a_day(9)).await.unwrap();
        assert!(Arc::ptr_eq(&first, &ask_notes().await));
        assert!(*sum == 0 && *ask_both().await == 1);
        write_note(test, "1", "x").await.unwrap();
        assert_eq!(
            (*ask_notes().await, *ask_both().await),
            (1, 2),
            "what rests on what is kept is made anew, too"
        );
    })
    .await;
}

#[tokio::test]
async fn a_deed_of_another_program_is_noticed() {
    for_each_engine(STORAGE, async |test| {
        let kept = Kept::new(4);
        assert_eq!(*ask(&kept, test).await, 0);
        let other = Db::open(test.at.place(), on("2026-06-30"), STORAGE).await.unwrap();
        write_note(&other, "1", "x").await.unwrap();
        assert_eq!(*ask(&kept, test).await, 1);
        other.close().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_snapshot_taken_before_a_deed_gets_no_answer_of_after_it() {
    for_each_engine(STORAGE, async |test| {
        let kept = Kept::new(4);
        let before = test.read().await.unwrap();
        assert_eq!(*kept.get(&before, "plots", plots(&before)).await.unwrap(), 0);
        write_note(test, "1", "x").await.unwrap();
        assert_eq!(*ask(&kept, test).await, 1);
        assert_eq!(*kept.get(&before, "notes", count(&before)).await.unwrap(), 0);
        assert_eq!(*ask(&kept, test).await, 1);
    })
    .await;
}

/// Names of the plots of a day, renewed from an earlier answer by the codes that changed.
async fn renewed(
    kept: &Kept<At, BTreeMap<String, String>>,
    reader: &Reader,
    at: At,
) -> BTreeMap<String, String> {
    let make = async |earlier: Option<Earlier<At, BTreeMap<String, String>>>| {
        let standing = plot::Entity::find().at(at);
        let Some(Earlier { key, answer, known }) = earlier else {
            return Ok(standing
                .all(reader)
                .await
                .unwrap()
                .into_iter()
                .map(|row| (row.code, row.name))
                .collect());
        };
        let changed = reader.differing::<plot::Entity, String>("code", (key, known), at).await?;
        let mut names = BTreeMap::clone(&answer);
        names.retain(|code, _| !changed.contains(code));
        let standing = standing.filter(plot::Column::Code.is_in(changed)).all(reader).await.unwrap();
        names.extend(standing.into_iter().map(|row| (row.code, row.name)));
        Ok(names)
    };
    BTreeMap::clone(&*kept.renew(reader, at, make).await.unwrap())
}

#[tokio::test]
async fn what_is_renewed_after_random_deeds_is_what_is_read_from_scratch() {
    for_each_engine(STORAGE, async |test| {
        let (kept, mut dice) = (Kept::new(3), Dice(7));
        let mut moments = vec![Instant::LATEST];
        for turn in 0..60 {
            for _ in 0..dice.below(3) {
                let (code, name) = (format!("p{}", dice.below(6)), format!("n{}", dice.below(4)));
                let from = i64::try_from(dice.below(50)).unwrap();
                let to = from + 1 + i64::try_from(dice.below(30)).unwrap();
                let row = record(test, &code, &name, a_day(from), a_day(to)).await.unwrap();
                moments.push(row.recorded_at);
            }
            let known_at = moments[usize::try_from(dice.below(moments.len() as u64)).unwrap()];
            let as_of = a_day(i64::try_from(dice.below(80)).unwrap());
            let at = At { as_of, known_at: if turn % 3 == 0 { known_at } else { Instant::LATEST } };
            let reader = test.read().await.unwrap();
            let scratch = plot::Entity::find().at(at).all(&reader).await.unwrap();
            let scratch: BTreeMap<_, _> = scratch.into_iter().map(|row| (row.code, row.name)).collect();
            assert_eq!(renewed(&kept, &reader, at).await, scratch, "turn {turn}: {at:?}");
        }
    })
    .await;
}
