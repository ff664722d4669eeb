//! The deeds on requests. None of them touches a record.

use documents::DocumentId;
use kit_base::{Action, Actor, Day, Error, Message, Result, Subject};
use kit_db::{AsOf, Db, OrFault, Tx};
use kit_web::Askable;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};

use crate::{
    RequestId, State,
    model::Verdict,
    store::{self, change_request, change_request_state, change_request_version},
    visible::{self, Seen},
};

/// Asking to have something changed.
pub const MAKE: Action = Action::new("request.make");
/// Answering such a request; the right to record the record is needed besides.
pub const ANSWER: Action = Action::new("request.answer");
/// Taking one's own request back.
pub const WITHDRAW: Action = Action::new("request.withdraw");

/// What is asked.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    /// The key of the field; empty for something else.
    pub(crate) field: String,
    /// What stands there now, in Vietnamese.
    pub(crate) stands: String,
    pub(crate) proposed: String,
    pub(crate) reason: String,
    pub(crate) source: Option<DocumentId>,
}

/// Makes a request about a record; gives its number. What stands is kept with it as it was on this day.
pub(crate) async fn make(db: &Db, who: &Actor, record: &Subject, asked: Asked) -> Result<i64> {
    db.act(who, &MAKE, visible::subject(0, record), async |tx| {
        let number = store::last_number(tx.reader()).await? + 1;
        let id: RequestId = tx.id();
        tx.insert::<change_request::Entity>(change_request::ActiveModel { id: Set(id), number: Set(number) })
            .await?;
        let row = change_request_version::ActiveModel {
            id: Set(id),
            record: Set(record.kind.to_owned()),
            record_key: Set(record.key.clone()),
            record_name: Set(record.label.clone()),
            field: Set(asked.field),
            stood: Set(asked.stands),
            proposed: Set(asked.proposed),
            reason: Set(asked.reason),
            source_id: Set(asked.source),
            person: Set(who.person.clone()),
            person_name: Set(who.name.clone()),
            person_position: Set(who.position.clone()),
            ..Default::default()
        };
        let today = tx.now().day();
        tx.record::<change_request_version::Entity>(row, today, Day::OPEN).await?;
        bring(tx, who, id, (State::Open, String::new())).await?;
        tx.name_subject(number.to_string());
        Ok(number)
    })
    .await
}

/// Answers a request. The record stays as it is: who accepts goes on to record it.
pub(crate) async fn answer(
    db: &Db,
    who: &Actor,
    askable: &Askable,
    seen: &Seen,
    (verdict, answer): (Verdict, String),
) -> Result<()> {
    db.act(who, &ANSWER, seen.subject(), async |tx| {
        if !visible::may_answer(who, askable, &seen.record) {
            return Err(Error::Refused(Message::new("requests.not-yours-to-answer")));
        }
        still_open(tx, seen).await?;
        bring(tx, who, seen.id, (verdict.state(), answer)).await
    })
    .await
}

/// Takes one's own request back.
pub(crate) async fn withdraw(db: &Db, who: &Actor, seen: &Seen) -> Result<()> {
    db.act(who, &WITHDRAW, seen.subject(), async |tx| {
        if !seen.own {
            return Err(Error::Refused(Message::new("requests.not-yours-to-withdraw")));
        }
        still_open(tx, seen).await?;
        bring(tx, who, seen.id, (State::Withdrawn, String::new())).await
    })
    .await
}

/// A request is answered or withdrawn once; what stood on the page may be old.
async fn still_open(tx: &Tx, seen: &Seen) -> Result<()> {
    let query = change_request_state::Entity::find().known(tx.now());
    let query = query.filter(change_request_state::Column::RequestId.eq(seen.id));
    let rows = query.all(tx.reader()).await.or_fault("requests")?;
    if rows.iter().all(|row| row.state == State::Open) {
        return Ok(());
    }
    Err(Error::Refused(Message::new("requests.closed-already").with("number", seen.number)))
}

async fn bring(tx: &mut Tx, who: &Actor, id: RequestId, (state, answer): (State, String)) -> Result<()> {
    let row = change_request_state::ActiveModel {
        request_id: Set(id),
        state: Set(state),
        answer: Set(answer),
        person: Set(who.person.clone()),
        person_name: Set(who.name.clone()),
        person_position: Set(who.position.clone()),
        ..Default::default()
    };
    let today = tx.now().day();
    tx.record::<change_request_state::Entity>(row, today, Day::OPEN).await.map(|_| ())
}
