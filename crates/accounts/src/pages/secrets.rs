//! What an administrator does to an account: a password for the first sign-in, shown once; lifting a lock; closing it
//! and opening it again.

use axum::{
    extract::Path,
    response::{IntoResponse, Redirect, Response},
};
use kit_web::{Page, Result, Template, Ui};
use serde::Serialize;

use crate::{actions, password, words::known_actions};

/// A password, for the only time.
#[derive(Template, Serialize)]
#[template(path = "first-password.html")]
pub(crate) struct FirstPassword {
    #[serde(skip)]
    pub(super) ui: Ui,
    login: String,
    name: String,
    #[serde(skip)]
    password: String,
}

async fn may_touch(ui: &Ui, login: &str) -> Result<()> {
    let known = known_actions(ui);
    Ok(actions::may_touch(ui.app().db(), ui.actor(), login, &known).await?)
}

fn back(login: &str) -> Response {
    Redirect::to(&format!("/people/{login}")).into_response()
}

/// `POST /people/{login}/first-password`: the answer is the only place where the password ever stands.
pub(crate) async fn first_password(ui: Ui, Path(login): Path<String>) -> Result<Response> {
    may_touch(&ui, &login).await?;
    let password = password::fresh();
    actions::set_first_password(ui.app().db(), ui.actor(), &login, &password).await?;
    let name = actions::name_of(ui.app().db(), &login).await?;
    Ok(FirstPassword { ui, login, name, password }.answer())
}

/// `POST /people/{login}/unlock`
pub(crate) async fn unlock(ui: Ui, Path(login): Path<String>) -> Result<Response> {
    may_touch(&ui, &login).await?;
    actions::unlock(ui.app().db(), ui.actor(), &login).await?;
    Ok(back(&login))
}

/// `POST /people/{login}/close`
pub(crate) async fn close(ui: Ui, Path(login): Path<String>) -> Result<Response> {
    may_touch(&ui, &login).await?;
    actions::close(ui.app().db(), ui.actor(), &login).await?;
    Ok(back(&login))
}

/// `POST /people/{login}/open`
pub(crate) async fn open(ui: Ui, Path(login): Path<String>) -> Result<Response> {
    may_touch(&ui, &login).await?;
    actions::open(ui.app().db(), ui.actor(), &login).await?;
    Ok(back(&login))
}
