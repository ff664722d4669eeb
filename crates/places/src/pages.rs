//! Units and bodies as people look at them.

use std::collections::BTreeMap;

use axum::{extract::Path, response::Response};
use kit_base::{Day, Error, Message, fold_vi};
use kit_web::{Page, Result, Template, Ui};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{Places, RECORD_BODY, Unit, UnitId, UnitKind};

/// The communes of a day with those before and after them, grouped by district.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "units.html")]
pub(crate) struct Units {
    #[serde(skip)]
    #[schema(ignore)]
    ui: Ui,
    /// The first day on which units are known.
    known_from: Option<Day>,
    /// Days on which units changed; the first is where our data begin.
    days: Vec<Day>,
    /// How many of each level stood; nothing before our data begin.
    provinces: Option<usize>,
    districts: Option<usize>,
    communes: Option<usize>,
    /// Rows shown, when a name was searched for.
    shown: usize,
    groups: Vec<Group>,
}

/// A district, or the district of old that communes of today lay in.
#[derive(Serialize, ToSchema)]
#[schema(as = UnitGroup)]
struct Group {
    name: String,
    key: String,
    /// Last day of the district, when it is no more on the day asked for.
    until: Option<Day>,
    rows: Vec<Row>,
}

/// A commune between those before and those after it.
#[derive(Serialize, ToSchema)]
#[schema(as = UnitRow)]
struct Row {
    key: String,
    code: String,
    name: String,
    from: Day,
    /// Whether it may be older than our data.
    may_be_older: bool,
    before: Vec<String>,
    after: Vec<Link>,
}

/// A unit to go to.
#[derive(Serialize, ToSchema)]
#[schema(as = UnitLink)]
struct Link {
    key: String,
    name: String,
    on: Day,
    kind: String,
}

/// One unit: what it was when, and who came before and after.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "unit.html")]
pub(crate) struct UnitPage {
    #[serde(skip)]
    #[schema(ignore)]
    ui: Ui,
    key: String,
    name: String,
    code: String,
    kind: UnitKind,
    /// First day on which it is known.
    from: Day,
    /// Whether it may be older than our data.
    may_be_older: bool,
    versions: Vec<VersionRow>,
    before: Vec<Link>,
    after: Vec<Link>,
    communes: Vec<Link>,
}

/// What a unit was in a period.
#[derive(Serialize, ToSchema)]
#[schema(as = UnitVersionRow)]
struct VersionRow {
    from: Day,
    to: Day,
    code: String,
    name: String,
    parent: Option<String>,
    source: Option<String>,
}

/// The bodies of a day.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "bodies.html")]
pub(crate) struct Bodies {
    #[serde(skip)]
    #[schema(ignore)]
    ui: Ui,
    /// The first day on which bodies are known.
    known_from: Option<Day>,
    rows: Vec<BodyRow>,
}

/// A body between those before and those after it.
#[derive(Serialize, ToSchema)]
struct BodyRow {
    key: String,
    name: String,
    kind: String,
    unit: Option<String>,
    from: Day,
    illustrative: bool,
    before: Vec<String>,
    after: Vec<String>,
}

impl Link {
    /// The key of the word for how one followed the other.
    fn word(&self) -> String {
        format!("units.link.{}", if self.kind.is_empty() { "same" } else { &self.kind })
    }
}

impl Units {
    /// The day our data begin on, when the page is for an earlier one.
    fn too_early(&self) -> Option<Day> {
        self.known_from.filter(|first| self.ui.at().as_of < *first)
    }
}

impl UnitPage {
    /// The day it is known from, when the page is for an earlier one.
    fn too_early(&self) -> Option<Day> {
        Some(self.from).filter(|first| self.ui.at().as_of < *first)
    }
}

impl Bodies {
    /// The day our data begin on, when the page is for an earlier one.
    fn too_early(&self) -> Option<Day> {
        self.known_from.filter(|first| self.ui.at().as_of < *first)
    }
}

impl BodyRow {
    fn kind_word(&self) -> String {
        format!("bodies.kinds.{}", self.kind)
    }
}

macro_rules! page {
    ($($name:ident),*) => { $(impl Page for $name {
        fn ui(&self) -> &Ui {
            &self.ui
        }
    })* };
}
page!(Units, UnitPage, Bodies);

pub(crate) async fn list(ui: Ui) -> Result<Response> {
    let places = Places::load(&ui.read_db().await?, ui.at().known_at).await?;
    let day = ui.at().as_of;
    let wanted = ui.param("q").map(|text| fold_vi(text.trim()));
    let communes = places.standing(UnitKind::Commune, day);
    let mut groups: BTreeMap<(bool, String), Group> = BTreeMap::new();
    let mut shown = 0;
    for unit in &communes {
        if wanted.as_ref().is_some_and(|wanted| !is_called(&places, unit, day, wanted)) {
            continue;
        }
        shown += 1;
        let district = places.district_of(unit.id, day);
        let group = groups.entry((district.is_none(), district.map_or(String::new(), |d| d.name.clone())));
        let group = group.or_insert_with(|| Group {
            name: district.map_or_else(|| ui.t("units.no-district"), |d| d.name.clone()),
            key: district.map_or(String::new(), |d| places.key(d.id).to_owned()),
            until: district.filter(|d| d.to <= day).map(|d| d.to.previous()),
            rows: Vec::new(),
        });
        group.rows.push(row(&places, unit, day, ui.today()));
    }
    let known_from = places.known_from();
    let is_known = known_from.is_some_and(|first| first <= day);
    let count = |kind| is_known.then(|| places.standing(kind, day).len());
    let page = Units {
        known_from,
        days: places.days_of_change(),
        provinces: count(UnitKind::Province),
        districts: count(UnitKind::District),
        communes: count(UnitKind::Commune),
        shown,
        groups: groups.into_values().collect(),
        ui,
    };
    Ok(page.answer())
}

