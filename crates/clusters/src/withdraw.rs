//! Recording that a fact of a cluster was not so, or is so no longer: nothing is deleted, what was recorded stays known.

use kit_base::{Error, Result};
use kit_db::Tx;
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
    let id: Value = id.into();
    match fact {
        Fact::Version(_) => Err(Error::fault("withdraw", "a cluster has a name as long as it stands")),
        Fact::Alias(name) => tx.withdraw::<cluster_alias::Entity>(&[id, name.into()], from, to).await,
        Fact::Unit(unit) => tx.withdraw::<cluster_unit::Entity>(&[id, unit.into()], from, to).await,
        Fact::State(state) => tx.withdraw::<cluster_state::Entity>(&[id, state.into()], from, to).await,
        Fact::Shape(_) => tx.withdraw::<cluster_shape::Entity>(&[id], from, to).await,
        Fact::Work(Work::Part { part, .. }) => {
            tx.withdraw::<cluster_part::Entity>(&[id, part.into()], from, to).await
        }
        Fact::Work(Work::PartState { part, state }) => {
            tx.withdraw::<part_state::Entity>(&[id, part.into(), state.into()], from, to).await
        }
        Fact::Work(Work::Area(kind, _)) => {
            tx.withdraw::<cluster_area::Entity>(&[id, kind.into()], from, to).await
        }
        Fact::Work(Work::Land(_)) => tx.withdraw::<cluster_land::Entity>(&[id], from, to).await,
        Fact::Work(Work::Flag(flag)) => {
            tx.withdraw::<cluster_flag::Entity>(&[id, flag.into()], from, to).await
        }
        Fact::Work(Work::Project { .. }) => tx.withdraw::<cluster_project::Entity>(&[id], from, to).await,
        Fact::Work(Work::Wastewater { .. }) => {
            tx.withdraw::<cluster_wastewater::Entity>(&[id], from, to).await
        }
    }
}
