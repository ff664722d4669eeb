//! What people may ask to have changed of a cluster, and what stands there.

use std::collections::HashMap;

use kit_base::{Actor, At, Result, Subject};
use kit_db::Reader;
use kit_web::{Askable, AskedField, Standing};

use crate::{Land, RECORD, State, Wastewater, find, register};

const LAND_FORM: &str = "/clusters/{key}/facts/land";

pub(crate) const CLUSTERS: Askable = Askable {
    record: "cluster",
    page: "/clusters/{key}",
    form: "/clusters/{key}/record",
    action: &RECORD,
    fields: &[
        AskedField::new("name", "units.name").filling("name"),
        AskedField::new("area", "clusters.area-decision-full").filling("area"),
        AskedField::new("investor-kind", "clusters.investor-kind"),
        AskedField::new("communes", "clusters.place").in_form("/clusters/{key}/facts/unit"),
        AskedField::new("states", "clusters.state").in_form("/clusters/{key}/facts/state"),
        AskedField::new("land-industrial", "clusters.land.industrial")
            .in_form(LAND_FORM)
            .filling("industrial"),
        AskedField::new("land-leasable", "clusters.land.leasable").in_form(LAND_FORM).filling("leasable"),
        AskedField::new("wastewater", "clusters.fact.wastewater").in_form("/clusters/{key}/facts/wastewater"),
    ],
    subjects: |reader, who, at| Box::pin(subjects(reader, who, at)),
    standing: |reader, who, at, key| Box::pin(standing(reader, who, at, key)),
};

async fn subjects(reader: &Reader, who: &Actor, at: At) -> Result<HashMap<String, Subject>> {
    let register = register(reader, who, at).await?;
    let subject = |cluster: &crate::Cluster| cluster.subject(&register.places, reader.today());
    Ok(register.clusters.iter().map(|cluster| (cluster.code.clone(), subject(cluster))).collect())
}

async fn standing(
    reader: &Reader,
    who: &Actor,
    at: At,
    key: &str,
) -> Result<Option<Vec<(&'static str, Standing)>>> {
    let Some(cluster) = find(reader, who, at, key).await? else { return Ok(None) };
    let places = places::Places::load(reader, at.known_at).await?;
    let land = crate::land(reader, at).await?.remove(&cluster.id);
    let works = crate::works(reader, at).await?.get(&cluster.id).cloned().unwrap_or_default();
    let hectares = |of: fn(&Land) -> Option<kit_base::Area>| Standing::area(land.as_ref().and_then(of));
    let communes = cluster.units.iter().filter_map(|unit| places.followed_on(*unit, at.as_of));
    let communes: Vec<_> = communes.map(|unit| unit.name.clone()).collect();
    let states = cluster.states.iter().map(|stated| State::word(stated.state));
    Ok(Some(vec![
        ("name", Standing::text(&cluster.name)),
        ("area", Standing::area(cluster.area)),
        ("investor-kind", Standing::words(cluster.investor_kind.map(crate::InvestorKind::word))),
        ("communes", Standing::text(communes.join(", "))),
        ("states", Standing::words(states)),
        ("land-industrial", hectares(|land| land.industrial)),
        ("land-leasable", hectares(|land| land.leasable)),
        ("wastewater", Standing::words(works.wastewater.map(|of| Wastewater::word(of.is.0)))),
    ]))
}
