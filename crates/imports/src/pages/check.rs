//! The dry run (*kiểm tra thử*): what the file would change, and what is wrong with it. Nothing is written here but on
//! the person's word.

use axum::{
    extract::Path,
    response::{IntoResponse, Redirect, Response},
};
use kit_base::{Day, Error, Message};
use kit_web::{CellProblem, Checked, CheckedRow, Form, Page, Paging, Result, RowState, Template, Ui};
use serde::Serialize;

use super::{
    attachment,
    columns::{load, mapping},
    list::kind_word,
    told,
};
use crate::{
    Counts, Prepared, actions,
    drafts::{self, Draft},
    model, prepare, report,
};

#[derive(Template, Serialize)]
#[template(path = "import-check.html")]
struct CheckPage {
    #[serde(skip)]
    ui: Ui,
    id: String,
    kind: String,
    file_name: String,
    document: String,
    valid_from: Day,
    counts: Counts,
    all: usize,
    rows: Vec<RowLine>,
    paging: Paging,
    missing: Vec<(String, String)>,
    #[serde(skip)]
    page: &'static str,
    #[serde(skip)]
    seen: String,
}

/// A row as it is shown.
#[derive(Serialize)]
struct RowLine {
    number: u32,
    key: String,
    label: String,
    state: RowState,
    exists: bool,
    changes: Vec<ChangeLine>,
    problems: Vec<ProblemLine>,
    warnings: Vec<ProblemLine>,
    question: Option<QuestionLine>,
}

/// A field that changes.
#[derive(Serialize)]
struct ChangeLine {
    field: String,
    old: Option<String>,
    new: String,
}

/// A problem at its cell.
#[derive(Serialize)]
struct ProblemLine {
    cell: String,
    text: String,
}

/// A question at its cell, with the answers that it takes.
#[derive(Serialize)]
struct QuestionLine {
    cell: String,
    text: String,
    answers: Vec<(String, String)>,
}

impl Page for CheckPage {
    fn ui(&self) -> &Ui {
        &self.ui
    }
}

impl CheckPage {
    /// Stands among the states of an address for the rows that have a warning, whatever their state.
    const WARNED: &'static str = "warned";

    fn states(&self) -> Vec<(&'static str, usize)> {
        RowState::ALL.iter().map(|state| (state.code(), self.counts.by(*state))).collect()
    }

    fn chosen(&self) -> &str {
        self.ui.param("state").unwrap_or_default()
    }

    /// How a state looks: its matter and its icon.
    fn matter(state: impl kit_web::Plain<RowState>) -> (&'static str, &'static str) {
        match state.plain() {
            RowState::New => ("ok", "plus"),
            RowState::Changed => ("act", "pencil"),
            RowState::Unchanged => ("unknown", "check"),
            RowState::Asked => ("soon", "m-soon"),
            RowState::Faulty => ("late", "m-late"),
        }
    }
}

/// The draft, ready to be checked or written. A draft whose columns are not confirmed is led back to them.
async fn prepared(ui: &Ui, id: &str) -> Result<std::result::Result<(Draft, Prepared), String>> {
    let (draft, kind, content, read) = load(ui, id).await?;
    if draft.confirmed().is_none() {
        return Ok(Err(format!("/imports/drafts/{id}")));
    }
    let mapping = mapping(ui, &draft, &kind, &read).await?;
    let document = prepare::document(&ui.read_db().await?, &draft.document).await?;
    let valid_from: Day = draft
        .valid_from
        .parse()
        .map_err(|message| Error::Invalid(vec![kit_base::FieldProblem::new("valid_from", message)]))?;
    let prepared = prepare::prepare(
        (ui.app().words(), kind),
        (&draft.file_name, &content),
        &read,
        &mapping,
        (document, valid_from),
        draft.answered(),
    );
    Ok(Ok((draft, prepared)))
}

