//! Backup and restore: one file (ZIP) with the rows of all tables as lines of JSON, the files of documents, and the end
//! of the audit chain, read from one snapshot. It knows no engine, so it also moves a database from one to the other.

use std::{
    fs::File,
    io::{BufRead, BufReader, Read, Write},
    path::Path,
};

use kit_base::{Error, Instant, Message, Result};
use sea_orm::{
    ConnectionTrait, DbBackend, SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait,
};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

use crate::{
    Db, Dump, Engine, Files, Reader,
    audit::{ROOT, change, entry},
    connect::SRID,
    fault,
};

/// The form of the archive; a later one is another number.
const FORM: u32 = 1;
const MANIFEST: &str = "manifest.json";
/// Rows inserted at a time.
const CHUNK: usize = 1_000;

/// What an archive says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    form: u32,
    /// When it was made, in microseconds since 1970.
    made_at: Instant,
    /// The coordinate system of its geometries.
    srid: i32,
    /// The schema steps of the database it was made from.
    steps: Vec<String>,
    /// Place of the last deed.
    pub entries: i64,
    /// Hash of the last deed.
    pub head: String,
    /// Rows of each table, in the order in which they are restored.
    tables: Vec<(String, usize)>,
    /// Files of documents.
    pub files: usize,
}

impl Manifest {
    /// Rows in all.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.tables.iter().map(|(_, rows)| rows).sum()
    }
}

impl Db {
    /// Writes everything into a new file.
    ///
    /// # Errors
    /// [`Error::Storage`] when the file is there already or cannot be written, or when a file of a document is damaged.
    pub async fn backup(&self, files: &Files, file: &Path) -> Result<Manifest> {
        let cannot = |cause: &dyn std::fmt::Display| {
            let told = Message::new("db.no-backup").with("file", file.display());
            Error::Storage(told.with("cause", cause))
        };
        let reader = self.read().await?;
        let mut options = File::options();
        options.write(true).create_new(true);
        // It holds what the database holds, the hashes of passwords among it.
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let out = options.open(file).map_err(|cause| cannot(&cause))?;
        let mut zip = ZipWriter::new(out);
        let deflated = SimpleFileOptions::default().large_file(true);
        let mut tables = Vec::new();
        for dump in self.dumps() {
            zip.start_file(format!("tables/{}.ndjson", dump.name), deflated).map_err(|e| cannot(&e))?;
            let mut rows = 0;
            for nr in 0.. {
                let page = (dump.page)(reader.clone(), nr).await?;
                if page.is_empty() {
                    break;
                }
                rows += page.len();
                for row in &page {
                    writeln!(zip, "{row}").map_err(|cause| cannot(&cause))?;
                }
            }
            tables.push((dump.name.to_owned(), rows));
        }
        let kept = files.list().await?;
        for name in &kept {
            let content = files.get(name).await?;
            zip.start_file(format!("files/{name}"), deflated).map_err(|e| cannot(&e))?;
            zip.write_all(&content).map_err(|cause| cannot(&cause))?;
        }
        let (entries, head) = reader.audit_head().await?;
        let steps = self.steps().iter().map(|step| (*step).to_owned()).collect();
        let made_at = self.clock().now();
        let manifest =
            Manifest { form: FORM, made_at, srid: SRID, steps, entries, head, tables, files: kept.len() };
        zip.start_file(MANIFEST, deflated).map_err(|e| cannot(&e))?;
        serde_json::to_writer(&mut zip, &manifest).map_err(|cause| cannot(&cause))?;
        let out = zip.finish().map_err(|e| cannot(&e))?;
        out.sync_all().map_err(|cause| cannot(&cause))?;
        Ok(manifest)
    }

    /// Fills this empty database from an archive, in one transaction.
    ///
    /// # Errors
    /// [`Error::Storage`] when this database is not empty, or the file is no archive of this program or is damaged;
    /// nothing was written then.
    pub async fn restore(&self, files: &Files, file: &Path) -> Result<Manifest> {
        let (manifest, mut zip) = open(file)?;
        if let Some(unknown) = manifest.steps.iter().find(|step| !self.steps().contains(&step.as_str())) {
            return Err(Error::Storage(Message::new("db.newer").with("step", unknown)));
        }
        if manifest.srid != SRID {
            return Err(damaged(file, &format!("EPSG:{}", manifest.srid)));
        }
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        let transaction = self.0.writer.begin_with_options(options).await.map_err(fault::of("begin"))?;
        let reader = Reader::new(transaction, self);
        match self.fill(&reader, &manifest, &mut zip, file).await {
            Ok(()) => reader.commit().await?,
            Err(error) => {
                reader.roll_back().await?;
                return Err(error);
            }
        }
        for name in names(&zip) {
            let mut content = Vec::new();
            let read = zip.by_name(&format!("files/{name}")).map(|mut entry| entry.read_to_end(&mut content));
            if !matches!(read, Ok(Ok(_))) || files.put(content).await? != name {
                return Err(damaged(file, &name));
            }
        }
        Ok(manifest)
    }

