//! Bringing a database up to this program's schema, one step after the other, each in a transaction of its own.

use std::collections::BTreeSet;

use kit_base::{Error, Message, Result};
use kit_geo::{Crs, Datum};
use sea_orm::{
    ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, SqliteTransactionMode, Statement,
    TransactionOptions, TransactionTrait,
};

use crate::{Db, Engine, Schema, Storage, fault, geopackage};

/// One step. Nobody edits a past step; they add.
#[derive(Clone, Copy, Debug)]
pub struct Migration {
    /// `slice-0001-what`, unique.
    pub name: &'static str,
    /// Its statements.
    pub up: fn(Schema) -> Vec<Vec<String>>,
}

/// All steps in order: the kit's own, then each slice's.
pub struct Plan(Vec<Migration>);

impl Plan {
    /// Puts the slices' steps behind the kit's.
    #[must_use]
    pub fn new(storage: &[Storage]) -> Self {
        let own = [
            Migration { name: "kit-0001-audit-and-jobs", up: own },
            Migration { name: "kit-0002-on-behalf", up: on_behalf },
        ];
        Self(own.into_iter().chain(storage.iter().flat_map(|s| s.migrations).copied()).collect())
    }

    /// The names of the steps, in order.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'static str> {
        self.0.iter().map(|step| step.name)
    }
}

fn own(schema: Schema) -> Vec<Vec<String>> {
    vec![
        schema.facts(
            "audit_entry",
            "seq {int} primary key, at {int} not null, person text, name text not null, position text not null, \
             via text not null, action text not null, subject_kind text not null, subject_key text not null, \
             subject_label text not null, document text, changes_hash text not null, prev_hash text not null, \
             hash text not null",
        ),
        schema.sql("create index audit_entry_subject on audit_entry (subject_kind, subject_key)"),
        schema.facts(
            "audit_change",
            "seq {int} not null references audit_entry (seq), nr {int} not null, table_name text not null, \
             row_key text not null, kind text not null, row_hash text not null, primary key (seq, nr)",
        ),
        schema.sql("create index audit_change_row on audit_change (table_name, row_key)"),
        schema.internal(
            "job",
            "id text primary key, kind text not null, subject_key text not null, run_at {int} not null, \
             locked_until {int} not null, attempts {int} not null, last_error text",
        ),
    ]
}

/// For whom somebody acted, and reading the audit by person and by deed.
fn on_behalf(schema: Schema) -> Vec<Vec<String>> {
    vec![
        schema.column("audit_entry", "on_behalf text"),
        schema.sql("create index audit_entry_person on audit_entry (person, seq)"),
        schema.sql("create index audit_entry_action on audit_entry (action, seq)"),
    ]
}

/// The steps that were applied.
pub(crate) const TABLE: &str =
    "create table if not exists migration (name text primary key, applied_at text not null)";

pub(crate) async fn run(db: &Db, plan: &Plan) -> Result<()> {
    if db.engine() == Engine::Postgres {
        prepare_server(db).await?;
    }
    let rows = select(db, "select name from migration").await?;
    let done: BTreeSet<String> = rows.into_iter().collect();
    if let Some(unknown) = done.iter().find(|name| plan.0.iter().all(|step| step.name != **name)) {
        return Err(Error::Storage(Message::new("db.newer").with("step", unknown)));
    }
    let pending: Vec<_> = plan.0.iter().filter(|step| !done.contains(step.name)).collect();
    if !done.is_empty()
        && let Some(first) = pending.first()
    {
        geopackage::copy_before(db, first.name).await?;
    }
    for step in pending {
        apply(db, step).await?;
    }
    Ok(())
}

