//! Units and bodies as they stood, and the way from a unit of the past to those of another day. Pure.

use std::collections::{BTreeSet, HashMap};

use kit_base::{Day, Id, fold_vi};
use kit_db::Source;
use sea_orm::{DeriveActiveEnum, EnumIter};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    BodyId, UnitId,
    store::{body_version, unit_version},
};

/// The three levels of units. Before 1 July 2025 a province had districts; since then it has only communes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "lowercase")]
#[serde(rename_all = "lowercase")]
pub enum UnitKind {
    /// *Tỉnh, thành phố trực thuộc trung ương.*
    Province,
    /// *Huyện, thị xã, thành phố thuộc tỉnh.*
    District,
    /// *Xã, phường, thị trấn.*
    Commune,
}

impl UnitKind {
    /// The key of its word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Province => "units.province",
            Self::District => "units.district",
            Self::Commune => "units.commune",
        }
    }
}

/// What a unit was in a period.
#[derive(Clone, Debug, PartialEq)]
pub struct Unit {
    /// Its identity.
    pub id: UnitId,
    /// First day.
    pub from: Day,
    /// First day on which it was not so any more.
    pub to: Day,
    /// Code of the national list.
    pub code: String,
    /// Name with its class: *Phường Bắc Giang*.
    pub name: String,
    /// Level.
    pub kind: UnitKind,
    /// What it belonged to.
    pub parent: Option<UnitId>,
    /// What says so.
    pub source: Option<Id<Source>>,
}

/// What a body was in a period.
#[derive(Clone, Debug, PartialEq)]
pub struct Body {
    /// Its identity.
    pub id: BodyId,
    /// First day.
    pub from: Day,
    /// First day on which it was not so any more.
    pub to: Day,
    /// Name.
    pub name: String,
    /// Kind, see the table.
    pub kind: String,
    /// The unit it belonged to.
    pub unit: Option<UnitId>,
    /// Made up for the demo.
    pub illustrative: bool,
}

/// Who follows whom.
#[derive(Clone, Debug, PartialEq)]
pub struct Succession<I> {
    /// The one before.
    pub from: I,
    /// The one after.
    pub to: I,
    /// First day of the one after.
    pub on: Day,
    /// `merged`, `split` or `abolished`.
    pub kind: String,
}

impl From<unit_version::Model> for Unit {
    fn from(row: unit_version::Model) -> Self {
        let unit_version::Model { id, valid_from, valid_to, code, name, kind, parent_id, source_id, .. } =
            row;
        Self { id, from: valid_from, to: valid_to, code, name, kind, parent: parent_id, source: source_id }
    }
}

impl From<body_version::Model> for Body {
    fn from(row: body_version::Model) -> Self {
        let body_version::Model { id, valid_from, valid_to, name, kind, unit_id, illustrative, .. } = row;
        Self { id, from: valid_from, to: valid_to, name, kind, unit: unit_id, illustrative }
    }
}

/// All units and bodies as recorded up to a moment.
pub struct Places {
    keys: HashMap<UnitId, String>,
    by_key: HashMap<String, UnitId>,
    pub(crate) units: HashMap<UnitId, Vec<Unit>>,
    successions: Vec<Succession<UnitId>>,
    body_keys: HashMap<BodyId, String>,
    bodies_by_key: HashMap<String, BodyId>,
    pub(crate) bodies: HashMap<BodyId, Vec<Body>>,
    body_successions: Vec<Succession<BodyId>>,
}

impl Places {
    pub(crate) fn new(
        keys: HashMap<UnitId, String>,
        units: Vec<Unit>,
        successions: Vec<Succession<UnitId>>,
        body_keys: HashMap<BodyId, String>,
        bodies: Vec<Body>,
        body_successions: Vec<Succession<BodyId>>,
    ) -> Self {
        Self {
            by_key: keys.iter().map(|(id, key)| (key.clone(), *id)).collect(),
            keys,
            units: gather(units, |unit| (unit.id, unit.from)),
            successions,
            bodies_by_key: body_keys.iter().map(|(id, key)| (key.clone(), *id)).collect(),
            body_keys,
            bodies: gather(bodies, |body| (body.id, body.from)),
            body_successions,
        }
    }

    /// All units of all times, each as it was last.
    pub fn units(&self) -> impl Iterator<Item = &Unit> {
        self.units.values().filter_map(|versions| versions.last())
    }

    /// The days on which units came, changed or went, oldest first. The first one is where our data begin.
    #[must_use]
    pub fn days_of_change(&self) -> Vec<Day> {
        let days: BTreeSet<Day> = self.units.values().flatten().map(|unit| unit.from).collect();
        days.into_iter().collect()
    }

    /// The unit with this key of URLs and seeds.
    #[must_use]
    pub fn unit_by_key(&self, key: &str) -> Option<UnitId> {
        self.by_key.get(key).copied()
    }

