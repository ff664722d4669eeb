//! Importing as people do it: the list, choosing a file, its columns, the check, and what came of it.

mod check;
mod columns;
mod list;
mod new;
mod show;

pub(crate) use check::{answer, check, findings, write};
pub(crate) use columns::{columns, map};
pub(crate) use list::{Imports, list};
pub(crate) use new::{new, take, template};
pub(crate) use show::{file, show, undo};

use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use kit_base::{Actor, Error, Message, Result};
use kit_web::{App, ImportKind, Ui, percent_encoded};

use crate::{model::Told, store::import};

/// Drafts belong to a person, and everybody who may import is one.
fn person(ui: &Ui) -> Result<String> {
    ui.actor().person.clone().ok_or(Error::SignedOut)
}

fn told(ui: &Ui) -> Told<'_> {
    Told { words: ui.app().words(), lang: ui.lang() }
}

/// Who imported, as a page tells it: the command line has no person.
fn told_name(ui: &Ui, name: String) -> String {
    if name == "system" { ui.t("audit.system") } else { name }
}

/// Whether a person may read of an import: it is theirs, or they may record every record of its kind.
fn may_see(app: &App, who: &Actor, import: &import::Model) -> bool {
    let own = import.person.is_some() && import.person == who.person;
    let kinds = app.slices().iter().flat_map(|slice| slice.imports);
    let unlimited = |kind: &ImportKind| {
        who.grants_for(kind.action).any(|grant| grant.body.is_none() && grant.units.is_none())
    };
    own || kinds.filter(|kind| kind.name == import.kind).any(unlimited)
}

/// A file to be kept by the person's browser.
fn attachment(name: &str, content: Vec<u8>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename*=UTF-8''{}", percent_encoded(name))),
    ];
    (headers, content).into_response()
}

fn no_import(number: &str) -> Error {
    Error::NotFound(Message::new("imports.no-import").with("number", number))
}
