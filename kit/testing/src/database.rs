//! A fresh database for one test, on either engine.

use std::{
    ops::Deref,
    path::{Path, PathBuf},
    sync::atomic::{AtomicU32, Ordering},
};

use kit_base::Clock;
use kit_db::{Db, Engine, Place, Storage};
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbErr};
use tempfile::TempDir;

use crate::{on, server::server};

/// Both engines.
#[must_use]
pub const fn engines() -> [Engine; 2] {
    [Engine::Sqlite, Engine::Postgres]
}

/// Runs a test on a fresh database of each engine, on 2026-06-30. The output of a failed test names the engine.
pub async fn for_each_engine(storage: &[Storage], check: impl AsyncFn(&TestDb)) {
    for engine in engines() {
        let failing = NameOnPanic(engine);
        let test = TestDb::new(engine, storage, on("2026-06-30")).await;
        check(&test).await;
        drop(failing);
    }
}

struct NameOnPanic(Engine);

impl Drop for NameOnPanic {
    #[expect(clippy::print_stderr, reason = "the test runner shows it below the panic")]
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("failed on {:?}", self.0);
        }
    }
}

/// Where a database may be made: an empty temporary folder, or an empty database of the private server. It is removed
/// with the value.
pub struct TestPlace {
    place: Place,
    folder: TempDir,
    database: Option<String>,
}

impl TestPlace {
    /// An empty place.
    pub async fn new(engine: Engine) -> Self {
        let folder = tempfile::tempdir().unwrap_or_else(|cause| panic!("no temporary folder: {cause}"));
        let (place, database) = match engine {
            Engine::Sqlite => (Place::Folder(folder.path().join("data")), None),
            Engine::Postgres => {
                static COUNT: AtomicU32 = AtomicU32::new(0);
                let name = format!("test_{}", COUNT.fetch_add(1, Ordering::SeqCst));
                let create = format!("create database {name} template cotmoc_template");
                run(&server().url("postgres"), &create)
                    .await
                    .unwrap_or_else(|cause| panic!("{create}: {cause}"));
                (Place::Server(server().url(&name)), Some(name))
            }
        };
        Self { place, folder, database }
    }

    /// What [`Db::open`] takes.
    #[must_use]
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// A temporary folder of this test; the data of `SQLite` are in `data` below it.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The file of the embedded database.
    #[must_use]
    pub fn file(&self) -> PathBuf {
        self.folder.path().join("data/cotmoc.gpkg")
    }

    /// The URL of the database for another role of the private server; `guarded` has to tell its password.
    #[must_use]
    pub fn url_of(&self, who: &str) -> String {
        let name = self.database.as_deref().unwrap_or_else(|| panic!("only a server has roles"));
        server().url_of(who, name)
    }

    /// Runs SQL behind the program's back; tells how many rows it touched.
    ///
    /// # Errors
    /// What the engine refuses.
    pub async fn tamper(&self, sql: &str) -> Result<u64, DbErr> {
        run(&self.url(), sql).await
    }

    /// A connection behind the program's back.
    ///
    /// # Errors
    /// When there is no database yet.
    pub async fn connect(&self) -> Result<DatabaseConnection, DbErr> {
        connect(&self.url()).await
    }

    fn url(&self) -> String {
        match &self.place {
            Place::Folder(_) => format!("sqlite://{}?mode=rw", self.file().display()),
            Place::Server(url) => url.clone(),
        }
    }
}

impl Drop for TestPlace {
    fn drop(&mut self) {
        if let Some(name) = &self.database {
            server().remove(name);
        }
    }
}

async fn connect(url: &str) -> Result<DatabaseConnection, DbErr> {
    let mut options = ConnectOptions::new(url);
    // As in kit-db: the task of sqlx 0.9.0 that would end old connections can spin for ever (sqlx issue 3645).
    options.max_connections(1).sqlx_logging(false).idle_timeout(None).max_lifetime(None);
    Database::connect(options).await
}

async fn run(url: &str, sql: &str) -> Result<u64, DbErr> {
    let connection = connect(url).await?;
    let done = connection.execute_unprepared(sql).await;
    connection.close().await?;
    Ok(done?.rows_affected())
}

/// A fresh, empty, open database. It is a [`Db`] and its [`TestPlace`].
pub struct TestDb {
    db: Db,
    /// Where it is.
    pub at: TestPlace,
}

impl TestDb {
    /// Makes it with the tables of these slices.
    pub async fn new(engine: Engine, storage: &[Storage], clock: Clock) -> Self {
        let at = TestPlace::new(engine).await;
        let db = Db::open(at.place(), clock, storage).await;
        Self { db: db.unwrap_or_else(|cause| panic!("no database for the test: {cause}")), at }
    }
}

impl Deref for TestDb {
    type Target = Db;

    fn deref(&self) -> &Db {
        &self.db
    }
}
