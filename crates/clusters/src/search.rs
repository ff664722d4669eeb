//! Clusters that are called so, or that lie in a place that is.

use std::sync::Arc;

use kit_base::{Day, Result};
use kit_db::Reader;
use kit_web::{Found, Hit, Rank, Ui, Wanted};
use places::Places;

use crate::{
    VIEW,
    register::{Cluster, register},
};

pub(crate) async fn search(reader: &Reader, ui: &Ui, wanted: &Wanted) -> Result<Found> {
    let day = ui.at().as_of;
    let seen = register(reader, ui.actor(), ui.at()).await?;
    let places = &seen.places;
    let clusters = seen.clusters.iter().filter(|_| ui.may(&VIEW));
    let hit = |rank, cluster: &Arc<Cluster>| Hit {
        rank,
        label: format!("CCN {}", cluster.name),
        code: cluster.code.clone(),
        detail: names(cluster, places, day).join(", "),
        page: format!("/clusters/{}", cluster.code),
    };
    let found = wanted.found("clusters.title", clusters, |one| rank(wanted, one, places, day), hit);
    Ok(found.listed("/clusters", wanted))
}

/// By name, other names and code; a place that is called so comes after all of them.
fn rank(wanted: &Wanted, cluster: &Cluster, places: &Places, day: Day) -> Option<Rank> {
    let names = cluster.aliases.iter().chain([&cluster.name]).zip(&cluster.search);
    let by_name = names.filter_map(|(name, folded)| wanted.rank_of(name, folded)).min();
    let by_place =
        || self::names(cluster, places, day).iter().filter_map(|name| places::rank(wanted, name)).min();
    by_name.or_else(|| wanted.rank_code(&cluster.code)).or_else(|| Some(Wanted::AFTER + by_place()?))
}

fn names(cluster: &Cluster, places: &Places, day: Day) -> Vec<String> {
    cluster.units.iter().filter_map(|unit| Some(places.followed_on(*unit, day)?.name.clone())).collect()
}
