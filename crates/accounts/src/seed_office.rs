//! Who stands in for whom in the demo, from `office.toml`: all made up, and resting on the document that says so.

use documents::DocumentId;
use kit_base::{Actor, Day, Error, Instant, Result};
use kit_db::Db;
use places::Places;
use serde::Deserialize;

use crate::{
    duties::{self, NewAbsence, NewDelegation},
    positions::{self, NewPosition, Rests},
    roles,
    staff::{Post, Someone, Staff},
};

/// What the file holds.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeedOffice {
    /// Key of the document that all of it rests on.
    document: String,
    position: Vec<Position>,
    delegation: Vec<Delegated>,
    absence: Vec<Absent>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Position {
    title: String,
    body: String,
    role: String,
    from: Day,
    holder: Vec<Held>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Held {
    login: String,
    from: Day,
    /// Last day; without one they still hold it.
    last_day: Option<Day>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Delegated {
    giver: String,
    deputy: String,
    /// Names of actions; none for all.
    actions: Vec<String>,
    /// Days from the day of the demo on.
    days: i64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Absent {
    login: String,
    deputy: String,
    /// Days from the day of the demo on.
    days: i64,
}

/// Reads `office.toml`.
///
/// # Errors
/// A fault that says what is wrong in the file and where.
pub fn seed_office(office_toml: &str) -> Result<SeedOffice> {
    toml::from_str(office_toml).map_err(|cause| Error::fault("office.toml", cause))
}

impl SeedOffice {
    /// Records all of it.
    ///
    /// # Errors
    /// A fault that names what is not there; [`Error::Storage`].
    pub async fn record(self, db: &Db, who: &Actor) -> Result<()> {
        let reader = db.read().await?;
        let documents = documents::all(&reader, Instant::LATEST).await?;
        let places = Places::load(&reader, Instant::LATEST).await?;
        drop(reader);
        let source = documents.into_iter().find(|known| known.key == self.document);
        let source = source.ok_or_else(|| missing("document", &self.document))?;
        let cite = source.document.label().to_owned();
        let today = db.clock().today();
        for position in self.position {
            record_position(db, who, &places, position, (source.id, &cite)).await?;
        }
        let staff = Staff::load(&db.read().await?, Instant::LATEST).await?;
        for one in self.delegation {
            let (giver, post) = held(&staff, &one.giver, today)?;
            let (deputy, to) = (person(&staff, &one.deputy)?, after(today, one.days));
            let (actions, from, source, cite) = (one.actions, today, source.id, cite.clone());
            let new = NewDelegation { post, giver, deputy, actions, from, to, source, cite };
            duties::delegate(db, who, new).await?;
        }
        for one in self.absence {
            let (absent, _) = held(&staff, &one.login, today)?;
            let posts = staff.held_by(absent.id, today).collect();
            let stand_in = Some((person(&staff, &one.deputy)?, posts, source.id, cite.clone()));
            let (from, to) = (today, after(today, one.days));
            duties::be_absent(db, who, NewAbsence { person: absent, from, to, stand_in }).await?;
        }
        Ok(())
    }
}

async fn record_position(
    db: &Db,
    who: &Actor,
    places: &Places,
    new: Position,
    (source, cite): (DocumentId, &str),
) -> Result<()> {
    let body = places.body_by_key(&new.body).and_then(|body| places.body_on(body, new.from));
    let body = body.ok_or_else(|| missing("body", &new.body))?;
    let role = roles::find(&new.role)?.ok_or_else(|| missing("role", &new.role))?;
    let rests = |from, to: Option<Day>| Rests {
        from,
        to: to.unwrap_or(Day::OPEN),
        source: Some(source),
        cite: cite.to_owned(),
    };
    let made = NewPosition { title: new.title, body: body.id, rights: role.rights(body.unit) };
    let number = positions::create(db, who, (places, &[]), made, rests(new.from, None)).await?;
    for holder in new.holder {
        let staff = Staff::load(&db.read().await?, Instant::LATEST).await?;
        let post = staff.posts.iter().find(|post| post.number == number);
        let post = post.ok_or_else(|| missing("position", &new.body))?;
        let person = person(&staff, &holder.login)?;
        let rests = rests(holder.from, holder.last_day.map(Day::next));
        positions::hold(db, who, (places, &[]), post, person.id, rests).await?;
    }
    Ok(())
}

fn after(day: Day, days: i64) -> Day {
    day.start().plus_seconds(days * 86_400).day()
}

fn person<'a>(staff: &'a Staff, login: &str) -> Result<&'a Someone> {
    staff.by_login(login).ok_or_else(|| missing("person", login))
}

/// A person with the first position they hold.
fn held<'a>(staff: &'a Staff, login: &str, day: Day) -> Result<(&'a Someone, &'a Post)> {
    let person = person(staff, login)?;
    let post = staff.held_by(person.id, day).next();
    Ok((person, post.ok_or_else(|| missing("position", login))?))
}

fn missing(what: &str, key: &str) -> Error {
    Error::fault("office.toml", format!("no {what} {key}"))
}
