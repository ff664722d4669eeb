//! Deciding that a finding does not apply, with the reason, and taking that back.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kit_base::{At, Error, Instant, Message, Subject};
use kit_web::{Check, Finding, Form, Page, Problems, Result, Template, Ui};
use serde::Serialize;

use crate::{
    DISMISS, actions,
    gather::key,
    store::{dismissals, finding_dismissal},
};

/// The longest reason.
const MOST_TEXT: usize = 2_000;

/// A finding with the form to decide about it.
#[derive(Template, Serialize)]
#[template(path = "finding.html")]
struct FindingPage {
    #[serde(skip)]
    ui: Ui,
    #[serde(skip)]
    form: Form,
    #[serde(skip)]
    problems: Problems,
    #[serde(skip)]
    kept: bool,
    name: String,
    says: String,
    record: String,
    page: String,
    /// Check, key and what else, as the address names them.
    named: [(&'static str, String); 3],
    /// Why it does not apply, when that was decided, by whom and when.
    decided: Option<(String, String, String)>,
    /// Whether the decision is about what the finding says now.
    holds: bool,
}

impl Page for FindingPage {
    fn ui(&self) -> &Ui {
        &self.ui
    }
}

impl FindingPage {
    const fn holds(&self) -> bool {
        self.holds
    }
}

/// A finding of today that the address names and that the person may decide about.
struct Opened {
    check: Check,
    finding: Finding,
    decided: Option<finding_dismissal::Model>,
}

async fn open(ui: &Ui, form: &Form) -> Result<Opened> {
    let given = |name| form.find(name).or_else(|| ui.param(name)).unwrap_or_default().to_owned();
    let (code, record, other) = (given("check"), given("key"), given("other"));
    let missing = || Error::NotFound(Message::new("worklist.no-finding"));
    let check = *ui.app().checks().find(|check| check.code == code).ok_or_else(missing)?;
    let reader = ui.read_db().await?;
    let now = At { as_of: ui.today(), known_at: Instant::LATEST };
    if !ui.may(check.view) {
        return Err(missing().into());
    }
    let found = (check.find)(&reader, ui.actor(), now).await?;
    let found = found.into_iter().find(|one| one.subject.key == record && one.other == other);
    let finding = found.ok_or_else(missing)?;
    may(ui, &check, &finding.subject)?;
    let decided = dismissals(&reader, now).await?.remove(&key(&check, &finding));
    Ok(Opened { check, finding, decided })
}

/// Who decides is who could mend it.
fn may(ui: &Ui, check: &Check, subject: &Subject) -> Result<()> {
    for action in [&DISMISS, check.act] {
        if !ui.actor().may(action, subject) {
            let message = Message::new("db.may-not").with("action", action.name);
            return Err(Error::Refused(message.with("subject", &subject.label)).into());
        }
    }
    Ok(())
}

fn page(ui: Ui, opened: &Opened, form: Form, problems: Problems) -> FindingPage {
    let Opened { check, finding, decided } = opened;
    FindingPage {
        form,
        problems,
        kept: false,
        name: ui.t(check.word("name")),
        says: finding.says(check, ui.app().words(), ui.lang()),
        record: finding.subject.label.clone(),
        page: ui.href(&finding.page),
        named: [
            ("check", check.code.to_owned()),
            ("key", finding.subject.key.clone()),
            ("other", finding.other.clone()),
        ],
        holds: decided.as_ref().is_some_and(|row| row.evidence == finding.evidence()),
        decided: decided
            .as_ref()
            .map(|row| (row.reason.clone(), row.person_name.clone(), ui.day(row.valid_from))),
        ui,
    }
}

pub(crate) async fn ask(ui: Ui) -> Result<Response> {
    let opened = open(&ui, &Form::default()).await?;
    let draft = ui.draft().await?;
    let kept = draft.is_some();
    let page = page(ui, &opened, draft.unwrap_or_default(), Problems::default());
    Ok(FindingPage { kept, ..page }.answer())
}

pub(crate) async fn dismiss(ui: Ui, form: Form) -> Result<Response> {
    let opened = open(&ui, &form).await?;
    let mut problems = Problems::default();
    let reason = form.required_text("reason", MOST_TEXT, &mut problems);
    if !problems.is_empty() {
        return Ok(page(ui, &opened, form, problems).answer_with(StatusCode::UNPROCESSABLE_ENTITY));
    }
    let Opened { check, finding, .. } = opened;
    let (key, evidence) = (key(&check, &finding), finding.evidence());
    actions::dismiss(ui.app().db(), ui.actor(), finding.subject, key, (evidence, reason)).await?;
    Ok(Redirect::to("/work?tab=dismissed").into_response())
}

pub(crate) async fn reopen(ui: Ui, form: Form) -> Result<Response> {
    let Opened { check, finding, .. } = open(&ui, &form).await?;
    let key = key(&check, &finding);
    actions::reopen(ui.app().db(), ui.actor(), finding.subject, key).await?;
    Ok(Redirect::to("/work").into_response())
}
