//! The form for one fact of a cluster: a state, another name, a commune, a part, land, works.

use std::sync::Arc;

use axum::{
    extract::Path,
    response::{IntoResponse, Redirect, Response},
};
use documents::{Known, Origin};
use kit_base::{At, Error, Instant, Message};
use kit_db::{NOTHING_TO_WITHDRAW, Reader};
use kit_web::{FactForm, Form, FormBasis, Page, Problems, Result, Ui, is_clash, unless_clashed};

use super::{
    fact_kind::{FactKind, Standing},
    form::standing,
};
use crate::{
    Precision, RECORD,
    actions::{self, Basis, Dated},
    withdraw::withdraw,
};

fn kind(code: &str) -> Result<FactKind> {
    let missing = || Error::NotFound(Message::new("clusters.no-choice").with("code", code));
    Ok(FactKind::from_code(code).ok_or_else(missing)?)
}

/// What a form is about, as it stands in a snapshot or within a deed.
struct Opened {
    cluster: Arc<crate::Cluster>,
    places: Arc<places::Places>,
    stands: Standing,
    fields: Vec<kit_web::Field>,
}

async fn open(ui: &Ui, reader: &Reader, code: &str, kind: FactKind) -> kit_base::Result<Opened> {
    let (cluster, places) = standing(ui, reader, code).await?;
    let now = At { as_of: ui.today(), known_at: Instant::LATEST };
    let stands = Standing {
        works: crate::works(reader, now).await?.get(&cluster.id).cloned().unwrap_or_default(),
        land: crate::land(reader, now).await?.remove(&cluster.id),
        boundary: crate::boundary(reader, &cluster, now).await?,
    };
    let mut fields = kind.fields(ui, &stands);
    fields.push(kit_web::Field::holds(ui));
    Ok(Opened { cluster, places, stands, fields })
}

fn page(ui: &Ui, kind: FactKind, opened: &Opened, documents: &[Known]) -> FactForm {
    let cluster = &opened.cluster;
    let title = format!("{}: CCN {}", ui.t(kind.word()), cluster.name);
    let back = (format!("/clusters/{}/works", cluster.code), format!("CCN {}", cluster.name));
    FactForm::new(ui.clone(), title, back, opened.fields.clone(), documents::choices(documents, ui))
}

pub(crate) async fn edit_fact(ui: Ui, Path((code, fact)): Path<(String, String)>) -> Result<Response> {
    let (kind, reader) = (kind(&fact)?, ui.read_db().await?);
    let opened = open(&ui, &reader, &code, kind).await?;
    let documents = documents::all(&reader, Instant::LATEST).await?;
    Ok(page(&ui, kind, &opened, &documents).with_draft(ui.draft().await?).answer())
}

pub(crate) async fn record_fact(
    ui: Ui,
    Path((code, fact)): Path<(String, String)>,
    form: Form,
) -> Result<Response> {
    let (kind, reader) = (kind(&fact)?, ui.read_db().await?);
    let opened = open(&ui, &reader, &code, kind).await?;
    let documents = documents::all(&reader, Instant::LATEST).await?;
    drop(reader);
    let mut problems = Problems::default();
    let read = kind.read(&form, &opened.places, &opened.stands, &mut problems);
    if kind == FactKind::PartState
        && opened.stands.works.parts.iter().all(|part| part.part != form.get("part"))
    {
        problems.add("part", Message::new("clusters.no-part").with("part", form.get("part")));
    }
    let basis = FormBasis::from_form(&form, ui.today(), &mut problems);
    let source = documents::chosen(&documents, &ui, &form, &mut problems);
    let (Some(fact), Some(basis), Some(source), true) = (read, basis, source, problems.is_empty()) else {
        return Ok(page(&ui, kind, &opened, &documents).again(form, problems));
    };
    let own = Basis { precision: Precision::Day, origin: Origin::Recorded, source: source.id };
    let dated = Dated { fact, from: basis.from, to: basis.to, basis: own };
    let subject = opened.cluster.subject(&opened.places, ui.today());
    let done = ui.app().db().act(ui.actor(), &RECORD, subject, async |tx| {
        unless_clashed(&form, &open(&ui, tx.reader(), &code, kind).await?.fields)?;
        tx.cite(source.document.label().to_owned());
        if basis.holds {
            actions::write(tx, opened.cluster.id, dated).await
        } else {
            withdraw(tx, opened.cluster.id, dated).await
        }
    });
    match done.await {
        Err(refusal) if is_clash(&refusal) => {
            let opened = open(&ui, &ui.read_db().await?, &code, kind).await?;
            return Ok(page(&ui, kind, &opened, &documents).clashed(form));
        }
        Err(Error::Refused(reason)) if reason.key == NOTHING_TO_WITHDRAW => {
            problems.add("holds", reason);
            return Ok(page(&ui, kind, &opened, &documents).again(form, problems));
        }
        done => done?,
    }
    let tab = if kind == FactKind::Boundary { "map" } else { "works" };
    Ok(Redirect::to(&ui.onward(&format!("/clusters/{code}/{tab}?recorded={}", basis.from))).into_response())
}
