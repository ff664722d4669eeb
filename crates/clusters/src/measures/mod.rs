//! The figures of the register. One file each; the list is explicit.

mod area_ha;
mod count;

use std::collections::BTreeSet;

use kit_base::{Actor, At, Error, Message, Result};
use kit_db::{Measure, Member, Reader, Scope};

use crate::{Cluster, Register, register};

/// All figures of the slice.
pub const ALL: &[Measure] = &[count::MEASURE, area_ha::MEASURE];

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
    let Register { mut clusters, places } = register(reader, who, at).await?;
    clusters.retain(Cluster::is_established);
    if let Some(key) = &scope.unit {
        let missing = || Error::NotFound(Message::new("units.no-such").with("key", key));
        let unit = places.unit_by_key(key).ok_or_else(missing)?;
        clusters.retain(|cluster| cluster.lies_within(&places, unit, at.as_of));
    }
    let sources: BTreeSet<_> = clusters.iter().map(|cluster| cluster.source).collect();
    let labels = documents::labels(reader, at.known_at, sources).await?;
    let members = clusters.into_iter().map(|cluster| Member {
        value: value(&cluster),
        href: format!("/clusters/{}", cluster.code),
        source: labels.get(&cluster.source).map_or(String::new(), |(_, label)| label.clone()),
        illustrative: cluster.origin == documents::Origin::Illustrative,
        doubt: (!cluster.is_stated_established()).then_some(NO_DECISION),
        id: cluster.code,
        name: cluster.name,
    });
    Ok(members.collect())
}
