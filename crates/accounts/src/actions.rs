//! The deeds on accounts.

use kit_base::{Action, Actor, Day, Error, Message, Result, Subject};
use kit_db::{Db, Tx};
use kit_web::Problems;
use places::{BodyId, Places, UnitId};
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition};

use crate::{
    PersonId, attempts,
    model::{Account, KNOWN_NOW, as_known_now, fold_login, is_login},
    password,
    roles::{self, Role},
    sessions,
    store::{self, credential, grant_right, holding, person, person_version, position, position_version},
};

/// Looking at accounts and their rights.
pub const VIEW: Action = Action::new("account.view");
/// Making an account with its position and rights.
pub const CREATE: Action = Action::new("account.create");
/// Setting somebody's password.
pub const SET_PASSWORD: Action = Action::new("account.set-password");
/// Closing an account: the person cannot sign in any more; what they did stays theirs.
pub const CLOSE: Action = Action::new("account.close");
/// Signing out: everybody may who is signed in.
pub const SIGN_OUT: Action = Action::new("account.sign-out");
/// Choosing one's own new password: everybody may who is signed in.
pub const CHANGE_PASSWORD: Action = Action::new("account.change-password");

/// An account to be made.
#[derive(Clone, Debug, PartialEq)]
pub struct NewAccount {
    /// What the person signs in with.
    pub login: String,
    /// The person's name.
    pub name: String,
    /// Title of the position.
    pub title: String,
    /// Key of the body the position is in.
    pub body: String,
    /// Role, whose actions become the position's grants: see `roles.toml`.
    pub role: String,
    /// First day of the position and of the grants.
    pub from: Day,
}

/// Makes an account: person, position, holding and grants in one deed. It has no password yet, so nobody can use it.
///
/// # Errors
/// [`Error::Invalid`] names every field that cannot be taken; [`Error::Refused`] when `who` may not.
pub async fn create(db: &Db, who: &Actor, new: NewAccount) -> Result<()> {
    let subject = Subject::new("person", &new.login, &new.name);
    db.act(who, &CREATE, subject, async |tx| write(tx, new).await).await
}

/// Sets a person's password, one that they may keep. Their sessions end, and a lock after wrong tries is lifted.
///
/// # Errors
/// [`Error::NotFound`] when there is no such login; [`Error::Invalid`] when the password is too short.
pub async fn set_password(db: &Db, who: &Actor, login: &str, password: &str) -> Result<()> {
    set(db, who, login, password, false).await
}

/// Sets a password for the first sign-in: before anything else the person chooses their own.
///
/// # Errors
/// As [`set_password`].
pub async fn set_first_password(db: &Db, who: &Actor, login: &str, password: &str) -> Result<()> {
    set(db, who, login, password, true).await
}

/// Closes an account from today on.
///
/// # Errors
/// [`Error::NotFound`] when there is no such login; [`Error::Refused`] when `who` may not.
pub async fn close(db: &Db, who: &Actor, login: &str) -> Result<()> {
    let account = find(db, login).await?;
    db.act(who, &CLOSE, subject(&account), async |tx| {
        let row = person_version::ActiveModel {
            id: Set(account.id),
            name: Set(account.name.clone()),
            active: Set(false),
            ..Default::default()
        };
        let today = tx.now().day();
        tx.record::<person_version::Entity>(row, today, Day::OPEN).await?;
        sessions::end_all(&tx.internal(), account.id).await
    })
    .await
}

/// A person chooses their own password. Their other sessions end.
pub(crate) async fn change_own(
    db: &Db,
    who: &Actor,
    account: &Account,
    csrf: &str,
    password: &str,
) -> Result<()> {
    let hash = password::hash(password).await?;
    db.act(who, &CHANGE_PASSWORD, subject(account), async |tx| {
        keep_hash(tx, account.id, hash, false).await?;
        sessions::end_others(&tx.internal(), account.id, csrf).await
    })
    .await
}

async fn set(db: &Db, who: &Actor, login: &str, password: &str, must_change: bool) -> Result<()> {
    let account = find(db, login).await?;
    let mut problems = Problems::default();
    if let Some(fault) = password::fault(password) {
        problems.add("password", fault);
        return Err(problems.into());
    }
    // Outside the deed: hashing takes long, and there is one writer.
    let hash = password::hash(password).await?;
    db.act(who, &SET_PASSWORD, subject(&account), async |tx| {
        keep_hash(tx, account.id, hash, must_change).await?;
        let internal = tx.internal();
        attempts::forgive(&internal, &account.login).await?;
        sessions::end_all(&internal, account.id).await
    })
    .await
}

