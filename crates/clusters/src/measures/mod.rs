//! The figures of the register. One file each; the list is explicit.

mod area_ha;
mod count;

use std::collections::BTreeSet;

use kit_base::{Actor, At, Error, Message, Result};
use kit_db::{Measure, Member, Reader, Scope};

use crate::{Cluster, Register, register};

/// All figures of the slice.
pub const ALL: &[Measure] = &[count::MEASURE, area_ha::MEASURE];

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

/// The established clusters in the scope, each with what it adds.
async fn established(
    reader: &Reader,
    who: &Actor,
    at: At,
    scope: &Scope,
    value: fn(&Cluster) -> Option<kit_db::Value>,
) -> Result<Vec<Member>> {
    let Register { mut clusters, .. } = scoped(reader, who, at, scope).await?;
    clusters.retain(Cluster::is_established);
    let sources: BTreeSet<_> = clusters.iter().map(|cluster| cluster.source).collect();
    let labels = documents::labels(reader, at.known_at, sources).await?;
    let members = clusters.into_iter().map(|cluster| Member {
        value: value(&cluster),
        href: format!("/clusters/{}", cluster.code),
        source: labels.get(&cluster.source).map_or(String::new(), |(_, label)| label.clone()),
        illustrative: cluster.origin == documents::Origin::Illustrative,
        id: cluster.code,
        name: cluster.name,
    });
    Ok(members.collect())
}
