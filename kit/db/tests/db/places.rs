//! A place that cannot be used is refused in words, and left as it is.

use std::{fs, path::Path, time::Duration};

use kit_base::{Error, Result};
use kit_db::{Db, Engine, Place};
use kit_testing::{TestDb, TestPlace, on};

use crate::sample::{STORAGE, notes, storage_key, write_note};

async fn open(place: &Place) -> Result<Db> {
    Db::open(place, on("2026-06-30"), STORAGE).await
}

/// A folder whose database file has this content is refused under `key` and keeps its bytes.
async fn refused(content: &[u8], key: &str) {
    let at = TestPlace::new(Engine::Sqlite).await;
    fs::create_dir(at.file().parent().unwrap()).unwrap();
    fs::write(at.file(), content).unwrap();
    assert_eq!(storage_key(open(at.place()).await), key);
    assert!(fs::read(at.file()).unwrap() == content, "the file was changed");
    let beside = || fs::read_dir(at.file().parent().unwrap()).unwrap().count() - 1;
    // The engine closes a file in a thread of its own.
    for _ in 0..100 {
        if beside() == 0 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("something was left beside the file");
}

/// The bytes of a database made by these statements.
async fn database(sql: &str) -> Vec<u8> {
    let at = TestPlace::new(Engine::Sqlite).await;
    fs::create_dir(at.file().parent().unwrap()).unwrap();
    fs::write(at.file(), "").unwrap();
    at.tamper(sql).await.unwrap();
    fs::read(at.file()).unwrap()
}

/// The bytes of a database of ours.
async fn ours() -> Vec<u8> {
    let test = TestDb::new(Engine::Sqlite, STORAGE, on("2026-06-30")).await;
    write_note(&test, "1", "x").await.unwrap();
    Db::clone(&test).close().await.unwrap();
    fs::read(test.at.file()).unwrap()
}

#[tokio::test]
async fn a_text_file_is_no_database() {
    refused("Kính gửi: Sở Công Thương".as_bytes(), "db.not-a-database").await;
    refused(b"x", "db.not-a-database").await;
}

#[tokio::test]
async fn a_database_of_another_program_is_not_ours() {
    refused(&database("create table place (name text)").await, "db.foreign").await;
    refused(&database("create table migration (name text primary key, applied_at text)").await, "db.foreign")
        .await;
    refused(
        &database("pragma application_id = 1196444487; create table gpkg_contents (a)").await,
        "db.foreign",
    )
    .await;
}

#[tokio::test]
async fn a_damaged_file_is_told_from_a_whole_one() {
    let whole = ours().await;
    refused(&whole[..100], "db.damaged").await;
    refused(&whole[..whole.len() / 2], "db.damaged").await;
    let mut broken = whole.clone();
    broken[100..4096].fill(0xff);
    refused(&broken, "db.damaged").await;
}

#[tokio::test]
async fn an_empty_file_becomes_a_database() {
    let at = TestPlace::new(Engine::Sqlite).await;
    fs::create_dir(at.file().parent().unwrap()).unwrap();
    fs::write(at.file(), "").unwrap();
    write_note(&open(at.place()).await.unwrap(), "1", "x").await.unwrap();
}

#[tokio::test]
async fn a_folder_may_have_any_name() {
    let at = TestPlace::new(Engine::Sqlite).await;
    for name in ["Cụm công nghiệp", "100% & 50%25", "what?mode=memory#1", "it's"] {
        let folder = at.folder().join(name);
        let db = open(&Place::Folder(folder.clone())).await.unwrap();
        write_note(&db, "1", "x").await.unwrap();
        db.close().await.unwrap();
        assert!(1000 < fs::metadata(folder.join("cotmoc.gpkg")).unwrap().len(), "{name}");
    }
}

#[tokio::test]
async fn a_folder_that_cannot_be_made_is_named() {
    let at = TestPlace::new(Engine::Sqlite).await;
    let file = at.folder().join("file");
    fs::write(&file, "x").unwrap();
    let below = Place::Folder(file.join("data"));
    let refused = open(&below).await;
    assert!(
        matches!(&refused, Err(Error::Storage(m)) if m.args.iter().any(|(_, text)| Path::new(text).ends_with("file/data")))
    );
    assert_eq!(storage_key(refused), "db.folder");
    let taken = at.folder().join("taken");
    fs::create_dir_all(taken.join("cotmoc.gpkg")).unwrap();
    assert_eq!(storage_key(open(&Place::Folder(taken)).await), "db.folder");
}

async fn cannot_open(url: &str) {
    let place = Place::Server(url.to_owned());
    let refused = tokio::time::timeout(Duration::from_secs(12), open(&place)).await;
    let refused = refused.unwrap_or_else(|_| panic!("{url}: nobody waits that long"));
    let Err(Error::Storage(message)) = refused else { panic!("{url}: opened") };
    assert_eq!(message.key, "db.cannot-open");
    assert!(
        !message.args.iter().any(|(_, text)| text.contains("secret")),
        "the password is shown: {message:?}"
    );
}

#[tokio::test]
async fn a_server_that_does_not_let_us_in_is_told_in_time_and_without_the_password() {
    let at = TestPlace::new(Engine::Postgres).await;
    cannot_open("postgres://lan:secret@127.0.0.1:1/cotmoc").await;
    let url = at.url_of("postgres");
    let (server, socket) = url.split_once("/test_").unwrap();
    cannot_open(&format!("{server}/no_such?{}", socket.split_once('?').unwrap().1)).await;
    cannot_open(&at.url_of("nobody_by_this_name")).await;
    at.tamper("create role guarded login password 'right'").await.unwrap();
    cannot_open(&at.url_of("guarded:secret")).await;
    cannot_open("postgres://not a url").await;
}

#[tokio::test]
async fn a_server_without_the_extensions_says_what_the_administrator_must_do() {
    let at = TestPlace::new(Engine::Postgres).await;
    at.tamper("drop extension postgis; create role visitor login").await.unwrap();
    assert_eq!(storage_key(open(&Place::Server(at.url_of("visitor"))).await), "db.server-not-ready");
}

#[tokio::test]
async fn the_owner_of_a_database_needs_no_more_rights_than_that() {
    let at = TestPlace::new(Engine::Postgres).await;
    let own = "create role clerk login; do $$ begin \
               execute format('alter database %I owner to clerk', current_database()); end $$";
    at.tamper(own).await.unwrap();
    let db = open(&Place::Server(at.url_of("clerk"))).await.unwrap();
    write_note(&db, "1", "x").await.unwrap();
    assert_eq!(notes(&db).await.len(), 1);
}
