//! Sessions (*phiên làm việc*): who is behind a request, and until when.

use kit_base::{Instant, Result};
use kit_db::{Db, InternalTx, OrFault, Reader};
use kit_web::{App, Identity};
use sea_orm::{ColumnTrait, Condition, EntityTrait, Set};
use sha2::{Digest, Sha256};

use crate::{
    PersonId, acting,
    model::as_known_now,
    store::{
        self,
        session::{ActiveModel, Column, Entity, Model},
    },
};

/// Name of the cookie. It carries the token and nothing else.
pub(crate) const COOKIE: &str = "cotmoc_session";

/// A working day without a request ends the session, and so does a day in any case.
const IDLE_SECONDS: i64 = 8 * 3600;
const LONGEST_SECONDS: i64 = 24 * 3600;
/// Not every request writes.
const SEEN_EVERY_SECONDS: i64 = 60;

/// Who is behind a token.
pub(crate) async fn identify(app: App, token: Option<String>) -> Result<Identity> {
    let Some(token) = token else { return Ok(Identity::visitor()) };
    let reader = app.db().read().await?;
    let Some(session) = Entity::find_by_id(hash(&token)).one(&reader).await.or_fault("a session")? else {
        return Ok(Identity::visitor());
    };
    let now = app.db().clock().now();
    if end(&session) <= now {
        return Ok(Identity { ended: Some(session.person_id.to_string()), ..Identity::visitor() });
    }
    let identity = known(&reader, &session, now).await?;
    drop(reader);
    if session.seen_at.plus_seconds(SEEN_EVERY_SECONDS) <= now {
        see(app.db(), &session).await;
    }
    Ok(identity)
}

fn end(session: &Model) -> Instant {
    session.expires_at.min(session.seen_at.plus_seconds(IDLE_SECONDS))
}

/// The person of a session that has not ended, with today's rights.
async fn known(reader: &Reader, session: &Model, now: Instant) -> Result<Identity> {
    let today = now.day();
    let account = store::account(reader, as_known_now(today), session.person_id).await?;
    let credential = store::credential_of(reader, session.person_id).await?;
    let (Some(account), Some(credential)) = (account.filter(|account| account.active), credential) else {
        return Ok(Identity::visitor());
    };
    let places = places::known_now(reader).await?;
    let csrf = session.csrf.clone();
    if credential.must_change {
        let actor = account.newcomer(&places, today);
        return Ok(Identity { actor, csrf, ..Identity::visitor() });
    }
    let (mut actor, mandates) = (account.actor(&places, today), acting::mandates(reader, account.id).await?);
    let chosen = mandates.iter().find(|mandate| Some(&mandate.key) == session.acting_for.as_ref());
    let act_as = acting::choices(&mandates, chosen);
    if let Some(mandate) = chosen {
        actor.on_behalf = Some(mandate.whom.clone());
        actor.grants.clone_from(&mandate.grants);
    }
    Ok(Identity { actor, csrf, act_as, ended: None })
}

/// Chooses for the session whose forms carry this token by which delegation the person acts; none for themselves.
pub(crate) async fn act_by(tx: &InternalTx<'_>, csrf: &str, delegation: Option<String>) -> Result<()> {
    let mine = Condition::all().add(Column::Csrf.eq(csrf));
    let chosen = ActiveModel { acting_for: Set(delegation), ..Default::default() };
    tx.update_where::<Entity>(chosen, mine).await.map(|_| ())
}

/// Notes that the session is in use. A full disk must not keep people from reading.
async fn see(db: &Db, session: &Model) {
    let mine = Condition::all().add(Column::TokenHash.eq(session.token_hash.as_str()));
    let noted = db.internal(async |tx| {
        let seen = ActiveModel { seen_at: Set(tx.now()), ..Default::default() };
        tx.update_where::<Entity>(seen, mine).await
    });
    if let Err(cause) = noted.await {
        tracing::warn!(%cause, "the use of a session was not noted");
    }
}

/// Begins a session; gives the token for the cookie.
pub(crate) async fn begin(tx: &InternalTx<'_>, person: PersonId) -> Result<String> {
    let token = kit_base::secret();
    let row = ActiveModel {
        token_hash: Set(hash(&token)),
        person_id: Set(person),
        csrf: Set(kit_base::secret()),
        created_at: Set(tx.now()),
        seen_at: Set(tx.now()),
        expires_at: Set(tx.now().plus_seconds(LONGEST_SECONDS)),
        acting_for: Set(None),
    };
    tx.insert::<Entity>(row).await?;
    Ok(token)
}

/// The cookie of a session. Without an age it goes with the browser; how long a session holds is the server's to say,
/// and a token whose session has ended still tells whose draft to keep.
pub(crate) fn cookie(token: &str, secure: bool) -> String {
    let secure = if secure { "; Secure" } else { "" };
    format!("{COOKIE}={token}; HttpOnly; SameSite=Lax; Path=/{secure}")
}

/// Takes the cookie away.
pub(crate) fn no_cookie() -> String {
    format!("{COOKIE}=; Max-Age=0; HttpOnly; SameSite=Lax; Path=/")
}

/// Ends the session whose forms carry this token; does nothing for a visitor, whose token is empty.
pub(crate) async fn end_own(tx: &InternalTx<'_>, csrf: &str) -> Result<()> {
    tx.delete_where::<Entity>(Condition::all().add(Column::Csrf.eq(csrf))).await.map(|_| ())
}

/// Ends all sessions of a person.
pub(crate) async fn end_all(tx: &InternalTx<'_>, person: PersonId) -> Result<()> {
    tx.delete_where::<Entity>(Condition::all().add(Column::PersonId.eq(person))).await.map(|_| ())
}

/// Ends the sessions of a person but the one whose forms carry this token.
pub(crate) async fn end_others(tx: &InternalTx<'_>, person: PersonId, csrf: &str) -> Result<()> {
    let others = Condition::all().add(Column::PersonId.eq(person)).add(Column::Csrf.ne(csrf));
    tx.delete_where::<Entity>(others).await.map(|_| ())
}

/// Deletes what ended earlier.
pub(crate) async fn sweep(tx: &InternalTx<'_>, before: Instant) -> Result<()> {
    tx.delete_where::<Entity>(Condition::all().add(Column::ExpiresAt.lt(before))).await.map(|_| ())
}

fn hash(token: &str) -> String {
    Sha256::digest(token).iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cookie_is_out_of_reach_for_scripts_and_other_sites() {
        assert_eq!(cookie("t", false), "cotmoc_session=t; HttpOnly; SameSite=Lax; Path=/");
        assert_eq!(cookie("t", true), "cotmoc_session=t; HttpOnly; SameSite=Lax; Path=/; Secure");
    }

    #[test]
    fn the_table_keeps_no_token() {
        assert_eq!(hash("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
