//! Handing a position over (*bàn giao*): what it has open is listed, and signed by a deed.

use documents::DocumentId;
use kit_base::{Action, Actor, Error, Message, Result, Subject};
use kit_db::Db;
use kit_web::OpenMatter;
use sea_orm::ActiveValue::Set;

use crate::{
    guarding::administers,
    staff::{Post, Someone},
    store::hand_over,
};

/// Signing what a position has open when it goes from one holder to another.
pub const HAND_OVER: Action = Action::new("account.hand-over");

/// What is signed.
pub(crate) struct Signed<'a> {
    pub(crate) post: &'a Post,
    pub(crate) giver: &'a Someone,
    pub(crate) taker: &'a Someone,
    pub(crate) matters: &'a [OpenMatter],
    pub(crate) note: String,
    pub(crate) source: DocumentId,
    pub(crate) cite: String,
}

/// Signs: one of the two, for themselves, or whoever administers.
pub(crate) async fn sign(db: &Db, who: &Actor, subject: Subject, signed: Signed<'_>) -> Result<()> {
    let person = who.person.as_deref().unwrap_or_default();
    let own = [signed.giver.id, signed.taker.id].iter().any(|id| id.to_string() == person);
    if who.on_behalf.is_some() || !(own || administers(who)) {
        let message = Message::new("db.may-not").with("action", HAND_OVER.name);
        return Err(Error::Refused(message.with("subject", &subject.label)));
    }
    let lines = signed.matters.iter().map(|matter| format!("{} {}", matter.since, matter.what));
    let matters = lines.collect::<Vec<_>>().join("\n");
    db.act(who, &HAND_OVER, subject, async |tx| {
        tx.cite(&signed.cite);
        let row = hand_over::ActiveModel {
            id: Set(tx.id()),
            position_id: Set(signed.post.id),
            giver_id: Set(signed.giver.id),
            taker_id: Set(signed.taker.id),
            matters: Set(matters),
            note: Set(signed.note),
            source_id: Set(signed.source),
            signed_at: Set(tx.now()),
        };
        tx.insert::<hand_over::Entity>(row).await.map(|_| ())
    })
    .await
}
