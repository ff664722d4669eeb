//! Which facts of a cluster a person may record one by one: the fields of each, and reading them.

use kit_base::{Area, Message, Money};
use kit_web::{Field, FieldInput, Form, Problems, Ui};
use places::{Places, UnitId, UnitKind};
use sea_orm::Iterable;

use super::fact_boundary;
use crate::{
    AreaKind, Boundary, Flag, Land, State, Wastewater, Works,
    actions::Fact,
    write::{LandUse, Work},
};

/// A kind of fact; its code stands in the address of its form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FactKind {
    State,
    Alias,
    Unit,
    Part,
    PartState,
    Measured,
    Reported,
    Land,
    Flag,
    Project,
    Wastewater,
    Boundary,
}

/// What stands now, to fill the fields with.
#[derive(Default)]
pub(super) struct Standing {
    pub(super) works: Works,
    pub(super) land: Option<Land>,
    pub(super) boundary: Option<Boundary>,
}

impl FactKind {
    pub(super) const ALL: [(Self, &'static str); 12] = [
        (Self::State, "state"),
        (Self::Alias, "alias"),
        (Self::Unit, "unit"),
        (Self::Flag, "flag"),
        (Self::Measured, "measured"),
        (Self::Reported, "reported"),
        (Self::Land, "land"),
        (Self::Part, "part"),
        (Self::PartState, "part-state"),
        (Self::Project, "project"),
        (Self::Wastewater, "wastewater"),
        (Self::Boundary, "boundary"),
    ];

    pub(super) fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, own)| *own == code).map(|(kind, _)| *kind)
    }

    pub(super) fn code(self) -> &'static str {
        Self::ALL.iter().find(|(kind, _)| *kind == self).map_or("", |(_, code)| code)
    }

    /// The key of its word.
    pub(super) fn word(self) -> String {
        format!("clusters.fact.{}", self.code())
    }

    /// The fields, each with what stands now.
    pub(super) fn fields(self, ui: &Ui, standing: &Standing) -> Vec<Field> {
        let (works, land) = (&standing.works, standing.land.as_ref());
        let area = |kind| {
            let found = works.areas.iter().find(|area| area.is.0 == kind).map(|area| area.is.1);
            vec![field("area", "clusters.fact-area", FieldInput::Number("ha"), true, ha(ui, found))]
        };
        let states = || FieldInput::choice(State::iter().map(|s| (s.code(), ui.t(s.word()))));
        let text = |name, word| field(name, word, FieldInput::Text, true, String::new());
        match self {
            Self::Boundary => fact_boundary::fields(ui, standing.boundary.as_ref()),
            Self::State => vec![field("state", "clusters.state", states(), true, String::new())],
            Self::Alias => vec![text("name", "clusters.fact-alias")],
            Self::Unit => vec![text("unit", "clusters.fact-unit")],
            Self::Part => vec![
                text("part", "clusters.fact-part"),
                text("name", "clusters.fact-name"),
                field("area", "clusters.fact-area", FieldInput::Number("ha"), false, String::new()),
            ],
            Self::PartState => vec![
                text("part", "clusters.fact-part"),
                field("state", "clusters.state", states(), true, String::new()),
            ],
            Self::Measured => area(AreaKind::Measured),
            Self::Reported => area(AreaKind::Reported),
            Self::Land => LAND
                .iter()
                .map(|(name, word, of)| {
                    field(name, word, FieldInput::Number("ha"), false, ha(ui, land.and_then(of)))
                })
                .collect(),
            Self::Flag => {
                let choices = FieldInput::choice(Flag::all().map(|flag| (flag.code(), ui.t(flag.word()))));
                vec![field("flag", "clusters.fact.flag", choices, true, String::new())]
            }
            Self::Project => {
                let standing = works.project.and_then(|project| project.is);
                let standing = standing.map_or(String::new(), |money| billions(ui, money));
                let kind = FieldInput::Number("bn_vnd");
                vec![field("investment", "clusters.fact-investment", kind, false, standing)]
            }
            Self::Wastewater => {
                let choices = FieldInput::choice(Wastewater::all().map(|one| (one.code(), ui.t(one.word()))));
                let (plant, capacity) = works.wastewater.map_or((None, None), |w| (Some(w.is.0), w.is.1));
                let plant = plant.map_or("", Wastewater::code).to_owned();
                let capacity = capacity.map_or(String::new(), |capacity| capacity.to_string());
                vec![
                    field("status", "clusters.fact.wastewater", choices, true, plant),
                    field(
                        "capacity",
                        "clusters.fact-capacity",
                        FieldInput::Number("m3_day"),
                        false,
                        capacity,
                    ),
                ]
            }
        }
    }

    /// Reads the fields, and notes every problem.
    pub(super) fn read(
        self,
        form: &Form,
        places: &Places,
        standing: &Standing,
        problems: &mut Problems,
    ) -> Option<Fact> {
        let work = |work| Some(Fact::Work(work));
        match self {
            Self::Boundary => {
                fact_boundary::read(form, standing.boundary.as_ref(), problems).map(Fact::Shape)
            }
            Self::State => Some(Fact::State(chosen(form, "state", problems)?)),
            Self::Alias => Some(Fact::Alias(form.required_text("name", 120, problems))),
            Self::Unit => unit(form, places, problems).map(Fact::Unit),
            Self::Part => work(Work::Part {
                part: form.required_text("part", 8, problems),
                name: form.required_text("name", 120, problems),
                area: form.parsed("area", problems),
            }),
            Self::PartState => {
                let part = form.required_text("part", 8, problems);
                work(Work::PartState { part, state: chosen(form, "state", problems)? })
            }
            Self::Measured => work(Work::Area(AreaKind::Measured, chosen(form, "area", problems)?)),
            Self::Reported => work(Work::Area(AreaKind::Reported, chosen(form, "area", problems)?)),
            Self::Land => work(Work::Land(LandUse {
                industrial: form.parsed("industrial", problems),
                leasable: form.parsed("leasable", problems),
                service: form.parsed("service", problems),
                road: form.parsed("road", problems),
                green: form.parsed("green", problems),
                technical: form.parsed("technical", problems),
                other: form.parsed("other", problems),
            })),
            Self::Flag => work(Work::Flag(chosen(form, "flag", problems)?)),
            Self::Project => work(Work::Project { investment: form.parsed::<Money>("investment", problems) }),
            Self::Wastewater => {
                let status = chosen(form, "status", problems);
                let capacity_m3_day = capacity(form, problems);
                work(Work::Wastewater { status: status?, capacity_m3_day })
            }
        }
    }
}

