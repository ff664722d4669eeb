//! Who did what to which record, when: readable by people who are no engineers.

use askama::Template;
use axum::{extract::Path, response::Response};
use kit_base::{Error, Instant, Message};
use kit_db::{AuditEntry, AuditFilter, Change, entries, entry_changes};
use serde::Serialize;
use serde_json::Value as Json;
use utoipa::ToSchema;

use crate::{PAGE_ROWS, Page, Result, Ui};

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
    changes: Vec<Shown>,
}

/// A row as it stands now, beside what the chain says of it.
#[derive(Serialize, ToSchema)]
#[schema(as = AuditShownChange)]
struct Shown {
    #[serde(flatten)]
    change: Change,
    /// The row as its hash is made of: instants in microseconds since 1970, areas in 0.01 m².
    #[schema(value_type = Object)]
    row: Option<Json>,
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
    fn action(&self, entry: &AuditEntry) -> String {
        self.ui.t(format!("action.{}", entry.action))
    }

    fn short(hash: &str) -> String {
        short(hash)
    }
}

impl Deed {
    fn action(&self) -> String {
        self.ui.t(format!("action.{}", self.entry.action))
    }

    fn short(hash: &str) -> String {
        short(hash)
    }

    /// The fields of a row as name and text; empty fields are left out.
    fn fields(&self, row: &Json) -> Vec<(String, String)> {
        let Json::Object(fields) = row else { return Vec::new() };
        let told = fields.iter().filter(|(_, value)| !value.is_null());
        told.map(|(name, value)| (name.clone(), self.text(name, value))).collect()
    }

    fn text(&self, name: &str, value: &Json) -> String {
        match (name, value) {
            ("recorded_at" | "superseded_at", Json::Number(micros)) => {
                let instant = Instant::from_micros(micros.as_i64().unwrap_or_default());
                self.ui.moment(instant)
            }
            (_, Json::String(text)) if 120 < text.len() => {
                format!("{}…", text.chars().take(60).collect::<String>())
            }
            (_, Json::String(text)) => text.clone(),
            (_, other) => other.to_string(),
        }
    }
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
    let found =
        entries(&reader, &AuditFilter { before: Some(seq.saturating_add(1)), ..AuditFilter::default() }, 1)
            .await?;
    let entry = found.into_iter().find(|entry| entry.seq == seq).ok_or_else(missing)?;
    let mut changes = Vec::new();
    for change in entry_changes(&reader, seq).await?.into_iter().take(PAGE_ROWS) {
        let table = ui.app().db().tables().iter().find(|table| table.name == change.table_name);
        let row = match table {
            Some(table) => table.find(&reader, &change.row_key).await?,
            None => None,
        };
        changes.push(Shown { change, row });
    }
    Ok(Deed { ui, entry, changes }.answer())
}
