//! Whatever is changed behind the program's back, `verify` finds it and names it.

use std::fs;

use kit_base::{Actor, Day};
use kit_db::{Broken, Db, Engine, Verdict};
use kit_testing::{TestDb, day, for_each_engine, on};

use crate::sample::{STORAGE, WRITE, a_note, lan, note, record, subject, write_note};

/// Three notes and a plot that was corrected: five entries.
async fn filled(test: &TestDb) {
    for id in ["1", "2", "3"] {
        write_note(test, id, "as it was").await.unwrap();
    }
    record(test, "1", "old", day("2020-01-01"), Day::OPEN).await.unwrap();
    record(test, "1", "new", day("2022-01-01"), Day::OPEN).await.unwrap();
}

/// Changes the database with its guards off, and looks what `verify` says.
async fn after(test: &TestDb, sql: &str) -> Vec<Broken> {
    filled(test).await;
    let guards = match test.engine() {
        Engine::Sqlite => {
            let names = [
                "note_update",
                "note_delete",
                "audit_entry_update",
                "audit_entry_delete",
                "audit_entry_on_behalf",
                "audit_change_delete",
            ];
            let drops = names.map(|name| format!("drop trigger cm_{name};"));
            format!("pragma foreign_keys = off; {}", drops.concat())
        }
        Engine::Postgres => "set session_replication_role = replica;".to_owned(),
    };
    test.at.tamper(&format!("{guards} {sql}")).await.unwrap();
    test.verify().await.unwrap().broken
}

fn row(key: &str, seq: i64) -> Broken {
    Broken::Row { table: "note".to_owned(), key: key.to_owned(), seq }
}

fn unwritten(key: &str) -> Broken {
    Broken::Unwritten { table: "note".to_owned(), key: key.to_owned() }
}

#[tokio::test]
async fn an_untouched_database_is_whole() {
    for_each_engine(STORAGE, async |test| {
        filled(test).await;
        let Verdict { entries, rows, head, broken } = test.verify().await.unwrap();
        assert_eq!((entries, rows, broken), (5, 6, vec![]));
        assert_eq!(head, test.read().await.unwrap().audit_head().await.unwrap().1);
    })
    .await;
}

#[tokio::test]
async fn a_long_table_is_whole_too() {
    for_each_engine(STORAGE, async |test| {
        let many = test.act(lan(), &WRITE, subject("many"), async |tx| {
            for nr in 0..4_500 {
                tx.insert::<note::Entity>(a_note(&format!("{}", nr * 7919 % 4_500), "x")).await?;
            }
            Ok(())
        });
        many.await.unwrap();
        let verdict = test.verify().await.unwrap();
        assert_eq!((verdict.rows, verdict.broken), (4_500, vec![]));
    })
    .await;
}

#[tokio::test]
async fn a_changed_value_is_named_by_table_row_and_deed() {
    for_each_engine(STORAGE, async |test| {
        assert_eq!(after(test, "update note set pages = 2 where id = '2'").await, [row("2", 2)]);
    })
    .await;
}

#[tokio::test]
async fn a_row_that_no_deed_wrote_is_named() {
    for_each_engine(STORAGE, async |test| {
        assert_eq!(after(test, "insert into note values ('9', 'x', 1)").await, [unwritten("9")]);
    })
    .await;
}

#[tokio::test]
async fn a_row_that_is_gone_is_named() {
    for_each_engine(STORAGE, async |test| {
        let missing = Broken::Missing { table: "note".to_owned(), key: "3".to_owned(), seq: 3 };
        assert_eq!(after(test, "delete from note where id = '3'").await, [missing]);
    })
    .await;
}

#[tokio::test]
async fn a_changed_entry_is_named() {
    for_each_engine(STORAGE, async |test| {
        let found = after(test, "update audit_entry set name = 'x' where seq = 2").await;
        assert_eq!(found, [Broken::Entry { seq: 2 }]);
    })
    .await;
}

#[tokio::test]
async fn for_whom_somebody_acted_is_part_of_the_chain() {
    for_each_engine(STORAGE, async |test| {
        let deputy =
            Actor { on_behalf: Some("Đặng Quốc Việt, Giám đốc".to_owned()), ..lan().clone() };
        let row = a_note("9", "by a deputy");
        let deed = test.act(&deputy, &WRITE, subject("9"), async |tx| tx.insert::<note::Entity>(row).await);
        deed.await.unwrap();
        assert!(test.verify().await.unwrap().broken.is_empty());
        let found = after(test, "update audit_entry set on_behalf = null where seq = 1").await;
        assert_eq!(found, [Broken::Entry { seq: 1 }]);
    })
    .await;
}