pub(crate) async fn check(ui: Ui, Path(id): Path<String>) -> Result<Response> {
    let (draft, prepared) = match prepared(&ui, &id).await? {
        Ok(ready) => ready,
        Err(elsewhere) => return Ok(Redirect::to(&elsewhere).into_response()),
    };
    let reader = ui.read_db().await?;
    let checked = (prepared.kind.check)(&reader, ui.actor(), &prepared.request).await?;
    let (counts, seen) = (Counts::of(&checked), prepare::digest(&checked));
    let Checked { rows, missing } = checked;
    let all = rows.len();
    let wanted = |row: &CheckedRow| match ui.param("state") {
        Some(CheckPage::WARNED) => !row.warnings.is_empty(),
        state => state.is_none_or(|state| row.state().code() == state),
    };
    let rows: Vec<_> = rows.into_iter().filter(wanted).collect();
    let paging = Paging::of(&ui, rows.len());
    let rows = paging.cut(rows).into_iter().map(|row| line(&ui, &prepared, row)).collect();
    let page = CheckPage {
        kind: kind_word(&ui, prepared.kind.name),
        file_name: draft.file_name,
        document: prepared.document.document.label().to_owned(),
        valid_from: prepared.request.valid_from,
        page: prepared.kind.page,
        id,
        counts,
        all,
        rows,
        paging,
        missing,
        seen,
        ui,
    };
    Ok(page.answer())
}

fn line(ui: &Ui, prepared: &Prepared, row: CheckedRow) -> RowLine {
    let state = row.state();
    let word = |key: &str| {
        let field = prepared.kind.fields.iter().find(|field| field.key == key);
        field.map_or_else(String::new, |field| ui.t(field.word))
    };
    let value = |value| model::tell(value, told(ui));
    let changes = row.changes.iter().map(|change| ChangeLine {
        field: word(change.field),
        old: change.old.as_ref().map(value),
        new: value(&change.new),
    });
    let told_at = |all: &[CellProblem]| {
        let line = |one: &CellProblem| ProblemLine { cell: one.at.to_string(), text: ui.say(&one.message) };
        all.iter().map(line).collect()
    };
    let question = row.question.as_ref().map(|question| {
        let is = |(key, label): &(String, String)| (key.clone(), ui.fill("imports.is-this", "record", label));
        let new = question.may_be_new.then(|| (kit_web::NEW_RECORD.to_owned(), ui.t("imports.is-new")));
        QuestionLine {
            cell: question.why.at.to_string(),
            text: ui.say(&question.why.message),
            answers: question.candidates.iter().map(is).chain(new).collect(),
        }
    });
    RowLine {
        number: row.number,
        state,
        exists: row.exists,
        changes: changes.collect(),
        problems: told_at(&row.problems),
        warnings: told_at(&row.warnings),
        question,
        key: row.key,
        label: row.label,
    }
}

/// Keeps the answer to a row's question.
pub(crate) async fn answer(ui: Ui, Path(id): Path<String>, form: Form) -> Result<Response> {
    let (mut draft, ..) = load(&ui, &id).await?;
    let mut answers = draft.answered();
    if let Ok(row) = form.get("row").parse::<u32>() {
        answers.insert(row, form.get("answer").to_owned());
    }
    draft.answers = serde_json::to_string(&answers).map_err(|cause| Error::fault("keep an answer", cause))?;
    drafts::keep(ui.app().db(), &draft).await?;
    Ok(Redirect::to(&ui.here()).into_response())
}

pub(crate) async fn findings(ui: Ui, Path(id): Path<String>) -> Result<Response> {
    let (draft, prepared) = match prepared(&ui, &id).await? {
        Ok(ready) => ready,
        Err(elsewhere) => return Ok(Redirect::to(&elsewhere).into_response()),
    };
    let reader = ui.read_db().await?;
    let checked = (prepared.kind.check)(&reader, ui.actor(), &prepared.request).await?;
    let content = report::findings(&checked.rows, told(&ui))?;
    let stem = draft.file_name.rsplit_once('.').map_or(draft.file_name.as_str(), |(stem, _)| stem);
    Ok(attachment(&format!("{stem} - {}.xlsx", ui.t("imports.findings")), content))
}

pub(crate) async fn write(ui: Ui, Path(id): Path<String>, form: Form) -> Result<Response> {
    let Ok((draft, prepared)) = prepared(&ui, &id).await? else {
        return Err(Error::Refused(Message::new("imports.not-checked")).into());
    };
    let seen = form.get("seen");
    if seen.is_empty() {
        return Err(Error::Refused(Message::new("imports.not-checked")).into());
    }
    let leave_out = form.get("leave_out") == "faulty";
    let done = actions::run(ui.app().db(), ui.actor(), &prepared, Some(seen), leave_out).await?;
    drafts::drop(ui.app().db(), &draft.id).await?;
    Ok(Redirect::to(&format!("/imports/{}", done.number)).into_response())
}
