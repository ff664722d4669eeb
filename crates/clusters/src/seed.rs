//! Reading a province's clusters from files, and telling which fact is recorded on which day.

mod works;

use std::collections::HashMap;

use documents::{DocumentId, Origin};
use kit_base::{Actor, Clock, Day, Error, Result, Subject};
use kit_db::{Db, toml_day as day};
use places::{BodyId, UnitId};
use serde::Deserialize;

use crate::{
    ClusterId, InvestorKind, Precision, State,
    actions::{self, Basis, Dated, Fact, Line, Version},
    seed::works::RawWork,
    write::Work,
};

/// A cluster of the seed: its identity and its facts in the order in which they are recorded.
pub struct SeedCluster {
    id: ClusterId,
    code: String,
    name: String,
    /// Facts, in order of the day on which they are recorded; the first one creates the cluster.
    pub facts: Vec<SeedFact>,
}

/// A fact of the seed.
pub struct SeedFact {
    /// The day on which it is recorded.
    pub recorded: Day,
    dated: Dated,
}

/// How the keys of the seed's files are looked up.
pub struct Keys<'a> {
    /// Units.
    pub unit: &'a dyn Fn(&str) -> Result<UnitId>,
    /// Bodies.
    pub body: &'a dyn Fn(&str) -> Result<BodyId>,
    /// Documents.
    pub sources: &'a HashMap<String, DocumentId>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    cluster: Vec<RawCluster>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCluster {
    code: String,
    #[serde(default)]
    doubt: String,
    version: Vec<RawFact>,
    #[serde(default)]
    state: Vec<RawFact>,
    #[serde(default)]
    unit: Vec<RawFact>,
    #[serde(default)]
    alias: Vec<RawFact>,
    #[serde(default)]
    part: Vec<RawWork>,
    #[serde(default)]
    area: Vec<RawWork>,
    #[serde(default)]
    land: Vec<RawWork>,
    #[serde(default)]
    flag: Vec<RawWork>,
    #[serde(default)]
    project: Vec<RawWork>,
    #[serde(default)]
    wastewater: Vec<RawWork>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFact {
    #[serde(deserialize_with = "day")]
    from: Day,
    #[serde(default, deserialize_with = "maybe_day")]
    to: Option<Day>,
    #[serde(default = "by_the_day")]
    precision: Precision,
    #[serde(deserialize_with = "day")]
    recorded: Day,
    origin: Origin,
    source: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    area_ha: String,
    investor_kind: Option<InvestorKind>,
    investor: Option<String>,
    state: Option<State>,
    #[serde(default)]
    unit: String,
    /// A state of a part of the cluster.
    part: Option<String>,
}

fn by_the_day() -> Precision {
    Precision::Day
}

fn maybe_day<'de, D: serde::Deserializer<'de>>(
    deserializer: D,
) -> std::result::Result<Option<Day>, D::Error> {
    day(deserializer).map(Some)
}

