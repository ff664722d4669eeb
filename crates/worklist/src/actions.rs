//! The deeds on findings. None of them touches a record.

use kit_base::{Action, Actor, Day, Error, Message, Result, Subject};
use kit_db::{Db, NOTHING_TO_WITHDRAW};
use sea_orm::Set;

use crate::store::{Key, finding_dismissal};

/// Deciding that a finding does not apply; the right to the deed that mends it is needed besides.
pub const DISMISS: Action = Action::new("finding.dismiss");
/// Taking that back.
pub const REOPEN: Action = Action::new("finding.reopen");

/// Decides that a finding does not apply for as long as it says the same.
pub(crate) async fn dismiss(
    db: &Db,
    who: &Actor,
    subject: Subject,
    (check_code, record, record_key, other): Key,
    (evidence, reason): (String, String),
) -> Result<()> {
    db.act(who, &DISMISS, subject, async |tx| {
        let row = finding_dismissal::ActiveModel {
            check_code: Set(check_code),
            record: Set(record),
            record_key: Set(record_key),
            other: Set(other),
            evidence: Set(evidence),
            reason: Set(reason),
            person: Set(who.person.clone()),
            person_name: Set(who.name.clone()),
            person_position: Set(who.position.clone()),
            ..Default::default()
        };
        let today = tx.now().day();
        tx.record::<finding_dismissal::Entity>(row, today, Day::OPEN).await.map(|_| ())
    })
    .await
}

/// Takes such a decision back from today on.
pub(crate) async fn reopen(db: &Db, who: &Actor, subject: Subject, key: Key) -> Result<()> {
    db.act(who, &REOPEN, subject, async |tx| {
        let (check_code, record, record_key, other) = key;
        let key = [check_code.into(), record.into(), record_key.into(), other.into()];
        let today = tx.now().day();
        match tx.withdraw::<finding_dismissal::Entity>(&key, today, Some(Day::OPEN)).await {
            Err(Error::Refused(reason)) if reason.key == NOTHING_TO_WITHDRAW => {
                Err(Error::Refused(Message::new("worklist.open-already")))
            }
            done => done,
        }
    })
    .await
}
