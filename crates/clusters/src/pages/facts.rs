//! The form for one fact of a cluster: a state, another name, a commune, a part, land, works.

use axum::{
    extract::Path,
    response::{IntoResponse, Redirect, Response},
};
use documents::Origin;
use kit_base::{At, Error, Instant, Message};
use kit_web::{FactForm, Form, FormBasis, Page, Problems, Result, Ui, clashes};

use super::{
    fact_kind::{FactKind, Standing},
    form::{document, standing},
};
use crate::{
    Precision,
    actions::{self, Basis, Dated},
};

fn kind(code: &str) -> Result<FactKind> {
    let missing = || Error::NotFound(Message::new("clusters.no-choice").with("code", code));
    Ok(FactKind::from_code(code).ok_or_else(missing)?)
}

/// The empty form, filled with what stands.
async fn form_of(ui: &Ui, code: &str, kind: FactKind) -> Result<(Opened, FactForm)> {
    let (cluster, places, documents) = standing(ui, code).await?;
    let now = At { as_of: ui.today(), known_at: Instant::LATEST };
    let reader = ui.read_db().await?;
    let stands = Standing {
        works: crate::works(&reader, now).await?.remove(&cluster.id).unwrap_or_default(),
        land: crate::land(&reader, now).await?.remove(&cluster.id),
        boundary: crate::boundary(&reader, &cluster, now).await?,
    };
    let mut fields = kind.fields(ui, &stands);
    fields.push(FactKind::holds(ui));
    let title = format!("{}: CCN {}", ui.t(kind.word()), cluster.name);
    let back = (format!("/clusters/{code}/works"), format!("CCN {}", cluster.name));
    let choices = documents.iter().map(|known| (known.key.clone(), documents::describe(&known.document, ui)));
    let form = FactForm::new(ui.clone(), title, back, fields.clone(), choices.collect());
    Ok((Opened { cluster, places, documents, stands, fields }, form))
}

/// What a form is about.
struct Opened {
    cluster: std::sync::Arc<crate::Cluster>,
    places: std::sync::Arc<places::Places>,
    documents: Vec<documents::Known>,
    stands: Standing,
    fields: Vec<kit_web::Field>,
}

pub(crate) async fn edit_fact(ui: Ui, Path((code, fact)): Path<(String, String)>) -> Result<Response> {
    let (_, form) = form_of(&ui, &code, kind(&fact)?).await?;
    Ok(form.with_draft(ui.draft().await?).answer())
}

pub(crate) async fn record_fact(
    ui: Ui,
    Path((code, fact)): Path<(String, String)>,
    form: Form,
) -> Result<Response> {
    let kind = kind(&fact)?;
    let (opened, page) = form_of(&ui, &code, kind).await?;
    let mut problems = Problems::default();
    let read = kind.read(&form, &opened.places, &opened.stands, &mut problems);
    if kind == FactKind::PartState
        && opened.stands.works.parts.iter().all(|part| part.part != form.get("part"))
    {
        problems.add("part", Message::new("clusters.no-part").with("part", form.get("part")));
    }
    let holds = form.find("holds").unwrap_or("yes");
    if !["yes", "no"].contains(&holds) {
        problems.add("holds", Message::new("form.required"));
    }
    let basis = FormBasis::from_form(&form, ui.today(), &mut problems);
    let source = document(&ui, &opened.documents, &form, &mut problems);
    let (Some(fact), Some(basis), Some(source), true) = (read, basis, source, problems.is_empty()) else {
        return Ok(page.again(form, problems));
    };
    let is_withdrawn = holds == "no";
    let changed = clashes(&form, &opened.fields);
    if !changed.is_empty() {
        return Ok(page.clashed(form, changed));
    }
    let own = Basis { precision: Precision::Day, origin: Origin::Recorded, source: source.id };
    let dated = Dated { fact, from: basis.from, to: basis.to, basis: own };
    let label = source.document.label().to_owned();
    let subject = opened.cluster.subject(&opened.places, ui.today());
    let (db, id) = (ui.app().db(), opened.cluster.id);
    if is_withdrawn {
        match actions::withdraw(db, ui.actor(), subject, id, dated, label).await {
            Err(Error::Refused(reason)) if reason.key == "clusters.nothing-to-withdraw" => {
                problems.add("holds", reason);
                return Ok(page.again(form, problems));
            }
            done => done?,
        }
    } else {
        actions::record(db, ui.actor(), subject, id, dated, Some(label)).await?;
    }
    let tab = if kind == FactKind::Boundary { "map" } else { "works" };
    Ok(Redirect::to(&format!("/clusters/{code}/{tab}?recorded={}", basis.from)).into_response())
}
