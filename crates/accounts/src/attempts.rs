//! Tries to sign in: how many are left, and until when a login or an address is locked.
//!
//! A login that nobody has is counted like any other, so that the count tells nothing.

use kit_base::{Id, Instant, Result};
use kit_db::{Db, Engine, InternalTx, OrFault};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Set};

use crate::store::sign_in_attempt::{ActiveModel, Column, Entity};

/// Failures within this time count, and a lock lasts as long after the last of them.
const WINDOW_SECONDS: i64 = 15 * 60;
const MOST_PER_LOGIN: usize = 5;
/// An office may share one address.
const MOST_PER_ADDRESS: usize = 30;

/// Marks the id of an attempt.
#[derive(Clone, Copy, Debug)]
pub enum AttemptMark {}

/// Whether one may try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// So many wrong tries are left.
    Open(usize),
    /// No try before this moment.
    LockedUntil(Instant),
}

/// A try that has begun. It counts as failed until it is known to be right, so that a hundred at once are counted too.
pub(crate) struct Attempt {
    id: Id<AttemptMark>,
    /// How it stands when this one was wrong.
    pub(crate) then: Standing,
}

/// Begins a try; or tells until when there is none.
pub(crate) async fn begin(
    db: &Db,
    login: &str,
    address: &str,
) -> Result<std::result::Result<Attempt, Instant>> {
    let id = db.clock().id();
    db.internal(async |tx| {
        one_at_a_time(tx).await?;
        let now = tx.now();
        let (mut of_login, mut of_address) = failures(tx, login, address).await?;
        if let Standing::LockedUntil(until) = standing(&of_login, &of_address, now) {
            return Ok(Err(until));
        }
        let row = ActiveModel {
            id: Set(id),
            login_folded: Set(login.to_owned()),
            address: Set(address.to_owned()),
            at: Set(now),
            ok: Set(false),
        };
        tx.insert::<Entity>(row).await?;
        of_login.insert(0, now);
        of_address.insert(0, now);
        Ok(Ok(Attempt { id, then: standing(&of_login, &of_address, now) }))
    })
    .await
}

/// The password was right: the try is no failure, and those before it count no more for the login.
pub(crate) async fn was_right(tx: &InternalTx<'_>, attempt: &Attempt) -> Result<()> {
    let right = ActiveModel { ok: Set(true), ..Default::default() };
    tx.update_where::<Entity>(right, Condition::all().add(Column::Id.eq(attempt.id))).await.map(|_| ())
}

/// Forgets the failures of a login, when an administrator has set a new password.
pub(crate) async fn forgive(tx: &InternalTx<'_>, login: &str) -> Result<()> {
    tx.delete_where::<Entity>(Condition::all().add(Column::LoginFolded.eq(login))).await.map(|_| ())
}

/// Deletes what is older.
pub(crate) async fn sweep(tx: &InternalTx<'_>, before: Instant) -> Result<()> {
    tx.delete_where::<Entity>(Condition::all().add(Column::At.lt(before))).await.map(|_| ())
}

/// `SQLite` has one writer; on `PostgreSQL` two tries could count the same failures.
async fn one_at_a_time(tx: &InternalTx<'_>) -> Result<()> {
    if tx.reader().engine() == Engine::Postgres {
        let lock = "select pg_advisory_xact_lock(716872)";
        tx.reader().execute_unprepared(lock).await.or_fault("lock the attempts")?;
    }
    Ok(())
}

/// The failures of a login since it last was right, and those from an address; newest first.
async fn failures(tx: &InternalTx<'_>, login: &str, address: &str) -> Result<(Vec<Instant>, Vec<Instant>)> {
    // A lock begins with the last failure and counts those in the window before it.
    let since = Column::At.gt(tx.now().plus_seconds(-2 * WINDOW_SECONDS));
    let recent = Entity::find().filter(since).order_by_desc(Column::At).order_by_desc(Column::Id);
    let of_login = recent.clone().filter(Column::LoginFolded.eq(login)).all(tx.reader()).await;
    let of_login = of_login.or_fault("attempts")?.into_iter().take_while(|attempt| !attempt.ok);
    let of_address =
        recent.filter(Column::Address.eq(address)).filter(Column::Ok.eq(false)).all(tx.reader()).await;
    let of_address = of_address.or_fault("attempts")?.into_iter();
    Ok((of_login.map(|attempt| attempt.at).collect(), of_address.map(|attempt| attempt.at).collect()))
}

fn standing(of_login: &[Instant], of_address: &[Instant], now: Instant) -> Standing {
    match (count(of_login, MOST_PER_LOGIN, now), count(of_address, MOST_PER_ADDRESS, now)) {
        (Standing::Open(a), Standing::Open(b)) => Standing::Open(a.min(b)),
        (Standing::LockedUntil(a), Standing::LockedUntil(b)) => Standing::LockedUntil(a.max(b)),
        (locked @ Standing::LockedUntil(_), _) | (_, locked) => locked,
    }
}

/// How failures (newest first) leave things, when `most` of them lock.
fn count(failures: &[Instant], most: usize, now: Instant) -> Standing {
    let within = |end: Instant| failures.iter().filter(|at| end.plus_seconds(-WINDOW_SECONDS) < **at).count();
    if let Some(last) = failures.first() {
        let until = last.plus_seconds(WINDOW_SECONDS);
        if now < until && most <= within(*last) {
            return Standing::LockedUntil(until);
        }
    }
    Standing::Open(most.saturating_sub(within(now)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn minute(minute: i64) -> Instant {
        Instant::from_micros(0).plus_seconds(60 * minute)
    }

    fn check(failures: &[i64], now: i64, expect: Standing) {
        let failures: Vec<_> = failures.iter().rev().map(|at| minute(*at)).collect();
        assert_eq!(count(&failures, 5, minute(now)), expect, "{failures:?} at {now}");
    }

    #[test]
    fn every_failure_of_the_last_quarter_of_an_hour_takes_a_try() {
        check(&[], 100, Standing::Open(5));
        check(&[96, 97, 98], 100, Standing::Open(2));
        check(&[80, 97, 98], 100, Standing::Open(3));
    }

    #[test]
    fn the_fifth_locks_for_a_quarter_of_an_hour_after_it() {
        check(&[100, 101, 102, 103, 104], 104, Standing::LockedUntil(minute(119)));
        check(&[100, 101, 102, 103, 104], 118, Standing::LockedUntil(minute(119)));
        check(&[100, 101, 102, 103, 104], 119, Standing::Open(5));
    }

    #[test]
    fn five_failures_far_apart_do_not_lock() {
        check(&[85, 89, 93, 97, 101], 101, Standing::Open(1));
    }
}