type OfLand = fn(&Land) -> Option<Area>;

/// The kinds of land by the detailed plan: name of the field, key of its word, where it stands.
pub(super) const LAND: [(&str, &str, OfLand); 7] = [
    ("industrial", "clusters.land.industrial", |land| land.industrial),
    ("leasable", "clusters.land.leasable", |land| land.leasable),
    ("service", "clusters.land.service", |land| land.service),
    ("road", "clusters.land.road", |land| land.road),
    ("green", "clusters.land.green", |land| land.green),
    ("technical", "clusters.land.technical", |land| land.technical),
    ("other", "clusters.land.other", |land| land.other),
];

pub(super) fn field(
    name: &'static str,
    word: &'static str,
    kind: FieldInput,
    need: bool,
    standing: String,
) -> Field {
    Field::new(name, word, kind, need).standing(standing)
}

fn ha(ui: &Ui, area: Option<Area>) -> String {
    area.map_or(String::new(), |area| ui.ha(area))
}

pub(super) fn billions(ui: &Ui, money: Money) -> String {
    kit_base::fmt::number(money.billions(), 1, ui.lang())
}

/// A field that must be filled and is read by `T`'s rules.
pub(super) fn chosen<T: std::str::FromStr<Err = Message>>(
    form: &Form,
    name: &'static str,
    problems: &mut Problems,
) -> Option<T> {
    let found = form.parsed(name, problems);
    if found.is_none() && !problems.has(name) {
        problems.add(name, Message::new("form.required"));
    }
    found
}

/// A commune by its code or its full name, of any time; a name that several had asks for the code. Names are never
/// matched without their accents.
fn unit(form: &Form, places: &Places, problems: &mut Problems) -> Option<UnitId> {
    let text = form.required_text("unit", 80, problems);
    if text.is_empty() {
        return None;
    }
    let (lower, mut found) = (text.to_lowercase(), std::collections::BTreeSet::new());
    for day in places.days_of_change() {
        let standing = places.standing(UnitKind::Commune, day);
        let same = standing.iter().filter(|unit| unit.code == text || unit.name.to_lowercase() == lower);
        found.extend(same.map(|unit| unit.id));
    }
    match found.len() {
        1 => return found.first().copied(),
        0 => problems.add("unit", Message::new("clusters.no-unit").with("text", text)),
        n => problems.add("unit", Message::new("clusters.several-units").with("text", text).with("n", n)),
    }
    None
}

fn capacity(form: &Form, problems: &mut Problems) -> Option<i64> {
    let text = form.get("capacity");
    if text.is_empty() {
        return None;
    }
    let found = text.parse().ok().filter(|capacity| (1..=1_000_000).contains(capacity));
    if found.is_none() {
        problems.add("capacity", Message::new("clusters.no-capacity").with("text", text));
    }
    found
}
