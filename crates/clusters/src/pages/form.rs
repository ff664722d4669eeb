//! The form to record what changed of a cluster, or to correct what was recorded.

use axum::{
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use documents::Origin;
use kit_base::{At, Error, Instant, Message};
use kit_web::{Form, Page, Problems, Result, Template, Ui};
use places::Places;
use serde::Serialize;

use super::no_such;
use crate::{
    Cluster, InvestorKind, Precision, RECORD, Register,
    actions::{self, Basis, Correction, Dated, Fact, no_document},
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
    fn investors(&self) -> Vec<(&'static str, String, bool)> {
        let chosen = self.form.get("investor_kind");
        InvestorKind::all().map(|kind| (kind.code(), self.ui.t(kind.word()), kind.code() == chosen)).collect()
    }
}

/// The cluster as it stands today: facts are recorded on top of that, whatever day the page shows.
async fn standing(ui: &Ui, code: &str) -> Result<(Cluster, Places, Vec<(String, String)>)> {
    let reader = ui.read_db().await?;
    let now = At { as_of: ui.today(), known_at: Instant::LATEST };
    let Register { clusters, places } = register(&reader, ui.actor(), now).await?;
    let cluster = clusters.into_iter().find(|cluster| cluster.code == code).ok_or_else(|| no_such(code))?;
    if !ui.actor().may(&RECORD, &cluster.subject(&places, ui.today())) {
        let message = Message::new("db.may-not").with("action", RECORD.name).with("subject", &cluster.name);
        return Err(Error::Refused(message).into());
    }
    let documents = documents::all(&reader, now.known_at).await?;
    let documents =
        documents.into_iter().map(|known| (known.key, known.document.label().to_owned())).collect();
    Ok((cluster, places, documents))
}

fn page(
    ui: Ui,
    cluster: &Cluster,
    form: Form,
    problems: Problems,
    documents: Vec<(String, String)>,
) -> FormPage {
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
        documents,
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
    let page = FormPage { kept, ..page(ui, &cluster, form, Problems::default(), documents) };
    Ok(page.answer())
}

pub(crate) async fn record(ui: Ui, Path(code): Path<String>, form: Form) -> Result<Response> {
    let (cluster, places, documents) = standing(&ui, &code).await?;
    let again = |ui: Ui, problems: Problems, form: Form, documents| {
        page(ui, &cluster, form, problems, documents).answer_with(StatusCode::UNPROCESSABLE_ENTITY)
    };
    let correction = match Correction::from_form(&form, cluster.investor) {
        Ok(correction) => correction,
        Err(problems) => return Ok(again(ui, problems, form, documents)),
    };
    let reader = ui.read_db().await?;
    let all = documents::all(&reader, Instant::LATEST).await?;
    let named = |text: &str| {
        let by = |wanted: &&documents::Known| wanted.key == text || wanted.document.label() == text;
        all.iter().find(by).map(|known| (known.id, known.document.label().to_owned()))
    };
    let Some((source, label)) = named(&correction.document) else {
        let problems = Problems::from(no_document(&correction.document));
        return Ok(again(ui, problems, form, documents));
    };
    drop(reader);
    let basis = Basis { precision: Precision::Day, origin: Origin::Recorded, source };
    let subject = cluster.subject(&places, ui.today());
    let fact = Fact::Version(correction.version);
    let fact = Dated { fact, from: correction.from, to: None, basis };
    actions::record(ui.app().db(), ui.actor(), subject, cluster.id, fact, Some(label)).await?;
    Ok(Redirect::to(&format!("/clusters/{code}")).into_response())
}
