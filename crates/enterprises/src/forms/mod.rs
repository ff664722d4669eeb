//! Forms to record what changed: what stands now beside each field, all problems at once, and what somebody else
//! recorded meanwhile.

mod enterprise;
mod project;
mod under_project;
mod values;

pub(crate) use enterprise::{edit as edit_enterprise, record as record_enterprise};
pub(crate) use enterprise::{edit_new as new_enterprise, record_new as add_enterprise};
pub(crate) use project::{edit as edit_project, record as record_project};
pub(crate) use project::{edit_new as new_project, record_new as add_project};
pub(crate) use under_project::{
    edit_lease, edit_state, edit_workers, record_lease, record_state, record_workers,
};

use std::sync::Arc;

use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use clusters::Precision;
use documents::Origin;
use kit_base::{Action, At, Day, Error, Instant, Message, Subject};
use kit_web::{Form, Page, Problems, Result, Template, Ui};
use serde::Serialize;

use crate::{
    actions::{CHANGED, Dated, Fact, record_unless_changed},
    book::{Book, visible},
};

/// A field of a form.
pub(super) struct Field {
    pub(super) name: &'static str,
    /// The key of its word.
    pub(super) word: &'static str,
    pub(super) input: Input,
    pub(super) needed: bool,
    /// What stands now, as it would be typed.
    pub(super) standing: String,
}

/// How a field is filled in.
pub(super) enum Input {
    Text,
    Number,
    /// One of a list: value and word.
    Choice(Vec<(String, String)>),
    /// Typed, with proposals: value and word.
    Proposed(Vec<(String, String)>),
}

/// A form before it is filled in: of what it speaks, and what stands now.
pub(super) struct Sheet {
    /// What the form is for, in words.
    pub(super) title: String,
    /// Where it was opened from: address and words.
    pub(super) back: (String, String),
    pub(super) fields: Vec<Field>,
    /// Whether the fact can end on a day that is known.
    pub(super) may_end: bool,
    /// The period of what stands, when it is that which is corrected.
    pub(super) period: (String, String),
    pub(super) action: &'static Action,
    /// The last row of what is changed.
    pub(super) seen: i64,
    /// The code of something new.
    pub(super) new: Option<String>,
}

/// Reads the fields of a form into a fact and that to which it is done; tells every problem.
pub(super) type Read<'a> = dyn Fn(&Form, &mut Problems) -> Option<(Fact, Subject)> + Send + Sync + 'a;

#[derive(Template, Serialize)]
#[template(path = "record-form.html")]
struct FormPage {
    #[serde(skip)]
    ui: Ui,
    #[serde(skip)]
    sheet: Sheet,
    #[serde(skip)]
    form: Form,
    #[serde(skip)]
    problems: Problems,
    #[serde(skip)]
    kept: bool,
    /// Whether somebody else recorded the same meanwhile.
    conflict: bool,
    #[serde(skip)]
    documents: Vec<(String, String)>,
}

impl Page for FormPage {
    fn ui(&self) -> &Ui {
        &self.ui
    }
}

impl FormPage {
    /// A value in words: the word of a choice, else the value itself.
    fn told(&self, field: &Field, value: &str) -> String {
        match &field.input {
            _ if value.is_empty() => self.ui.t("measure.not-known"),
            Input::Choice(all) | Input::Proposed(all) => all
                .iter()
                .find(|(of, _)| of == value)
                .map_or_else(|| value.to_owned(), |(_, word)| word.clone()),
            _ => value.to_owned(),
        }
    }

    /// The fields in which what the person typed is not what stands now: word, own value, the other's.
    fn differences(&self) -> Vec<(String, String, String)> {
        let differs = self.sheet.fields.iter().filter(|field| self.form.get(field.name) != field.standing);
        let told = |field: &Field| {
            let (own, other) = (self.form.get(field.name), field.standing.as_str());
            (self.ui.t(field.word), self.told(field, own), self.told(field, other))
        };
        differs.map(told).collect()
    }

    fn choices(field: &Field) -> &[(String, String)] {
        match &field.input {
            Input::Choice(all) | Input::Proposed(all) => all,
            Input::Text | Input::Number => &[],
        }
    }

    fn is_choice(field: &Field) -> bool {
        matches!(field.input, Input::Choice(_))
    }

    fn is_proposed(field: &Field) -> bool {
        matches!(field.input, Input::Proposed(_))
    }

    fn is_number(field: &Field) -> bool {
        matches!(field.input, Input::Number)
    }
}