async fn apply(db: &Db, step: &Migration) -> Result<()> {
    let context = |cause| match fault::from(step.name, &cause) {
        Error::Fault(text) => Error::fault("migrate", text),
        other => other,
    };
    let tx = begin(db).await.map_err(context)?;
    let again = format!("select name from migration where name = '{}'", step.name);
    let again =
        tx.query_one_raw(Statement::from_string(tx.get_database_backend(), again)).await.map_err(context)?;
    if again.is_some() {
        return tx.rollback().await.map_err(context);
    }
    for statement in (step.up)(Schema::new(db.engine())).into_iter().flatten() {
        tx.execute_unprepared(&statement).await.map_err(context)?;
    }
    let now = db.clock().now().to_string();
    let record = format!("insert into migration (name, applied_at) values ('{}', '{now}')", step.name);
    tx.execute_unprepared(&record).await.map_err(context)?;
    tx.commit().await.map_err(context)?;
    tracing::info!(step = step.name, "schema step applied");
    Ok(())
}

/// One program at a time changes the schema; the next one finds the step done.
async fn begin(db: &Db) -> std::result::Result<DatabaseTransaction, DbErr> {
    let options = TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..TransactionOptions::default()
    };
    let tx = db.0.writer.begin_with_options(options).await?;
    if db.engine() == Engine::Postgres {
        tx.execute_unprepared("select pg_advisory_xact_lock(716871)").await?;
    }
    Ok(tx)
}

/// Extensions, the refusing trigger function, and the VN-2000 systems that PostGIS 3.3 lacks.
async fn prepare_server(db: &Db) -> Result<()> {
    let not_ready = |cause: DbErr| {
        Error::Storage(Message::new("db.server-not-ready").with("cause", fault::words(&cause)))
    };
    let tx = begin(db).await.map_err(not_ready)?;
    for sql in [
        "create extension if not exists btree_gist",
        "create extension if not exists postgis",
        "create or replace function cm_refuse() returns trigger language plpgsql as \
         $$ begin raise exception '%', tg_name; end $$",
        TABLE,
    ] {
        tx.execute_unprepared(sql).await.map_err(not_ready)?;
    }
    let missing = missing_systems(&tx).await.map_err(not_ready)?;
    let allowed = "select has_table_privilege('spatial_ref_sys', 'insert')";
    let allowed =
        tx.query_one_raw(Statement::from_string(DbBackend::Postgres, allowed)).await.map_err(not_ready)?;
    if allowed.is_some_and(|row| row.try_get_by_index(0) == Ok(true)) {
        for crs in missing {
            tx.execute_unprepared(&system(crs)).await.map_err(not_ready)?;
        }
    } else if let Some(crs) = missing.first() {
        // We do without: only GIS programs that read this database ask it for the definition.
        tracing::warn!(
            srid = crs.srid.0,
            "the role may not add VN-2000 to spatial_ref_sys; GIS programs may miss it"
        );
    }
    tx.commit().await.map_err(not_ready)
}

async fn missing_systems(tx: &DatabaseTransaction) -> std::result::Result<Vec<&'static Crs>, DbErr> {
    let rows = tx
        .query_all_raw(Statement::from_string(DbBackend::Postgres, "select srid from spatial_ref_sys"))
        .await?;
    let known =
        rows.iter().map(|row| row.try_get_by_index(0)).collect::<std::result::Result<BTreeSet<i32>, _>>()?;
    let ours = Crs::ALL.iter().filter(|crs| crs.datum == Datum::Vn2000);
    Ok(ours.filter(|crs| !known.contains(&crs.srid.0)).collect())
}

fn system(crs: &Crs) -> String {
    format!(
        "insert into spatial_ref_sys (srid, auth_name, auth_srid, srtext, proj4text) \
         values ({srid}, 'EPSG', {srid}, '{wkt}', '{proj}')",
        srid = crs.srid.0,
        wkt = crs.wkt().replace('\'', "''"),
        proj = crs.proj()
    )
}

async fn select(db: &Db, sql: &str) -> Result<Vec<String>> {
    let backend = match db.engine() {
        Engine::Sqlite => DbBackend::Sqlite,
        Engine::Postgres => DbBackend::Postgres,
    };
    let rows =
        db.0.writer
            .query_all_raw(Statement::from_string(backend, sql))
            .await
            .map_err(fault::of("migrate"))?;
    rows.iter().map(|row| row.try_get_by_index(0).map_err(fault::of("migrate"))).collect()
}
