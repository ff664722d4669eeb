//! Handing a position over (*bàn giao*): what it has open is listed, and signed by a deed.

use documents::DocumentId;
use kit_base::{Action, Actor, Day, Error, Message, Result, Subject};
use kit_db::Db;
use kit_web::{OpenMatter, Ui};
use sea_orm::ActiveValue::Set;
use serde_json::Value as Json;

use crate::{
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

/// Refuses to show a hand-over to anybody but who holds the position that day: what lies on a desk is for those alone
/// whose desk it is.
pub(crate) fn concerns(who: &Actor, post: &Post, today: Day) -> Result<()> {
    let person = who.person.as_deref().unwrap_or_default();
    let holds = post.holders_on(today).any(|holder| holder.person.to_string() == person);
    if who.on_behalf.is_none() && holds {
        return Ok(());
    }
    let message = Message::new("db.may-not").with("action", HAND_OVER.name);
    Err(Error::Refused(message.with("subject", &post.title)))
}

/// Whether a signed hand-over is kept from whoever reads the audit: it is for the two who signed.
pub(crate) fn is_kept(ui: &Ui, table: &str, row: &Json) -> bool {
    let person = ui.actor().person.as_deref();
    table == "hand_over" && !["giver_id", "taker_id"].iter().any(|of| row[of].as_str() == person)
}

/// Signs, by whoever holds the position that day.
pub(crate) async fn sign(db: &Db, who: &Actor, subject: Subject, signed: Signed<'_>) -> Result<()> {
    concerns(who, signed.post, db.clock().today())?;
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
