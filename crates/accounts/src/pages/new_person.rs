//! Making a person. Positions come afterwards: until then they may sign in, and nothing more.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kit_base::Error;
use kit_web::{Form, Page, Problems, Result, Template, Ui};
use serde::Serialize;

use crate::actions;

/// The form.
#[derive(Template, Serialize)]
#[template(path = "person-form.html")]
pub(crate) struct NewPerson {
    #[serde(skip)]
    pub(super) ui: Ui,
    #[serde(skip)]
    form: Form,
    #[serde(skip)]
    problems: Problems,
    #[serde(skip)]
    kept: bool,
}

/// `GET /people/new`
pub(crate) async fn ask(ui: Ui) -> Result<Response> {
    let draft = ui.draft().await?;
    let kept = draft.is_some();
    let (form, problems) = (draft.unwrap_or_default(), Problems::default());
    Ok(NewPerson { ui, form, problems, kept }.answer())
}

/// `POST /people/new`
pub(crate) async fn make(ui: Ui, form: Form) -> Result<Response> {
    let (login, name) = (form.get("login").trim().to_owned(), form.get("name").trim().to_owned());
    match actions::add_person(ui.app().db(), ui.actor(), &login, &name).await {
        Ok(()) => Ok(Redirect::to(&format!("/people/{login}")).into_response()),
        Err(Error::Invalid(found)) => {
            let page = NewPerson { ui, form, problems: found.into(), kept: false };
            Ok(page.answer_with(StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(other) => Err(other.into()),
    }
}
