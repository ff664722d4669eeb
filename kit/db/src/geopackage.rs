//! The embedded database as a GeoPackage (OGC 12-128r18) that QGIS and GDAL open while we write.

use std::{
    fs,
    io::Read,
    path::{Path, PathBuf},
    sync::atomic::Ordering,
    time::Duration,
};

use kit_base::{Error, Message, Result};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};

use crate::{Db, Engine, connect::SRID, fault, migrate};

/// `GPKG` as a number, at byte 68 of the file.
pub(crate) const APPLICATION_ID: i64 = 0x4750_4b47;

/// Makes the folder and the file, readable by their owner alone, and looks whether the file is a database at all.
pub(crate) fn prepare(folder: &Path) -> Result<PathBuf> {
    let place = |key| {
        move |cause: std::io::Error| {
            Error::Storage(Message::new(key).with("place", folder.display()).with("cause", cause))
        }
    };
    private_folder(folder).map_err(place("db.folder"))?;
    let file = folder.join("cotmoc.gpkg");
    let mut opened = private_file(&file).map_err(place("db.folder"))?;
    let mut start = Vec::new();
    opened.by_ref().take(16).read_to_end(&mut start).map_err(place("db.folder"))?;
    if !start.is_empty() && start != b"SQLite format 3\0" {
        return Err(Error::Storage(Message::new("db.not-a-database").with("place", file.display())));
    }
    Ok(file)
}

/// The file whose lock says that a folder is served.
pub(crate) fn lock_file(folder: &Path) -> Result<fs::File> {
    let place = |cause: std::io::Error| {
        Error::Storage(Message::new("db.folder").with("place", folder.display()).with("cause", cause))
    };
    private_folder(folder).map_err(place)?;
    private_file(&folder.join("cotmoc.lock")).map_err(place)
}

fn private_file(file: &Path) -> std::io::Result<fs::File> {
    let mut options = fs::OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file)
}

fn private_folder(folder: &Path) -> std::io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Marks a new file as ours, refuses another program's, and switches to the write-ahead log. The marks precede the
/// log: otherwise other programs read them as 0 until the first checkpoint.
pub(crate) async fn claim(writer: &DatabaseConnection, file: &Path) -> Result<()> {
    let number = async |sql: &str| -> Result<i64> {
        let row = writer.query_one_raw(Statement::from_string(DbBackend::Sqlite, sql)).await;
        let row = row.map_err(fault::of("open"))?.ok_or_else(|| Error::fault("open", "no answer"))?;
        row.try_get_by_index(0).map_err(fault::of("open"))
    };
    let run = async |sql: &str| writer.execute_unprepared(sql).await.map_err(fault::of("open"));
    if number("select count(*) from sqlite_master").await? == 0 {
        // In one transaction, so that neither a kill nor a second program leaves half of it.
        run("begin immediate").await?;
        if number("select count(*) from sqlite_master").await? == 0 {
            run(&format!("pragma application_id = {APPLICATION_ID}")).await?;
            run("pragma user_version = 10300").await?;
            run(migrate::TABLE).await?;
            for sql in contents() {
                run(&sql).await?;
            }
        }
        run("commit").await?;
    }
    let own = "select count(*) from sqlite_master where name in ('migration', 'gpkg_contents')";
    if number("pragma application_id").await? != APPLICATION_ID || number(own).await? != 2 {
        return Err(Error::Storage(Message::new("db.foreign").with("place", file.display())));
    }
    switch_to_log(writer).await
}

/// The engine does not wait when another program opens the file at the same moment, so we do.
async fn switch_to_log(writer: &DatabaseConnection) -> Result<()> {
    let mut attempt = 0;
    while column(writer, "select journal_mode from pragma_journal_mode").await? != ["wal"] {
        match writer.execute_unprepared("pragma journal_mode = wal").await {
            Ok(_) => break,
            Err(_) if attempt < 100 => tokio::time::sleep(Duration::from_millis(50)).await,
            Err(cause) => return Err(fault::from("open", &cause)),
        }
        attempt += 1;
    }
    Ok(())
}

/// The tables every GeoPackage has, and the coordinate systems we use.
pub(crate) fn contents() -> Vec<String> {
    let mut sql = vec![
        "create table gpkg_spatial_ref_sys (srs_name TEXT not null, srs_id INTEGER primary key, organization TEXT \
         not null, organization_coordsys_id INTEGER not null, definition TEXT not null, description TEXT)"
            .to_owned(),
        "create table gpkg_contents (table_name TEXT not null primary key, data_type TEXT not null, identifier TEXT \
         unique, description TEXT default '', last_change DATETIME not null default \
         (strftime('%Y-%m-%dT%H:%M:%fZ','now')), min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id \
         INTEGER, constraint fk_gc_r_srs_id foreign key (srs_id) references gpkg_spatial_ref_sys(srs_id))"
            .to_owned(),
        "create table gpkg_geometry_columns (table_name TEXT not null, column_name TEXT not null, geometry_type_name \
         TEXT not null, srs_id INTEGER not null, z TINYINT not null, m TINYINT not null, constraint pk_geom_cols \
         primary key (table_name, column_name), constraint uk_gc_table_name unique (table_name), constraint fk_gc_tn \
         foreign key (table_name) references gpkg_contents(table_name), constraint fk_gc_srs foreign key (srs_id) \
         references gpkg_spatial_ref_sys (srs_id))"
            .to_owned(),
        "insert into gpkg_spatial_ref_sys values ('Undefined cartesian SRS', -1, 'NONE', -1, 'undefined', null), \
         ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', null)"
            .to_owned(),
    ];
    sql.extend(kit_geo::Crs::ALL.iter().map(|crs| {
        format!(
            "insert into gpkg_spatial_ref_sys values ('{name}', {srid}, 'EPSG', {srid}, '{wkt}', null)",
            name = crs.name.replace('\'', "''"),
            srid = crs.srid.0,
            wkt = crs.wkt().replace('\'', "''"),
        )
    }));
    sql
}

