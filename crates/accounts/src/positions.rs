//! The deeds on positions (*chức vụ*): making and ending one, who holds it, what its holder may do. What is ended stays
//! recorded.

use documents::DocumentId;
use kit_base::{Action, Actor, Day, Error, Grant, Message, Result, Subject};
use kit_db::{Db, Tx};
use places::{BodyId, Places, UnitId};
use sea_orm::ActiveValue::Set;

use crate::{
    GrantId, PersonId, PositionId,
    guarding::{keeping_an_administrator, may_give},
    model::Right,
    staff::{Holder, Post, Someone},
    store::{grant_right, holding, position, position_version},
};

/// Making a position, and ending it.
pub const POSITION: Action = Action::new("account.position");
/// Recording who holds a position.
pub const HOLD: Action = Action::new("account.hold");
/// Giving rights to a position, and ending them.
pub const GRANT: Action = Action::new("account.grant");

/// How far a right reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reach {
    /// *Toàn tỉnh*: every record.
    Everywhere,
    /// *Cơ quan của mình*: records of the position's own body.
    OwnBody,
    /// Records of this body.
    Body(BodyId),
    /// Records in this unit.
    Unit(UnitId),
}

/// A right to be given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NewRight {
    /// Name of an action, or `noun.*`.
    pub(crate) action: String,
    pub(crate) reach: Reach,
}

/// What a deed rests on, and when what it records holds.
#[derive(Clone, Debug)]
pub(crate) struct Rests {
    pub(crate) from: Day,
    pub(crate) to: Day,
    pub(crate) source: Option<DocumentId>,
    /// The document in words, for the audit.
    pub(crate) cite: String,
}

/// A position to be made.
pub(crate) struct NewPosition {
    pub(crate) title: String,
    pub(crate) body: BodyId,
    pub(crate) rights: Vec<NewRight>,
}

/// What is ended.
pub(crate) enum Ending<'a> {
    Position,
    Holder(&'a Holder, &'a Someone),
    Right(&'a Right),
}

impl NewRight {
    /// As the right would stand, for its words and its grants.
    pub(crate) fn as_right(&self, id: GrantId, rests: &Rests) -> Right {
        let (body, unit) = match self.reach {
            Reach::Body(body) => (Some(body), None),
            Reach::Unit(unit) => (None, Some(unit)),
            Reach::Everywhere | Reach::OwnBody => (None, None),
        };
        let own_body = self.reach == Reach::OwnBody;
        let Rests { from, to, source, .. } = *rests;
        Right { id, action: self.action.clone(), own_body, body, unit, from, to, source }
    }
}

/// What a deed on a position is done to: its body, and the communes of the body's unit.
pub(crate) fn subject(title: &str, body: BodyId, number: i64, places: &Places, today: Day) -> Subject {
    let known = places.body_on(body, today);
    let units = known.and_then(|body| body.unit).map(|unit| places.communes_on(unit, today));
    Subject {
        bodies: [body.to_string()].into(),
        units: units.into_iter().flatten().map(|unit| unit.to_string()).collect(),
        ..Subject::new("position", number, format!("{title}, {}", places.body_name(body)))
    }
}

fn subject_of(post: &Post, places: &Places, today: Day) -> Subject {
    subject(&post.title, post.body, post.number, places, today)
}

fn grants_of(rights: &[Right], body: BodyId, places: &Places, today: Day) -> Vec<Grant> {
    rights.iter().flat_map(|right| right.grants(body, places, today)).collect()
}

