//! The deeds of standing in: letting somebody act on behalf of a position (*ủy quyền, thay mặt*), and being absent
//! (*vắng mặt*). Everybody may for the positions they hold; whoever administers, for all.

use documents::DocumentId;
use kit_base::{Action, Actor, Day, Error, Message, Result, Subject};
use kit_db::{Db, Tx};
use sea_orm::ActiveValue::Set;

use crate::{
    guarding::administers,
    staff::{Absence, Delegation, Post, Someone},
    store::{absence, delegation, delegation_version},
};

/// Letting somebody act on behalf of a position, and ending that.
pub const DELEGATE: Action = Action::new("account.delegate");
/// Recording when somebody is not at their desk.
pub const BE_ABSENT: Action = Action::new("account.be-absent");

/// A delegation to be made: whose, to whom, in what, for how long, by what.
pub(crate) struct NewDelegation<'a> {
    pub(crate) post: &'a Post,
    pub(crate) giver: &'a Someone,
    pub(crate) deputy: &'a Someone,
    /// Names of actions; none for all that the position may do.
    pub(crate) actions: Vec<String>,
    pub(crate) from: Day,
    pub(crate) to: Day,
    pub(crate) source: DocumentId,
    pub(crate) cite: String,
}

/// An absence to be recorded.
pub(crate) struct NewAbsence<'a> {
    pub(crate) person: &'a Someone,
    pub(crate) from: Day,
    pub(crate) to: Day,
    /// Who stands in, for these positions, by which document.
    pub(crate) stand_in: Option<(&'a Someone, Vec<&'a Post>, DocumentId, String)>,
}

/// Refuses what is not one's own to do: for oneself, and not on behalf of another, or as administrator.
fn for_oneself(who: &Actor, person: &Someone, action: &Action) -> Result<()> {
    let own = who.person.as_deref() == Some(person.id.to_string().as_str());
    // What was delegated is not delegated on.
    if who.on_behalf.is_none() && (own || administers(who)) {
        return Ok(());
    }
    Err(Error::Refused(Message::new("db.may-not").with("action", action.name).with("subject", &person.name)))
}

fn subject(person: &Someone) -> Subject {
    Subject::new("person", &person.login, &person.name)
}

/// Lets somebody act on behalf of the holder of a position.
pub(crate) async fn delegate(db: &Db, who: &Actor, new: NewDelegation<'_>) -> Result<()> {
    for_oneself(who, new.giver, &DELEGATE)?;
    db.act(who, &DELEGATE, subject(new.giver), async |tx| {
        tx.cite(&new.cite);
        write(tx, &new).await
    })
    .await
}

async fn write(tx: &mut Tx, new: &NewDelegation<'_>) -> Result<()> {
    let id = tx.id();
    tx.insert::<delegation::Entity>(delegation::ActiveModel { id: Set(id) }).await?;
    let row = delegation_version::ActiveModel {
        id: Set(id),
        position_id: Set(new.post.id),
        giver_id: Set(new.giver.id),
        deputy_id: Set(new.deputy.id),
        actions: Set(new.actions.join(" ")),
        source_id: Set(new.source),
        ..Default::default()
    };
    tx.record::<delegation_version::Entity>(row, new.from, new.to).await.map(|_| ())
}

/// Ends a delegation today. Who acts by it does so no more with the next page they open.
pub(crate) async fn end(db: &Db, who: &Actor, giver: &Someone, ended: &Delegation) -> Result<()> {
    for_oneself(who, giver, &DELEGATE)?;
    db.act(who, &DELEGATE, subject(giver), async |tx| {
        let today = tx.now().day();
        if tx.clear::<delegation_version::Entity>(&[ended.id.into()], today, Day::OPEN).await? {
            return Ok(());
        }
        Err(Error::Refused(Message::new("delegations.ended-already")))
    })
    .await
}