/// Other programs may add triggers to the file; GDAL's spatial index calls functions that only GDAL has, and every
/// write would fail. They are dropped, with the index they kept, and reported.
pub(crate) async fn drop_foreign_triggers(db: &Db) -> Result<()> {
    if db.engine() == Engine::Postgres {
        return Ok(());
    }
    let writer = &db.0.writer;
    let statement = |sql: &str| Statement::from_string(DbBackend::Sqlite, sql);
    let version =
        writer.query_one_raw(statement("pragma schema_version")).await.map_err(fault::of("begin"))?;
    let version = version.and_then(|row| row.try_get_by_index::<i64>(0).ok()).unwrap_or(-2);
    if db.0.schema_seen.load(Ordering::SeqCst) == version {
        return Ok(());
    }
    let sql = r"select name from sqlite_master where type = 'trigger' and name not like 'cm\_%' escape '\'";
    let names = column(writer, sql).await?;
    if names.is_empty() {
        // Only now: had the dropping failed, it must be tried again.
        db.0.schema_seen.store(version, Ordering::SeqCst);
        return Ok(());
    }
    for name in &names {
        let drop = format!("drop trigger \"{}\"", name.replace('"', "\"\""));
        writer.execute_unprepared(&drop).await.map_err(fault::of("drop a foreign trigger"))?;
    }
    let index = "select 'drop table \"' || name || '\"' from sqlite_master \
                 where type = 'table' and name like 'rtree\\_%' escape '\\' and sql like 'create virtual table%'";
    for drop in column(writer, index).await? {
        writer.execute_unprepared(&drop).await.map_err(fault::of("drop a foreign index"))?;
    }
    if !column(writer, "select name from sqlite_master where name = 'gpkg_extensions'").await?.is_empty() {
        let forget = "delete from gpkg_extensions where extension_name = 'gpkg_rtree_index'";
        writer.execute_unprepared(forget).await.map_err(fault::of("drop a foreign index"))?;
    }
    tracing::warn!(
        triggers = names.join(", "),
        "another program added triggers to the database; they were dropped"
    );
    Ok(())
}

async fn column(writer: &DatabaseConnection, sql: &str) -> Result<Vec<String>> {
    let rows = writer.query_all_raw(Statement::from_string(DbBackend::Sqlite, sql)).await;
    let rows = rows.map_err(fault::of("look for foreign triggers"))?;
    rows.iter().map(|row| row.try_get_by_index(0).map_err(fault::of("look for foreign triggers"))).collect()
}

/// Before the schema of a database with facts changes, a whole copy is laid beside it, readable by its owner alone.
/// It takes the place of an older copy: when that one was made, the step failed, and facts were written since.
pub(crate) async fn copy_before(db: &Db, step: &str) -> Result<()> {
    if db.engine() == Engine::Postgres {
        return Ok(());
    }
    let main = column(&db.0.writer, "select file from pragma_database_list where name = 'main'").await?;
    let Some(main) = main.first() else { return Ok(()) };
    let facts = "select name from sqlite_master where name = 'audit_entry'";
    if column(&db.0.writer, facts).await?.is_empty()
        || column(&db.0.writer, "select name from audit_entry limit 1").await?.is_empty()
    {
        return Ok(());
    }
    let copy = Path::new(main).with_file_name(format!("cotmoc.before-{step}.gpkg"));
    let unfinished = copy.with_extension(format!("{}.part", std::process::id()));
    let place = |cause: std::io::Error| {
        Error::Storage(Message::new("db.folder").with("place", copy.display()).with("cause", cause))
    };
    private_file(&unfinished).and_then(|file| file.set_len(0)).map_err(place)?;
    let sql = format!("vacuum into '{}'", unfinished.display().to_string().replace('\'', "''"));
    db.0.writer.execute_unprepared(&sql).await.map_err(fault::of("copy before the schema changes"))?;
    let done = format!("select name from migration where name = '{step}'");
    if !column(&db.0.writer, &done).await?.is_empty() {
        // A second program took the step meanwhile, and had made its own copy.
        return fs::remove_file(&unfinished).map_err(place);
    }
    fs::rename(&unfinished, &copy).map_err(place)?;
    tracing::info!(copy = %copy.display(), "copied the database before its schema changes");
    Ok(())
}

/// The coordinate system of the installation.
#[must_use]
pub fn srid() -> kit_geo::Srid {
    kit_geo::Srid(SRID)
}