#[tokio::test]
async fn an_entry_that_was_changed_with_its_hash_breaks_the_next_one() {
    for_each_engine(STORAGE, async |test| {
        let hash = "0".repeat(64);
        let found = after(test, &format!("update audit_entry set hash = '{hash}' where seq = 2")).await;
        assert_eq!(found, [Broken::Entry { seq: 2 }, Broken::Entry { seq: 3 }]);
    })
    .await;
}

#[tokio::test]
async fn a_removed_entry_leaves_a_gap_and_a_row_without_deed() {
    for_each_engine(STORAGE, async |test| {
        let sql = "delete from audit_change where seq = 2; delete from audit_entry where seq = 2";
        let expect = [Broken::Gap { after: 1, found: 3 }, Broken::Entry { seq: 3 }, unwritten("2")];
        assert_eq!(after(test, sql).await, expect);
    })
    .await;
}

#[tokio::test]
async fn a_removed_last_entry_leaves_a_row_without_deed() {
    for_each_engine(STORAGE, async |test| {
        let sql = "delete from audit_change where 3 <= seq; delete from audit_entry where 3 <= seq";
        let found = after(test, sql).await;
        assert!(found.contains(&unwritten("3")), "{found:?}");
    })
    .await;
}

#[tokio::test]
async fn a_removed_change_is_named_with_its_entry() {
    for_each_engine(STORAGE, async |test| {
        let found = after(test, "delete from audit_change where seq = 2").await;
        assert_eq!(found, [Broken::Changes { seq: 2 }, unwritten("2")]);
    })
    .await;
}

#[tokio::test]
async fn changes_without_an_entry_are_named() {
    for_each_engine(STORAGE, async |test| {
        let found = after(test, "insert into audit_change values (9, 0, 'note', '1', 'insert', 'x')").await;
        assert_eq!(found, [Broken::Changes { seq: 9 }]);
    })
    .await;
}

#[tokio::test]
async fn everything_that_is_broken_is_told_at_once() {
    for_each_engine(STORAGE, async |test| {
        let sql = "update audit_entry set name = 'x' where seq = 1; update note set text = 'x' where id in ('1', '3'); \
                   insert into note values ('9', 'x', 1)";
        assert_eq!(after(test, sql).await, [Broken::Entry { seq: 1 }, row("1", 1), row("3", 3), unwritten("9")]);
    })
    .await;
}

/// The embedded file is changed without any database engine.
#[tokio::test]
async fn a_byte_changed_in_the_file_itself_is_found() {
    let test = TestDb::new(Engine::Sqlite, STORAGE, on("2026-06-30")).await;
    write_note(&test, "1", "seventy-four hectares").await.unwrap();
    write_note(&test, "2", "untouched").await.unwrap();
    Db::clone(&test).close().await.unwrap();
    let mut bytes = fs::read(test.at.file()).unwrap();
    let at = bytes.windows(7).position(|part| part == b"seventy").unwrap();
    bytes[at] = b'S';
    fs::write(test.at.file(), bytes).unwrap();
    let again = Db::open(test.at.place(), on("2026-06-30"), STORAGE).await.unwrap();
    assert_eq!(again.verify().await.unwrap().broken, [row("1", 1)]);
}

#[tokio::test]
async fn a_cell_that_cannot_be_read_is_named_and_the_rest_is_told_too() {
    let test = TestDb::new(Engine::Sqlite, STORAGE, on("2026-06-30")).await;
    let sql = "update note set pages = 'many' where id = '2'; \
               drop trigger cm_plot_fixed; update plot set name = 'x', superseded_at = superseded_at - 1 \
               where superseded_at = 253402214400000000";
    let found = after(&test, sql).await;
    let [Broken::Unreadable { table, cause }, rest @ ..] = &found[..] else { panic!("{found:?}") };
    assert!(table == "note" && cause.contains("pages"), "{found:?}");
    assert!(matches!(rest, [Broken::Row { .. }, Broken::Row { .. }]), "{found:?}");
}
