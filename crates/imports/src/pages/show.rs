//! What came of an import, and taking it back.

use axum::{
    extract::Path,
    response::{IntoResponse, Redirect, Response},
};
use kit_base::{Day, Instant, Subject};
use kit_web::{Page, Paging, Result, Template, Ui};
use serde::Serialize;

use super::{attachment, list::kind_word, may_see, no_import, told_name};
use crate::{
    UNDO, actions, prepare,
    store::{self, import, import_undo},
};

#[derive(Template, Serialize)]
#[template(path = "import.html")]
struct ImportPage {
    #[serde(skip)]
    ui: Ui,
    number: i64,
    kind: String,
    file_name: String,
    sha256: String,
    sheet: String,
    columns: Vec<(String, String)>,
    document: (String, String),
    valid_from: Day,
    person: String,
    #[serde(serialize_with = "kit_base::moment")]
    at: Instant,
    new: i64,
    changed: i64,
    unchanged: i64,
    left: i64,
    missing: i64,
    undone: Option<(String, Instant)>,
    records: Vec<RecordLine>,
    paging: Paging,
    #[serde(skip)]
    page: &'static str,
}

/// A record that was written.
#[derive(Serialize)]
struct RecordLine {
    row: i64,
    state: String,
    key: String,
    label: String,
}

impl Page for ImportPage {
    fn ui(&self) -> &Ui {
        &self.ui
    }
}

impl ImportPage {
    fn may_undo(&self) -> bool {
        self.undone.is_none() && self.ui.may(&UNDO)
    }
}

async fn find(ui: &Ui, number: &str) -> Result<(import::Model, Option<import_undo::Model>)> {
    let all = store::all(&ui.read_db().await?).await?;
    let found = all.into_iter().find(|(import, _)| import.number.to_string() == number);
    let found = found.filter(|(import, _)| may_see(ui.app(), ui.actor(), import));
    Ok(found.ok_or_else(|| no_import(number))?)
}

pub(crate) async fn show(ui: Ui, Path(number): Path<String>) -> Result<Response> {
    let (import, undo) = find(&ui, &number).await?;
    let reader = ui.read_db().await?;
    let labels = documents::labels(&reader, Instant::LATEST, [import.source_id].into()).await?;
    let records = store::records(&reader, &import).await?;
    let paging = Paging::of(&ui, records.len());
    let records = paging.cut(records).into_iter().map(|row| RecordLine {
        row: row.row_number,
        state: row.state,
        key: row.key,
        label: row.label,
    });
    let kind = prepare::kind(ui.app(), &import.kind).ok();
    let word = |key: &str| {
        let field = kind.and_then(|kind| kind.fields.iter().find(|field| field.key == key));
        field.map_or_else(|| key.to_owned(), |field| ui.t(field.word))
    };
    let mut columns: Vec<serde_json::Value> = serde_json::from_str(&import.mapping).unwrap_or_default();
    let text = |column: &serde_json::Value, name: &str| column[name].as_str().unwrap_or_default().to_owned();
    let order = |column: &serde_json::Value| {
        kind.and_then(|kind| kind.fields.iter().position(|field| column["field"] == field.key))
    };
    columns.sort_by_key(order);
    let columns = columns.iter().map(|column| {
        let place = format!("{} · {}", text(column, "column"), text(column, "heading"));
        (word(&text(column, "field")), place)
    });
    let columns = columns.collect();
    let page = ImportPage {
        number: import.number,
        kind: kind_word(&ui, &import.kind),
        page: kind.map_or("", |kind| kind.page),
        file_name: import.file_name,
        sha256: import.sha256,
        sheet: import.sheet,
        columns,
        document: labels.get(&import.source_id).cloned().unwrap_or_default(),
        valid_from: import.valid_from,
        person: told_name(&ui, import.person_name),
        at: import.recorded_at,
        new: import.rows_new,
        changed: import.rows_changed,
        unchanged: import.rows_unchanged,
        left: import.rows_left,
        missing: import.records_missing,
        undone: undo.map(|undo| (told_name(&ui, undo.person_name), undo.recorded_at)),
        records: records.collect(),
        paging,
        ui,
    };
    Ok(page.answer())
}

pub(crate) async fn file(ui: Ui, Path(number): Path<String>) -> Result<Response> {
    let (import, _) = find(&ui, &number).await?;
    let content = ui.app().files().get(&import.sha256).await?;
    kit_web::downloaded(&ui, Subject::new("import", &number, &import.file_name)).await?;
    Ok(attachment(&import.file_name, content))
}

pub(crate) async fn undo(ui: Ui, Path(number): Path<String>) -> Result<Response> {
    let (import, _) = find(&ui, &number).await?;
    let kind = prepare::kind(ui.app(), &import.kind)?;
    actions::undo(ui.app().db(), ui.actor(), kind, &import).await?;
    Ok(Redirect::to(&format!("/imports/{number}")).into_response())
}
