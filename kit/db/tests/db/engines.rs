//! Both engines come to the same result, to the last bit.

use kit_base::Day;
use kit_db::{AuditFilter, Db, Engine, entries, entry_changes};
use kit_testing::{TestDb, day, on};

use crate::sample::{STORAGE, record, write_note};

/// The same deeds at the same moments.
async fn same_deeds(db: &Db) {
    write_note(db, "Đồng Đình", "tiếng Việt có dấu, \"ngoặc\", \\ và 0\u{301}").await.unwrap();
    for (nr, from) in ["2020-01-01", "2024-01-01", "2022-01-01", "2019-01-01"].iter().enumerate() {
        db.clock().set(db.clock().now().plus_seconds(61));
        record(db, "1", &format!("name {nr}"), day(from), Day::OPEN).await.unwrap();
        record(db, "1", "between", day("2021-03-01"), day("2021-04-01")).await.unwrap();
        record(db, "2", "beside", day(from), day("2025-01-01")).await.unwrap();
    }
    // Many rows stand for the period that this one takes.
    record(db, "1", "at last", day("2018-01-01"), Day::OPEN).await.unwrap();
}

#[tokio::test]
async fn the_same_deeds_at_the_same_time_have_the_same_hashes_on_both_engines() {
    let mut found = Vec::new();
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let test = TestDb::new(engine, STORAGE, on("2026-06-30")).await;
        same_deeds(&test).await;
        let reader = test.read().await.unwrap();
        let mut changes = Vec::new();
        for entry in entries(&reader, &AuditFilter::default(), 100).await.unwrap() {
            changes.extend(entry_changes(&reader, entry.seq).await.unwrap());
        }
        found.push((changes, reader.audit_head().await.unwrap()));
    }
    assert_eq!(found[0], found[1]);
}
