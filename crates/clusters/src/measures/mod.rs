//! The figures of the register. One file each; the list is explicit.

mod area_ha;
mod by_enterprise_area_ha;
mod by_enterprise_count;
mod count;
mod detailed_plan_area_ha;
mod detailed_plan_count;
mod investment;
mod project_area_ha;
mod project_count;
mod wastewater_invested_count;
mod wastewater_standard_count;

use std::collections::BTreeSet;

use kit_base::{Actor, At, Error, Message, Result};
use kit_db::{Measure, Member, Reader, Scope};

use crate::{Cluster, Register, State, Wastewater, Works, register, works};

/// All figures of the slice.
pub const ALL: &[Measure] = &[
    count::MEASURE,
    area_ha::MEASURE,
    by_enterprise_count::MEASURE,
    by_enterprise_area_ha::MEASURE,
    detailed_plan_count::MEASURE,
    detailed_plan_area_ha::MEASURE,
    project_count::MEASURE,
    project_area_ha::MEASURE,
    investment::MEASURE,
    wastewater_invested_count::MEASURE,
    wastewater_standard_count::MEASURE,
];

/// What a figure looks at in a cluster.
struct Facts<'a> {
    cluster: &'a Cluster,
    works: &'a Works,
}

impl Facts<'_> {
    fn has(&self, state: State) -> bool {
        self.cluster.has(state)
    }

    fn wastewater(&self) -> Option<Wastewater> {
        self.works.wastewater.map(|wastewater| wastewater.is.0)
    }
}

/// The established clusters in the scope that count, each with what it adds: nothing when it does not count, nothing
/// inside when it counts and what it adds is not known.
async fn among_established(
    reader: &Reader,
    who: &Actor,
    at: At,
    scope: &Scope,
    counts: fn(&Facts<'_>) -> Option<Option<kit_db::Value>>,
) -> Result<Vec<Member>> {
    let (known, none) = (works(reader, at).await?, Works::default());
    members(reader, who, at, scope, |cluster| {
        counts(&Facts { cluster, works: known.get(&cluster.id).unwrap_or(&none) })
    })
    .await
}

/// The register, narrowed to the scope of a figure.
///
/// # Errors
/// [`Error::NotFound`] when the scope names no unit; [`Error::Storage`].
pub async fn scoped(reader: &Reader, who: &Actor, at: At, scope: &Scope) -> Result<Register> {
    let mut register = register(reader, who, at).await?;
    let Some(key) = &scope.unit else { return Ok(register) };
    match register.places.unit_by_key(key) {
        Some(unit) => register.clusters.retain(|cluster| {
            (scope.territory && cluster.units.is_empty())
                || cluster.lies_within(&register.places, unit, at.as_of)
        }),
        // The units of the territory are recorded later than its oldest clusters.
        None if scope.territory => {}
        None => return Err(Error::NotFound(Message::new("units.no-such").with("key", key))),
    }
    Ok(register)
}

/// The doubt of a cluster of which only a later state is recorded.
const NO_DECISION: &str = "no-establishment";

/// The established clusters in the scope, each with what it adds.
async fn established(
    reader: &Reader,
    who: &Actor,
    at: At,
    scope: &Scope,
    value: fn(&Cluster) -> Option<kit_db::Value>,
) -> Result<Vec<Member>> {
    members(reader, who, at, scope, |cluster| Some(value(cluster))).await
}

async fn members(
    reader: &Reader,
    who: &Actor,
    at: At,
    scope: &Scope,
    counts: impl Fn(&Cluster) -> Option<Option<kit_db::Value>>,
) -> Result<Vec<Member>> {
    let Register { mut clusters, .. } = scoped(reader, who, at, scope).await?;
    clusters.retain(|cluster| cluster.is_established());
    let sources: BTreeSet<_> = clusters.iter().map(|cluster| cluster.source).collect();
    let labels = documents::labels(reader, at.known_at, sources).await?;
    let members = clusters.into_iter().filter_map(|cluster| {
        Some(Member {
            value: counts(&cluster)?,
            href: format!("/clusters/{}", cluster.code),
            source: labels.get(&cluster.source).map_or(String::new(), |(_, label)| label.clone()),
            illustrative: cluster.origin == documents::Origin::Illustrative,
            doubt: (!cluster.is_stated_established()).then_some(NO_DECISION),
            id: cluster.code.clone(),
            name: cluster.name.clone(),
        })
    });
    Ok(members.collect())
}
