//! The form to record what changed of the name, area and investor of a cluster, or to correct what was recorded.

use std::sync::Arc;

use axum::{
    extract::Path,
    response::{IntoResponse, Redirect, Response},
};
use documents::{Known, Origin};
use kit_base::{Area, At, Error, Instant, Message};
use kit_db::Reader;
use kit_web::{
    FactForm, Field, FieldInput, Form, FormBasis, Page, Problems, Result, Ui, is_clash, unless_clashed,
};
use places::Places;

use super::{fact_kind::field, no_such};
use crate::{
    Cluster, InvestorKind, Precision, RECORD, Register,
    actions::{self, Basis, Dated, Fact, Version},
    correction::{Correction, confirmed},
    register,
};

/// The cluster as it stands today: facts are recorded on top of that, whatever day the page shows.
pub(super) async fn standing(
    ui: &Ui,
    reader: &Reader,
    code: &str,
) -> kit_base::Result<(Arc<Cluster>, Arc<Places>)> {
    let now = At { as_of: ui.today(), known_at: Instant::LATEST };
    let Register { clusters, places } = register(reader, ui.actor(), now).await?;
    let cluster = clusters.into_iter().find(|cluster| cluster.code == code).ok_or_else(|| no_such(code))?;
    if !ui.actor().may(&RECORD, &cluster.subject(&places, ui.today())) {
        let message = Message::new("db.may-not").with("action", RECORD.name).with("subject", &cluster.name);
        return Err(Error::Refused(message));
    }
    Ok((cluster, places))
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
    let choices = documents::choices(documents, &ui);
    FactForm::new(ui, title, back, fields, choices)
}

pub(crate) async fn edit(ui: Ui, Path(code): Path<String>) -> Result<Response> {
    let reader = ui.read_db().await?;
    let (cluster, places) = standing(&ui, &reader, &code).await?;
    let documents = documents::all(&reader, Instant::LATEST).await?;
    let draft = ui.draft().await?;
    let fields = fields(&ui, &cluster, &places);
    Ok(page(ui, &cluster, fields, &documents).with_draft(draft).answer())
}

pub(crate) async fn record(ui: Ui, Path(code): Path<String>, form: Form) -> Result<Response> {
    let reader = ui.read_db().await?;
    let (cluster, places) = standing(&ui, &reader, &code).await?;
    let documents = documents::all(&reader, Instant::LATEST).await?;
    drop(reader);
    let mut problems = Problems::default();
    let basis = FormBasis::from_form(&form, ui.today(), &mut problems);
    let correction = Correction::from_form(&form, basis.as_ref().map(|basis| basis.from), &mut problems);
    let chosen = correction.investor.as_ref().map(|key| places.body_by_key(key));
    if chosen == Some(None) {
        problems.add("investor", Message::new("clusters.no-choice").with("code", form.get("investor")));
    }
    let source = documents::chosen(&documents, &ui, &form, &mut problems);
    let (Some(basis), Some(source), true) = (basis, source, problems.is_empty()) else {
        let value = form.get("area").parse::<Area>().map(confirmed).unwrap_or_default();
        let (words, fields) = (ui.t("clusters.area-confirm"), fields(&ui, &cluster, &places));
        return Ok(page(ui, &cluster, fields, &documents).with_confirm(value, words).again(form, problems));
    };
    let Correction { name, area, investor_kind, note, .. } = correction;
    let own = Basis { precision: Precision::Day, origin: Origin::Recorded, source: source.id };
    let subject = cluster.subject(&places, ui.today());
    let done = ui.app().db().act(ui.actor(), &RECORD, subject, async |tx| {
        let (cluster, places) = standing(&ui, tx.reader(), &code).await?;
        unless_clashed(&form, &fields(&ui, &cluster, &places))?;
        // Left as it is: who it was on the day from which the change holds.
        let stood = cluster.investor.map_or("", |body| places.body_key(body));
        let is_kept = form.find("investor").is_none_or(|key| key == stood);
        let then = At { as_of: basis.from, known_at: Instant::LATEST };
        let investor = match crate::find(tx.reader(), ui.actor(), then, &code).await? {
            Some(cluster) if is_kept => cluster.investor,
            _ if is_kept => None,
            _ => chosen.flatten(),
        };
        tx.cite(source.document.label().to_owned());
        let fact = Fact::Version(Version { name, area, investor_kind, investor, note });
        actions::write(tx, cluster.id, Dated { fact, from: basis.from, to: basis.to, basis: own }).await
    });
    match done.await {
        Err(refusal) if is_clash(&refusal) => {
            let (cluster, places) = standing(&ui, &ui.read_db().await?, &code).await?;
            let fields = fields(&ui, &cluster, &places);
            return Ok(page(ui, &cluster, fields, &documents).clashed(form));
        }
        done => done?,
    }
    Ok(Redirect::to(&ui.onward(&format!("/clusters/{code}?recorded={}", basis.from))).into_response())
}
