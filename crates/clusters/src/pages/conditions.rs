//! The conditions and the order of the list of clusters, as its address says them.

use std::{collections::BTreeSet, sync::Arc};

use kit_base::{Day, Result, fold_vi};
use kit_db::{Asked, Kept, Reader};
use kit_web::{Odd, Ui};
use places::{Places, UnitKind};

use crate::{
    Cluster, State,
    register::{Register, register},
};

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

/// The clusters that meet the conditions, in the order asked for. `day` is that of the units' names.
pub(super) fn wanted(ui: &Ui, clusters: Vec<Arc<Cluster>>, places: &Places, day: Day) -> Vec<Arc<Cluster>> {
    let mut found: Vec<_> = clusters.into_iter().filter(|cluster| meets(ui, cluster, places, day)).collect();
    arrange(ui, &mut found);
    found
}

/// Whether a cluster meets all conditions of the address.
fn meets(ui: &Ui, cluster: &Cluster, places: &Places, day: Day) -> bool {
    let states = ui.params("state");
    let in_unit = |name: &str| {
        ui.param(name).is_none_or(|key| {
            let unit = places.unit_by_key(key);
            unit.is_some_and(|unit| cluster.lies_within(places, unit, day))
        })
    };
    let found = searched(ui).map(|text| fold_vi(&text)).is_none_or(|wanted| {
        cluster.code.contains(&wanted)
            || cluster.search.iter().any(|name| name.contains(&wanted))
            || names_of(cluster, places, day).iter().any(|name| name.contains(&wanted))
    });
    // Any state that holds, not only the main one: a cluster that is to be merged may operate.
    let held = |code: &String| cluster.states.iter().any(|stated| stated.state.code() == code);
    (states.is_empty() || states.iter().any(held)) && in_unit("district") && in_unit("commune") && found
}

/// What is searched for, in lower case and without *CCN*, which no name is recorded with.
fn searched(ui: &Ui) -> Option<String> {
    let text = ui.param("q")?.trim().to_lowercase();
    Some(text.strip_prefix("ccn ").map(str::to_owned).unwrap_or(text))
}

/// The folded names of the places a cluster lies in.
fn names_of(cluster: &Cluster, places: &Places, day: Day) -> Vec<String> {
    let units = cluster.units.iter().filter_map(|unit| places.followed_on(*unit, day));
    units.map(|unit| fold_vi(&unit.name)).collect()
}

/// By area, the largest first, when the address names no order.
pub(super) const ORDER: &str = "-area";
/// What the list can be put in the order of.
const ORDERS: [&str; 4] = ["name", "code", "state", "area"];

/// Tells what in the address means nothing: a state, a unit or an order that there is not.
pub(super) fn odd(ui: &Ui, places: &Places, odd: &mut Odd) {
    odd.unless(ui, "state", "clusters.state", |code| State::all().any(|state| state.code() == code));
    let unit = |key: &str| places.unit_by_key(key).is_some();
    odd.unless(ui, "district", "clusters.district", unit);
    odd.unless(ui, "commune", "clusters.commune", unit);
    odd.unless(ui, "sort", "clusters.order", |by| ORDERS.contains(&by.trim_start_matches('-')));
}

fn arrange(ui: &Ui, clusters: &mut [Arc<Cluster>]) {
    let wanted = searched(ui);
    let (by, down) = ui.order(ORDER);
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

/// The keys and names of the districts and of the communes that have clusters, in order of their names.
type Units = (Vec<(String, String)>, Vec<(String, String)>);

/// Those among the clusters that some people see.
static UNITS: Kept<Asked, Units> = Kept::new(8);

/// The districts and communes that have clusters, for the conditions.
pub(super) async fn choices(reader: &Reader, ui: &Ui) -> Result<(Vec<Choice>, Vec<Choice>)> {
    // Read here, so that what is kept rests on it.
    let make = async { Ok(units(&register(reader, ui.actor(), ui.at()).await?, ui.at().as_of)) };
    let found = UNITS.get(reader, Asked::by(reader, ui.actor(), ui.at()), make).await?;
    let choices = |name: &str, units: &[(String, String)]| {
        let chosen = ui.param(name);
        let choice = |(key, name): &(String, String)| Choice {
            chosen: chosen == Some(key),
            key: key.clone(),
            name: name.clone(),
        };
        units.iter().map(choice).collect()
    };
    Ok((choices("district", &found.0), choices("commune", &found.1)))
}

fn units(Register { clusters, places }: &Register, day: Day) -> Units {
    let units: BTreeSet<_> = clusters.iter().flat_map(|cluster| &cluster.units).collect();
    let named = |unit: &places::Unit| (places.key(unit.id).to_owned(), unit.name.clone());
    let districts = units.iter().filter_map(|unit| places.district_of(**unit, day)).map(named);
    let communes = units.iter().filter_map(|unit| places.followed_on(**unit, day));
    let communes = communes.filter(|unit| unit.kind == UnitKind::Commune).map(named);
    (sorted(districts.collect()), sorted(communes.collect()))
}

fn sorted(mut units: Vec<(String, String)>) -> Vec<(String, String)> {
    units.sort_by_cached_key(|(key, name)| (fold_vi(name), key.clone()));
    units.dedup();
    units
}
