//! Recording that a fact of a cluster was not so, or is so no longer: nothing is deleted, what was recorded stays known.

use kit_base::{Day, Error, Message, Result};
use kit_db::{Tx, Version};
use sea_orm::Value;

use crate::{
    ClusterId,
    actions::{Dated, Fact},
    store::{
        cluster_alias, cluster_area, cluster_flag, cluster_land, cluster_part, cluster_project,
        cluster_shape, cluster_state, cluster_unit, cluster_wastewater, part_state,
    },
    write::Work,
};

/// Withdraws a fact from its first day until its end, or until what begins next.
pub(crate) async fn withdraw(tx: &mut Tx, id: ClusterId, dated: Dated) -> Result<()> {
    let Dated { fact, from, to, .. } = dated;
    let (id, when): (Value, _) = (id.into(), (from, to));
    match fact {
        Fact::Version(_) => Err(Error::fault("withdraw", "a cluster has a name as long as it stands")),
        Fact::Alias(name) => clear::<cluster_alias::Entity>(tx, &[id, name.into()], when).await,
        Fact::Unit(unit) => clear::<cluster_unit::Entity>(tx, &[id, unit.into()], when).await,
        Fact::State(state) => clear::<cluster_state::Entity>(tx, &[id, state.into()], when).await,
        Fact::Shape(_) => clear::<cluster_shape::Entity>(tx, &[id], when).await,
        Fact::Work(Work::Part { part, .. }) => {
            clear::<cluster_part::Entity>(tx, &[id, part.into()], when).await
        }
        Fact::Work(Work::PartState { part, state }) => {
            clear::<part_state::Entity>(tx, &[id, part.into(), state.into()], when).await
        }
        Fact::Work(Work::Area(kind, _)) => clear::<cluster_area::Entity>(tx, &[id, kind.into()], when).await,
        Fact::Work(Work::Land(_)) => clear::<cluster_land::Entity>(tx, &[id], when).await,
        Fact::Work(Work::Flag(flag)) => clear::<cluster_flag::Entity>(tx, &[id, flag.into()], when).await,
        Fact::Work(Work::Project { .. }) => clear::<cluster_project::Entity>(tx, &[id], when).await,
        Fact::Work(Work::Wastewater { .. }) => clear::<cluster_wastewater::Entity>(tx, &[id], when).await,
    }
}

async fn clear<E: Version>(tx: &mut Tx, key: &[Value], (from, to): (Day, Option<Day>)) -> Result<()> {
    let to = match to {
        Some(to) => to,
        None => tx.next::<E>(key, from).await?,
    };
    if tx.clear::<E>(key, from, to).await? {
        Ok(())
    } else {
        Err(Error::Refused(Message::new("clusters.nothing-to-withdraw")))
    }
}
