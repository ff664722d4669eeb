//! Who did what to which record, when: readable by people who are no engineers.

use askama::Template;
use axum::{extract::Path, response::Response};
use kit_base::{Error, FieldProblem, Message};
use kit_db::{AuditEntry, AuditFilter, Change, audit_people, entries, entry_changes};
use kit_sheets::Out;
use serde::Serialize;
use serde_json::Value as Json;
use utoipa::ToSchema;

use super::{audit_row, audit_sight};
use crate::{DOWNLOAD, EXPORT, Format, Listed, PAGE_ROWS, PUBLIC, Page, Paging, Result, SIGNED_IN, Ui, text};

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
    /// Everybody who ever did something, by id.
    #[serde(skip)]
    #[schema(ignore)]
    people: Vec<(String, String)>,
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

    fn listed(&self) -> Option<Listed> {
        let words =
            ["seq", "at", "who", "on-behalf", "what", "kind", "key", "subject", "document", "via", "hash"];
        let row = |entry: &AuditEntry| {
            vec![
                Out::Text(entry.seq.to_string()),
                text(self.ui.moment(entry.at)),
                text(self.who(entry)),
                text(entry.on_behalf.clone().unwrap_or_default()),
                text(self.action(entry)),
                text(&entry.subject_kind),
                text(&entry.subject_key),
                text(&entry.subject_label),
                text(entry.document.clone().unwrap_or_default()),
                text(self.via(entry)),
                text(&entry.hash),
            ]
        };
        Some(Listed {
            title: self.ui.t("audit.title"),
            columns: words.into_iter().map(|key| (key.into(), self.ui.t(format!("audit.{key}")))).collect(),
            rows: self.rows.iter().map(row).collect(),
            shapes: None,
        })
    }
}

impl Page for Deed {
    fn ui(&self) -> &Ui {
        &self.ui
    }
}

impl Entries {
    /// The actions to choose from, by function.
    fn functions(&self) -> Vec<(String, Vec<(&'static str, String)>)> {
        let mut found: Vec<(String, Vec<_>)> = Vec::new();
        let actions = self.ui.app().slices().iter().flat_map(|slice| slice.actions);
        for action in actions.filter(|action| ![PUBLIC.name, SIGNED_IN.name].contains(&action.name)) {
            let noun = action.name.split_once('.').map_or(action.name, |(noun, _)| noun);
            let noun = self.ui.find(&format!("noun.{noun}")).unwrap_or_else(|| noun.to_owned());
            let choice = (action.name, self.ui.t(action.word()));
            match found.iter_mut().find(|(of, _)| *of == noun) {
                Some((_, choices)) => choices.push(choice),
                None => found.push((noun, vec![choice])),
            }
        }
        found
    }

    fn is_person(&self, id: &str) -> bool {
        self.filter.person.as_deref() == Some(id)
    }

    fn is_action(&self, name: &str) -> bool {
        self.filter.action.as_deref() == Some(name)
    }

    fn param(&self, name: &str) -> &str {
        self.ui.param(name).unwrap_or_default()
    }

    fn is_taken(&self) -> bool {
        !self.filter.actions.is_empty()
    }

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

/// Deeds by which data left the program.
const TAKEN: [&str; 2] = [EXPORT.name, DOWNLOAD.name];
/// Rows of the audit as a file; who needs more narrows the period.
const MOST_ROWS: usize = 100_000;

pub(crate) async fn list(ui: Ui) -> Result<Response> {
    let reader = ui.read_db().await?;
    let (total, head) = reader.audit_head().await?;
    let last = day(&ui, "to")?.map(kit_base::Day::end);
    let known = ui.known_day().map(kit_base::Day::end);
    let filter = AuditFilter {
        kinds: Vec::new(),
        subject: ui.param("kind").zip(ui.param("key")).map(|(kind, key)| (kind.to_owned(), key.to_owned())),
        person: ui.param("person").map(str::to_owned),
        action: ui.param("action").map(str::to_owned),
        actions: if ui.param("taken").is_some() { TAKEN.to_vec() } else { Vec::new() },
        record: ui.param("record").map(str::to_owned),
        since: day(&ui, "from")?.map(kit_base::Day::start),
        until: [last, known].into_iter().flatten().min(),
        before: ui.param("before").and_then(|text| text.parse().ok()),
        only: audit_sight::only(&ui, &reader).await?,
    };
    let is_file = !matches!(ui.format(), Format::Html | Format::Json);
    let most = if is_file { MOST_ROWS } else { PAGE_ROWS };
    let mut rows = entries(&reader, &filter, most as u64 + 1).await?;
    let older = (most < rows.len()).then(|| rows[most - 1].seq);
    rows.truncate(most);
    let people = audit_people(&reader).await?;
    Ok(Entries { ui, total, head, filter, people, rows, older }.answer())
}

/// A day in the address.
fn day(ui: &Ui, name: &'static str) -> Result<Option<kit_base::Day>> {
    let read =
        |text: &str| text.parse().map_err(|cause| Error::Invalid(vec![FieldProblem::new(name, cause)]));
    Ok(ui.param(name).map(read).transpose()?)
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
