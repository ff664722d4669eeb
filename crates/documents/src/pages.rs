//! Documents as people look at them and enter them.

use axum::{
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kit_base::{Day, Error, Instant, Message, fold_vi};
use kit_web::{Citation, Form, Page, Paging, Plain, Problems, Result, Template, Ui};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{ATTACH, Document, Kind, Origin, RECORD, actions, describe, naming::alike, store};

/// All documents, newest first.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "documents.html")]
pub(crate) struct Documents {
    #[serde(skip)]
    #[schema(ignore)]
    ui: Ui,
    rows: Vec<Row>,
    paging: Paging,
}

/// A document in the list.
#[derive(Serialize, ToSchema)]
#[schema(as = DocumentRow)]
struct Row {
    key: String,
    kind: Kind,
    label: String,
    title: String,
    issuer: String,
    issued_on: Option<Day>,
    origin: Origin,
}

/// One document: what is known, its files, the facts that rest on it.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "document.html")]
pub(crate) struct DocumentPage {
    #[serde(skip)]
    #[schema(ignore)]
    ui: Ui,
    key: String,
    kind: Kind,
    number: String,
    label: String,
    title: String,
    issuer: String,
    issued_on: Option<Day>,
    url: String,
    origin: Origin,
    note: String,
    #[serde(serialize_with = "kit_base::moment")]
    #[schema(value_type = String, format = DateTime)]
    recorded_at: Instant,
    files: Vec<FileRow>,
    citations: Vec<Citation>,
}

/// A file of a document.
#[derive(Serialize, ToSchema)]
#[schema(as = DocumentFile)]
struct FileRow {
    name: String,
    sha256: String,
    bytes: i64,
    #[serde(serialize_with = "kit_base::moment")]
    #[schema(value_type = String, format = DateTime)]
    recorded_at: Instant,
}

/// The form for a new document.
#[derive(Template, Serialize)]
#[template(path = "document-form.html")]
struct FormPage {
    #[serde(skip)]
    ui: Ui,
    #[serde(skip)]
    form: Form,
    #[serde(skip)]
    problems: Problems,
    #[serde(skip)]
    kept: bool,
    /// Documents like this one that are already recorded: address and description.
    #[serde(skip)]
    alike: Vec<(String, String)>,
}

impl Page for Documents {
    fn ui(&self) -> &Ui {
        &self.ui
    }
}

impl Page for DocumentPage {
    fn ui(&self) -> &Ui {
        &self.ui
    }
}

impl Page for FormPage {
    fn ui(&self) -> &Ui {
        &self.ui
    }
}

impl DocumentPage {
    fn file(&self, file: &FileRow) -> String {
        self.ui.href(&format!("/documents/{}/files/{}", self.key, file.sha256))
    }

    fn may_attach(&self) -> bool {
        self.ui.may(&ATTACH)
    }

    fn size(&self, bytes: impl Plain<i64>) -> String {
        kit_base::fmt::file_size(bytes.plain(), self.ui.lang())
    }
}

impl Documents {
    fn may_record(&self) -> bool {
        self.ui.may(&RECORD)
    }
}

impl FormPage {
    /// What the person confirms: these very documents, so that another number asks again.
    fn confirmed(alike: &[(String, String)]) -> String {
        alike.iter().map(|(key, _)| key.as_str()).collect::<Vec<_>>().join(" ")
    }

    fn kinds(&self) -> Vec<(String, String, bool)> {
        let chosen = self.form.get("kind");
        Kind::all().map(|kind| (kind.code(), self.ui.t(kind.word()), kind.code() == chosen)).collect()
    }
}

pub(crate) async fn list(ui: Ui) -> Result<Response> {
    let reader = ui.read_db().await?;
    let wanted = ui.param("q").map(|text| fold_vi(text.trim()));
    let kind = ui.param("kind").and_then(|code| code.parse::<Kind>().ok());
    let mut rows = store::all(&reader, ui.at().known_at).await?;
    rows.retain(|known| {
        wanted.as_ref().is_none_or(|wanted| known.search_name.contains(wanted))
            && kind.is_none_or(|kind| known.document.kind == kind)
    });
    let paging = Paging::of(&ui, rows.len());
    let rows = paging.cut(rows).into_iter().map(|known| Row {
        label: known.document.label().to_owned(),
        key: known.key,
        kind: known.document.kind,
        title: known.document.title,
        issuer: known.document.issuer,
        issued_on: known.document.issued_on,
        origin: known.document.origin,
    });
    Ok(Documents { rows: rows.collect(), paging, ui }.answer())
}

pub(crate) async fn show(ui: Ui, Path(key): Path<String>) -> Result<Response> {
    let reader = ui.read_db().await?;
    let known = store::find(&reader, ui.at().known_at, &key).await?;
    let known = known.ok_or_else(|| Error::NotFound(Message::new("documents.no-such").with("key", &key)))?;
    let files = store::files(&reader, ui.at().known_at, known.id).await?.into_iter().map(|file| FileRow {
        name: file.name,
        sha256: file.sha256,
        bytes: file.bytes,
        recorded_at: file.recorded_at,
    });
    let mut citations = Vec::new();
    for cited in ui.app().slices().iter().flat_map(|slice| slice.citations) {
        citations.extend(cited(&reader, ui.actor(), ui.at(), known.id).await?);
    }
    let label = known.document.label().to_owned();
    let Document { kind, number, issued_on, issuer, title, url, origin, note } = known.document;
    let page = DocumentPage {
        key: known.key,
        kind,
        number,
        label,
        title,
        issuer,
        issued_on,
        url,
        origin,
        note,
        recorded_at: known.recorded_at,
        files: files.collect(),
        citations,
        ui,
    };
    Ok(page.answer())
}

pub(crate) async fn new(ui: Ui) -> Result<Response> {
    let draft = ui.draft().await?;
    let kept = draft.is_some();
    let form = draft.unwrap_or_else(|| Form::with([("kind", Kind::Decision.code())]));
    Ok(FormPage { ui, form, problems: Problems::default(), kept, alike: Vec::new() }.answer())
}

pub(crate) async fn create(ui: Ui, form: Form) -> Result<Response> {
    let again = |ui: Ui, form: Form, problems: Problems, alike| {
        FormPage { ui, form, problems, kept: false, alike }.answer_with(StatusCode::UNPROCESSABLE_ENTITY)
    };
    let document = match Document::from_form(&form, ui.today()) {
        Ok(document) => document,
        Err(problems) => return Ok(again(ui, form, problems, Vec::new())),
    };
    let known = store::all(&ui.read_db().await?, Instant::LATEST).await?;
    let alike = alike(&known, &document).into_iter();
    let alike: Vec<_> = alike.map(|known| (known.key.clone(), describe(&known.document, &ui))).collect();
    if !alike.is_empty() && form.get("confirm") != FormPage::confirmed(&alike) {
        let mut problems = Problems::default();
        problems.add("confirm", Message::new("documents.alike").with("n", alike.len()));
        return Ok(again(ui, form, problems, alike));
    }
    let key = actions::record(ui.app().db(), ui.actor(), document).await?;
    Ok(Redirect::to(&format!("/documents/{key}")).into_response())
}