/// The person of an account as they may act today, for deeds of the demonstration that are theirs.
///
/// # Errors
/// [`Error::NotFound`] when there is no such account; [`Error::Storage`].
pub async fn acting(db: &Db, login: &str) -> Result<Actor> {
    let account = find(db, login).await?;
    let reader = db.read().await?;
    let places = places::known(&reader, as_known_now(reader.today()).known_at).await?;
    Ok(account.actor(&places, reader.today()))
}

async fn find(db: &Db, login: &str) -> Result<Account> {
    let missing = || Error::NotFound(Message::new("people.no-such").with("login", login));
    let reader = db.read().await?;
    let id = store::person_by_login(&reader, &fold_login(login)).await?.ok_or_else(missing)?;
    store::account(&reader, as_known_now(db.clock().today()), id).await?.ok_or_else(missing)
}

fn subject(account: &Account) -> Subject {
    Subject::new("person", &account.login, &account.name)
}

async fn keep_hash(tx: &Tx, person: PersonId, hash: String, must_change: bool) -> Result<()> {
    let internal = tx.internal();
    let last = store::credential_of(tx.reader(), person).await?.and_then(|old| old.last_sign_in_at);
    let old = Condition::all().add(credential::Column::PersonId.eq(person));
    internal.delete_where::<credential::Entity>(old).await?;
    let row = credential::ActiveModel {
        person_id: Set(person),
        hash: Set(hash),
        changed_at: Set(tx.now()),
        must_change: Set(must_change),
        last_sign_in_at: Set(last),
    };
    internal.insert::<credential::Entity>(row).await
}

async fn write(tx: &mut Tx, new: NewAccount) -> Result<()> {
    let (body, area, role) = check(tx, &new).await?;
    let (person, position) = (tx.id(), tx.id());
    tx.insert::<person::Entity>(person::ActiveModel { id: Set(person), login: Set(new.login) }).await?;
    let named = person_version::ActiveModel {
        id: Set(person),
        name: Set(new.name),
        active: Set(true),
        ..Default::default()
    };
    tx.record::<person_version::Entity>(named, new.from, Day::OPEN).await?;
    tx.insert::<position::Entity>(position::ActiveModel { id: Set(position) }).await?;
    let titled = position_version::ActiveModel {
        id: Set(position),
        title: Set(new.title),
        body_id: Set(body),
        ..Default::default()
    };
    tx.record::<position_version::Entity>(titled, new.from, Day::OPEN).await?;
    let held =
        holding::ActiveModel { person_id: Set(person), position_id: Set(position), ..Default::default() };
    tx.record::<holding::Entity>(held, new.from, Day::OPEN).await?;
    let everywhere = role.everywhere.into_iter().map(|action| (action, false, None));
    let own_body = role.own_body.into_iter().map(|action| (action, true, None));
    let own_area = role.own_area.into_iter().map(|action| (action, false, area));
    for (action, own_body, unit) in everywhere.chain(own_body).chain(own_area) {
        let row = grant_right::ActiveModel {
            id: Set(tx.id()),
            position_id: Set(position),
            action: Set(action),
            own_body: Set(own_body),
            unit_id: Set(unit),
            ..Default::default()
        };
        tx.record::<grant_right::Entity>(row, new.from, Day::OPEN).await?;
    }
    Ok(())
}

/// Reads what the account refers to; tells everything that cannot be taken.
async fn check(tx: &Tx, new: &NewAccount) -> Result<(BodyId, Option<UnitId>, Role)> {
    let mut problems = Problems::default();
    if !is_login(&new.login) {
        problems.add("login", Message::new("account.bad-login").with("login", &new.login));
    } else if store::person_by_login(tx.reader(), &new.login).await?.is_some() {
        problems.add("login", Message::new("account.login-taken").with("login", &new.login));
    }
    for (field, text, most) in [("name", &new.name, 100), ("title", &new.title, 200)] {
        if text.trim().is_empty() {
            problems.add(field, Message::new("form.required"));
        } else if let Some(fault) = kit_base::line_fault(text, most) {
            problems.add(field, fault);
        }
    }
    let places = Places::load(tx.reader(), KNOWN_NOW).await?;
    let body = places.body_by_key(&new.body).and_then(|body| places.body_on(body, new.from));
    if body.is_none() {
        problems
            .add("body", Message::new("account.no-such-body").with("body", &new.body).with("day", new.from));
    }
    let role = roles::find(&new.role)?;
    match (&role, body) {
        (None, _) => problems.add("role", Message::new("account.no-such-role").with("role", &new.role)),
        // Without an area the grant would reach everywhere.
        (Some(role), Some(body)) if !role.own_area.is_empty() && body.unit.is_none() => {
            problems.add("body", Message::new("account.body-without-area").with("body", &body.name));
        }
        _ => {}
    }
    match (body, role) {
        (Some(body), Some(role)) if problems.is_empty() => Ok((body.id, body.unit, role)),
        _ => Err(problems.into()),
    }
}
