//! Tries to sign in: how many are left, and until when there are none.
//!
//! Failures are counted for a login *at an address*, so that nobody can lock out somebody else from afar. Two wider
//! counts, of a login everywhere and of an address, slow those who try from many places or many logins; they do not
//! hold where that login was right before. A login that nobody has is counted like any other.

use kit_base::{Id, Instant, Result};
use kit_db::{Db, Engine, InternalTx, OrFault};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Set};

use crate::store::sign_in_attempt::{ActiveModel, Column, Entity};

/// Failures within this time count, and a lock lasts as long after the last of them.
const WINDOW_SECONDS: i64 = 15 * 60;
const MOST: usize = 5;
/// An office may share one address.
const MOST_PER_ADDRESS: usize = 30;
const MOST_PER_LOGIN: usize = 50;
/// So long an address is known as one that a login was right from: some people report once in a quarter.
const KNOWN_SECONDS: i64 = 100 * 86_400;

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
        let mut limits = limits(tx, login, address).await?;
        if let Standing::LockedUntil(until) = standing(&limits, now) {
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
        limits.iter_mut().for_each(|limit| limit.failures.insert(0, now));
        Ok(Ok(Attempt { id, then: standing(&limits, now) }))
    })
    .await
}

/// The password was right: the try is no failure, and those before it count no more for the login at this address.
pub(crate) async fn was_right(tx: &InternalTx<'_>, attempt: &Attempt) -> Result<()> {
    let right = ActiveModel { ok: Set(true), ..Default::default() };
    tx.update_where::<Entity>(right, Condition::all().add(Column::Id.eq(attempt.id))).await.map(|_| ())
}

/// Forgets the failures of a login, when an administrator has set a new password.
pub(crate) async fn forgive(tx: &InternalTx<'_>, login: &str) -> Result<()> {
    let failed = Condition::all().add(Column::LoginFolded.eq(login)).add(Column::Ok.eq(false));
    tx.delete_where::<Entity>(failed).await.map(|_| ())
}

/// Deletes failures that are older, and what was right so long ago that the address is not known any more.
pub(crate) async fn sweep(tx: &InternalTx<'_>, before: Instant) -> Result<()> {
    let failed = Condition::all().add(Column::Ok.eq(false)).add(Column::At.lt(before));
    let unknown = Column::At.lt(tx.now().plus_seconds(-KNOWN_SECONDS));
    tx.delete_where::<Entity>(Condition::any().add(failed).add(unknown)).await.map(|_| ())
}

/// `SQLite` has one writer; on `PostgreSQL` two tries could count the same failures.
async fn one_at_a_time(tx: &InternalTx<'_>) -> Result<()> {
    if tx.reader().engine() == Engine::Postgres {
        let lock = "select pg_advisory_xact_lock(716872)";
        tx.reader().execute_unprepared(lock).await.or_fault("lock the attempts")?;
    }
    Ok(())
}

/// Failures, newest first, and how many of them lock.
struct Limit {
    failures: Vec<Instant>,
    most: usize,
}

/// What holds for this login at this address.
async fn limits(tx: &InternalTx<'_>, login: &str, address: &str) -> Result<Vec<Limit>> {
    // A lock begins with the last failure and counts those in the window before it.
    let since = Column::At.gt(tx.now().plus_seconds(-2 * WINDOW_SECONDS));
    let recent = Entity::find().filter(since).order_by_desc(Column::At).order_by_desc(Column::Id);
    let (of_login, of_address) = (Column::LoginFolded.eq(login), Column::Address.eq(address));
    let here = recent.clone().filter(of_login.clone()).filter(of_address.clone()).all(tx.reader()).await;
    let here = here.or_fault("attempts")?.into_iter().take_while(|attempt| !attempt.ok);
    let here = Limit { failures: here.map(|attempt| attempt.at).collect(), most: MOST };
    if is_known(tx, login, address).await? {
        return Ok(vec![here]);
    }
    let mut limits = vec![here];
    for (condition, most) in [(of_login, MOST_PER_LOGIN), (of_address, MOST_PER_ADDRESS)] {
        let failed = recent.clone().filter(condition).filter(Column::Ok.eq(false)).all(tx.reader()).await;
        let failures = failed.or_fault("attempts")?.into_iter().map(|attempt| attempt.at).collect();
        limits.push(Limit { failures, most });
    }
    Ok(limits)
}

/// Whether the login was right from this address not too long ago.
async fn is_known(tx: &InternalTx<'_>, login: &str, address: &str) -> Result<bool> {
    let right = Entity::find().filter(Column::LoginFolded.eq(login)).filter(Column::Address.eq(address));
    let right = right.filter(Column::Ok.eq(true));
    let since = Column::At.gt(tx.now().plus_seconds(-KNOWN_SECONDS));
    Ok(right.filter(since).one(tx.reader()).await.or_fault("attempts")?.is_some())
}

/// The strictest of the limits.
fn standing(limits: &[Limit], now: Instant) -> Standing {
    let each = limits.iter().map(|limit| count(&limit.failures, limit.most, now));
    each.fold(Standing::Open(MOST), |so_far, next| match (so_far, next) {
        (Standing::Open(a), Standing::Open(b)) => Standing::Open(a.min(b)),
        (Standing::LockedUntil(a), Standing::LockedUntil(b)) => Standing::LockedUntil(a.max(b)),
        (locked @ Standing::LockedUntil(_), _) | (_, locked) => locked,
    })
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
