//! A database grows with the program, step by step, and never shrinks with an older one.

use std::{fs, os::unix::fs::PermissionsExt};

use kit_db::{Db, Engine, Migration, Storage};
use kit_testing::{TestDb, TestPlace, engines, for_each_engine, on};

use crate::sample::{STORAGE, TABLES, notes, storage_key, tables, write_note};

const FIRST: Migration = Migration { name: "sample-0001", up: tables };

/// The next version of the program.
const GROWN: &[Storage] = &[Storage {
    migrations: &[
        FIRST,
        Migration {
            name: "sample-0002",
            up: |schema| {
                let column = schema.sql("alter table draft add column pages {int}");
                vec![column, schema.facts("label", "id text primary key")]
            },
        },
    ],
    tables: TABLES,
    kept: &[],
    jobs: &[],
}];

/// A version whose step fails half-way.
const FAULTY: &[Storage] = &[Storage {
    migrations: &[
        FIRST,
        Migration {
            name: "sample-0002",
            up: |schema| vec![schema.facts("label", "id text primary key"), schema.sql("no such statement")],
        },
    ],
    tables: TABLES,
    kept: &[],
    jobs: &[],
}];

#[tokio::test]
async fn opening_again_applies_no_step_twice() {
    for_each_engine(STORAGE, async |test| {
        Db::open(test.at.place(), on("2027-01-01"), STORAGE).await.unwrap();
        let sql = "update migration set name = name where applied_at < '2026-07-01'";
        assert_eq!(test.at.tamper(sql).await.unwrap(), 3);
        let sql = "update migration set name = name where '2026-07-01' <= applied_at";
        assert_eq!(test.at.tamper(sql).await.unwrap(), 0);
    })
    .await;
}

#[tokio::test]
async fn a_database_of_a_newer_program_is_left_alone() {
    for_each_engine(GROWN, async |test| {
        write_note(test, "1", "x").await.unwrap();
        let older = Db::open(test.at.place(), on("2027-01-01"), STORAGE).await;
        assert_eq!(storage_key(older), "db.newer");
        write_note(test, "2", "x").await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_database_of_an_older_program_grows_and_keeps_its_facts() {
    for_each_engine(STORAGE, async |test| {
        write_note(test, "1", "x").await.unwrap();
        let grown = Db::open(test.at.place(), on("2027-01-01"), GROWN).await.unwrap();
        assert_eq!(notes(&grown).await.len(), 1);
        assert_eq!(grown.verify().await.unwrap().broken, []);
        assert_eq!(test.at.tamper("insert into label values ('x')").await.unwrap(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_whole_copy_is_laid_beside_before_the_schema_changes() {
    let test = TestDb::new(Engine::Sqlite, STORAGE, on("2026-06-30")).await;
    write_note(&test, "1", "x").await.unwrap();
    Db::open(test.at.place(), on("2027-01-01"), GROWN).await.unwrap();
    let copy = test.at.file().with_file_name("cotmoc.before-sample-0002.gpkg");
    assert_eq!(fs::metadata(&copy).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(&fs::read(&copy).unwrap()[68..72], b"GPKG");
    // It is a database of the older program.
    let older = TestPlace::new(Engine::Sqlite).await;
    fs::create_dir(older.file().parent().unwrap()).unwrap();
    fs::copy(&copy, older.file()).unwrap();
    let older = Db::open(older.place(), on("2027-01-01"), STORAGE).await.unwrap();
    assert_eq!(notes(&older).await.len(), 1);
    assert_eq!(older.verify().await.unwrap().broken, []);
}

#[tokio::test]
async fn a_step_that_fails_leaves_the_database_as_it_was() {
    for_each_engine(STORAGE, async |test| {
        assert!(Db::open(test.at.place(), on("2027-01-01"), FAULTY).await.is_err());
        assert!(test.at.tamper("insert into label values ('x')").await.is_err(), "the first half was kept");
        write_note(test, "after the first attempt", "x").await.unwrap();
        Db::open(test.at.place(), on("2027-01-01"), GROWN).await.unwrap();
        if test.engine() == Engine::Sqlite {
            let copy = test.at.file().with_file_name("cotmoc.before-sample-0002.gpkg");
            let bytes = fs::read(copy).unwrap();
            let fresh = bytes.windows(23).any(|part| part == b"after the first attempt");
            assert!(fresh, "the copy is of the failed attempt and lacks what was written since");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn several_programs_may_open_a_new_database_at_once() {
    for engine in engines() {
        for _ in 0..5 {
            let at = TestPlace::new(engine).await;
            let open = || {
                let place = at.place().clone();
                tokio::spawn(async move { Db::open(&place, on("2026-06-30"), STORAGE).await.unwrap() })
            };
            let opened = [open(), open(), open(), open()];
            for db in opened {
                write_note(&db.await.unwrap(), &format!("{:?}", kit_base::secret()), "x").await.unwrap();
            }
            let db = Db::open(at.place(), on("2026-06-30"), STORAGE).await.unwrap();
            assert_eq!(
                (notes(&db).await.len(), db.verify().await.unwrap().broken),
                (4, vec![]),
                "{engine:?}"
            );
        }
    }
}

#[tokio::test]
async fn a_column_added_later_is_as_fixed_as_those_before() {
    use crate::{later::GROWN_NOTE, sample::record};
    for_each_engine(STORAGE, async |test| {
        Db::open(test.at.place(), on("2027-01-01"), GROWN_NOTE).await.unwrap();
        record(test, "1", "x", kit_testing::day("2024-01-01"), kit_testing::day("2025-01-01")).await.unwrap();
        let later = test.clock().now().plus_seconds(60).micros();
        let supersede = format!("update plot set superseded_at = {later}");
        for sql in [&format!("{supersede}, pages = 5"), "update plot set pages = 5"] {
            let cause = test.at.tamper(sql).await.expect_err(sql).to_string();
            assert!(cause.contains("cm_plot_"), "{sql}: {cause}");
        }
        assert_eq!(test.at.tamper(&supersede).await.unwrap(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_column_added_later_does_not_falsify_what_was_written_before() {
    use crate::later::{GROWN_NOTE, note};
    for_each_engine(STORAGE, async |test| {
        write_note(test, "1", "x").await.unwrap();
        let grown = Db::open(test.at.place(), on("2027-01-01"), GROWN_NOTE).await.unwrap();
        let reader = grown.read().await.unwrap();
        let rows = <note::Entity as sea_orm::EntityTrait>::find().all(&reader).await.unwrap();
        assert_eq!(rows[0].remark, None);
        assert_eq!(grown.verify().await.unwrap().broken, []);
    })
    .await;
}