/// The book as it stands today: facts are recorded on top of that, whatever day the page shows.
pub(super) async fn book_of_today(ui: &Ui) -> Result<Arc<Book>> {
    let reader = ui.read_db().await?;
    Ok(visible(&reader, ui.actor(), At { as_of: ui.today(), known_at: Instant::LATEST }).await?)
}

/// Refuses a person who may not do it to this subject.
pub(super) fn check(ui: &Ui, action: &Action, subject: &Subject) -> Result<()> {
    if ui.actor().may(action, subject) {
        return Ok(());
    }
    let message = Message::new("db.may-not").with("action", action.name).with("subject", &subject.label);
    Err(Error::Refused(message).into())
}

/// The form with what stands now in its fields.
pub(super) async fn show(ui: Ui, sheet: Sheet) -> Result<Response> {
    let draft = ui.draft().await?;
    let kept = draft.is_some();
    let form = draft.unwrap_or_else(|| ui.filled(standing(&sheet)));
    let documents = documents(&ui).await?;
    let page = FormPage { sheet, form, problems: Problems::default(), kept, conflict: false, documents, ui };
    Ok(page.answer())
}

fn standing(sheet: &Sheet) -> Form {
    let mut text = Vec::new();
    for field in &sheet.fields {
        text.push(format!("{}={}", field.name, values::encoded(&field.standing)));
    }
    text.push(format!("valid_from={}", values::encoded(&sheet.period.0)));
    text.push(format!("valid_to={}", values::encoded(&sheet.period.1)));
    text.push(format!("seen={}", sheet.seen));
    Form::read(text.join("&").as_bytes())
}

/// Records what was typed, or shows the form again with what is wrong.
pub(super) async fn submit(ui: Ui, sheet: Sheet, form: Form, read: &Read<'_>) -> Result<Response> {
    let mut problems = Problems::default();
    let from = day(&form, "valid_from", &mut problems);
    if from.is_none() && !problems.has("valid_from") {
        problems.add("valid_from", Message::new("form.required"));
    }
    let to = if sheet.may_end { day(&form, "valid_to", &mut problems) } else { None };
    if from.zip(to).is_some_and(|(from, to)| to <= from) {
        problems.add("valid_to", Message::new("enterprises.ends-before"));
    }
    let document = form.required("document", &mut problems);
    let known = known(&ui).await?;
    let named = known.iter().find(|of| of.key == document || of.document.label() == document);
    if named.is_none() && !document.is_empty() {
        problems.add("document", Message::new("clusters.no-document").with("document", &document));
    }
    let fact = read(&form, &mut problems);
    let changed = form.get("seen") != sheet.seen.to_string();
    let (Some(named), Some((fact, subject)), Some(from), true, false) =
        (named, fact, from, problems.is_empty(), changed)
    else {
        return again(ui, sheet, form, problems, changed).await;
    };
    let (new, source) = (sheet.new.clone(), named.id);
    let (precision, origin) = (Precision::Day, Origin::Recorded);
    let dated = Dated { fact, new, from, to, precision, origin, source };
    let label = named.document.label().to_owned();
    let (db, who) = (ui.app().db(), ui.actor());
    match record_unless_changed(db, who, sheet.action, subject, dated, sheet.seen, label).await {
        // Between reading and writing: what the other recorded is shown when it is sent again.
        Err(Error::Refused(message)) if message.key == CHANGED => {
            again(ui, sheet, form, problems, true).await
        }
        done => {
            done?;
            Ok(Redirect::to(&sheet.back.0).into_response())
        }
    }
}

/// The form once more, with what is wrong or what was recorded meanwhile.
async fn again(ui: Ui, sheet: Sheet, form: Form, problems: Problems, conflict: bool) -> Result<Response> {
    let status = if conflict { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY };
    let documents = documents(&ui).await?;
    let page = FormPage { sheet, form, problems, kept: false, conflict, documents, ui };
    Ok(page.answer_with(status))
}

fn day(form: &Form, name: &'static str, problems: &mut Problems) -> Option<Day> {
    let day = form.parsed::<Day>(name, problems);
    // Nothing begins or ends on the day that stands for an open end.
    if let Some(open) = day.filter(|day| Day::OPEN <= *day) {
        problems.add(name, Message::new("base.not-a-day").with("text", open));
    }
    day
}

async fn known(ui: &Ui) -> Result<Vec<documents::Known>> {
    let reader = ui.read_db().await?;
    Ok(documents::all(&reader, Instant::LATEST).await?)
}

async fn documents(ui: &Ui) -> Result<Vec<(String, String)>> {
    let pair = |of: documents::Known| (of.key, of.document.label().to_owned());
    Ok(known(ui).await?.into_iter().map(pair).collect())
}
