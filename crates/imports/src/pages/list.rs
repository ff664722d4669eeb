//! What was imported, and what is being prepared.

use axum::response::Response;
use kit_base::{Day, Instant};
use kit_web::{Page, Paging, Result, Template, Ui};
use serde::Serialize;
use utoipa::ToSchema;

use super::{may_see, person};
use crate::{drafts, store};

/// The list of imports.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "imports.html")]
pub(crate) struct Imports {
    #[serde(skip)]
    #[schema(ignore)]
    ui: Ui,
    rows: Vec<ImportLine>,
    paging: Paging,
    #[serde(skip)]
    #[schema(ignore)]
    drafts: Vec<DraftLine>,
}

/// An import.
#[derive(Serialize, ToSchema)]
pub(crate) struct ImportLine {
    number: i64,
    kind: String,
    file_name: String,
    #[serde(serialize_with = "kit_base::moment")]
    #[schema(value_type = String, format = DateTime)]
    at: Instant,
    person: String,
    valid_from: Day,
    new: i64,
    changed: i64,
    #[serde(serialize_with = "kit_base::moment")]
    #[schema(value_type = Option<String>, format = DateTime)]
    undone_at: Option<Instant>,
}

struct DraftLine {
    id: String,
    kind: String,
    file_name: String,
    at: Instant,
}

impl Page for Imports {
    fn ui(&self) -> &Ui {
        &self.ui
    }
}

impl Imports {
    fn kind(&self, name: &str) -> String {
        kind_word(&self.ui, name)
    }
}

/// The word of a kind; its name when no slice has it any more.
pub(super) fn kind_word(ui: &Ui, name: &str) -> String {
    crate::kind(ui.app(), name).map_or_else(|_| name.to_owned(), |kind| ui.t(kind.word))
}

pub(crate) async fn list(ui: Ui) -> Result<Response> {
    let mut all = store::all(&ui.read_db().await?).await?;
    all.retain(|(import, _)| may_see(ui.app(), ui.actor(), import) && import.recorded_at <= ui.at().known_at);
    let paging = Paging::of(&ui, all.len());
    let rows = paging.cut(all).into_iter().map(|(import, undo)| ImportLine {
        number: import.number,
        kind: import.kind,
        file_name: import.file_name,
        at: import.recorded_at,
        person: import.person_name,
        valid_from: import.valid_from,
        new: import.rows_new,
        changed: import.rows_changed,
        undone_at: undo.map(|undo| undo.recorded_at),
    });
    let rows = rows.collect();
    let drafts = drafts::of(ui.app().db(), &person(&ui)?).await?;
    let drafts = drafts.into_iter().map(|draft| DraftLine {
        id: draft.id,
        kind: draft.kind,
        file_name: draft.file_name,
        at: draft.created_at,
    });
    Ok(Imports { rows, paging, drafts: drafts.collect(), ui }.answer())
}
