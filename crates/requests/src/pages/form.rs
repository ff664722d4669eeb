//! The form of a request. It always begins with what stands, never with what was asked before.

use accounts::Offices;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use documents::{Known, Named};
use kit_base::{At, Error, Instant, Message, Subject};
use kit_web::{Askable, Form, Page, Problems, Result, Standing, Template, Ui};
use serde::Serialize;

use super::MOST_TEXT;
use crate::{
    ANSWER, MAKE,
    actions::{self, Asked},
    visible::visible,
};

/// The form.
#[derive(Template, Serialize)]
#[template(path = "request-form.html")]
struct FormPage {
    #[serde(skip)]
    ui: Ui,
    #[serde(skip)]
    form: Form,
    #[serde(skip)]
    problems: Problems,
    #[serde(skip)]
    kept: bool,
    record: &'static str,
    key: String,
    name: String,
    #[serde(skip)]
    page: String,
    fields: Vec<FieldLine>,
    #[serde(skip)]
    documents: Vec<Known>,
    /// The offices that can answer.
    desk: Vec<String>,
}

/// A field with what stands.
#[derive(Serialize)]
struct FieldLine {
    key: &'static str,
    word: String,
    stands: String,
}

impl Page for FormPage {
    fn ui(&self) -> &Ui {
        &self.ui
    }
}

/// The choice for what is no field.
const OTHER: &str = "other";

/// The record that the address names, as it stands today.
struct Opened {
    askable: Askable,
    subject: Subject,
    fields: Vec<(&'static str, Standing)>,
    documents: Vec<Known>,
}

async fn open(ui: &Ui) -> Result<Opened> {
    let missing = || Error::NotFound(Message::new("requests.no-record"));
    let reader = ui.read_db().await?;
    let now = At { as_of: ui.today(), known_at: Instant::LATEST };
    let (record, key) = (ui.param("record").unwrap_or_default(), ui.param("key").unwrap_or_default());
    let askable = *ui.app().askable(record).ok_or_else(missing)?;
    let mut records = (askable.subjects)(&reader, ui.actor(), now).await?;
    let subject = records.remove(key).ok_or_else(missing)?;
    if !ui.actor().may(&MAKE, &subject) {
        let message = Message::new("db.may-not").with("action", MAKE.name).with("subject", &subject.label);
        return Err(Error::Refused(message).into());
    }
    let fields = (askable.standing)(&reader, ui.actor(), now, key).await?.ok_or_else(missing)?;
    let documents =
        if ui.may(&documents::VIEW) { documents::all(&reader, Instant::LATEST).await? } else { Vec::new() };
    Ok(Opened { askable, subject, fields, documents })
}

async fn page(ui: Ui, opened: Opened, form: Form) -> Result<FormPage> {
    let Opened { askable, subject, fields, documents } = opened;
    let offices = Offices::load(&ui.read_db().await?).await?;
    let line = |(key, standing): (&'static str, Standing)| FieldLine {
        word: ui.t(askable.word_of(key).unwrap_or(key)),
        stands: standing.told(ui.app().words(), ui.lang()),
        key,
    };
    Ok(FormPage {
        form,
        problems: Problems::default(),
        kept: false,
        record: askable.record,
        page: ui.href(&askable.page_of(&subject.key)),
        fields: fields.into_iter().map(line).collect(),
        documents,
        desk: offices.that_may(&ui, &[&ANSWER, askable.action], &subject),
        key: subject.key,
        name: subject.label,
        ui,
    })
}

pub(crate) async fn new(ui: Ui) -> Result<Response> {
    let opened = open(&ui).await?;
    let draft = ui.draft().await?;
    let kept = draft.is_some();
    let form = draft.unwrap_or_else(|| {
        // A link may name the field; then what stands there is what the person goes on from.
        let chosen = ui.param("field").and_then(|field| opened.fields.iter().find(|(key, _)| *key == field));
        let told = |standing: &Standing| standing.told(ui.app().words(), ui.lang());
        chosen.map_or_else(Form::default, |(key, standing)| {
            Form::with([("field", (*key).to_owned()), ("proposed", told(standing))])
        })
    });
    let page = page(ui, opened, form).await?;
    Ok(FormPage { kept, ..page }.answer())
}

pub(crate) async fn make(ui: Ui, form: Form) -> Result<Response> {
    let opened = open(&ui).await?;
    let mut problems = Problems::default();
    let asked = read(&ui, &form, &opened, &mut problems);
    if let Some(asked) = &asked {
        asked_already(&ui, &opened.subject, &asked.field, &mut problems).await?;
    }
    match asked {
        Some(asked) if problems.is_empty() => {
            let number = actions::make(ui.app().db(), ui.actor(), &opened.subject, asked).await?;
            Ok(Redirect::to(&format!("/requests/{number}")).into_response())
        }
        _ => {
            let page = FormPage { problems, ..page(ui, opened, form).await? };
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page.answer()).into_response())
        }
    }
}

/// Reads the form, and notes every problem.
fn read(ui: &Ui, form: &Form, opened: &Opened, problems: &mut Problems) -> Option<Asked> {
    let words = ui.app().words();
    let field = form.required("field", problems);
    let standing = opened.fields.iter().find(|(key, _)| *key == field).map(|(_, standing)| standing);
    if standing.is_none() && !field.is_empty() && field != OTHER {
        problems.add("field", Message::new("requests.no-field"));
    }
    let _ = form.required("proposed", problems);
    let proposed = form.lines("proposed", MOST_TEXT, problems);
    if standing.is_some_and(|standing| !proposed.is_empty() && standing.says(&proposed, words)) {
        problems.add("proposed", Message::new("requests.already-so"));
    }
    let _ = form.required("reason", problems);
    let reason = form.lines("reason", MOST_TEXT, problems);
    let source = match form.get("document") {
        "" => None,
        text => match documents::named(&opened.documents, text) {
            Named::One(known) => Some(known.id),
            Named::Several(_) => {
                problems.add("document", Message::new("requests.which-document").with("document", text));
                None
            }
            Named::Nothing => {
                problems.add("document", Message::new("requests.no-document").with("document", text));
                None
            }
        },
    };
    let stands = standing.map(|standing| standing.told(words, kit_base::Lang::Vi)).unwrap_or_default();
    let field = if standing.is_some() { field } else { String::new() };
    problems.is_empty().then_some(Asked { field, stands, proposed, reason, source })
}

/// One question about one field at a time: a second one of the same person would be answered twice.
async fn asked_already(ui: &Ui, record: &Subject, field: &str, problems: &mut Problems) -> Result<()> {
    let now = At { as_of: ui.today(), known_at: Instant::LATEST };
    let all = visible(&ui.read_db().await?, ui.app(), ui.actor(), now).await?;
    let same = all.iter().find(|seen| {
        let told = &seen.told;
        seen.own
            && seen.is_open()
            && told.record == record.kind
            && told.record_key == record.key
            && told.field == field
    });
    if let Some(same) = same.filter(|_| !field.is_empty()) {
        problems.add("field", Message::new("requests.asked-already").with("number", same.number));
    }
    Ok(())
}
