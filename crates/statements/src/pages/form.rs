//! The forms: what a document states, and how a figure is to be read.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use documents::{Known, Origin};
use kit_base::{Instant, Message};
use kit_db::Measure;
use kit_web::{Form, Page, Problems, Result, Template, Ui};
use serde::Serialize;

use crate::{
    Qualifier,
    actions::{self, Basis, Noted, Told},
};

/// The form for a statement, or for a note.
#[derive(Template, Serialize)]
#[template(path = "statement-form.html")]
struct FormPage {
    #[serde(skip)]
    ui: Ui,
    #[serde(skip)]
    form: Form,
    #[serde(skip)]
    problems: Problems,
    #[serde(skip)]
    kept: bool,
    #[serde(skip)]
    documents: Vec<Known>,
    kind: FormKind,
}

#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum FormKind {
    Statement,
    Note,
}

impl FormKind {
    const fn href(self) -> &'static str {
        match self {
            Self::Statement => "/statements/new",
            Self::Note => "/statements/notes/new",
        }
    }

    const fn word(self) -> &'static str {
        match self {
            Self::Statement => "statements.add",
            Self::Note => "statements.add-note",
        }
    }
}

impl Page for FormPage {
    fn ui(&self) -> &Ui {
        &self.ui
    }
}

impl FormPage {
    /// With what was typed before, or with the figure and document that the link named.
    async fn empty(ui: Ui, kind: FormKind) -> Result<Self> {
        let documents = documents::all(&ui.read_db().await?, Instant::LATEST).await?;
        let draft = ui.draft().await?;
        let kept = draft.is_some();
        let form = draft.unwrap_or_else(|| {
            let asked = |name: &str| ui.param(name).unwrap_or_default().to_owned();
            Form::with([("measure", asked("measure")), ("document", asked("document"))])
        });
        Ok(Self { form, problems: Problems::default(), kept, documents, kind, ui })
    }

    async fn again(ui: Ui, kind: FormKind, form: Form, problems: Problems) -> Result<Response> {
        let documents = documents::all(&ui.read_db().await?, Instant::LATEST).await?;
        let page = Self { ui, form, problems, kept: false, documents, kind };
        Ok(page.answer_with(StatusCode::UNPROCESSABLE_ENTITY))
    }

    fn is_note(&self) -> bool {
        self.kind == FormKind::Note
    }

    /// Code and name of every figure, and whether it is chosen.
    fn measures(&self) -> Vec<(&'static str, String, bool)> {
        let chosen = self.form.get("measure");
        let name = |measure: &Measure| self.ui.t(format!("measure.{}.name", measure.code));
        let unit = |measure: &Measure| self.ui.unit(measure.unit.code);
        let all = self.ui.app().measures();
        all.map(|of| (of.code, format!("{} ({})", name(of), unit(of)), of.code == chosen)).collect()
    }

    fn qualifiers(&self) -> Vec<(&'static str, String, bool)> {
        let chosen = self.form.get("qualifier");
        Qualifier::all().map(|one| (one.code(), self.ui.t(one.name()), one.code() == chosen)).collect()
    }
}

fn measures(ui: &Ui) -> Vec<Measure> {
    ui.app().measures().copied().collect()
}

/// The document that was typed, by its key or its number.
async fn basis(ui: &Ui, document: &str) -> Result<std::result::Result<Basis, Problems>> {
    let all = documents::all(&ui.read_db().await?, Instant::LATEST).await?;
    let found = all.into_iter().find(|known| known.key == document || known.document.label() == document);
    Ok(found
        .map(|known| Basis {
            source: known.id,
            label: known.document.label().to_owned(),
            key: known.key,
            origin: Origin::Recorded,
        })
        .ok_or_else(|| {
            let mut problems = Problems::default();
            problems.add("document", Message::new("statements.no-document").with("document", document));
            problems
        }))
}

pub(crate) async fn new(ui: Ui) -> Result<Response> {
    Ok(FormPage::empty(ui, FormKind::Statement).await?.answer())
}

pub(crate) async fn record(ui: Ui, form: Form) -> Result<Response> {
    let problems = match Told::from_form(&form, &measures(&ui)) {
        Err(problems) => problems,
        Ok((told, document)) => match basis(&ui, &document).await? {
            Err(problems) => problems,
            Ok(basis) => {
                let page = format!("/statements?document={}", basis.key);
                actions::record(ui.app().db(), ui.actor(), told, basis).await?;
                return Ok(Redirect::to(&page).into_response());
            }
        },
    };
    FormPage::again(ui, FormKind::Statement, form, problems).await
}

pub(crate) async fn new_note(ui: Ui) -> Result<Response> {
    Ok(FormPage::empty(ui, FormKind::Note).await?.answer())
}

pub(crate) async fn record_note(ui: Ui, form: Form) -> Result<Response> {
    let problems = match Noted::from_form(&form, &measures(&ui)) {
        Err(problems) => problems,
        Ok((noted, document)) => match basis(&ui, &document).await? {
            Err(problems) => problems,
            Ok(basis) => {
                let page = format!("/measures/{}?as_of={}", noted.measure, noted.from);
                actions::record_note(ui.app().db(), ui.actor(), noted, basis).await?;
                return Ok(Redirect::to(&page).into_response());
            }
        },
    };
    FormPage::again(ui, FormKind::Note, form, problems).await
}
