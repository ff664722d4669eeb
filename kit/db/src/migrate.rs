//! Bringing a database up to this program's schema, one step after the other, each in a transaction of its own.

use std::collections::BTreeSet;

use kit_base::{Error, Message, Result};
use sea_orm::{ConnectionTrait, DbBackend, Statement, TransactionTrait};

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
        let own = [Migration { name: "kit-0001-audit-and-jobs", up: own }];
        Self(own.into_iter().chain(storage.iter().flat_map(|s| s.migrations).copied()).collect())
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

pub(crate) async fn run(db: &Db, plan: &Plan) -> Result<()> {
    let writer = &db.0.writer;
    if db.engine() == Engine::Postgres {
        prepare_server(db).await?;
    }
    let sql = "create table if not exists migration (name text primary key, applied_at text not null)";
    writer.execute_unprepared(sql).await.map_err(fault::of("migrate"))?;
    let rows = select(db, "select name from migration").await?;
    let done: BTreeSet<String> = rows.into_iter().collect();
    if let Some(unknown) = done.iter().find(|name| plan.0.iter().all(|step| step.name != **name)) {
        return Err(Error::Storage(Message::new("db.newer").with("step", unknown)));
    }
    let pending: Vec<_> = plan.0.iter().filter(|step| !done.contains(step.name)).collect();
    if !done.is_empty() && let Some(first) = pending.first() {
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
    let tx = db.0.writer.begin().await.map_err(context)?;
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

/// Extensions, the refusing trigger function, and the VN-2000 systems that PostGIS 3.3 lacks.
async fn prepare_server(db: &Db) -> Result<()> {
    let run = async |sql: String| {
        db.0.writer.execute_unprepared(&sql).await.map_err(|cause| {
            Error::Storage(Message::new("db.server-not-ready").with("cause", fault::words(&cause)))
        })
    };
    run("create extension if not exists btree_gist".to_owned()).await?;
    run("create extension if not exists postgis".to_owned()).await?;
    run("create or replace function cm_refuse() returns trigger language plpgsql as \
         $$ begin raise exception '%', tg_name; end $$"
        .to_owned())
    .await?;
    for crs in kit_geo::Crs::ALL.iter().filter(|crs| crs.datum == kit_geo::Datum::Vn2000) {
        run(format!(
            "insert into spatial_ref_sys (srid, auth_name, auth_srid, srtext, proj4text) \
             values ({srid}, 'EPSG', {srid}, '{wkt}', '{proj}') on conflict (srid) do nothing",
            srid = crs.srid.0,
            wkt = crs.wkt().replace('\'', "''"),
            proj = crs.proj()
        ))
        .await?;
    }
    Ok(())
}

async fn select(db: &Db, sql: &str) -> Result<Vec<String>> {
    let backend = match db.engine() {
        Engine::Sqlite => DbBackend::Sqlite,
        Engine::Postgres => DbBackend::Postgres,
    };
    let rows = db.0.writer.query_all_raw(Statement::from_string(backend, sql)).await.map_err(fault::of("migrate"))?;
    rows.iter().map(|row| row.try_get_by_index(0).map_err(fault::of("migrate"))).collect()
}