/// Makes a position with its rights; gives its number.
pub(crate) async fn create(
    db: &Db,
    who: &Actor,
    (places, actions): (&Places, &[&'static Action]),
    new: NewPosition,
    rests: Rests,
) -> Result<i64> {
    let today = db.clock().today();
    let subject = subject(&new.title, new.body, 0, places, today);
    let rights: Vec<_> = new.rights.iter().map(|right| right.as_right(db.clock().id(), &rests)).collect();
    may_give(who, &grants_of(&rights, new.body, places, today), actions)?;
    db.act(who, &POSITION, subject, async |tx| {
        tx.cite(&rests.cite);
        let id = tx.id();
        let number = write(tx, id, &new.title, new.body, &rests).await?;
        give_all(tx, id, &new.rights, &rests).await?;
        tx.name_subject(number.to_string());
        Ok(number)
    })
    .await
}

/// Writes a position without rights; gives its number.
pub(crate) async fn write(
    tx: &mut Tx,
    id: PositionId,
    title: &str,
    body: BodyId,
    rests: &Rests,
) -> Result<i64> {
    tx.insert::<position::Entity>(position::ActiveModel { id: Set(id) }).await?;
    let row = position_version::ActiveModel {
        id: Set(id),
        title: Set(title.to_owned()),
        body_id: Set(body),
        source_id: Set(rests.source),
        ..Default::default()
    };
    Ok(tx.record::<position_version::Entity>(row, rests.from, rests.to).await?.row_id)
}

/// Writes rights of a position.
pub(crate) async fn give_all(tx: &mut Tx, to: PositionId, rights: &[NewRight], rests: &Rests) -> Result<()> {
    for new in rights {
        let right = new.as_right(tx.id(), rests);
        let row = grant_right::ActiveModel {
            id: Set(right.id),
            position_id: Set(to),
            action: Set(right.action),
            own_body: Set(right.own_body),
            unit_id: Set(right.unit),
            body_id: Set(right.body),
            source_id: Set(right.source),
            ..Default::default()
        };
        tx.record::<grant_right::Entity>(row, rests.from, rests.to).await?;
    }
    Ok(())
}

/// Records that somebody holds a position. They get what its holder may do, so it is asked as if it were given.
pub(crate) async fn hold(
    db: &Db,
    who: &Actor,
    (places, actions): (&Places, &[&'static Action]),
    post: &Post,
    person: PersonId,
    rests: Rests,
) -> Result<()> {
    let today = db.clock().today();
    may_give(who, &grants_of(&post.rights, post.body, places, today), actions)?;
    db.act(who, &HOLD, subject_of(post, places, today), async |tx| {
        tx.cite(&rests.cite);
        write_holding(tx, person, post.id, &rests).await
    })
    .await
}

pub(crate) async fn write_holding(
    tx: &mut Tx,
    person: PersonId,
    position: PositionId,
    rests: &Rests,
) -> Result<()> {
    let row = holding::ActiveModel {
        person_id: Set(person),
        position_id: Set(position),
        source_id: Set(rests.source),
        ..Default::default()
    };
    tx.record::<holding::Entity>(row, rests.from, rests.to).await.map(|_| ())
}

/// Gives rights to a position.
pub(crate) async fn give(
    db: &Db,
    who: &Actor,
    (places, actions): (&Places, &[&'static Action]),
    post: &Post,
    rights: Vec<NewRight>,
    rests: Rests,
) -> Result<()> {
    let today = db.clock().today();
    let given: Vec<_> = rights.iter().map(|right| right.as_right(db.clock().id(), &rests)).collect();
    may_give(who, &grants_of(&given, post.body, places, today), actions)?;
    db.act(who, &GRANT, subject_of(post, places, today), async |tx| {
        tx.cite(&rests.cite);
        give_all(tx, post.id, &rights, &rests).await
    })
    .await
}

/// Ends a position, a holding or a right: `from` is the first day on which it is so no more.
pub(crate) async fn end(
    db: &Db,
    who: &Actor,
    places: &Places,
    post: &Post,
    ending: Ending<'_>,
    (from, cite): (Day, &str),
) -> Result<()> {
    let action: &'static Action = match ending {
        Ending::Position => &POSITION,
        Ending::Holder(..) => &HOLD,
        Ending::Right(_) => &GRANT,
    };
    let subject = subject_of(post, places, db.clock().today());
    db.act(who, action, subject, async |tx| {
        tx.cite(cite);
        keeping_an_administrator(tx, from, async |tx| clear(tx, post, ending, from).await).await
    })
    .await
}

async fn clear(tx: &mut Tx, post: &Post, ending: Ending<'_>, from: Day) -> Result<()> {
    let stood = match ending {
        Ending::Position => {
            for right in &post.rights {
                tx.clear::<grant_right::Entity>(&[right.id.into()], from, Day::OPEN).await?;
            }
            for holder in &post.holders {
                let key = [holder.person.into(), post.id.into()];
                tx.clear::<holding::Entity>(&key, from, Day::OPEN).await?;
            }
            tx.clear::<position_version::Entity>(&[post.id.into()], from, Day::OPEN).await?
        }
        Ending::Holder(holder, _) => {
            let key = [holder.person.into(), post.id.into()];
            tx.clear::<holding::Entity>(&key, from, Day::OPEN).await?
        }
        Ending::Right(right) => tx.clear::<grant_right::Entity>(&[right.id.into()], from, Day::OPEN).await?,
    };
    if stood { Ok(()) } else { Err(Error::Refused(Message::new("positions.ended-already"))) }
}
