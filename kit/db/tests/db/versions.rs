//! What held, and what we knew: the two times of a fact.

use kit_base::{Day, Error, Instant};
use kit_testing::{TestDb, day, for_each_engine, on};
use sea_orm::EntityTrait;

use crate::sample::{RECORD, STORAGE, a_plot, known_now, lan, names, plot, record, subject};

async fn name_on(test: &TestDb, day: &str) -> Option<String> {
    let found = names(test, kit_testing::day(day), known_now()).await;
    found.into_iter().next().map(|(_, name)| name)
}

async fn clear(test: &TestDb, from: Day, to: Day) -> kit_base::Result<()> {
    let key = ["1".into()];
    test.act(lan(), &RECORD, subject("1"), async |tx| {
        tx.clear::<plot::Entity>(&key, from, to).await.map(|_| ())
    })
    .await
}

#[tokio::test]
async fn a_fact_holds_from_its_first_day_until_before_its_last() {
    for_each_engine(STORAGE, async |test| {
        record(test, "1", "x", day("2024-01-01"), day("2025-01-01")).await.unwrap();
        assert_eq!(name_on(test, "2023-12-31").await, None);
        assert_eq!(name_on(test, "2024-01-01").await.as_deref(), Some("x"));
        assert_eq!(name_on(test, "2024-12-31").await.as_deref(), Some("x"));
        assert_eq!(name_on(test, "2025-01-01").await, None);
    })
    .await;
}

#[tokio::test]
async fn a_change_in_the_middle_keeps_the_pieces_outside() {
    for_each_engine(STORAGE, async |test| {
        record(test, "1", "old", day("2020-01-01"), Day::OPEN).await.unwrap();
        record(test, "1", "new", day("2022-01-01"), day("2023-01-01")).await.unwrap();
        record(test, "2", "other", day("2020-01-01"), Day::OPEN).await.unwrap();
        for (on, expect) in [("2021-12-31", "old"), ("2022-01-01", "new"), ("2023-01-01", "old")] {
            assert_eq!(name_on(test, on).await.as_deref(), Some(expect), "{on}");
        }
        let row = plot::Entity::find().all(&test.read().await.unwrap()).await.unwrap();
        assert!(
            row.iter().all(|row| row.wkb.is_some() && row.slope.to_bits() == 0.1_f64.to_bits()),
            "a piece lost its values: {row:?}"
        );
        assert_eq!(test.verify().await.unwrap().broken, []);
    })
    .await;
}

#[tokio::test]
async fn a_correction_of_the_past_without_an_end_leaves_what_begins_later() {
    for_each_engine(STORAGE, async |test| {
        record(test, "1", "later", day("2024-01-01"), Day::OPEN).await.unwrap();
        record(test, "2", "other", day("2022-06-01"), Day::OPEN).await.unwrap();
        let plot = a_plot("1", "past");
        let deed = async |tx: &mut kit_db::Tx| {
            tx.record_until::<plot::Entity>(plot.clone(), day("2022-01-01"), None).await.map(|_| ())
        };
        test.act(lan(), &RECORD, subject("1"), deed).await.unwrap();
        for (on, expect) in [("2023-12-31", "past"), ("2024-01-01", "later")] {
            assert_eq!(name_on(test, on).await.as_deref(), Some(expect), "{on}");
        }
    })
    .await;
}

#[tokio::test]
async fn what_was_known_before_a_correction_stays_known() {
    for_each_engine(STORAGE, async |test| {
        record(test, "1", "wrong", day("2024-01-01"), Day::OPEN).await.unwrap();
        let before = test.clock().now();
        test.clock().set(on("2026-07-15").now());
        record(test, "1", "right", day("2024-01-01"), Day::OPEN).await.unwrap();
        let name = async |known_at| names(test, day("2025-05-05"), known_at).await[0].1.clone();
        assert_eq!(name(before).await, "wrong");
        assert_eq!(name(day("2026-07-14").end()).await, "wrong");
        assert_eq!(name(day("2026-07-15").end()).await, "right");
        assert_eq!(names(test, day("2025-05-05"), Instant::from_micros(before.micros() - 1)).await, []);
    })
    .await;
}

#[tokio::test]
async fn a_gap_can_be_recorded_too() {
    for_each_engine(STORAGE, async |test| {
        record(test, "1", "x", day("2024-01-01"), Day::OPEN).await.unwrap();
        clear(test, day("2024-05-01"), day("2024-06-01")).await.unwrap();
        assert_eq!(name_on(test, "2024-04-30").await.as_deref(), Some("x"));
        assert_eq!(name_on(test, "2024-05-01").await, None);
        assert_eq!(name_on(test, "2024-06-01").await.as_deref(), Some("x"));
    })
    .await;
}

#[tokio::test]
async fn the_last_word_of_one_deed_counts() {
    for_each_engine(STORAGE, async |test| {
        let (from, to) = (day("2024-01-01"), Day::OPEN);
        let twice = test.act(lan(), &RECORD, subject("1"), async |tx| {
            tx.record::<plot::Entity>(a_plot("1", "first"), from, to).await?;
            tx.record::<plot::Entity>(a_plot("1", "second"), from, to).await
        });
        twice.await.unwrap();
        assert_eq!(name_on(test, "2024-01-01").await.as_deref(), Some("second"));
        assert_eq!(test.verify().await.unwrap().broken, []);
    })
    .await;
}

#[tokio::test]
async fn an_empty_period_is_a_fault() {
    for_each_engine(STORAGE, async |test| {
        let empty = record(test, "1", "x", day("2024-01-01"), day("2024-01-01")).await;
        assert!(matches!(&empty, Err(Error::Fault(text)) if text.contains("is empty")), "{empty:?}");
        let backwards = clear(test, day("2024-01-02"), day("2024-01-01")).await;
        assert!(matches!(&backwards, Err(Error::Fault(text)) if text.contains("is empty")), "{backwards:?}");
    })
    .await;
}
