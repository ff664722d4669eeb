//! What keeps rights from growing by themselves: nobody gives more than they have unless they administer, and somebody
//! always does. Rules pure, but for counting administrators within a deed.

use kit_base::{Action, Actor, Day, Error, Grant, Message, Result};
use kit_db::{OrFault, Tx};
use places::Places;
use sea_orm::EntityTrait;

use crate::{
    duties::covers,
    model::{KNOWN_NOW, as_known_now, names},
    store::{self, credential},
};

/// Administering people and rights without limit (*quản trị người dùng và quyền*).
pub const ADMINISTER: Action = Action::new("account.administer");

/// Whether somebody administers: for every person and every right.
pub(crate) fn administers(who: &Actor) -> bool {
    !who.is_limited(&ADMINISTER)
}

/// Refuses to give what `who` does not have, unless they administer.
///
/// # Errors
/// [`Error::Refused`] naming the first right that is not theirs.
pub(crate) fn may_give(who: &Actor, given: &[Grant], actions: &[&'static Action]) -> Result<()> {
    if administers(who) {
        return Ok(());
    }
    match given.iter().find(|grant| !has(who, grant, actions)) {
        None => Ok(()),
        Some(grant) => {
            Err(Error::Refused(Message::new("account.more-than-own").with("action", &grant.action)))
        }
    }
}

/// Whether all that a grant names is theirs, as far as it reaches.
fn has(who: &Actor, given: &Grant, actions: &[&'static Action]) -> bool {
    if who.grants.iter().any(|own| covers(&own.action, &given.action) && reaches(own, given)) {
        return true;
    }
    // All of a function, one by one. What this program has no part for cannot be compared so.
    let named: Vec<_> = actions.iter().filter(|action| names(&given.action, action)).collect();
    !named.is_empty() && named.iter().all(|action| who.grants_for(action).any(|own| reaches(own, given)))
}

fn reaches(own: &Grant, given: &Grant) -> bool {
    let body = own.body.is_none() || own.body == given.body;
    let units = match (&own.units, &given.units) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(own), Some(given)) => given.is_subset(own),
    };
    body && units
}

/// Whether somebody who can sign in administers on each of these days.
async fn somebody_administers(tx: &Tx, days: &[Day]) -> Result<bool> {
    let credentials = credential::Entity::find().all(tx.reader()).await.or_fault("credentials")?;
    let places = Places::load(tx.reader(), KNOWN_NOW).await?;
    for day in days {
        let accounts = store::accounts(tx.reader(), as_known_now(*day)).await?;
        let able = accounts.iter().any(|account| {
            account.active
                && credentials.iter().any(|credential| credential.person_id == account.id)
                && administers(&account.actor(&places, *day))
        });
        if !able {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Does what takes something away, and refuses it when afterwards nobody would administer any more.
///
/// # Errors
/// [`Error::Refused`]; whatever `deed` returns.
pub(crate) async fn keeping_an_administrator(
    tx: &mut Tx,
    from: Day,
    deed: impl AsyncFnOnce(&mut Tx) -> Result<()>,
) -> Result<()> {
    let today = tx.now().day();
    let days = [today, from.max(today)];
    let before = somebody_administers(tx, &days).await?;
    deed(tx).await?;
    if before && !somebody_administers(tx, &days).await? {
        return Err(Error::Refused(Message::new("account.last-administrator")));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const VIEW: Action = Action::new("cluster.view");
    const RECORD: Action = Action::new("cluster.record");
    const ALL: &[&Action] = &[&VIEW, &RECORD];

    fn grant(action: &str, body: Option<&str>, units: Option<&[&str]>) -> Grant {
        let units = units.map(|units| units.iter().map(|unit| (*unit).to_owned()).collect());
        Grant { action: action.to_owned(), body: body.map(str::to_owned), units }
    }

    fn check(own: &[Grant], given: &Grant, expect: bool) {
        let who = Actor { grants: own.to_vec(), ..Actor::visitor() };
        assert_eq!(
            may_give(&who, std::slice::from_ref(given), ALL).is_ok(),
            expect,
            "{own:?} gives {given:?}"
        );
    }

    #[test]
    fn nobody_gives_what_they_do_not_have() {
        check(&[grant("cluster.view", None, None)], &grant("cluster.view", None, None), true);
        check(&[grant("cluster.view", None, None)], &grant("cluster.record", None, None), false);
        check(&[grant("cluster.view", None, None)], &grant("cluster.*", None, None), false);
        check(&[grant("cluster.*", None, None)], &grant("cluster.record", Some("firm"), None), true);
        check(&[], &grant("unknown.part", None, None), false);
    }

    #[test]
    fn nobody_gives_further_than_their_own_right_reaches() {
        let own = [grant("cluster.view", None, Some(&["kep", "hop-thinh"]))];
        check(&own, &grant("cluster.view", None, Some(&["kep"])), true);
        check(&own, &grant("cluster.view", None, Some(&["kep", "xuan-cam"])), false);
        check(&own, &grant("cluster.view", None, None), false);
        check(
            &[grant("cluster.view", Some("firm"), None)],
            &grant("cluster.view", Some("other"), None),
            false,
        );
    }

    #[test]
    fn who_administers_everywhere_gives_what_they_do_not_have_themselves() {
        check(&[grant("account.*", None, None)], &grant("cluster.record", None, None), true);
        check(&[grant("account.*", Some("firm"), None)], &grant("cluster.record", None, None), false);
    }
}
