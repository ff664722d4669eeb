//! Reading a province's units and bodies from files, and telling what changed on which day.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use kit_base::{Actor, Clock, Day, Error, Id, Result};
use kit_db::{Db, Source};
use serde::Deserialize;

use crate::{
    BodyId, UnitId, UnitKind,
    actions::{BodyChange, Reorganisation, Shape, UnitChange, reorganise},
};

/// The texts of the files, as `seed/README.md` describes them.
pub struct SeedFiles<'a> {
    /// `units.csv`.
    pub units: &'a str,
    /// `unit_successions.csv`.
    pub unit_successions: &'a str,
    /// `bodies.csv`.
    pub bodies: &'a str,
    /// `body_successions.csv`.
    pub body_successions: &'a str,
    /// `shapes/units.geojson`.
    pub shapes: &'a str,
}

/// The keys of documents and their ids.
pub type Sources = HashMap<String, Id<Source>>;

/// What is to be recorded on a day.
pub struct SeedStep {
    /// The day on which it is recorded and from which it holds.
    pub on: Day,
    what: Reorganisation,
}

/// The identities of the seed, by their keys.
pub struct SeedIds {
    /// Units.
    pub units: HashMap<String, UnitId>,
    /// Bodies.
    pub bodies: HashMap<String, BodyId>,
}

impl SeedStep {
    /// The documents it rests on.
    pub fn sources(&self) -> impl Iterator<Item = Id<Source>> {
        let units = self.what.units.iter().filter_map(|unit| unit.source);
        units.chain(self.what.bodies.iter().filter_map(|body| body.source))
    }

    /// Records it.
    ///
    /// # Errors
    /// [`Error::Storage`], or [`Error::Refused`] when `who` may not.
    pub async fn run(self, db: &Db, who: &Actor) -> Result<()> {
        reorganise(db, who, self.on, self.what).await
    }
}

#[derive(Deserialize)]
struct UnitRow {
    key: String,
    valid_from: Day,
    valid_to: Day,
    code: String,
    kind: String,
    name: String,
    parent_key: String,
    source: String,
}

#[derive(Deserialize)]
struct BodyRow {
    key: String,
    valid_from: Day,
    valid_to: Day,
    name: String,
    kind: String,
    unit_key: String,
    source: String,
}

#[derive(Deserialize)]
struct LinkRow {
    from_key: String,
    to_key: String,
    on: Day,
    kind: String,
}

/// The steps in order of their days, and the identities they give. `sources` maps the keys of documents to their ids.
///
/// # Errors
/// A fault that names the file and what is wrong in it.
pub fn steps(files: &SeedFiles<'_>, sources: &Sources, clock: &Clock) -> Result<(Vec<SeedStep>, SeedIds)> {
    let mut days: BTreeMap<Day, Reorganisation> = BTreeMap::new();
    let units: Vec<UnitRow> = read("units.csv", files.units)?;
    let unit_ids: HashMap<&str, UnitId> = ids(units.iter().map(|row| row.key.as_str()), clock);
    let unit =
        |key: &str| unit_ids.get(key).copied().ok_or_else(|| Error::fault("seed", format!("no unit {key}")));
    let mut known = BTreeSet::new();
    for row in &units {
        let on = days.entry(row.valid_from).or_default();
        let id = unit(&row.key)?;
        if known.insert(&row.key) {
            on.new_units.push((id, row.key.clone()));
        }
        on.units.push(UnitChange {
            id,
            code: row.code.clone(),
            name: row.name.clone(),
            kind: kind(&row.kind)?,
            parent: if row.parent_key.is_empty() { None } else { Some(unit(&row.parent_key)?) },
            source: sources.get(&row.source).copied(),
        });
        let goes_on = units.iter().any(|next| next.key == row.key && next.valid_from == row.valid_to);
        if row.valid_to != Day::OPEN && !goes_on {
            days.entry(row.valid_to).or_default().ended_units.push(id);
        }
    }
    for row in read::<LinkRow>("unit_successions.csv", files.unit_successions)? {
        let link = (unit(&row.from_key)?, unit(&row.to_key)?, row.kind);
        days.entry(row.on).or_default().successions.push(link);
    }
    let bodies = add_bodies(&mut days, files, sources, clock, &unit)?;
    add_shapes(&mut days, files, &unit)?;
    let units = unit_ids.into_iter().map(|(key, id)| (key.to_owned(), id)).collect();
    let steps = days.into_iter().map(|(on, what)| SeedStep { on, what }).collect();
    Ok((steps, SeedIds { units, bodies }))
}

