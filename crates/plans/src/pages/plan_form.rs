//! The form for a new plan, and for what changed of one.

use axum::{
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kit_web::{Form, Page, Problems, Result, Template, Ui};
use serde::Serialize;

use super::{choices, lookup, may_not, named, now, settled};
use crate::{
    Plan, PlanKind, RECORD, Stage,
    actions::{self, SEEN},
    entry::{Lookup, PlanEntry},
    lists,
};

#[derive(Template, Serialize)]
#[template(path = "plan-form.html")]
struct FormPage {
    #[serde(skip)]
    ui: Ui,
    /// The plan; nothing for a new one.
    #[serde(skip)]
    code: Option<String>,
    /// What stands, in the words of the form.
    #[serde(skip)]
    standing: Option<Form>,
    #[serde(skip)]
    form: Form,
    #[serde(skip)]
    problems: Problems,
    #[serde(skip)]
    kept: bool,
    #[serde(skip)]
    documents: Vec<(String, String)>,
}

impl Page for FormPage {
    fn ui(&self) -> &Ui {
        &self.ui
    }
}

impl FormPage {
    fn kinds(&self) -> Vec<(&'static str, String, bool)> {
        let chosen = self.form.get("kind");
        PlanKind::all().map(|kind| (kind.code(), self.ui.t(kind.word()), kind.code() == chosen)).collect()
    }

    fn stages(&self) -> Vec<(&'static str, String, bool)> {
        let chosen = self.form.get("stage");
        Stage::all().map(|stage| (stage.code(), self.ui.t(stage.word()), stage.code() == chosen)).collect()
    }

    /// Whether somebody else recorded while the form was open.
    fn changed(&self) -> bool {
        self.code.is_some() && self.problems.has(SEEN)
    }

    /// What stands in a field, when it is not what the form says.
    fn other(&self, field: &str) -> Option<String> {
        let standing = self.standing.as_ref()?.get(field);
        let text = match field {
            "kind" => self.ui.t(format!("plans.kinds.{standing}")),
            "stage" => self.ui.t(format!("plans.stages.{standing}")),
            _ => standing.to_owned(),
        };
        (standing != self.form.get(field)).then_some(text)
    }
}

/// The plan as it is recorded for today, if the person may record it; its newest version, and the form that says it.
async fn standing(ui: &Ui, code: &str) -> Result<(Plan, Form, Lookup)> {
    let reader = ui.read_db().await?;
    let plan = named(lists(&reader, ui.actor(), now(ui)).await?.plans, code)?;
    if !ui.actor().may(&RECORD, &plan.subject()) {
        return Err(may_not(&plan.name).into());
    }
    let newest = actions::newest_plan(&reader, plan.id).await?;
    let form = Form::with([
        ("code", plan.code.clone()),
        ("name", plan.name.clone()),
        ("kind", plan.kind.code().to_owned()),
        ("period_from", plan.period.0.to_string()),
        ("period_to", plan.period.1.to_string()),
        ("stage", plan.stage.code().to_owned()),
        ("valid_from", ui.day(plan.from)),
        (SEEN, newest.to_string()),
    ]);
    Ok((plan, form, lookup(&reader, ui).await?))
}

pub(crate) async fn new_plan(ui: Ui) -> Result<Response> {
    let reader = ui.read_db().await?;
    let documents = choices(&documents::all(&reader, kit_base::Instant::LATEST).await?);
    let draft = ui.draft().await?;
    let kept = draft.is_some();
    let form = draft.unwrap_or_else(|| {
        Form::with([
            ("kind", PlanKind::Both.code().to_owned()),
            ("stage", Stage::Draft.code().to_owned()),
            (SEEN, "0".to_owned()),
        ])
    });
    let problems = Problems::default();
    Ok(FormPage { code: None, standing: None, form, problems, kept, documents, ui }.answer())
}

pub(crate) async fn create_plan(ui: Ui, form: Form) -> Result<Response> {
    let reader = ui.read_db().await?;
    let lookup = lookup(&reader, &ui).await?;
    let documents = choices(&lookup.documents);
    drop(reader);
    let again = |ui: Ui, form: Form, problems: Problems| {
        FormPage { code: None, standing: None, form, problems, kept: false, documents, ui }
            .answer_with(StatusCode::UNPROCESSABLE_ENTITY)
    };
    let PlanEntry { code, fact, when, seen } = match PlanEntry::read(&form, &lookup) {
        Ok(entry) => entry,
        Err(problems) => return Ok(again(ui, form, problems)),
    };
    let plan = (ui.app().db().clock().id(), code.as_str());
    let done = actions::create_plan(ui.app().db(), ui.actor(), plan, fact, when, Some(seen)).await;
    if settled(done)?.is_err() {
        let mut problems = Problems::default();
        problems.add("code", kit_base::Message::new("plans.code-taken").with("code", &code));
        return Ok(again(ui, form, problems));
    }
    Ok(Redirect::to(&format!("/plans/{code}")).into_response())
}

pub(crate) async fn edit_plan(ui: Ui, Path(code): Path<String>) -> Result<Response> {
    let (_, standing, lookup) = standing(&ui, &code).await?;
    let draft = ui.draft().await?;
    let kept = draft.is_some();
    let form = draft.unwrap_or_else(|| ui.filled(standing.clone()));
    let documents = choices(&lookup.documents);
    let problems = Problems::default();
    Ok(FormPage { code: Some(code), standing: Some(standing), form, problems, kept, documents, ui }.answer())
}

pub(crate) async fn record_plan(ui: Ui, Path(code): Path<String>, form: Form) -> Result<Response> {
    let (plan, stands, lookup) = standing(&ui, &code).await?;
    let documents = choices(&lookup.documents);
    let form = form.fixed([("code", code.clone())]);
    let page = |ui: Ui, form: Form, standing: Form, problems: Problems| FormPage {
        code: Some(code.clone()),
        standing: Some(standing),
        form,
        problems,
        kept: false,
        documents,
        ui,
    };
    let PlanEntry { fact, when, seen, .. } = match PlanEntry::read(&form, &lookup) {
        Ok(entry) => entry,
        Err(problems) => {
            return Ok(page(ui, form, stands, problems).answer_with(StatusCode::UNPROCESSABLE_ENTITY));
        }
    };
    let subject = (plan.id, plan.subject());
    let done = actions::record_plan(ui.app().db(), ui.actor(), subject, fact, when, Some(seen)).await;
    if let Err(problems) = settled(done)? {
        // What the other person recorded stands beside one's own; sent again, one's own is recorded on top of it.
        let (_, stands, _) = standing(&ui, &code).await?;
        let form = form.fixed([(SEEN, stands.get(SEEN).to_owned())]);
        return Ok(page(ui, form, stands, problems).answer_with(StatusCode::CONFLICT));
    }
    Ok(Redirect::to(&format!("/plans/{code}")).into_response())
}
