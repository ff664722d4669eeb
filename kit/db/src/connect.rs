//! Opening the database: one writer, and readers that the engine itself keeps from writing.

use std::{
    fmt,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use kit_base::{Clock, Error, Message, Result};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, IsolationLevel, TransactionOptions,
    TransactionTrait,
};
use sqlx::{ConnectOptions as _, Connection, postgres::PgConnectOptions};

use crate::{
    Dump, Job, Reader, Storage, Table, fault, geopackage,
    migrate::{self, Plan},
    state::States,
};

/// The two engines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Embedded: `DIR/cotmoc.gpkg`, a GeoPackage.
    Sqlite,
    /// A server: `PostgreSQL` 15 or newer with `PostGIS`.
    Postgres,
}

/// Where the facts are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A folder with `cotmoc.gpkg`, made when it is not there.
    Folder(PathBuf),
    /// The URL of a `PostgreSQL` database.
    Server(String),
}

/// The open database. Cheap to clone.
#[derive(Clone)]
pub struct Db(pub(crate) Arc<Inner>);

pub(crate) struct Inner {
    pub(crate) engine: Engine,
    pub(crate) writer: DatabaseConnection,
    pub(crate) readers: DatabaseConnection,
    pub(crate) clock: Clock,
    pub(crate) tables: Vec<Table>,
    pub(crate) kept: Vec<Dump>,
    pub(crate) jobs: Vec<Job>,
    pub(crate) steps: Vec<&'static str>,
    pub(crate) schema_seen: std::sync::atomic::AtomicI64,
    /// The names of the fact tables.
    pub(crate) table_names: std::collections::BTreeSet<&'static str>,
    pub(crate) states: States,
}

/// The installation's coordinate system: VN-2000, 3° zone, central meridian 107°00′.
pub(crate) const SRID: i32 = 9214;

impl Db {
    /// Opens the database, makes it when it is not there, and brings it up to this program's schema.
    ///
    /// # Errors
    /// [`Error::Storage`] says in words what is wrong with the place: not writable, no database, another program's,
    /// written by a newer version.
    pub async fn open(place: &Place, clock: Clock, storage: &[Storage]) -> Result<Self> {
        let (engine, writer, readers) = match place {
            Place::Folder(folder) => {
                let file = geopackage::prepare(folder)?;
                let writer = connect_file(&file, 1, false).await?;
                if let Err(refused) = geopackage::claim(&writer, &file).await {
                    // Closed in order, so that nothing is left beside a file that is not ours.
                    writer.close().await.map_err(fault::of("close"))?;
                    return Err(refused);
                }
                (Engine::Sqlite, writer, connect_file(&file, 4, true).await?)
            }
            Place::Server(url) => {
                knock(url).await?;
                let writer = connect_server(url, 4, false).await?;
                (Engine::Postgres, writer, connect_server(url, 8, true).await?)
            }
        };
        let plan = Plan::new(storage);
        let inner = Inner {
            steps: plan.names().collect(),
            engine,
            writer,
            readers,
            clock,
            tables: storage.iter().flat_map(|s| s.tables).copied().collect(),
            kept: storage.iter().flat_map(|s| s.kept).copied().collect(),
            jobs: storage.iter().flat_map(|s| s.jobs).copied().collect(),
            schema_seen: (-1).into(),
            table_names: storage.iter().flat_map(|s| s.tables).map(|table| table.name).collect(),
            states: States::default(),
        };
        let db = Self(Arc::new(inner));
        migrate::run(&db, &plan).await?;
        db.settle().await?;
        Ok(db)
    }

    /// The engine behind.
    #[must_use]
    pub fn engine(&self) -> Engine {
        self.0.engine
    }

    /// The schema steps that this database has taken, oldest first.
    #[must_use]
    pub fn steps(&self) -> &[&'static str] {
        &self.0.steps
    }

    /// The clock that facts are recorded by.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.0.clock
    }

    /// One consistent snapshot to read from: all queries of a page see the same state.
    ///
    /// # Errors
    /// [`Error::Storage`] when no connection is to be had.
    pub async fn read(&self) -> Result<Reader> {
        let options = match self.0.engine {
            Engine::Sqlite => TransactionOptions::default(),
            Engine::Postgres => TransactionOptions {
                isolation_level: Some(IsolationLevel::RepeatableRead),
                ..TransactionOptions::default()
            },
        };
        let snapshot = self.0.readers.begin_with_options(options).await.map_err(fault::of("read"))?;
        Ok(Reader::of_snapshot(snapshot, self))
    }

    /// The fact tables of all slices.
    #[must_use]
    pub fn tables(&self) -> &[Table] {
        &self.0.tables
    }

    /// Writes what is still in the log into the file itself, so that other programs read a whole GeoPackage.
    ///
    /// # Errors
    /// [`Error::Storage`] when the file cannot be written.
    pub async fn settle(&self) -> Result<()> {
        if self.0.engine == Engine::Sqlite {
            let sql = "pragma wal_checkpoint(truncate)";
            self.0.writer.execute_unprepared(sql).await.map_err(fault::of("checkpoint"))?;
        }
        Ok(())
    }

    /// Settles and closes all connections.
    ///
    /// # Errors
    /// [`Error::Storage`] when the last writing fails.
    pub async fn close(self) -> Result<()> {
        self.settle().await?;
        self.0.readers.clone().close().await.map_err(fault::of("close"))?;
        self.0.writer.clone().close().await.map_err(fault::of("close"))
    }
}

