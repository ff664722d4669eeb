//! The people who work here, and what each may do.

use axum::{extract::Path, response::Response};
use kit_base::{At, Day, Error, Instant, Message};
use kit_web::{Page, Paging, Result, Template, Ui};
use places::{Places, UnitId};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    model::{Account, Position, Right, body_name, fold_login},
    store,
};

/// All people of a day.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "people.html")]
pub(crate) struct People {
    #[serde(skip)]
    #[schema(ignore)]
    pub(super) ui: Ui,
    paging: Paging,
    rows: Vec<PersonRow>,
}

/// A person in the list.
#[derive(Serialize, ToSchema)]
struct PersonRow {
    login: String,
    name: String,
    /// Whether they may sign in.
    active: bool,
    positions: Vec<Held>,
    /// How many grants their positions give.
    grants: usize,
    last_sign_in: Option<Instant>,
}

/// A position somebody holds.
#[derive(Serialize, ToSchema)]
#[schema(as = HeldPosition)]
struct Held {
    title: String,
    body: String,
}

/// One person with what they may do.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "person.html")]
pub(crate) struct Person {
    #[serde(skip)]
    #[schema(ignore)]
    pub(super) ui: Ui,
    login: String,
    name: String,
    active: bool,
    last_sign_in: Option<Instant>,
    positions: Vec<PositionRights>,
}

/// A position with its grants.
#[derive(Serialize, ToSchema)]
struct PositionRights {
    title: String,
    body: String,
    rights: Vec<RightRow>,
}

/// A grant in words.
#[derive(Serialize, ToSchema)]
struct RightRow {
    /// Name of the action, or `noun.*`.
    action: String,
    /// The labels of the actions it names.
    what: Vec<String>,
    /// The body it is limited to.
    body: Option<String>,
    /// The bodies that stand for it today, when it has ended.
    bodies: Vec<String>,
    /// The unit it is limited to, under its last name.
    area: Option<String>,
    /// The communes that the unit's ground belongs to today, when they are not the unit itself.
    communes: Vec<String>,
    from: Day,
}

/// `GET /people`
pub(crate) async fn list(ui: Ui) -> Result<Response> {
    let reader = ui.read_db().await?;
    let accounts = store::accounts(&reader, ui.at()).await?;
    let seen = store::last_sign_ins(&reader).await?;
    let places = Places::load(&reader, ui.at().known_at).await?;
    let day = ui.at().as_of;
    let row = |account: Account| PersonRow {
        last_sign_in: seen.get(&account.id).copied(),
        active: account.active,
        grants: account.positions.iter().map(|position| position.rights.len()).sum(),
        positions: account.positions.iter().map(|position| held(position, &places, day)).collect(),
        login: account.login,
        name: account.name,
    };
    let paging = Paging::of(&ui, accounts.len());
    let rows = paging.cut(accounts).into_iter().map(row).collect();
    Ok(People { ui, paging, rows }.answer())
}

/// `GET /people/{login}`
pub(crate) async fn show(ui: Ui, Path(login): Path<String>) -> Result<Response> {
    let missing = || Error::NotFound(Message::new("people.no-such").with("login", &login));
    let reader = ui.read_db().await?;
    let id = store::person_by_login(&reader, &fold_login(&login)).await?.ok_or_else(missing)?;
    let account = store::account(&reader, ui.at(), id).await?.ok_or_else(missing)?;
    let last_sign_in = store::credential_of(&reader, id).await?.and_then(|found| found.last_sign_in_at);
    let places = Places::load(&reader, ui.at().known_at).await?;
    let positions = account.positions.iter().map(|position| rights(&ui, position, &places)).collect();
    let Account { login, name, active, .. } = account;
    Ok(Person { ui, login, name, active, last_sign_in, positions }.answer())
}

fn held(position: &Position, places: &Places, day: Day) -> Held {
    Held { title: position.title.clone(), body: body_name(places, position.body, day).to_owned() }
}

fn rights(ui: &Ui, position: &Position, places: &Places) -> PositionRights {
    let Held { title, body } = held(position, places, ui.at().as_of);
    let after = places.bodies_after(position.body, ui.at().as_of).into_iter();
    let after = after.filter(|id| *id != position.body).map(|id| places.body_name(id).to_owned());
    let after: Vec<_> = after.collect();
    let rights = position.rights.iter().map(|right| in_words(ui, right, (&body, &after), places)).collect();
    PositionRights { title, body, rights }
}

fn in_words(ui: &Ui, right: &Right, (body, after): (&str, &[String]), places: &Places) -> RightRow {
    let actions = ui.app().slices().iter().flat_map(|slice| slice.actions);
    let what: Vec<_> =
        actions.filter(|action| right.names(action)).map(|action| ui.t(action.word())).collect();
    RightRow {
        // A right of a part that this program does not have is still told, by its name.
        what: if what.is_empty() { vec![right.action.clone()] } else { what },
        action: right.action.clone(),
        body: right.own_body.then(|| body.to_owned()),
        bodies: if right.own_body { after.to_vec() } else { Vec::new() },
        area: right.unit.map(|unit| places.name(unit).to_owned()),
        communes: right.unit.map(|unit| communes(unit, places, ui.at())).unwrap_or_default(),
        from: right.from,
    }
}

fn communes(unit: UnitId, places: &Places, at: At) -> Vec<String> {
    let found = places.communes_on(unit, at.as_of);
    let others = found.into_iter().filter(|commune| *commune != unit);
    others
        .filter_map(|commune| places.unit_on(commune, at.as_of))
        .map(|commune| commune.name.clone())
        .collect()
}
