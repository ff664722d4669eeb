//! The database itself refuses what would falsify facts, whoever asks.

use kit_db::Engine;
use kit_testing::{TestDb, day, for_each_engine};
use sea_orm::ConnectionTrait;

use crate::sample::{STORAGE, notes, record, write_note};

async fn refused(test: &TestDb, sql: &str, by: &str) {
    let cause = test.at.tamper(sql).await.expect_err(sql).to_string();
    assert!(cause.contains(by), "{sql}: {cause}");
}

#[tokio::test]
async fn a_reader_is_told_when_our_code_asks_it_to_write() {
    for_each_engine(STORAGE, async |test| {
        let reader = test.read().await.unwrap();
        for sql in ["insert into note values ('1', 'x', 1)", "delete from note", "pragma query_only = off"] {
            let cause = reader.execute_unprepared(sql).await.expect_err(sql).to_string();
            assert!(cause.contains("a reader was asked to write"), "{cause}");
        }
    })
    .await;
}

#[tokio::test]
async fn what_slips_past_the_reader_is_refused_by_the_engine() {
    for_each_engine(STORAGE, async |test| {
        let sql = match test.engine() {
            Engine::Sqlite => "with r as (select 1) insert into note select '1', 'x', 1 from r",
            Engine::Postgres => {
                "with r as (insert into note values ('1', 'x', 1) returning 1) select * from r"
            }
        };
        let cause = test.read().await.unwrap().execute_unprepared(sql).await.expect_err(sql).to_string();
        assert!(cause.contains("read-only") || cause.contains("readonly"), "{cause}");
        assert_eq!(notes(test).await, []);
    })
    .await;
}

#[tokio::test]
async fn a_fact_cannot_be_changed_or_deleted() {
    for_each_engine(STORAGE, async |test| {
        write_note(test, "1", "x").await.unwrap();
        refused(test, "update note set text = 'y'", "cm_note_update").await;
        refused(test, "delete from note", "cm_note_delete").await;
        refused(test, "update audit_entry set name = 'y'", "cm_audit_entry_update").await;
        refused(test, "delete from audit_change", "cm_audit_change_delete").await;
        if test.engine() == Engine::Postgres {
            refused(test, "truncate note", "cm_note_truncate").await;
        }
    })
    .await;
}

#[tokio::test]
async fn a_version_can_only_be_superseded_and_only_once() {
    for_each_engine(STORAGE, async |test| {
        record(test, "1", "x", day("2024-01-01"), day("2025-01-01")).await.unwrap();
        let later = test.clock().now().plus_seconds(60).micros();
        let supersede = format!("update plot set superseded_at = {later}");
        refused(test, "update plot set name = 'y'", "cm_plot_").await;
        refused(test, &format!("{supersede}, name = 'y'"), "cm_plot_").await;
        refused(test, &format!("{supersede}, remark = 'y'"), "cm_plot_").await;
        refused(test, &format!("{supersede}, valid_to = '2026-01-01'"), "cm_plot_").await;
        refused(test, &format!("{supersede}, wkb = null"), "cm_plot_").await;
        refused(test, "update plot set superseded_at = 5", "plot_recorded").await;
        refused(test, "delete from plot", "cm_plot_delete").await;
        assert_eq!(test.at.tamper(&supersede).await.unwrap(), 1);
        refused(test, "update plot set superseded_at = 253402214400000000", "cm_plot_update").await;
        refused(test, &format!("update plot set superseded_at = {}", later + 1), "cm_plot_update").await;
    })
    .await;
}

#[tokio::test]
async fn two_versions_of_one_thing_cannot_hold_at_once() {
    for_each_engine(STORAGE, async |test| {
        record(test, "1", "x", day("2024-01-01"), day("2025-01-01")).await.unwrap();
        let insert = |code: &str, from: &str, to: &str, until: i64| {
            let now = test.clock().now().micros();
            format!(
                "insert into plot (code, name, area, slope, valid_from, valid_to, recorded_at, superseded_at) \
                 values ('{code}', 'y', 1, 0, '{from}', '{to}', {}, {until})",
                now - 10
            )
        };
        let open = kit_base::Instant::OPEN.micros();
        let now = test.clock().now().micros();
        refused(test, &insert("1", "2024-12-31", "2026-01-01", open), "plot_overlap").await;
        refused(test, &insert("1", "2020-01-01", "9999-12-31", open), "plot_overlap").await;
        refused(test, &insert("1", "2024-06-01", "2024-06-02", now + 1), "plot_overlap").await;
        refused(test, &insert("3", "2024-06-01", "2024-06-01", open), "plot_valid").await;
        for fits in [
            insert("1", "2025-01-01", "2026-01-01", open),
            insert("2", "2024-06-01", "2024-06-02", open),
            insert("1", "2024-06-01", "2024-06-02", now),
        ] {
            assert_eq!(test.at.tamper(&fits).await.unwrap(), 1, "{fits}");
        }
    })
    .await;
}
