//! Which column is which field: guessed, confirmed by the person, remembered for the next file of the kind.

use std::collections::BTreeMap;

use axum::{
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kit_sheets::{Heading, Read};
use kit_web::{Form, ImportKind, Page, Problems, Result, Template, Ui};
use serde::Serialize;

use super::{list::kind_word, person, told};
use crate::{
    drafts::{self, Draft},
    model::{self, Mapping},
    prepare, report,
};

#[derive(Template, Serialize)]
#[template(path = "import-columns.html")]
struct ColumnsPage {
    #[serde(skip)]
    ui: Ui,
    id: String,
    kind: String,
    file_name: String,
    sheet: String,
    sheets: Vec<String>,
    rows: usize,
    #[serde(skip)]
    guessed_letters: bool,
    #[serde(skip)]
    strays: String,
    #[serde(skip)]
    fields: Vec<FieldLine>,
    #[serde(skip)]
    problems: Problems,
    #[serde(skip)]
    kept: bool,
}

/// A field with the columns it may be.
struct FieldLine {
    key: &'static str,
    word: String,
    required: bool,
    columns: Vec<ColumnChoice>,
    sample: String,
}

struct ColumnChoice {
    column: u32,
    label: String,
    chosen: bool,
}

impl Page for ColumnsPage {
    fn ui(&self) -> &Ui {
        &self.ui
    }
}

/// A draft with what its file holds.
pub(super) async fn load(ui: &Ui, id: &str) -> Result<(Draft, ImportKind, Vec<u8>, Read)> {
    let draft = drafts::find(ui.app().db(), &person(ui)?, id).await?;
    let kind = prepare::kind(ui.app(), &draft.kind)?;
    let content = ui.app().files().get(&draft.sha256).await?;
    let read = prepare::open(ui.app().words(), &kind, &content, &draft.sheet);
    let read = read.map_err(kit_base::Error::Refused)?;
    Ok((draft, kind, content, read))
}

/// The mapping of a draft: confirmed, else guessed.
pub(super) async fn mapping(ui: &Ui, draft: &Draft, kind: &ImportKind, read: &Read) -> Result<Mapping> {
    if let Some(confirmed) = draft.confirmed() {
        return Ok(confirmed);
    }
    let remembered = drafts::remembered(ui.app().db(), kind.name).await?;
    Ok(model::guess(kind, ui.app().words(), &read.table.head, &remembered))
}

pub(crate) async fn columns(ui: Ui, Path(id): Path<String>) -> Result<Response> {
    let (mut draft, kind, content, mut read) = load(&ui, &id).await?;
    if let Some(sheet) = ui.param("sheet").filter(|sheet| *sheet != read.table.sheet) {
        let other = prepare::open(ui.app().words(), &kind, &content, sheet);
        read = other.map_err(kit_base::Error::Refused)?;
        draft.mapping = None;
    }
    let mapping = mapping(&ui, &draft, &kind, &read).await?;
    Ok(page(ui, &draft, kind, read, &mapping, Problems::default()).answer())
}

fn page(
    ui: Ui,
    draft: &Draft,
    kind: ImportKind,
    read: Read,
    mapping: &Mapping,
    problems: Problems,
) -> ColumnsPage {
    let fields = kind.fields.iter().map(|field| {
        let chosen = mapping.get(field.key).copied().flatten();
        let label = |heading: &Heading| format!("{} · {}", heading.at.letters(), heading.text);
        let columns = read.table.head.iter().map(|heading| ColumnChoice {
            column: heading.at.column,
            label: label(heading),
            chosen: Some(heading.at.column) == chosen,
        });
        let samples = chosen.into_iter().flat_map(|column| {
            read.table
                .rows
                .iter()
                .map(move |row| row.cell(column).text())
                .filter(|text| !text.is_empty())
                .take(3)
        });
        FieldLine {
            key: field.key,
            word: report::heading(field, told(&ui)),
            required: field.required,
            columns: columns.collect(),
            sample: samples.collect::<Vec<_>>().join(" · "),
        }
    });
    ColumnsPage {
        id: draft.id.clone(),
        kind: kind_word(&ui, kind.name),
        file_name: draft.file_name.clone(),
        fields: fields.collect(),
        rows: read.table.rows.len(),
        strays: read.table.strays.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
        guessed_letters: read.guessed_letters,
        sheet: read.table.sheet,
        sheets: read.sheets,
        problems,
        kept: false,
        ui,
    }
}

pub(crate) async fn map(ui: Ui, Path(id): Path<String>, form: Form) -> Result<Response> {
    let (mut draft, kind, content, _) = load(&ui, &id).await?;
    let read = prepare::open(ui.app().words(), &kind, &content, form.get("sheet"));
    let read = read.map_err(kit_base::Error::Refused)?;
    let there = |column: &u32| read.table.head.iter().any(|heading| heading.at.column == *column);
    let chosen = kind.fields.iter().map(|field| {
        let column = form.get(field.key).parse::<u32>().ok().filter(there);
        (field.key.to_owned(), column)
    });
    let mapping: Mapping = chosen.collect();
    let mut problems = Problems::default();
    for (field, message) in model::mapping_problems(&kind, &mapping) {
        problems.add(field, message);
    }
    if !problems.is_empty() {
        let page = page(ui, &draft, kind, read, &mapping, problems);
        return Ok(page.answer_with(StatusCode::UNPROCESSABLE_ENTITY));
    }
    let headings: BTreeMap<String, String> = mapping
        .iter()
        .filter_map(|(field, column)| {
            let heading = read.table.head.iter().find(|heading| Some(heading.at.column) == *column)?;
            Some((field.clone(), heading.text.clone()))
        })
        .collect();
    drafts::remember(ui.app().db(), kind.name, &headings).await?;
    let text = serde_json::to_string(&mapping);
    draft.mapping = Some(text.map_err(|cause| kit_base::Error::fault("keep a mapping", cause))?);
    draft.sheet = read.table.sheet;
    drafts::keep(ui.app().db(), &draft).await?;
    Ok(Redirect::to(&format!("/imports/drafts/{id}/check")).into_response())
}
