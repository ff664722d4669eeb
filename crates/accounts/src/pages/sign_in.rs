//! Signing in and out.

use axum::{
    http::{HeaderName, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use kit_base::{Instant, Result as BaseResult};
use kit_db::Db;
use kit_web::{Form, Page, Result, Template, Ui};
use sea_orm::Set;
use serde::Serialize;
use utoipa::ToSchema;

use super::{Peer, address, way_on, whole_minute};
use crate::{
    attempts::{self, Attempt, Standing},
    known_places,
    model::{Account, as_known_now, fold_login, may_be_login},
    password, sessions,
    store::{self, credential},
};

/// The form to sign in with.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "sign-in.html")]
pub(crate) struct SignIn {
    #[serde(skip)]
    #[schema(ignore)]
    pub(super) ui: Ui,
    /// The login as typed.
    login: String,
    /// Where to go on afterwards.
    next: String,
    /// Whether what was typed on the page before is kept.
    kept: bool,
    /// Why the last try did not work, and what follows.
    refused: Option<Refused>,
    /// The people of the demo; empty in any other installation.
    people: Vec<DemoPerson>,
}

/// Why a try did not work. The same for a login that nobody has.
#[derive(Serialize, ToSchema)]
struct Refused {
    what: String,
    then: String,
}

/// One of the people who may be tried out.
#[derive(Serialize, ToSchema)]
struct DemoPerson {
    login: String,
    name: String,
    title: String,
}

/// `GET /sign-in`
pub(crate) async fn ask(ui: Ui) -> Result<Response> {
    let next = way_on(ui.param("next").unwrap_or_default()).to_owned();
    if ui.actor().is_signed_in() {
        return Ok(Redirect::to(&next).into_response());
    }
    Ok(page(ui, String::new(), next, None).await?.answer())
}

/// `POST /sign-in`
pub(crate) async fn enter(ui: Ui, peer: Peer, form: Form) -> Result<Response> {
    let next = way_on(form.get("next")).to_owned();
    let typed = form.get("username").to_owned();
    if !may_be_login(&typed) {
        let refused = Refused { what: ui.t("sign-in.no-login"), then: String::new() };
        let page = page(ui, typed.chars().take(64).collect(), next, Some(refused)).await?;
        return Ok(page.answer_with(StatusCode::UNPROCESSABLE_ENTITY));
    }
    let login = fold_login(&typed);
    let db = ui.app().db();
    let attempt = match attempts::begin(db, &login, &address(peer)).await? {
        Ok(attempt) => attempt,
        Err(until) => return refuse(ui, typed, next, Standing::LockedUntil(until)).await,
    };
    let Some(credential) = prove(db, &login, form.get("password")).await? else {
        return refuse(ui, typed, next, attempt.then).await;
    };
    let token = admit(db, &attempt, &credential, ui.csrf_token()).await?;
    let cookie = sessions::cookie(&token, ui.app().config().secure_cookies);
    let next = if credential.must_change { super::password::address(&next) } else { next };
    Ok(([(header::SET_COOKIE, cookie)], Redirect::to(&next)).into_response())
}

/// `POST /sign-out`
pub(crate) async fn leave(ui: Ui) -> Result<Response> {
    ui.app().db().internal(async |tx| sessions::end_own(tx, ui.csrf_token()).await).await?;
    // Whoever goes back at this browser finds nothing that was kept: no file, no tile, no page.
    let headers = [
        (header::SET_COOKIE, sessions::no_cookie()),
        (HeaderName::from_static("clear-site-data"), "\"cache\"".to_owned()),
    ];
    Ok((headers, Redirect::to("/")).into_response())
}

/// The credential of the person, when the password is theirs and they may sign in. When it is not, or when there is no
/// such person, the same questions are asked and as much is hashed.
async fn prove(db: &Db, login: &str, password: &str) -> BaseResult<Option<credential::Model>> {
    let reader = db.read().await?;
    let id = store::person_by_login(&reader, login).await?.unwrap_or_else(|| db.clock().id());
    let active = store::is_active(&reader, as_known_now(db.clock().today()), id).await?;
    let credential = store::credential_of(&reader, id).await?.filter(|_| active);
    // Hashing takes long: a snapshot held meanwhile would keep others from one.
    drop(reader);
    let hash = credential.as_ref().map(|credential| credential.hash.clone());
    let right = password::is_right(password, hash).await?;
    Ok(credential.filter(|_| right))
}

/// Opens a session in place of the one at this browser, if there is any.
async fn admit(db: &Db, attempt: &Attempt, credential: &credential::Model, csrf: &str) -> BaseResult<String> {
    db.internal(async |tx| {
        attempts::was_right(tx, attempt).await?;
        sessions::end_own(tx, csrf).await?;
        let row = credential::ActiveModel {
            person_id: Set(credential.person_id),
            last_sign_in_at: Set(Some(tx.now())),
            ..Default::default()
        };
        tx.update::<credential::Entity>(row).await?;
        sessions::begin(tx, credential.person_id).await
    })
    .await
}

async fn refuse(ui: Ui, login: String, next: String, standing: Standing) -> Result<Response> {
    let refused = match standing {
        Standing::Open(left) => {
            Refused { what: ui.t("sign-in.wrong"), then: ui.fill("sign-in.left", "n", ui.count(left)) }
        }
        Standing::LockedUntil(until) => locked(&ui, until),
    };
    Ok(page(ui, login, next, Some(refused)).await?.answer_with(StatusCode::UNPROCESSABLE_ENTITY))
}

fn locked(ui: &Ui, until: Instant) -> Refused {
    let what = ui.fill("sign-in.locked", "until", ui.moment(whole_minute(until)));
    Refused { what, then: ui.t("sign-in.locked-help") }
}

async fn page(ui: Ui, login: String, next: String, refused: Option<Refused>) -> Result<SignIn> {
    let kept = next.contains("draft=");
    let people = if ui.is_demo() { demo_people(&ui).await? } else { Vec::new() };
    Ok(SignIn { ui, login, next, kept, refused, people })
}

async fn demo_people(ui: &Ui) -> BaseResult<Vec<DemoPerson>> {
    let reader = ui.read_db().await?;
    let accounts = store::accounts(&reader, as_known_now(ui.today())).await?;
    let places = known_places::get(&reader).await?;
    let person = |account: Account| DemoPerson {
        title: account.position(&places, ui.today()),
        login: account.login,
        name: account.name,
    };
    Ok(accounts.into_iter().filter(|account| account.active).map(person).collect())
}
