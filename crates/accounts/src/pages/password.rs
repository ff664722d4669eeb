//! Choosing one's own password.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kit_base::{Error, Message, Result as BaseResult};
use kit_web::{Form, Page, Problems, Result, Template, Ui};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Peer, way_on, whole_minute};
use crate::{
    actions,
    attempts::{self, Standing},
    model::{Account, as_known_now},
    password::{self, LEAST},
    store::{self, credential},
};

/// The form for one's own new password.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "password.html")]
pub(crate) struct Password {
    #[serde(skip)]
    #[schema(ignore)]
    pub(super) ui: Ui,
    #[serde(skip)]
    #[schema(ignore)]
    problems: Problems,
    /// Where to go on afterwards.
    next: String,
    /// Whether it has just been changed.
    done: bool,
    /// Whether nothing else can be done before.
    must_change: bool,
    /// Letters of a password at least.
    least: usize,
}

/// The address of the form, going on to `next`.
pub(crate) fn address(next: &str) -> String {
    let query = form_urlencoded::Serializer::new(String::new()).append_pair("next", next).finish();
    format!("/password?{query}")
}

/// `GET /password`
pub(crate) async fn ask(ui: Ui) -> Result<Response> {
    let (_, credential) = own(&ui).await?;
    let next = way_on(ui.param("next").unwrap_or_default()).to_owned();
    Ok(page(ui, Problems::default(), next, credential.must_change).answer())
}

/// `POST /password`
pub(crate) async fn change(ui: Ui, peer: Peer, form: Form) -> Result<Response> {
    let (account, credential) = own(&ui).await?;
    let next = way_on(form.get("next")).to_owned();
    let must_change = credential.must_change;
    let mut problems = Problems::default();
    let new = read(&form, &mut problems);
    if problems.is_empty() {
        prove(&ui, peer, &account, credential, form.get("password"), &mut problems).await?;
    }
    if !problems.is_empty() {
        return Ok(page(ui, problems, next, must_change).answer_with(StatusCode::UNPROCESSABLE_ENTITY));
    }
    actions::change_own(ui.app().db(), ui.actor(), &account, ui.csrf_token(), &new).await?;
    Ok(Redirect::to(&format!("{}&done=yes", address(&next))).into_response())
}

/// The new password, or what is wrong with the fields.
fn read(form: &Form, problems: &mut Problems) -> String {
    let old = form.required("password", problems);
    let new = form.required("password-new", problems);
    if new.is_empty() {
        return new;
    }
    if let Some(fault) = password::fault(&new) {
        problems.add("password-new", fault);
    } else if new == old {
        problems.add("password-new", Message::new("password.same"));
    }
    if form.get("password-again") != new {
        problems.add("password-again", Message::new("password.differs"));
    }
    new
}

/// Asks for the password that holds now. Wrong ones count like those at the sign-in: a found open browser is no way
/// to try them all.
async fn prove(
    ui: &Ui,
    peer: Peer,
    account: &Account,
    credential: credential::Model,
    typed: &str,
    problems: &mut Problems,
) -> BaseResult<()> {
    let db = ui.app().db();
    let locked = |until| Message::new("password.locked").with("until", ui.moment(whole_minute(until)));
    let attempt = match attempts::begin(db, &account.login, &super::address(ui, peer)).await? {
        Ok(attempt) => attempt,
        Err(until) => {
            problems.add("password", locked(until));
            return Ok(());
        }
    };
    if password::is_right(typed, Some(credential.hash)).await? {
        return db.internal(async |tx| attempts::was_right(tx, &attempt).await).await;
    }
    problems.add(
        "password",
        match attempt.then {
            Standing::Open(left) => Message::new("password.wrong").with("n", left),
            Standing::LockedUntil(until) => locked(until),
        },
    );
    Ok(())
}

/// The account of the person who asks.
async fn own(ui: &Ui) -> BaseResult<(Account, credential::Model)> {
    let person = ui.actor().person.as_deref().ok_or(Error::SignedOut)?;
    let id = person.parse().map_err(|cause| Error::fault("one's own account", cause))?;
    let reader = ui.read_db().await?;
    let account = store::account(&reader, as_known_now(ui.today()), id).await?;
    let credential = store::credential_of(&reader, id).await?;
    account.zip(credential).ok_or(Error::SignedOut)
}

fn page(ui: Ui, problems: Problems, next: String, must_change: bool) -> Password {
    let done = ui.param("done").is_some() && problems.is_empty();
    Password { ui, problems, next, done, must_change, least: LEAST }
}