/// Reads one of the files and the shapes.
///
/// # Errors
/// A fault that names the file and what is wrong in it.
pub fn read(
    file: &str,
    text: &str,
    shapes: &str,
    keys: &Keys<'_>,
    clock: &Clock,
) -> Result<Vec<SeedCluster>> {
    let parsed: File = toml::from_str(text).map_err(|cause| Error::fault(file, cause))?;
    let shapes =
        kit_geo::geojson::read(shapes).map_err(|cause| Error::fault("shapes/clusters.geojson", cause))?;
    let mut found = Vec::new();
    for raw in parsed.cluster {
        let name = raw.version.first().map(|version| version.name.clone()).unwrap_or_default();
        let mut facts = Vec::new();
        for version in &raw.version {
            facts.push(fact(version, Fact::Version(version_of(version, &raw.doubt, keys)?), keys)?);
        }
        for state in &raw.state {
            let is = state
                .state
                .ok_or_else(|| Error::fault(file, format!("a state of {} has no state", raw.code)))?;
            let is = match &state.part {
                Some(part) => Fact::Work(Work::PartState { part: part.clone(), state: is }),
                None => Fact::State(is),
            };
            facts.push(fact(state, is, keys)?);
        }
        let works = [&raw.part, &raw.area, &raw.land, &raw.flag, &raw.project, &raw.wastewater];
        for work in works.into_iter().flatten() {
            facts.push(work.fact(keys).map_err(|cause| Error::fault(file, cause))?);
        }
        for unit in &raw.unit {
            facts.push(fact(unit, Fact::Unit((keys.unit)(&unit.unit)?), keys)?);
        }
        for alias in &raw.alias {
            facts.push(fact(alias, Fact::Alias(alias.name.clone()), keys)?);
        }
        let shape = shapes
            .iter()
            .find(|shape| shape.properties.get("code").and_then(|v| v.as_str()) == Some(&raw.code));
        if let (Some(geometry), Some(first)) =
            (shape.and_then(|shape| shape.geometry.clone()), raw.version.first())
        {
            let drawn = Fact::Shape(Line::schematic(geometry, kit_geo::Srid::WGS84));
            let mut drawn = fact(first, drawn, keys)?;
            drawn.dated.basis.origin = Origin::Illustrative;
            facts.push(drawn);
        }
        // Stable: the version that creates the cluster stays first among the facts of its day.
        facts.sort_by_key(|fact| (fact.recorded, !matches!(fact.dated.fact, Fact::Version(_))));
        let first_version =
            facts.iter().position(|fact| matches!(fact.dated.fact, Fact::Version(_))).unwrap_or(0);
        let earliest = facts[first_version].recorded;
        for fact in &mut facts {
            fact.recorded = fact.recorded.max(earliest);
        }
        facts.sort_by_key(|fact| (fact.recorded, !matches!(fact.dated.fact, Fact::Version(_))));
        found.push(SeedCluster { id: clock.id(), code: raw.code, name, facts });
    }
    Ok(found)
}

fn version_of(raw: &RawFact, doubt: &str, keys: &Keys<'_>) -> Result<Version> {
    let area = if raw.area_ha.is_empty() {
        None
    } else {
        Some(
            raw.area_ha
                .parse()
                .map_err(|_| Error::fault("clusters", format!("{} is no area", raw.area_ha)))?,
        )
    };
    Ok(Version {
        name: raw.name.clone(),
        area,
        investor_kind: raw.investor_kind,
        investor: raw.investor.as_deref().map(|key| (keys.body)(key)).transpose()?,
        note: doubt.to_owned(),
    })
}

fn fact(raw: &RawFact, fact: Fact, keys: &Keys<'_>) -> Result<SeedFact> {
    let source = keys.sources.get(&raw.source).copied();
    let source = source.ok_or_else(|| Error::fault("clusters", format!("no document {}", raw.source)))?;
    let basis = Basis { precision: raw.precision, origin: raw.origin, source };
    let dated = Dated { fact, from: raw.from, to: Some(raw.to.unwrap_or(Day::OPEN)), basis };
    Ok(SeedFact { recorded: raw.recorded, dated })
}

impl SeedFact {
    /// Whether it points to a unit or a body, which must have been recorded before.
    #[must_use]
    pub fn needs_places(&self) -> bool {
        match &self.dated.fact {
            Fact::Unit(_) => true,
            Fact::Version(version) => version.investor.is_some(),
            _ => false,
        }
    }

    /// The document it rests on.
    #[must_use]
    pub fn source(&self) -> DocumentId {
        self.dated.basis.source
    }
}

impl SeedCluster {
    /// Its code and its identity, for facts of other slices that lie in it.
    #[must_use]
    pub fn identity(&self) -> (&str, ClusterId) {
        (&self.code, self.id)
    }

    /// Takes the facts out, to be recorded one after the other among those of other clusters.
    #[must_use]
    pub fn take_facts(&mut self) -> Vec<SeedFact> {
        std::mem::take(&mut self.facts)
    }

    /// Records one of its facts; `first` gives the cluster its identity.
    ///
    /// # Errors
    /// [`Error::Storage`], or [`Error::Refused`] when `who` may not.
    pub async fn record(&self, db: &Db, who: &Actor, fact: SeedFact, first: bool) -> Result<()> {
        let fact = fact.dated;
        if first {
            return actions::create(db, who, (self.id, &self.code, &self.name), vec![fact]).await;
        }
        let subject = Subject::new("cluster", &self.code, format!("CCN {}", self.name));
        actions::record(db, who, subject, self.id, fact).await
    }
}
