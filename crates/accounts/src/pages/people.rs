//! The people who work here, and what each may do.

use axum::{extract::Path, response::Response};
use kit_base::{Day, Error, Instant, Message};
use kit_web::{Page, Paging, Result, Template, Ui};
use places::Places;
use serde::Serialize;
use utoipa::ToSchema;

use super::delegations::{DelegationRow, rows};
use crate::{
    actions::{CLOSE, CREATE, OPEN, SET_PASSWORD, UNLOCK},
    model::{Account, Position, body_name, fold_login},
    staff::{Delegation, Holder, Post, Staff},
    store,
    words::{Documents, Group, groups, last_day},
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
    #[serde(serialize_with = "kit_base::moment")]
    #[schema(value_type = Option<String>, format = DateTime)]
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
    /// Whether they have a password to sign in with.
    has_password: bool,
    #[serde(serialize_with = "kit_base::moment")]
    #[schema(value_type = Option<String>, format = DateTime)]
    last_sign_in: Option<Instant>,
    positions: Vec<PositionRights>,
    /// Positions they held before, or will hold.
    others: Vec<OtherPosition>,
    delegations: Vec<DelegationRow>,
}

/// A position with its grants.
#[derive(Serialize, ToSchema)]
struct PositionRights {
    number: i64,
    title: String,
    body: String,
    /// Since when they hold it, and until when.
    since: Day,
    last_day: Option<Day>,
    document: Option<(String, String)>,
    /// What the body is called after it has ended.
    bodies: Vec<String>,
    groups: Vec<Group>,
    /// How many rights the position has.
    rights: usize,
}

/// A position that somebody held before, or will hold.
#[derive(Serialize, ToSchema)]
struct OtherPosition {
    number: i64,
    title: String,
    body: String,
    from: Day,
    last_day: Option<Day>,
}

impl People {
    fn may_add(&self) -> bool {
        self.ui.may(&CREATE)
    }
}

impl Person {
    fn may_set_password(&self) -> bool {
        self.active && self.ui.may(&SET_PASSWORD)
    }

    fn may_unlock(&self) -> bool {
        self.active && self.ui.may(&UNLOCK)
    }

    fn may_close(&self) -> bool {
        self.active && self.ui.may(&CLOSE)
    }

    fn may_open(&self) -> bool {
        !self.active && self.ui.may(&OPEN)
    }
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
    let staff = Staff::load(&reader, ui.at().known_at).await?;
    let person = staff.by_login(&fold_login(&login)).ok_or_else(missing)?;
    let credential = store::credential_of(&reader, person.id).await?;
    let places = Places::load(&reader, ui.at().known_at).await?;
    let own = |post: &&Post| post.holders.iter().any(|holder| holder.person == person.id);
    let posts: Vec<_> = staff.posts.iter().filter(own).collect();
    let mut sources: Vec<_> = staff.delegations.iter().map(|one| Some(one.source)).collect();
    for post in &posts {
        sources.extend(post.sources());
    }
    let documents = Documents::load(&reader, &ui, sources).await?;
    let day = ui.at().as_of;
    let (mut positions, mut others) = (Vec::new(), Vec::new());
    for post in posts {
        for holder in post.holders.iter().filter(|holder| holder.person == person.id) {
            if holder.holds(day) && post.stands(day) {
                positions.push(rights(&ui, post, holder, &places, &documents));
            } else {
                others.push(OtherPosition {
                    number: post.number,
                    title: post.title.clone(),
                    body: body_name(&places, post.body, day).to_owned(),
                    from: holder.from,
                    last_day: last_day(holder.to),
                });
            }
        }
    }
    let theirs = |one: &&Delegation| day < one.to && [one.giver, one.deputy].contains(&person.id);
    let delegations = rows(&ui, &staff, &places, &documents, staff.delegations.iter().filter(theirs));
    Ok(Person {
        login: person.login.clone(),
        name: person.name.clone(),
        active: person.is_active(day),
        has_password: credential.is_some(),
        last_sign_in: credential.and_then(|found| found.last_sign_in_at),
        positions,
        others,
        delegations,
        ui,
    }
    .answer())
}

fn held(position: &Position, places: &Places, day: Day) -> Held {
    Held { title: position.title.clone(), body: body_name(places, position.body, day).to_owned() }
}

fn rights(ui: &Ui, post: &Post, holder: &Holder, places: &Places, documents: &Documents) -> PositionRights {
    let day = ui.at().as_of;
    let after = places.bodies_after(post.body, day).into_iter();
    let after = after.filter(|id| *id != post.body).map(|id| places.body_name(id).to_owned());
    PositionRights {
        number: post.number,
        title: post.title.clone(),
        body: body_name(places, post.body, day).to_owned(),
        since: holder.from,
        last_day: last_day(holder.to),
        document: documents.name(holder.source),
        bodies: after.collect(),
        groups: groups(ui, post.rights_on(day), post.body, places, documents),
        rights: post.rights_on(day).count(),
    }
}
