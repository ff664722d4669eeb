//! The form for a new plan, and for what changed of one.

use axum::{
    extract::Path,
    response::{IntoResponse, Redirect, Response},
};
use kit_base::Error;
use kit_db::Reader;
use kit_web::{FactForm, Field, FieldInput, Form, Page, Problems, Result, Ui, is_clash, unless_clashed};

use super::{lookup, may_not, named, now};
use crate::{
    Plan, PlanKind, RECORD, Stage, actions,
    entry::{Lookup, PlanEntry},
    lists,
};

/// The fields with what stands; a new plan has its code among them.
fn fields(ui: &Ui, plan: Option<&Plan>) -> Vec<Field> {
    let kinds = FieldInput::choice(PlanKind::all().map(|kind| (kind.code(), ui.t(kind.word()))));
    let stages = FieldInput::choice(Stage::all().map(|stage| (stage.code(), ui.t(stage.word()))));
    let stands = |of: fn(&Plan) -> String| plan.map(of).unwrap_or_default();
    let field = |name, word, kind, of| Field::new(name, word, kind, true).standing(stands(of));
    let mut fields = vec![
        field("name", "plans.plan-name", FieldInput::Text, |plan| plan.name.clone()),
        field("kind", "plans.kind", kinds, |plan| plan.kind.code().to_owned()),
        field("period_from", "plans.period-from", FieldInput::Number(""), |plan| plan.period.0.to_string()),
        field("period_to", "plans.period-to", FieldInput::Number(""), |plan| plan.period.1.to_string()),
        field("stage", "plans.stage", stages, |plan| plan.stage.code().to_owned()),
    ];
    if plan.is_none() {
        fields.insert(0, Field::new("code", "plans.code", FieldInput::Text, true));
    }
    fields
}

fn page(ui: &Ui, plan: Option<&Plan>, lookup: &Lookup) -> FactForm {
    let title = plan.map(|plan| format!("{}: {}", ui.t("plans.record-plan"), plan.code));
    let back = plan.map(|plan| (format!("/plans/{}", plan.code), plan.name.clone()));
    let title = title.unwrap_or_else(|| ui.t("plans.add"));
    let back = back.unwrap_or_else(|| ("/plans".to_owned(), ui.t("plans.title")));
    let documents = documents::choices(&lookup.documents, ui);
    let from = plan.map_or(String::new(), |plan| ui.day(plan.from));
    FactForm::new(ui.clone(), title, back, fields(ui, plan), documents).with_period(from, String::new())
}

/// The plan as it is recorded for today, if the person may record it.
async fn standing(ui: &Ui, reader: &Reader, code: &str) -> kit_base::Result<Plan> {
    let plan = named(lists(reader, ui.actor(), now(ui)).await?.plans, code)?;
    if ui.actor().may(&RECORD, &plan.subject()) { Ok(plan) } else { Err(may_not(&plan.name)) }
}

async fn open(ui: &Ui, code: &str) -> Result<(Plan, Lookup)> {
    let reader = ui.read_db().await?;
    Ok((standing(ui, &reader, code).await?, lookup(&reader, ui).await?))
}

pub(crate) async fn new_plan(ui: Ui) -> Result<Response> {
    let lookup = lookup(&ui.read_db().await?, &ui).await?;
    Ok(page(&ui, None, &lookup).with_draft(ui.draft().await?).answer())
}

pub(crate) async fn create_plan(ui: Ui, form: Form) -> Result<Response> {
    let lookup = lookup(&ui.read_db().await?, &ui).await?;
    let PlanEntry { code, fact, basis } = match PlanEntry::read(&form, &ui, &lookup) {
        Ok(entry) => entry,
        Err(problems) => return Ok(page(&ui, None, &lookup).again(form, problems)),
    };
    let plan = (ui.app().db().clock().id(), code.as_str());
    let done =
        actions::create_plan(ui.app().db(), ui.actor(), plan, fact, basis.when, Some(basis.document)).await;
    if let Err(Error::Invalid(problems)) = done {
        return Ok(page(&ui, None, &lookup).again(form, Problems::from(problems)));
    }
    done?;
    Ok(Redirect::to(&format!("/plans/{code}")).into_response())
}

pub(crate) async fn edit_plan(ui: Ui, Path(code): Path<String>) -> Result<Response> {
    let (plan, lookup) = open(&ui, &code).await?;
    Ok(page(&ui, Some(&plan), &lookup).with_draft(ui.draft().await?).answer())
}

pub(crate) async fn record_plan(ui: Ui, Path(code): Path<String>, form: Form) -> Result<Response> {
    let (plan, lookup) = open(&ui, &code).await?;
    let form = form.fixed([("code", code.clone())]);
    let PlanEntry { fact, basis, .. } = match PlanEntry::read(&form, &ui, &lookup) {
        Ok(entry) => entry,
        Err(problems) => return Ok(page(&ui, Some(&plan), &lookup).again(form, problems)),
    };
    let done = ui.app().db().act(ui.actor(), &RECORD, plan.subject(), async |tx| {
        unless_clashed(&form, &fields(&ui, Some(&standing(&ui, tx.reader(), &code).await?)))?;
        tx.cite(basis.document);
        actions::write_plan(tx, plan.id, fact, basis.when).await
    });
    match done.await {
        Err(refusal) if is_clash(&refusal) => {
            let (plan, lookup) = open(&ui, &code).await?;
            Ok(page(&ui, Some(&plan), &lookup).clashed(form))
        }
        done => {
            done?;
            Ok(Redirect::to(&format!("/plans/{code}")).into_response())
        }
    }
}
