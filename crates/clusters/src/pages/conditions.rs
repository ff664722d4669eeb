//! The conditions and the order of the list of clusters, as its address says them.

use std::{collections::BTreeSet, sync::Arc};

use kit_base::fold_vi;
use kit_web::Ui;
use places::{Places, UnitKind};

use crate::{Cluster, State};

/// Something to choose in a condition.
pub(super) struct Choice {
    pub(super) key: String,
    pub(super) name: String,
    pub(super) chosen: bool,
}

/// The states that are asked for.
pub(super) fn chosen_states(ui: &Ui) -> Vec<State> {
    let chosen = ui.params("state");
    State::all().filter(|state| chosen.iter().any(|code| code == state.code())).collect()
}

/// Whether a cluster meets all conditions of the address.
pub(super) fn meets(ui: &Ui, cluster: &Cluster, places: &Places) -> bool {
    let states = ui.params("state");
    let in_unit = |name: &str| {
        ui.param(name).is_none_or(|key| {
            let unit = places.unit_by_key(key);
            unit.is_some_and(|unit| cluster.lies_within(places, unit, ui.at().as_of))
        })
    };
    let found = wanted(ui).map(|text| fold_vi(&text)).is_none_or(|wanted| {
        cluster.code.contains(&wanted)
            || cluster.search.iter().any(|name| name.contains(&wanted))
            || names_of(cluster, places, ui).iter().any(|name| name.contains(&wanted))
    });
    // Any state that holds, not only the main one: a cluster that is to be merged may operate.
    let held = |code: &String| cluster.states.iter().any(|stated| stated.state.code() == code);
    (states.is_empty() || states.iter().any(held)) && in_unit("district") && in_unit("commune") && found
}

/// What is searched for, in lower case and without *CCN*, which no name is recorded with.
fn wanted(ui: &Ui) -> Option<String> {
    let text = ui.param("q")?.trim().to_lowercase();
    Some(text.strip_prefix("ccn ").map(str::to_owned).unwrap_or(text))
}

/// The folded names of the places a cluster lies in.
fn names_of(cluster: &Cluster, places: &Places, ui: &Ui) -> Vec<String> {
    let units = cluster.units.iter().filter_map(|unit| places.followed_on(*unit, ui.at().as_of));
    units.map(|unit| fold_vi(&unit.name)).collect()
}

/// Column and direction: `sort=-area` is by area, largest first.
pub(super) fn sort(ui: &Ui) -> (&str, bool) {
    let by = ui.param("sort").unwrap_or("-area");
    by.strip_prefix('-').map_or((by, false), |column| (column, true))
}

pub(super) fn arrange(ui: &Ui, clusters: &mut [Arc<Cluster>]) {
    let wanted = wanted(ui);
    let (by, down) = sort(ui);
    match by {
        "name" => clusters.sort_by_cached_key(|cluster| fold_vi(&cluster.name)),
        "code" => clusters.sort_by(|a, b| a.code.cmp(&b.code)),
        "state" => clusters.sort_by_key(|cluster| cluster.life()),
        _ => clusters.sort_by_key(|cluster| cluster.area),
    }
    if down {
        clusters.reverse();
    }
    // A search with marks ranks what carries the same marks first: Phượng Sơn before Phương Sơn.
    if let Some(wanted) = wanted {
        clusters.sort_by_key(|cluster| !cluster.name.to_lowercase().contains(&wanted));
    }
}

/// The districts and communes that have clusters, for the conditions.
pub(super) fn choices(ui: &Ui, clusters: &[Arc<Cluster>], places: &Places) -> (Vec<Choice>, Vec<Choice>) {
    let day = ui.at().as_of;
    let units: BTreeSet<_> = clusters.iter().flat_map(|cluster| &cluster.units).collect();
    let choice = |name: &str, unit: &places::Unit| {
        let key = places.key(unit.id).to_owned();
        Choice { chosen: ui.param(name) == Some(key.as_str()), key, name: unit.name.clone() }
    };
    let districts =
        units.iter().filter_map(|unit| places.district_of(**unit, day)).map(|unit| choice("district", unit));
    let communes = units.iter().filter_map(|unit| places.followed_on(**unit, day));
    let communes = communes.filter(|unit| unit.kind == UnitKind::Commune).map(|unit| choice("commune", unit));
    (sorted(districts.collect()), sorted(communes.collect()))
}

fn sorted(mut choices: Vec<Choice>) -> Vec<Choice> {
    choices.sort_by_cached_key(|choice| (fold_vi(&choice.name), choice.key.clone()));
    choices.dedup_by(|a, b| a.key == b.key);
    choices
}
