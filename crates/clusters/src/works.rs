//! What is known of parts, types, the infrastructure project and wastewater treatment of clusters on a day.

use std::{collections::HashMap, sync::Arc};

use documents::{DocumentId, Origin};
use kit_base::{Area, At, Day, Money, Result};
use kit_db::{AsOf, Kept, OrFault, Reader};
use sea_orm::{EntityTrait, QueryOrder};

use crate::{
    AreaKind, ClusterId, Flag, State, Wastewater,
    store::{cluster_area, cluster_flag, cluster_part, cluster_project, cluster_wastewater, part_state},
};

/// A fact with what it rests on.
#[derive(Clone, Copy, Debug)]
pub struct Based<T> {
    /// What is so.
    pub is: T,
    /// Since when.
    pub from: Day,
    /// Published or made up.
    pub origin: Origin,
    /// The document.
    pub source: DocumentId,
}

impl<T> Based<T> {
    /// The basis alone.
    #[must_use]
    pub fn bare(&self) -> Based<()> {
        Based { is: (), from: self.from, origin: self.origin, source: self.source }
    }
}

/// A part of a cluster with the states that hold in it.
#[derive(Clone, Debug)]
pub struct Part {
    /// Its code within the cluster.
    pub part: String,
    /// Its name.
    pub name: String,
    /// Its area.
    pub area: Option<Area>,
    /// Its states, furthest first.
    pub states: Vec<State>,
}

/// What is known of one cluster beside its name, area, investor, communes and states.
#[derive(Clone, Debug, Default)]
pub struct Works {
    /// Measured and reported areas.
    pub areas: Vec<Based<(AreaKind, Area)>>,
    /// Its types.
    pub flags: Vec<Based<Flag>>,
    /// The approved infrastructure project: total investment, when it is known.
    pub project: Option<Based<Option<Money>>>,
    /// Central wastewater treatment, and its capacity in m³ a day.
    pub wastewater: Option<Based<(Wastewater, Option<i64>)>>,
    /// Its parts by code.
    pub parts: Vec<Part>,
}

/// A row as a fact with its basis.
macro_rules! based {
    ($row:ident, $is:expr) => {
        Based { is: $is, from: $row.valid_from, origin: $row.origin, source: $row.source_id }
    };
}

/// The works of the last few days asked for.
static WORKS: Kept<At, HashMap<ClusterId, Works>> = Kept::new(4);

/// What is known of all clusters as of a day. Whoever shows it keeps to the clusters of [`crate::register`].
///
/// # Errors
/// [`kit_base::Error::Storage`].
pub async fn works(reader: &Reader, at: At) -> Result<Arc<HashMap<ClusterId, Works>>> {
    WORKS.get(reader, at, assemble(reader, at)).await
}

async fn assemble(reader: &Reader, at: At) -> Result<HashMap<ClusterId, Works>> {
    let mut found: HashMap<ClusterId, Works> = HashMap::new();
    let of = "works of clusters";
    for row in cluster_area::Entity::find().at(at).all(reader).await.or_fault(of)? {
        found.entry(row.cluster_id).or_default().areas.push(based!(row, (row.kind, row.area)));
    }
    for row in cluster_flag::Entity::find().at(at).all(reader).await.or_fault(of)? {
        found.entry(row.cluster_id).or_default().flags.push(based!(row, row.flag));
    }
    for row in cluster_project::Entity::find().at(at).all(reader).await.or_fault(of)? {
        found.entry(row.cluster_id).or_default().project = Some(based!(row, row.investment));
    }
    for row in cluster_wastewater::Entity::find().at(at).all(reader).await.or_fault(of)? {
        let is = (row.status, row.capacity_m3_day);
        found.entry(row.cluster_id).or_default().wastewater = Some(based!(row, is));
    }
    let states = part_state::Entity::find().at(at).all(reader).await.or_fault(of)?;
    let parts = cluster_part::Entity::find().at(at).order_by_asc(cluster_part::Column::Part).all(reader);
    for row in parts.await.or_fault(of)? {
        let own = states.iter().filter(|state| state.cluster_id == row.cluster_id && state.part == row.part);
        let mut own: Vec<State> = own.map(|state| state.state).collect();
        own.sort_unstable_by(|a, b| b.cmp(a));
        let part = Part { part: row.part, name: row.name, area: row.area, states: own };
        found.entry(row.cluster_id).or_default().parts.push(part);
    }
    Ok(found)
}

/// States of parts that their cluster is in too: a cluster clears and builds where one of its parts does.
pub(crate) async fn of_parts(reader: &Reader, at: At) -> Result<Vec<part_state::Model>> {
    part_state::Entity::find().at(at).all(reader).await.or_fault("states of parts")
}
