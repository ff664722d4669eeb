//! Who did what to which record, when: readable by people who are no engineers.

use askama::Template;
use axum::{extract::Path, response::Response};
use kit_base::{Error, Message};
use kit_db::{AuditEntry, AuditFilter, Change, entries, entry_changes};
use serde::Serialize;
use serde_json::Value as Json;
use utoipa::ToSchema;

use super::{audit_row, audit_sight};
use crate::{PAGE_ROWS, Page, Paging, Result, Ui};

/// Deeds, newest first.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "audit.html")]
#[schema(as = AuditEntries)]
pub(crate) struct Entries {
    #[serde(skip)]
    #[schema(ignore)]
    ui: Ui,
    /// Place of the last deed in the chain.
    total: i64,
    /// Hash of the last deed.
    head: String,
    filter: AuditFilter,
    rows: Vec<AuditEntry>,
    /// Place to ask on from, when there is more.
    older: Option<i64>,
}

/// One deed with the rows it left behind.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "audit-entry.html")]
#[schema(as = AuditDeed)]
pub(crate) struct Deed {
    #[serde(skip)]
    #[schema(ignore)]
    ui: Ui,
    entry: AuditEntry,
    /// This page's rows.
    changes: Vec<Shown>,
    paging: Paging,
}

/// A row as it stands now, beside what the chain says of it.
#[derive(Serialize, ToSchema)]
#[schema(as = AuditShownChange)]
struct Shown {
    #[serde(flatten)]
    change: Change,
    /// Whether what stands in it is not for this person to read; the chain covers it all the same.
    kept: bool,
    /// The row as its hash is made of: instants in microseconds since 1970, areas in 0.01 m².
    #[schema(value_type = Object)]
    row: Option<Json>,
    /// Its columns in words.
    #[serde(skip)]
    fields: Vec<(String, String)>,
}

impl Page for Entries {
    fn ui(&self) -> &Ui {
        &self.ui
    }
}

impl Page for Deed {
    fn ui(&self) -> &Ui {
        &self.ui
    }
}

impl Entries {
    fn who(&self, entry: &AuditEntry) -> String {
        who(&self.ui, entry)
    }

    fn via(&self, entry: &AuditEntry) -> String {
        via(&self.ui, &entry.via)
    }

    fn action(&self, entry: &AuditEntry) -> String {
        self.ui.t(format!("action.{}", entry.action))
    }

    fn short(hash: &str) -> String {
        short(hash)
    }
}

impl Deed {
    fn who(&self) -> String {
        who(&self.ui, &self.entry)
    }

    fn via(&self) -> String {
        via(&self.ui, &self.entry.via)
    }

    fn action(&self) -> String {
        self.ui.t(format!("action.{}", self.entry.action))
    }

    fn short(hash: &str) -> String {
        short(hash)
    }

    fn table_word(&self, shown: &Shown) -> String {
        audit_row::table_word(&self.ui, &shown.change.table_name)
    }

    /// The page as JSON: rows as they are stored.
    fn raw(&self) -> String {
        format!("/audit/{}.json?page={}", self.entry.seq, self.paging.page)
    }
}

/// How somebody came, in words.
fn via(ui: &Ui, via: &str) -> String {
    match via.strip_prefix("cli:") {
        Some(user) => ui.fill("audit.via-command-line", "user", user),
        None => ui.t("audit.via-web"),
    }
}

/// The name of a person, or of the program itself.
fn who(ui: &Ui, entry: &AuditEntry) -> String {
    if entry.person.is_none() && entry.name == "system" { ui.t("audit.system") } else { entry.name.clone() }
}

fn short(hash: &str) -> String {
    format!("{} {}", &hash[..4.min(hash.len())], &hash[4.min(hash.len())..8.min(hash.len())])
}

pub(crate) async fn list(ui: Ui) -> Result<Response> {
    let reader = ui.read_db().await?;
    let (total, head) = reader.audit_head().await?;
    let filter = AuditFilter {
        subject: ui.param("kind").zip(ui.param("key")).map(|(kind, key)| (kind.to_owned(), key.to_owned())),
        person: ui.param("person").map(str::to_owned),
        action: ui.param("action").map(str::to_owned),
        until: ui.known_day().map(kit_base::Day::end),
        before: ui.param("before").and_then(|text| text.parse().ok()),
        only: audit_sight::only(&ui, &reader).await?,
    };
    let mut rows = entries(&reader, &filter, PAGE_ROWS as u64 + 1).await?;
    let older = (PAGE_ROWS < rows.len()).then(|| rows[PAGE_ROWS - 1].seq);
    rows.truncate(PAGE_ROWS);
    Ok(Entries { ui, total, head, filter, rows, older }.answer())
}

pub(crate) async fn show(ui: Ui, Path(seq): Path<String>) -> Result<Response> {
    let missing = || Error::NotFound(Message::new("audit.no-such").with("seq", &seq));
    let seq: i64 = seq.parse().map_err(|_| missing())?;
    let reader = ui.read_db().await?;
    let only = audit_sight::only(&ui, &reader).await?;
    let filter = AuditFilter { before: Some(seq.saturating_add(1)), only, ..AuditFilter::default() };
    let found = entries(&reader, &filter, 1).await?;
    let entry = found.into_iter().find(|entry| entry.seq == seq).ok_or_else(missing)?;
    let names = audit_row::names(&ui, &reader, entry.at.day()).await?;
    let all = entry_changes(&reader, seq).await?;
    let paging = Paging::of(&ui, all.len());
    let mut changes = Vec::new();
    for change in paging.cut(all) {
        let table = ui.app().db().tables().iter().find(|table| table.name == change.table_name);
        let row = match table {
            Some(table) => table.find(&reader, &change.row_key).await?,
            None => None,
        };
        let kept = match &row {
            Some(row) => audit_row::is_kept(&ui, &reader, &change.table_name, row).await?,
            None => false,
        };
        let row = row.filter(|_| !kept);
        let told = table.zip(row.as_ref()).map(|(table, row)| audit_row::fields(&ui, &names, table, row));
        changes.push(Shown { change, kept, row, fields: told.unwrap_or_default() });
    }
    Ok(Deed { ui, entry, changes, paging }.answer())
}