/// Connections to the embedded file. Its name is not part of the URL, where `?` and `%` mean something else.
async fn connect_file(file: &Path, most: u32, read_only: bool) -> Result<DatabaseConnection> {
    let mut options = options("sqlite:cotmoc.gpkg", most);
    let name = file.to_owned();
    options.map_sqlx_sqlite_opts(move |o| {
        o.filename(&name)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(20))
            .pragma("synchronous", "full")
            .pragma("query_only", if read_only { "on" } else { "off" })
    });
    Database::connect(options).await.map_err(|cause| match fault::from("open", &cause) {
        Error::Storage(known) if known.key != "db.unreachable" => Error::Storage(known),
        _ => cannot_open(file.display(), fault::words(&cause)),
    })
}

/// Says that a program serves this place, or that one has it for itself. Given up when it is dropped.
#[derive(Debug)]
pub struct Hold {
    _file: Option<std::fs::File>,
    _connection: Option<DatabaseConnection>,
}

impl Hold {
    /// Takes it: shared with others that serve, or alone.
    ///
    /// # Errors
    /// [`Error::Storage`] when it is to be alone and somebody serves, or the other way round.
    pub async fn take(place: &Place, alone: bool) -> Result<Self> {
        let served = || Error::Storage(Message::new("db.served"));
        match place {
            Place::Folder(folder) => {
                let file = geopackage::lock_file(folder)?;
                let got = if alone { file.try_lock().is_ok() } else { file.try_lock_shared().is_ok() };
                if got { Ok(Self { _file: Some(file), _connection: None }) } else { Err(served()) }
            }
            Place::Server(url) => {
                let connection = connect_server(url, 1, false).await?;
                let shared = if alone { "" } else { "_shared" };
                let sql = format!("select pg_try_advisory_lock{shared}(716872)");
                let asked = sea_orm::Statement::from_string(sea_orm::DbBackend::Postgres, sql);
                let row = connection.query_one_raw(asked).await.map_err(fault::of("open"))?;
                if row.is_some_and(|row| row.try_get_by_index(0) == Ok(true)) {
                    Ok(Self { _file: None, _connection: Some(connection) })
                } else {
                    Err(served())
                }
            }
        }
    }
}

async fn connect_server(url: &str, most: u32, read_only: bool) -> Result<DatabaseConnection> {
    let mut options = options(url, most);
    options.map_sqlx_postgres_opts(move |o| {
        o.options([("default_transaction_read_only", if read_only { "on" } else { "off" })])
    });
    let connected = Database::connect(options).await;
    connected.map_err(|cause| cannot_open(without_password(url), fault::words(&cause)))
}

fn options(url: &str, most: u32) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    let wait = Duration::from_secs(30);
    options.max_connections(most).acquire_timeout(wait).sqlx_logging(false);
    // Connections stay. The task of sqlx 0.9.0 that would end old ones can spin for ever (sqlx issue 3645).
    options.idle_timeout(None).max_lifetime(None);
    options
}

/// Tries one connection. A pool would go on trying for half a minute, and then not know why it failed.
async fn knock(url: &str) -> Result<()> {
    let no = |cause: &dyn fmt::Display| cannot_open(without_password(url), cause);
    let options = url.parse::<PgConnectOptions>().map_err(|cause| no(&cause))?;
    let connecting = tokio::time::timeout(Duration::from_secs(10), options.connect()).await;
    let connection =
        connecting.map_err(|_| no(&"no answer within ten seconds"))?.map_err(|cause| no(&cause))?;
    connection.close().await.map_err(|cause| no(&cause))
}

fn cannot_open(place: impl fmt::Display, cause: impl fmt::Display) -> Error {
    Error::Storage(Message::new("db.cannot-open").with("place", place).with("cause", cause))
}

fn without_password(url: &str) -> String {
    match (url.find("://"), url.rfind('@')) {
        (Some(start), Some(at)) if start < at => format!("{}://…{}", &url[..start], &url[at..]),
        _ => url.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::without_password;

    #[test]
    fn a_message_never_shows_the_password_of_the_server() {
        assert_eq!(without_password("postgres://lan:secret@db/cotmoc"), "postgres://…@db/cotmoc");
        assert_eq!(without_password("sqlite:///tmp/x"), "sqlite:///tmp/x");
    }
}