/// Records that somebody is absent; whoever stands in acts on behalf of their positions meanwhile.
pub(crate) async fn be_absent(db: &Db, who: &Actor, new: NewAbsence<'_>) -> Result<()> {
    for_oneself(who, new.person, &BE_ABSENT)?;
    db.act(who, &BE_ABSENT, subject(new.person), async |tx| {
        let row = absence::ActiveModel {
            person_id: Set(new.person.id),
            deputy_id: Set(new.stand_in.as_ref().map(|(deputy, ..)| deputy.id)),
            ..Default::default()
        };
        tx.record::<absence::Entity>(row, new.from, new.to).await?;
        let Some((deputy, posts, source, cite)) = new.stand_in else { return Ok(()) };
        tx.cite(&cite);
        for post in posts {
            let (giver, from, to) = (new.person, new.from, new.to);
            let actions = Vec::new();
            let cite = cite.clone();
            write(tx, &NewDelegation { post, giver, deputy, actions, from, to, source, cite }).await?;
        }
        Ok(())
    })
    .await
}

/// Records that somebody is back today, and ends what they had delegated for just that time.
pub(crate) async fn be_back(
    db: &Db,
    who: &Actor,
    person: &Someone,
    ended: &Absence,
    delegations: &[&Delegation],
) -> Result<()> {
    for_oneself(who, person, &BE_ABSENT)?;
    db.act(who, &BE_ABSENT, subject(person), async |tx| {
        let today = tx.now().day();
        tx.clear::<absence::Entity>(&[person.id.into()], today.max(ended.from), ended.to).await?;
        for delegation in delegations {
            tx.clear::<delegation_version::Entity>(&[delegation.id.into()], today, Day::OPEN).await?;
        }
        Ok(())
    })
    .await
}

/// The delegations that were made for an absence: to the same person until the same day.
pub(crate) fn made_for<'a>(all: &'a [Delegation], absence: &Absence) -> Vec<&'a Delegation> {
    let same = |one: &&Delegation| {
        one.giver == absence.person && Some(one.deputy) == absence.deputy && one.to == absence.to
    };
    all.iter().filter(same).collect()
}

/// What one may do by a delegation: of what the position may do that day, all or the actions that were chosen.
pub(crate) fn narrowed(grants: Vec<kit_base::Grant>, actions: &[String]) -> Vec<kit_base::Grant> {
    if actions.is_empty() {
        return grants;
    }
    let narrowed = grants.into_iter().flat_map(|grant| {
        let chosen = actions.iter().filter(|chosen| covers(&grant.action, chosen)).cloned();
        chosen.map(|action| kit_base::Grant { action, ..grant.clone() }).collect::<Vec<_>>()
    });
    narrowed.collect()
}

/// Whether a name of actions has another name among them: `cluster.*` has `cluster.record`.
pub(crate) fn covers(named: &str, chosen: &str) -> bool {
    let noun = named.strip_suffix('*').filter(|noun| noun.ends_with('.'));
    named == "*" || named == chosen || noun.is_some_and(|noun| chosen.starts_with(noun))
}

#[cfg(test)]
mod tests {
    use kit_base::Grant;

    use super::narrowed;

    fn check(grants: &[&str], chosen: &[&str], expect: &[&str]) {
        let grant = |action: &&str| Grant { action: (*action).to_owned(), body: None, units: None };
        let chosen: Vec<_> = chosen.iter().map(|action| (*action).to_owned()).collect();
        let found = narrowed(grants.iter().map(grant).collect(), &chosen);
        assert_eq!(found.iter().map(|grant| grant.action.as_str()).collect::<Vec<_>>(), expect);
    }

    #[test]
    fn a_delegation_gives_what_was_chosen_of_what_the_position_may_do() {
        check(&["cluster.*", "plan.view"], &[], &["cluster.*", "plan.view"]);
        check(&["cluster.*", "plan.view"], &["cluster.record"], &["cluster.record"]);
        check(&["cluster.view"], &["cluster.record"], &[]);
        check(&["cluster.view"], &["cluster.*"], &[]);
    }
}
