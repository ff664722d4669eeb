//! What is missing or doubtful in the register. One file each; the list is explicit.

mod no_area;
mod no_boundary;
mod no_commune;
mod no_detailed_plan;
mod no_establishment;
mod no_investor;
mod no_state;
mod no_wastewater;

use documents::Origin;
use kit_base::{Actor, At, Day, Result};
use kit_db::Reader;
use kit_web::{Check, Finding};

use crate::{Cluster, State, Works, boundary::drawn, register, works};

/// All rules of the slice.
pub(crate) const ALL: &[Check] = &[
    no_state::CHECK,
    no_commune::CHECK,
    no_area::CHECK,
    no_establishment::CHECK,
    no_detailed_plan::CHECK,
    no_investor::CHECK,
    no_wastewater::CHECK,
    no_boundary::CHECK,
];

/// What a rule looks at in a cluster.
struct Facts<'a> {
    cluster: &'a Cluster,
    works: &'a Works,
    has_boundary: bool,
}

impl Facts<'_> {
    /// Since when the cluster counts as established; nothing when it does not. What is missing then is missing since.
    fn established(&self) -> Option<Day> {
        let first = self.cluster.states.iter().filter(|stated| stated.state.is_established());
        first.map(|stated| stated.from).min().filter(|_| self.cluster.is_established())
    }

    /// Since when the cluster stands in the register with this name, unless it has come to an end.
    fn listed(&self) -> Option<Day> {
        let ended = self.cluster.states.iter().any(|stated| stated.state.is_end());
        (!ended && !self.cluster.has(State::Withdrawn)).then_some(self.cluster.from)
    }
}

/// The clusters of which it is so, and since when; each is mended in its form `form`.
async fn among(
    reader: &Reader,
    who: &Actor,
    at: At,
    form: &str,
    since: fn(&Facts<'_>) -> Option<Day>,
) -> Result<Vec<Finding>> {
    let register = register(reader, who, at).await?;
    let (known, none) = (works(reader, at).await?, Works::default());
    let drawn = drawn(reader, at).await?;
    let today = reader.today();
    let finding = |cluster: &Cluster| {
        let works = known.get(&cluster.id).unwrap_or(&none);
        let since = since(&Facts { cluster, works, has_boundary: drawn.contains(&cluster.id) })?;
        let page = format!("/clusters/{}", cluster.code);
        let form = format!("{page}/{form}");
        let found = Finding::new(cluster.subject(&register.places, today), page, form, since);
        let illustrative = cluster.origin == Origin::Illustrative;
        Some(Finding { place: Some(cluster.code.clone()), illustrative, ..found })
    };
    Ok(register.clusters.iter().filter_map(|cluster| finding(cluster)).collect())
}