    /// Its key.
    #[must_use]
    pub fn key(&self, unit: UnitId) -> &str {
        self.keys.get(&unit).map_or("", String::as_str)
    }

    /// All that a unit ever was, oldest first.
    #[must_use]
    pub fn versions(&self, unit: UnitId) -> &[Unit] {
        self.units.get(&unit).map_or(&[], Vec::as_slice)
    }

    /// What a unit was on a day; nothing when it did not exist.
    #[must_use]
    pub fn unit_on(&self, unit: UnitId, day: Day) -> Option<&Unit> {
        self.versions(unit).iter().find(|version| version.from <= day && day < version.to)
    }

    /// All units of a level on a day, by code.
    #[must_use]
    pub fn standing(&self, kind: UnitKind, day: Day) -> Vec<&Unit> {
        let all = self.units.keys().filter_map(|id| self.unit_on(*id, day));
        let mut found: Vec<_> = all.filter(|unit| unit.kind == kind).collect();
        found.sort_by(|a, b| a.code.cmp(&b.code));
        found
    }

    /// The unit itself, or the one that followed it, on a day. For a day before our data begin, its first version.
    #[must_use]
    pub fn followed_on(&self, unit: UnitId, day: Day) -> Option<&Unit> {
        let (mut unit, mut steps) = (unit, 0);
        loop {
            if let Some(version) = self.unit_on(unit, day) {
                return Some(version);
            }
            let first = self.versions(unit).first()?;
            if day < first.from {
                return Some(first);
            }
            let next =
                self.successions.iter().find(|s| s.from == unit && s.on <= day && s.kind != "split")?;
            unit = next.to;
            steps += 1;
            if 16 < steps {
                return None;
            }
        }
    }

    /// The district of a commune: on that day, or the last one it belonged to before districts ended. For a commune
    /// made of several it is the district of most of them.
    #[must_use]
    pub fn district_of(&self, commune: UnitId, day: Day) -> Option<&Unit> {
        let now = self.followed_on(commune, day)?;
        let parent = |unit: &Unit, day| {
            let parent = self.unit_on(unit.parent?, day)?;
            (parent.kind == UnitKind::District).then_some(parent)
        };
        if let Some(district) = parent(now, day.max(now.from)) {
            return Some(district);
        }
        let lineage = std::iter::once(commune).chain(self.chain(commune));
        let last = |units: &mut dyn Iterator<Item = UnitId>| {
            let versions = units.flat_map(|id| self.versions(id)).filter(|version| version.from <= day);
            let found: Vec<_> =
                versions.filter_map(|version| parent(version, version.to.previous())).collect();
            let count = |district: &&Unit| found.iter().filter(|other| other.id == district.id).count();
            found.iter().copied().max_by_key(|district| (district.to, count(district), &district.code))
        };
        last(&mut lineage.into_iter()).or_else(|| last(&mut self.ancestors(now.id).into_iter()))
    }

    /// A unit, all units that it was made of, and those before them.
    pub(crate) fn ancestors(&self, unit: UnitId) -> Vec<UnitId> {
        let mut found = vec![unit];
        let mut next = 0;
        while let Some(&unit) = found.get(next) {
            let before =
                self.successions.iter().filter(|s| s.to == unit && s.kind != "split").map(|s| s.from);
            let fresh: Vec<_> = before.filter(|id| !found.contains(id)).collect();
            found.extend(fresh);
            next += 1;
        }
        found
    }

    /// All units that follow one another from this one on.
    fn chain(&self, unit: UnitId) -> Vec<UnitId> {
        let mut found = Vec::new();
        let mut at = unit;
        while let Some(next) = self.successions.iter().find(|s| s.from == at && s.kind != "split") {
            if found.contains(&next.to) {
                break;
            }
            found.push(next.to);
            at = next.to;
        }
        found
    }

    /// Who came before a unit.
    #[must_use]
    pub fn predecessors(&self, unit: UnitId) -> Vec<&Succession<UnitId>> {
        self.successions.iter().filter(|s| s.to == unit).collect()
    }

    /// Who came after a unit.
    #[must_use]
    pub fn successors(&self, unit: UnitId) -> Vec<&Succession<UnitId>> {
        self.successions.iter().filter(|s| s.from == unit).collect()
    }

    /// The communes of a day that lie in a unit of any time and level. Rights of old districts map forward by this.
    #[must_use]
    pub fn communes_on(&self, unit: UnitId, day: Day) -> BTreeSet<UnitId> {
        let Some(last) = self.versions(unit).last() else { return BTreeSet::new() };
        if last.kind == UnitKind::Commune {
            return self.followed_on(unit, day).map(|unit| unit.id).into_iter().collect();
        }
        let then = if self.unit_on(unit, day).is_some() { day } else { last.to.previous() };
        let inside =
            self.standing(UnitKind::Commune, then).into_iter().filter(|c| self.lies_in(c, unit, then));
        inside.filter_map(|commune| self.followed_on(commune.id, day)).map(|commune| commune.id).collect()
    }