pub(crate) async fn show(ui: Ui, Path(key): Path<String>) -> Result<Response> {
    let places = Places::load(&ui.read_db().await?, ui.at().known_at).await?;
    let missing = || Error::NotFound(Message::new("units.no-such").with("key", &key));
    let id = places.unit_by_key(&key).ok_or_else(missing)?;
    let versions = places.versions(id);
    let day = ui.at().as_of;
    let first = versions.first().ok_or_else(missing)?;
    let shown = places.unit_on(id, day).or(versions.last()).ok_or_else(missing)?;
    let page = UnitPage {
        key: key.clone(),
        name: shown.name.clone(),
        code: shown.code.clone(),
        kind: shown.kind,
        from: first.from,
        may_be_older: places.may_be_older(first),
        versions: versions.iter().rev().map(|version| version_row(&places, version)).collect(),
        before: places.predecessors(id).iter().map(|s| link(&places, s.from, s.on, &s.kind)).collect(),
        after: places.successors(id).iter().map(|s| link(&places, s.to, s.on, &s.kind)).collect(),
        communes: if shown.kind == UnitKind::Commune || day < first.from {
            Vec::new()
        } else {
            places.communes_on(id, day).into_iter().map(|c| link(&places, c, day, "")).collect()
        },
        ui,
    };
    Ok(page.answer())
}

impl Bodies {
    fn may_add(&self) -> bool {
        self.ui.actor().may_somewhere(&RECORD_BODY)
    }
}

pub(crate) async fn bodies(ui: Ui) -> Result<Response> {
    let places = Places::load(&ui.read_db().await?, ui.at().known_at).await?;
    let day = ui.at().as_of;
    let rows = places.bodies_on(day).into_iter().map(|body| {
        let (before, after) = places.body_links(body.id);
        BodyRow {
            key: places.body_key(body.id).to_owned(),
            name: body.name.clone(),
            kind: body.kind.clone(),
            unit: body.unit.and_then(|unit| places.followed_on(unit, day)).map(|unit| unit.name.clone()),
            from: body.from,
            illustrative: body.illustrative,
            before: before
                .iter()
                .filter(|s| s.on <= day)
                .map(|s| places.body_name(s.from).to_owned())
                .collect(),
            after: after.iter().filter(|s| day < s.on).map(|s| places.body_name(s.to).to_owned()).collect(),
        }
    });
    Ok(Bodies { known_from: places.bodies_known_from(), rows: rows.collect(), ui }.answer())
}

/// Whether a unit has this code, or it or one of those it was made of was ever called so.
fn is_called(places: &Places, unit: &Unit, day: Day, wanted: &str) -> bool {
    let all = places.ancestors(unit.id).into_iter().flat_map(|id| places.versions(id));
    let mut names = all.filter(|version| version.from <= day).map(|version| fold_vi(&version.name));
    unit.code == wanted || names.any(|name| name.contains(wanted))
}

fn row(places: &Places, unit: &Unit, day: Day, today: Day) -> Row {
    let mut before: Vec<_> = places
        .predecessors(unit.id)
        .iter()
        .filter(|s| s.on <= day)
        .map(|s| places.name(s.from).to_owned())
        .collect();
    let own =
        places.versions(unit.id).iter().filter(|version| version.to <= day && version.name != unit.name);
    before.extend(own.map(|version| version.name.clone()));
    let after = places.successors(unit.id);
    let after = after.iter().filter(|s| day < s.on && s.on <= today);
    Row {
        key: places.key(unit.id).to_owned(),
        code: unit.code.clone(),
        name: unit.name.clone(),
        from: unit.from,
        may_be_older: places.may_be_older(unit),
        before,
        after: after.map(|s| link(places, s.to, s.on, &s.kind)).collect(),
    }
}

fn link(places: &Places, unit: UnitId, on: Day, kind: &str) -> Link {
    let name = places.unit_on(unit, on).map_or_else(|| places.name(unit), |unit| &unit.name);
    Link { key: places.key(unit).to_owned(), name: name.to_owned(), on, kind: kind.to_owned() }
}

fn version_row(places: &Places, version: &Unit) -> VersionRow {
    let parent = version.parent.and_then(|parent| places.followed_on(parent, version.from));
    VersionRow {
        from: version.from,
        to: version.to,
        code: version.code.clone(),
        name: version.name.clone(),
        parent: parent.map(|parent| parent.name.clone()),
        source: version.source.map(|source| source.to_string()),
    }
}
