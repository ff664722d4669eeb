//! The deeds on accounts.

use kit_base::{Action, Actor, Day, Error, Message, Result, Subject};
use kit_db::{Db, Tx};
use kit_web::Problems;
use places::{BodyId, Places, UnitId};
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition};

use crate::{
    PersonId, attempts,
    guarding::{keeping_an_administrator, may_give},
    model::{Account, KNOWN_NOW, as_known_now, fold_login, is_login},
    password,
    positions::{self, Rests},
    roles::{self, Role},
    sessions,
    store::{self, credential, person, person_version},
};

/// Looking at accounts and their rights.
pub const VIEW: Action = Action::new("account.view");
/// Making an account with its position and rights.
pub const CREATE: Action = Action::new("account.create");
/// Setting somebody's password.
pub const SET_PASSWORD: Action = Action::new("account.set-password");
/// Closing an account: the person cannot sign in any more; what they did stays theirs.
pub const CLOSE: Action = Action::new("account.close");
/// Opening an account again that was closed.
pub const OPEN: Action = Action::new("account.open");
/// Lifting the lock after wrong tries at signing in.
pub const UNLOCK: Action = Action::new("account.unlock");
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
/// [`Error::NotFound`] when there is no such login; [`Error::Refused`] when `who` may not, or when nobody would
/// administer any more.
pub async fn close(db: &Db, who: &Actor, login: &str) -> Result<()> {
    let account = find(db, login).await?;
    db.act(who, &CLOSE, subject(&account), async |tx| {
        let today = tx.now().day();
        keeping_an_administrator(tx, today, async |tx| write_active(tx, &account, false).await).await?;
        sessions::end_all(&tx.internal(), account.id).await
    })
    .await
}

/// Opens an account again from today on. The person signs in with the password they had.
pub(crate) async fn open(db: &Db, who: &Actor, login: &str) -> Result<()> {
    let account = find(db, login).await?;
    db.act(who, &OPEN, subject(&account), async |tx| write_active(tx, &account, true).await).await
}

/// Lifts the lock after wrong tries at signing in; the password stays.
pub(crate) async fn unlock(db: &Db, who: &Actor, login: &str) -> Result<()> {
    let account = find(db, login).await?;
    db.act(who, &UNLOCK, subject(&account), async |tx| {
        attempts::forgive(&tx.internal(), &account.login).await
    })
    .await
}

async fn write_active(tx: &mut Tx, account: &Account, active: bool) -> Result<()> {
    let row = person_version::ActiveModel {
        id: Set(account.id),
        name: Set(account.name.clone()),
        active: Set(active),
        ..Default::default()
    };
    let today = tx.now().day();
    tx.record::<person_version::Entity>(row, today, Day::OPEN).await.map(|_| ())
}

/// Refuses to touch the account of somebody who may more than `who`: otherwise a password that one sets would be a way
/// to their rights.
pub(crate) async fn may_touch(db: &Db, who: &Actor, login: &str, actions: &[&'static Action]) -> Result<()> {
    let account = find(db, login).await?;
    let reader = db.read().await?;
    let places = Places::load(&reader, KNOWN_NOW).await?;
    let today = reader.today();
    let grants: Vec<_> =
        account.positions.iter().flat_map(|position| position.grants(&places, today)).collect();
    may_give(who, &grants, actions)
}

/// The name of whoever has this login.
pub(crate) async fn name_of(db: &Db, login: &str) -> Result<String> {
    find(db, login).await.map(|account| account.name)
}

/// Makes a person without a position: they may sign in once they have a password, and may nothing yet.
pub(crate) async fn add_person(db: &Db, who: &Actor, login: &str, name: &str) -> Result<()> {
    let subject = Subject::new("person", login, name);
    db.act(who, &CREATE, subject, async |tx| {
        let mut problems = Problems::default();
        check_person(tx, login, name, &mut problems).await?;
        if !problems.is_empty() {
            return Err(problems.into());
        }
        let today = tx.now().day();
        write_person(tx, login, name, today).await.map(|_| ())
    })
    .await
}

async fn write_person(tx: &mut Tx, login: &str, name: &str, from: Day) -> Result<PersonId> {
    let id = tx.id();
    tx.insert::<person::Entity>(person::ActiveModel { id: Set(id), login: Set(login.to_owned()) }).await?;
    let named = person_version::ActiveModel {
        id: Set(id),
        name: Set(name.to_owned()),
        active: Set(true),
        ..Default::default()
    };
    tx.record::<person_version::Entity>(named, from, Day::OPEN).await?;
    Ok(id)
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
    let person = write_person(tx, &new.login, &new.name, new.from).await?;
    let rests = Rests { from: new.from, to: Day::OPEN, source: None, cite: String::new() };
    let position = tx.id();
    positions::write(tx, position, &new.title, body, &rests).await?;
    positions::write_holding(tx, person, position, &rests).await?;
    positions::give_all(tx, position, &role.rights(area), &rests).await
}

/// Reads what the account refers to; tells everything that cannot be taken.
async fn check(tx: &Tx, new: &NewAccount) -> Result<(BodyId, Option<UnitId>, Role)> {
    let mut problems = Problems::default();
    check_person(tx, &new.login, &new.name, &mut problems).await?;
    check_line("title", &new.title, 200, &mut problems);
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

async fn check_person(tx: &Tx, login: &str, name: &str, problems: &mut Problems) -> Result<()> {
    if !is_login(login) {
        problems.add("login", Message::new("account.bad-login").with("login", login));
    } else if store::person_by_login(tx.reader(), login).await?.is_some() {
        problems.add("login", Message::new("account.login-taken").with("login", login));
    }
    check_line("name", name, 100, problems);
    Ok(())
}

fn check_line(field: &'static str, text: &str, most: usize, problems: &mut Problems) {
    if text.trim().is_empty() {
        problems.add(field, Message::new("form.required"));
    } else if let Some(fault) = kit_base::line_fault(text, most) {
        problems.add(field, fault);
    }
}