    async fn fill(
        &self,
        reader: &Reader,
        manifest: &Manifest,
        zip: &mut ZipArchive<File>,
        file: &Path,
    ) -> Result<()> {
        if reader.audit_head().await? != (0, ROOT.to_owned()) {
            return Err(Error::Storage(Message::new("db.not-empty")));
        }
        if self.engine() == Engine::Sqlite {
            let later = "pragma defer_foreign_keys = on";
            reader.connection().execute_unprepared(later).await.map_err(fault::of("restore"))?;
        }
        for dump in self.dumps() {
            let told = manifest.tables.iter().find(|(name, _)| name == dump.name);
            // A table that the older program did not have is empty.
            let Some((_, told)) = told else { continue };
            let bad = || damaged(file, dump.name);
            let entry = zip.by_name(&format!("tables/{}.ndjson", dump.name)).map_err(|_| bad())?;
            let mut lines = BufReader::new(entry).lines();
            let mut rows = 0;
            loop {
                let chunk = lines.by_ref().take(CHUNK).map(|line| serde_json::from_str(&line.ok()?).ok());
                let chunk = chunk.collect::<Option<Vec<Json>>>().ok_or_else(bad)?;
                if chunk.is_empty() {
                    break;
                }
                rows += chunk.len();
                (dump.load)(reader.clone(), chunk).await?;
            }
            if rows != *told {
                return Err(damaged(file, dump.name));
            }
        }
        if self.engine() == Engine::Postgres {
            self.go_on_counting(reader).await?;
        }
        if reader.audit_head().await? != (manifest.entries, manifest.head.clone()) {
            return Err(damaged(file, "audit_entry"));
        }
        Ok(())
    }

    /// Rows that come later are numbered behind those restored.
    async fn go_on_counting(&self, reader: &Reader) -> Result<()> {
        for table in self.tables().iter().filter(|table| (table.columns)().contains(&"row_id")) {
            let name = table.name;
            let sql = format!(
                "select setval(pg_get_serial_sequence('{name}', 'row_id'), \
                 (select coalesce(max(row_id), 0) + 1 from {name}), false)"
            );
            let asked = Statement::from_string(DbBackend::Postgres, sql);
            let _ = reader.connection().query_one_raw(asked).await.map_err(fault::of("restore"))?;
        }
        Ok(())
    }

    /// All tables of the backup: the audit, the facts in the order in which they build on one another, and what is no fact
    /// but must not be lost.
    fn dumps(&self) -> Vec<Dump> {
        let audit = [Dump::of::<entry::Entity>("audit_entry"), Dump::of::<change::Entity>("audit_change")];
        let facts = self.tables().iter().map(|table| table.dump);
        audit.into_iter().chain(facts).chain(self.0.kept.iter().copied()).collect()
    }
}

fn open(file: &Path) -> Result<(Manifest, ZipArchive<File>)> {
    let opened = File::open(file).map_err(|cause| damaged(file, &cause.to_string()))?;
    let mut zip = ZipArchive::new(opened).map_err(|cause| damaged(file, &cause.to_string()))?;
    let manifest = zip.by_name(MANIFEST).map_err(|cause| damaged(file, &cause.to_string()))?;
    let manifest: Manifest =
        serde_json::from_reader(manifest).map_err(|cause| damaged(file, &cause.to_string()))?;
    if manifest.form == FORM { Ok((manifest, zip)) } else { Err(damaged(file, &manifest.form.to_string())) }
}

fn damaged(file: &Path, cause: &str) -> Error {
    Error::Storage(Message::new("db.not-a-backup").with("file", file.display()).with("cause", cause))
}

/// The names of the files of documents.
fn names(zip: &ZipArchive<File>) -> Vec<String> {
    let all = zip.file_names().filter_map(std::result::Result::ok);
    all.filter_map(|name| name.strip_prefix("files/").map(str::to_owned)).collect()
}