fn add_bodies(
    days: &mut BTreeMap<Day, Reorganisation>,
    files: &SeedFiles<'_>,
    sources: &Sources,
    clock: &Clock,
    unit: &dyn Fn(&str) -> Result<UnitId>,
) -> Result<HashMap<String, BodyId>> {
    let bodies: Vec<BodyRow> = read("bodies.csv", files.bodies)?;
    let body_ids: HashMap<&str, BodyId> = ids(bodies.iter().map(|row| row.key.as_str()), clock);
    let body =
        |key: &str| body_ids.get(key).copied().ok_or_else(|| Error::fault("seed", format!("no body {key}")));
    let mut known = BTreeSet::new();
    for row in &bodies {
        let on = days.entry(row.valid_from).or_default();
        let id = body(&row.key)?;
        if known.insert(&row.key) {
            on.new_bodies.push((id, row.key.clone()));
        }
        on.bodies.push(BodyChange {
            id,
            name: row.name.clone(),
            kind: row.kind.clone(),
            unit: if row.unit_key.is_empty() { None } else { Some(unit(&row.unit_key)?) },
            illustrative: row.source == "minh họa",
            source: sources.get(&row.source).copied(),
        });
        let goes_on = bodies.iter().any(|next| next.key == row.key && next.valid_from == row.valid_to);
        if row.valid_to != Day::OPEN && !goes_on {
            days.entry(row.valid_to).or_default().ended_bodies.push(id);
        }
    }
    for row in read::<LinkRow>("body_successions.csv", files.body_successions)? {
        let link = (body(&row.from_key)?, body(&row.to_key)?, row.kind);
        days.entry(row.on).or_default().body_successions.push(link);
    }
    Ok(body_ids.into_iter().map(|(key, id)| (key.to_owned(), id)).collect())
}

fn add_shapes(
    days: &mut BTreeMap<Day, Reorganisation>,
    files: &SeedFiles<'_>,
    unit: &dyn Fn(&str) -> Result<UnitId>,
) -> Result<()> {
    let features =
        kit_geo::geojson::read(files.shapes).map_err(|cause| Error::fault("shapes/units.geojson", cause))?;
    for feature in features {
        let text =
            |name: &str| feature.properties.get(name).and_then(|v| v.as_str()).unwrap_or_default().to_owned();
        let day = |name: &str| {
            text(name)
                .parse::<Day>()
                .map_err(|_| Error::fault("shapes/units.geojson", format!("{name} of {}", text("key"))))
        };
        let (from, to) = (day("valid_from")?, day("valid_to")?);
        let Some(geometry) = feature.geometry.clone() else { continue };
        let shape = Shape {
            unit: unit(&text("key"))?,
            from,
            to,
            geometry,
            srid: kit_geo::Srid::WGS84,
            quality: text("quality"),
        };
        days.entry(from).or_default().shapes.push(shape);
    }
    Ok(())
}

fn read<T: for<'a> Deserialize<'a>>(file: &str, text: &str) -> Result<Vec<T>> {
    let rows = csv::Reader::from_reader(text.as_bytes()).into_deserialize();
    rows.collect::<std::result::Result<_, _>>().map_err(|cause| Error::fault(file, cause))
}

fn ids<'a, K>(keys: impl Iterator<Item = &'a str>, clock: &Clock) -> HashMap<&'a str, Id<K>> {
    let mut found = HashMap::new();
    for key in keys {
        found.entry(key).or_insert_with(|| clock.id());
    }
    found
}

fn kind(text: &str) -> Result<UnitKind> {
    match text {
        "province" => Ok(UnitKind::Province),
        "district" => Ok(UnitKind::District),
        "commune" => Ok(UnitKind::Commune),
        other => Err(Error::fault("units.csv", format!("{other} is no kind of unit"))),
    }
}
