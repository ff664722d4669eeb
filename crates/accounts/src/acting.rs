//! Acting on behalf of another (*làm thay mặt*): by which delegations a person may today, and what each lets them do.
//! It is never more than the giver may that day, and ends with the giver's own right.

use kit_base::{Grant, Result};
use kit_db::{AsOf, OrFault, Reader};
use kit_web::ActAs;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::{
    PersonId,
    duties::narrowed,
    model::{as_known_now, first_grants},
    staff::Delegation,
    store::{self, delegation_version},
};

/// A delegation by which a person may act today.
pub(crate) struct Mandate {
    /// What names it in forms and in the session.
    pub(crate) key: String,
    /// For whom: name, position and body.
    pub(crate) whom: String,
    /// What they may do by it, and what everybody may.
    pub(crate) grants: Vec<Grant>,
}

/// The delegations by which somebody may act today: the giver still works here and still holds the position.
pub(crate) async fn mandates(reader: &Reader, deputy: PersonId) -> Result<Vec<Mandate>> {
    let now = as_known_now(reader.today());
    let rows = delegation_version::Entity::find()
        .filter(delegation_version::Column::DeputyId.eq(deputy))
        .at(now)
        .order_by_asc(delegation_version::Column::Id);
    let rows = rows.all(reader).await.or_fault("delegations")?;
    let mut found = Vec::new();
    for delegation in rows.into_iter().map(Delegation::from) {
        let giver = store::account(reader, now, delegation.giver).await?.filter(|giver| giver.active);
        let Some(giver) = giver else { continue };
        let Some(position) = giver.positions.iter().find(|held| held.id == delegation.position) else {
            continue;
        };
        let places = places::known_now(reader).await?;
        let grants = narrowed(position.grants(&places, now.as_of), &delegation.actions);
        found.push(Mandate {
            key: delegation.id.to_string(),
            whom: format!("{}, {}", giver.name, position.in_words(&places, now.as_of)),
            grants: grants.into_iter().chain(first_grants()).collect(),
        });
    }
    Ok(found)
}

/// What there is to choose: oneself and each delegation; nothing where there is none.
pub(crate) fn choices(mandates: &[Mandate], chosen: Option<&Mandate>) -> Vec<ActAs> {
    if mandates.is_empty() {
        return Vec::new();
    }
    let oneself = ActAs { key: String::new(), whom: String::new(), current: chosen.is_none() };
    let others = mandates.iter().map(|mandate| ActAs {
        key: mandate.key.clone(),
        whom: mandate.whom.clone(),
        current: chosen.is_some_and(|chosen| chosen.key == mandate.key),
    });
    std::iter::once(oneself).chain(others).collect()
}
