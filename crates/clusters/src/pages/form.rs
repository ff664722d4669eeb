//! The form to record what changed of the name, area and investor of a cluster, or to correct what was recorded.

use std::sync::Arc;

use axum::{
    extract::Path,
    response::{IntoResponse, Redirect, Response},
};
use documents::{Known, Named, Origin};
use kit_base::{Area, At, Day, Error, Instant, Message};
use kit_web::{FactForm, Field, FieldInput, Form, FormBasis, Page, Problems, Result, Ui, clashes};
use places::{BodyId, Places};

use super::{fact_kind::field, no_such};
use crate::{
    Cluster, InvestorKind, Precision, RECORD, Register,
    actions::{self, Basis, Dated, Fact, Version},
    correction::{Correction, confirmed},
    register,
};

/// The cluster as it stands today: facts are recorded on top of that, whatever day the page shows.
pub(super) async fn standing(ui: &Ui, code: &str) -> Result<(Arc<Cluster>, Arc<Places>, Vec<Known>)> {
    let reader = ui.read_db().await?;
    let now = At { as_of: ui.today(), known_at: Instant::LATEST };
    let Register { clusters, places } = register(&reader, ui.actor(), now).await?;
    let cluster = clusters.into_iter().find(|cluster| cluster.code == code).ok_or_else(|| no_such(code))?;
    if !ui.actor().may(&RECORD, &cluster.subject(&places, ui.today())) {
        let message = Message::new("db.may-not").with("action", RECORD.name).with("subject", &cluster.name);
        return Err(Error::Refused(message).into());
    }
    Ok((cluster, places, documents::all(&reader, now.known_at).await?))
}

/// The fields with what stands. An investor that is no more is still among the choices when it stands.
fn fields(ui: &Ui, cluster: &Cluster, places: &Places) -> Vec<Field> {
    let kinds = FieldInput::choice(InvestorKind::all().map(|kind| (kind.code(), ui.t(kind.word()))));
    let kind = cluster.investor_kind.map_or("", InvestorKind::code).to_owned();
    let mut bodies: Vec<_> = places.bodies_on(ui.today()).into_iter().map(|body| body.id).collect();
    bodies.extend(cluster.investor.filter(|body| !bodies.contains(body)));
    let name = |body| (places.body_key(body).to_owned(), places.body_name(body).to_owned());
    let bodies = FieldInput::choice(bodies.into_iter().map(name));
    let investor = cluster.investor.map_or(String::new(), |body| places.body_key(body).to_owned());
    let area = cluster.area.map_or(String::new(), |area| ui.ha(area));
    vec![
        field("name", "clusters.name", FieldInput::Text, true, cluster.name.clone()),
        field("area", "clusters.area-decision-full", FieldInput::Number("ha"), false, area),
        field("investor_kind", "clusters.investor-kind", kinds, false, kind),
        field("investor", "clusters.investor", bodies, false, investor),
        field("note", "clusters.note", FieldInput::Lines, false, cluster.note.clone()),
    ]
}

fn page(ui: Ui, cluster: &Cluster, fields: Vec<Field>, documents: &[Known]) -> FactForm {
    let title = format!("{}: CCN {}", ui.t("clusters.record"), cluster.name);
    let back = (format!("/clusters/{}", cluster.code), format!("CCN {}", cluster.name));
    let choices =
        documents.iter().map(|known| (known.key.clone(), documents::describe(&known.document, &ui)));
    let choices = choices.collect();
    FactForm::new(ui, title, back, fields, choices)
}

pub(crate) async fn edit(ui: Ui, Path(code): Path<String>) -> Result<Response> {
    let (cluster, places, documents) = standing(&ui, &code).await?;
    let draft = ui.draft().await?;
    let fields = fields(&ui, &cluster, &places);
    Ok(page(ui, &cluster, fields, &documents).with_draft(draft).answer())
}

pub(crate) async fn record(ui: Ui, Path(code): Path<String>, form: Form) -> Result<Response> {
    let (cluster, places, documents) = standing(&ui, &code).await?;
    let fields = fields(&ui, &cluster, &places);
    let mut problems = Problems::default();
    let basis = FormBasis::from_form(&form, ui.today(), &mut problems);
    let correction = Correction::from_form(&form, basis.as_ref().map(|basis| basis.from), &mut problems);
    let chosen = correction.investor.as_ref().map(|key| places.body_by_key(key));
    if chosen == Some(None) {
        problems.add("investor", Message::new("clusters.no-choice").with("code", form.get("investor")));
    }
    let document = document(&ui, &documents, &form, &mut problems);
    let (Some(basis), Some(document), true) = (basis, document, problems.is_empty()) else {
        let value = form.get("area").parse::<Area>().map(confirmed).unwrap_or_default();
        let words = ui.t("clusters.area-confirm");
        return Ok(page(ui, &cluster, fields, &documents).with_confirm(value, words).again(form, problems));
    };
    let changed = clashes(&form, &fields);
    if !changed.is_empty() {
        return Ok(page(ui, &cluster, fields, &documents).clashed(form, changed));
    }
    let Correction { name, area, investor_kind, note, .. } = correction;
    // Left as it is: who it was on the day from which the change holds.
    let stood = cluster.investor.map_or("", |body| places.body_key(body));
    let is_kept = form.find("investor").is_none_or(|key| key == stood);
    let investor = if is_kept { investor_on(&ui, &code, basis.from).await? } else { chosen.flatten() };
    let version = Version { name, area, investor_kind, investor, note };
    let own = Basis { precision: Precision::Day, origin: Origin::Recorded, source: document.id };
    let fact = Dated { fact: Fact::Version(version), from: basis.from, to: basis.to, basis: own };
    let label = document.document.label().to_owned();
    let subject = cluster.subject(&places, ui.today());
    actions::record(ui.app().db(), ui.actor(), subject, cluster.id, fact, Some(label)).await?;
    Ok(Redirect::to(&format!("/clusters/{code}?recorded={}", basis.from)).into_response())
}

/// The document that the form names; where several have the number, which ones, so that the person can choose.
pub(super) fn document<'a>(
    ui: &Ui,
    all: &'a [Known],
    form: &Form,
    problems: &mut Problems,
) -> Option<&'a Known> {
    let text = form.get("document");
    match documents::named(all, text) {
        Named::One(known) => return Some(known),
        _ if problems.has("document") => {}
        Named::Nothing => {
            problems.add("document", Message::new("clusters.no-document").with("document", text));
        }
        Named::Several(found) => {
            let each = found.iter().map(|known| {
                ui.fill2(
                    "clusters.one-of",
                    "document",
                    documents::describe(&known.document, ui),
                    "key",
                    &known.key,
                )
            });
            let each = each.collect::<Vec<_>>().join("; ");
            let told = Message::new("clusters.documents-alike").with("n", found.len());
            problems.add("document", told.with("document", text).with("each", each));
        }
    }
    None
}

async fn investor_on(ui: &Ui, code: &str, day: Day) -> Result<Option<BodyId>> {
    let then = At { as_of: day, known_at: Instant::LATEST };
    Ok(crate::find(&ui.read_db().await?, ui.actor(), then, code).await?.and_then(|cluster| cluster.investor))
}
