//! One way to write facts, on `SQLite` (whose file is a live GeoPackage) and on `PostgreSQL` with PostGIS.
//!
//! [`Db::act`] is the only door to fact tables: it checks the right, runs the deed in one transaction, writes the
//! audit line with the hash of every row it left behind, and commits. [`Db::internal`] writes the short list of
//! tables that are no facts (sessions, jobs). Everything else reads one snapshot through a [`Reader`].

mod act;
mod archive;
mod audit;
mod basis;
mod connect;
mod dump;
mod fault;
mod features;
mod files;
mod geopackage;
mod internal;
mod jobs;
mod kept;
mod measure;
mod migrate;
mod reader;
mod schema;
mod state;
mod table;
mod undo;
mod verify;
mod versions;

pub use act::Tx;
pub use archive::Manifest;
pub use audit::{AuditEntry, AuditFilter, Change, audit_people, entries, entry_changes};
pub use basis::{Basis, BasisFile, day as toml_day};
pub use connect::{Db, Engine, Hold, Place};
pub use dump::Dump;
pub use features::{Features, geopackage};
pub use files::Files;
pub use geopackage::srid;
pub use internal::InternalTx;
pub use jobs::{Job, JobRun, Work};
pub use kept::{Asked, Earlier, Kept};
pub use measure::{Figure, Kind, Measure, Member, Scope, Summary, Unit, Value};
pub use migrate::{Migration, Plan};
pub use reader::{OrFault, Reader};
pub use schema::{Layer, Schema};
pub use state::Known;
pub use table::{Fact, Internal, Source, Table, Wkb};
pub use verify::{Broken, Verdict};
pub use versions::{AsOf, NOTHING_TO_WITHDRAW, Version};

/// What a slice tells the database about itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct Storage {
    /// Steps that build its tables, oldest first.
    pub migrations: &'static [Migration],
    /// Its fact tables, for the audit.
    pub tables: &'static [Table],
    /// Its tables that are no facts but belong into a backup, such as passwords.
    pub kept: &'static [Dump],
    /// Work that runs behind the requests.
    pub jobs: &'static [Job],
}
