//! The form to record what changed of a cluster, or to correct what was recorded.

use std::sync::Arc;

use axum::{
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use documents::{Known, Named, Origin};
use kit_base::{Area, At, Error, Instant, Message};
use kit_web::{Form, Page, Problems, Result, Template, Ui};
use places::Places;
use serde::Serialize;

use super::no_such;
use crate::{
    Cluster, InvestorKind, Precision, RECORD, Register,
    actions::{self, Basis, Dated, Fact, Version},
    correction::{Correction, confirmed},
    register,
};

#[derive(Template, Serialize)]
#[template(path = "cluster-form.html")]
struct FormPage {
    #[serde(skip)]
    ui: Ui,
    code: String,
    name: String,
    #[serde(skip)]
    standing: Standing,
    #[serde(skip)]
    form: Form,
    #[serde(skip)]
    problems: Problems,
    #[serde(skip)]
    kept: bool,
    #[serde(skip)]
    documents: Vec<(String, String)>,
}

/// What stands now, beside the fields.
#[derive(Default)]
struct Standing {
    name: String,
    area: String,
}

impl Page for FormPage {
    fn ui(&self) -> &Ui {
        &self.ui
    }
}

impl FormPage {
    /// What ticking the box confirms.
    fn confirmed(&self) -> String {
        self.form.get("area").parse::<Area>().map(confirmed).unwrap_or_default()
    }

    fn investors(&self) -> Vec<(&'static str, String, bool)> {
        let chosen = self.form.get("investor_kind");
        InvestorKind::all().map(|kind| (kind.code(), self.ui.t(kind.word()), kind.code() == chosen)).collect()
    }
}

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

fn page(ui: Ui, cluster: &Cluster, form: Form, problems: Problems, documents: &[Known]) -> FormPage {
    let documents = documents.iter();
    FormPage {
        code: cluster.code.clone(),
        name: cluster.name.clone(),
        standing: Standing {
            name: cluster.name.clone(),
            area: cluster.area.map_or_else(|| ui.t("measure.not-known"), |area| ui.ha(area)),
        },
        form,
        problems,
        kept: false,
        documents: documents
            .map(|known| (known.key.clone(), documents::describe(&known.document, &ui)))
            .collect(),
        ui,
    }
}

pub(crate) async fn edit(ui: Ui, Path(code): Path<String>) -> Result<Response> {
    let (cluster, _, documents) = standing(&ui, &code).await?;
    let draft = ui.draft().await?;
    let kept = draft.is_some();
    let form = draft.unwrap_or_else(|| {
        Form::with([
            ("name", cluster.name.clone()),
            ("area", cluster.area.map_or(String::new(), |area| ui.ha(area))),
            ("investor_kind", cluster.investor_kind.map_or("", InvestorKind::code).to_owned()),
            ("note", cluster.note.clone()),
        ])
    });
    let page = FormPage { kept, ..page(ui, &cluster, form, Problems::default(), &documents) };
    Ok(page.answer())
}

pub(crate) async fn record(ui: Ui, Path(code): Path<String>, form: Form) -> Result<Response> {
    let (cluster, places, documents) = standing(&ui, &code).await?;
    let mut problems = Problems::default();
    let correction = Correction::from_form(&form, ui.today(), &mut problems);
    let document = document(&ui, &documents, &form, &mut problems);
    let (Some(correction), Some(document)) = (correction, document.filter(|_| problems.is_empty())) else {
        let page = page(ui, &cluster, form, problems, &documents);
        return Ok(page.answer_with(StatusCode::UNPROCESSABLE_ENTITY));
    };
    let from = correction.from;
    let basis = Basis { precision: Precision::Day, origin: Origin::Recorded, source: document.id };
    let fact = Dated { fact: Fact::Version(version(&ui, &code, correction).await?), from, to: None, basis };
    let label = document.document.label().to_owned();
    let subject = cluster.subject(&places, ui.today());
    actions::record(ui.app().db(), ui.actor(), subject, cluster.id, fact, Some(label)).await?;
    Ok(Redirect::to(&format!("/clusters/{code}?recorded={from}")).into_response())
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

/// The investor is the one of the day from which the change holds: this form does not change who it is.
async fn version(ui: &Ui, code: &str, correction: Correction) -> Result<Version> {
    let Correction { name, area, investor_kind, note, from } = correction;
    let then = At { as_of: from, known_at: Instant::LATEST };
    let stood = crate::find(&ui.read_db().await?, ui.actor(), then, code).await?;
    let investor = stood.and_then(|cluster| cluster.investor);
    Ok(Version { name, area, investor_kind, investor, note })
}