    fn lies_in(&self, unit: &Unit, outer: UnitId, day: Day) -> bool {
        unit.parent.is_some_and(|parent| {
            parent == outer
                || self.unit_on(parent, day).is_some_and(|parent| self.lies_in(parent, outer, day))
        })
    }

    /// Whether a unit lies in another one of any time and level: on `day`, or on the last day of the outer one.
    #[must_use]
    pub fn lies_within(&self, unit: UnitId, outer: UnitId, day: Day) -> bool {
        let Some(last) = self.versions(outer).last() else { return false };
        let then = if self.unit_on(outer, day).is_some() { day } else { last.to.previous() };
        self.followed_on(unit, then).is_some_and(|unit| unit.id == outer || self.lies_in(unit, outer, then))
    }

    /// The body with this key.
    #[must_use]
    pub fn body_by_key(&self, key: &str) -> Option<BodyId> {
        self.bodies_by_key.get(key).copied()
    }

    /// Its key.
    #[must_use]
    pub fn body_key(&self, body: BodyId) -> &str {
        self.body_keys.get(&body).map_or("", String::as_str)
    }

    /// A key for a new body of this name: `cong-ty-minh-hoa`, with a number when that is taken.
    #[must_use]
    pub fn free_body_key(&self, name: &str) -> String {
        let words = fold_vi(name);
        let words = words.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
        let stem = words.take(12).collect::<Vec<_>>().join("-");
        let others = (2..).map(|n| format!("{stem}-{n}"));
        let mut all = std::iter::once(stem.clone()).chain(others);
        all.find(|key| self.body_by_key(key).is_none()).unwrap_or_default()
    }

    /// What a body was on a day.
    #[must_use]
    pub fn body_on(&self, body: BodyId, day: Day) -> Option<&Body> {
        let versions = self.bodies.get(&body)?;
        versions.iter().find(|version| version.from <= day && day < version.to)
    }

    /// All bodies on a day, by kind and name.
    #[must_use]
    pub fn bodies_on(&self, day: Day) -> Vec<&Body> {
        let mut found: Vec<_> = self.bodies.keys().filter_map(|id| self.body_on(*id, day)).collect();
        found.sort_by(|a, b| (&a.kind, &a.name).cmp(&(&b.kind, &b.name)));
        found
    }

    /// The first day on which bodies are known; nothing where none are.
    #[must_use]
    pub fn bodies_known_from(&self) -> Option<Day> {
        self.bodies.values().flatten().map(|body| body.from).min()
    }

    /// The bodies that a body took over from, and those that took over from it.
    #[must_use]
    pub fn body_links(&self, body: BodyId) -> (Vec<&Succession<BodyId>>, Vec<&Succession<BodyId>>) {
        let before = self.body_successions.iter().filter(|s| s.to == body).collect();
        (before, self.body_successions.iter().filter(|s| s.from == body).collect())
    }

    /// The bodies of a day that stand for this one: itself, or when it has ended those that took over from it, also
    /// by halves. Rights in the name of a body that has ended map forward by this.
    #[must_use]
    pub fn bodies_after(&self, body: BodyId, day: Day) -> BTreeSet<BodyId> {
        let (mut found, mut next) = (vec![body], 0);
        while let Some(&at) = found.get(next) {
            if self.body_on(at, day).is_none() {
                let after = self.body_successions.iter().filter(|s| s.from == at && s.on <= day);
                let fresh: Vec<_> = after.map(|s| s.to).filter(|id| !found.contains(id)).collect();
                found.extend(fresh);
            }
            next += 1;
        }
        found.into_iter().filter(|id| self.body_on(*id, day).is_some()).collect()
    }

    /// The name a body had last.
    #[must_use]
    pub fn body_name(&self, body: BodyId) -> &str {
        self.bodies.get(&body).and_then(|v| v.last()).map_or("", |body| body.name.as_str())
    }

    /// The name a unit had last.
    #[must_use]
    pub fn name(&self, unit: UnitId) -> &str {
        self.versions(unit).last().map_or("", |unit| unit.name.as_str())
    }
}

fn gather<I: std::hash::Hash + Eq, T>(rows: Vec<T>, key: impl Fn(&T) -> (I, Day)) -> HashMap<I, Vec<T>> {
    let mut found: HashMap<I, Vec<T>> = HashMap::new();
    for row in rows {
        found.entry(key(&row).0).or_default().push(row);
    }
    for versions in found.values_mut() {
        versions.sort_by_key(|row| key(row).1);
    }
    found
}
