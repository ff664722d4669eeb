//! What a person wrote into the forms of a plan and of a row. Names are looked up in what was read before.

use clusters::{Precision, Register};
use documents::{Known, Origin};
use kit_base::{Area, Day, Message};
use kit_web::{Form, FormBasis, Problems, Ui};
use places::{Places, UnitId, UnitKind};

use crate::{
    Change, RowKind, Stage,
    actions::{PlanFact, RowFact, When},
};

/// Where the names in a form are looked up.
pub(crate) struct Lookup {
    pub(crate) register: Register,
    pub(crate) documents: Vec<Known>,
}

/// What the form of a plan gives.
pub(crate) struct PlanEntry {
    pub(crate) code: String,
    pub(crate) fact: PlanFact,
    pub(crate) basis: Basis,
}

/// What the form of a row gives.
pub(crate) struct RowEntry {
    pub(crate) fact: RowFact,
    pub(crate) basis: Basis,
}

/// When it holds, and what it rests on.
pub(crate) struct Basis {
    pub(crate) when: When,
    /// The name of the document, for the audit.
    pub(crate) document: String,
    /// Whether it is so; otherwise what was recorded is taken back.
    pub(crate) holds: bool,
}

impl PlanEntry {
    /// Reads the form, and tells every problem.
    pub(crate) fn read(form: &Form, ui: &Ui, lookup: &Lookup) -> Result<Self, Problems> {
        let mut problems = Problems::default();
        let code = key(form, "code", &mut problems);
        if code == "new" {
            problems.add("code", Message::new("plans.not-a-key").with("text", &code));
        }
        let name = form.required_text("name", 200, &mut problems);
        let kind = needed(form.parsed("kind", &mut problems), "kind", &mut problems);
        let stage: Option<Stage> = needed(form.parsed("stage", &mut problems), "stage", &mut problems);
        let from = year(form, "period_from", &mut problems);
        let to = year(form, "period_to", &mut problems);
        if let (Some(from), Some(to)) = (from, to)
            && to < from
        {
            problems.add("period_to", Message::new("plans.period-backwards"));
        }
        let basis = basis(form, ui, lookup, &mut problems);
        match (kind, stage, from.zip(to), basis) {
            (Some(kind), Some(stage), Some(period), Some(basis)) if problems.is_empty() => {
                Ok(Self { code, fact: PlanFact { name, kind, period, stage }, basis })
            }
            _ => Err(problems),
        }
    }
}

impl RowEntry {
    /// Reads the form, and tells every problem.
    pub(crate) fn read(form: &Form, ui: &Ui, lookup: &Lookup) -> Result<Self, Problems> {
        let mut problems = Problems::default();
        let kind: Option<RowKind> = needed(form.parsed("kind", &mut problems), "kind", &mut problems);
        let change: Option<Change> = needed(form.parsed("change", &mut problems), "change", &mut problems);
        let nr = key(form, "nr", &mut problems);
        let name = form.required_text("name", 200, &mut problems);
        let (area_before, area) = areas(form, change, &mut problems);
        let basis = basis(form, ui, lookup, &mut problems);
        let places = &lookup.register.places;
        let day = basis.as_ref().map_or(Day::OPEN, |basis| basis.when.from);
        let units = units(form.get("units"), places, day);
        let units = units.map_err(|message| problems.add("units", message)).unwrap_or_default();
        let cluster = form.get("cluster");
        let found = lookup.register.clusters.iter().find(|known| known.code == cluster);
        if kind == Some(RowKind::Park) && !cluster.is_empty() {
            problems.add("cluster", Message::new("plans.park-is-no-cluster"));
        } else if found.is_none() && !cluster.is_empty() {
            problems.add("cluster", Message::new("clusters.no-such").with("code", cluster));
        }
        if kind == Some(RowKind::Park) && change == Some(Change::IntoPark) {
            problems.add("change", Message::new("plans.park-into-park"));
        }
        match (kind, change, basis) {
            (Some(kind), Some(change), Some(basis)) if problems.is_empty() => {
                let fact = RowFact {
                    kind,
                    nr,
                    name,
                    cluster: found.map(|cluster| cluster.id),
                    park: form.get("park").to_owned(),
                    units,
                    area_before,
                    area,
                    change,
                    phase: form.get("phase").to_owned(),
                    reason: form.get("reason").to_owned(),
                };
                Ok(Self { fact, basis })
            }
            _ => Err(problems),
        }
    }
}

fn needed<T>(read: Option<T>, field: &'static str, problems: &mut Problems) -> Option<T> {
    if read.is_none() && !problems.has(field) {
        problems.add(field, Message::new("form.required"));
    }
    read
}

/// A text that stands in an address: letters without marks, digits, `-` and `.`.
fn key(form: &Form, field: &'static str, problems: &mut Problems) -> String {
    let text = form.required(field, problems);
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.');
    if !text.is_empty() && (40 < text.len() || !text.chars().all(fits) || text.starts_with('.')) {
        problems.add(field, Message::new("plans.not-a-key").with("text", &text));
    }
    text
}

fn year(form: &Form, field: &'static str, problems: &mut Problems) -> Option<i64> {
    let text = form.required(field, problems);
    let year = text.parse().ok().filter(|year| (1990..=2100).contains(year));
    if year.is_none() && !text.is_empty() {
        problems.add(field, Message::new("plans.not-a-year").with("text", &text));
    }
    year
}

/// Both areas, which must fit what is said to change. Areas that are not known are left out of that.
fn areas(form: &Form, change: Option<Change>, problems: &mut Problems) -> (Option<Area>, Option<Area>) {
    let before = form.parsed::<Area>("area_before", problems);
    let area = form.parsed::<Area>("area", problems);
    if area.is_some_and(|area| area.raw() == 0) && change.is_some_and(Change::remains) {
        problems.add("area", Message::new("clusters.area-zero"));
    }
    let wrong = match (change, before, area) {
        (Some(Change::Enlarged), Some(before), Some(area)) if area <= before => Some("plans.not-larger"),
        (Some(Change::Reduced), Some(before), Some(area)) if before <= area => Some("plans.not-smaller"),
        _ => None,
    };
    if let Some(key) = wrong {
        problems.add("area", Message::new(key));
    }
    if change == Some(Change::New) && before.is_some_and(|before| before.raw() != 0) {
        problems.add("area_before", Message::new("plans.new-has-no-before"));
    }
    (before, area)
}

fn basis(form: &Form, ui: &Ui, lookup: &Lookup, problems: &mut Problems) -> Option<Basis> {
    let basis = FormBasis::from_form(form, ui.today(), problems);
    let source = documents::chosen(&lookup.documents, ui, form, problems)?;
    let FormBasis { from, to, holds, .. } = basis?;
    let when = When { from, to, precision: Precision::Day, origin: Origin::Recorded, source: source.id };
    Some(Basis { when, document: source.document.label().to_owned(), holds })
}

/// The units of a list like `Xã Hợp Thịnh; Xã Xuân Cẩm`: by name as of a day, or by key.
fn units(text: &str, places: &Places, day: Day) -> Result<Vec<UnitId>, Message> {
    let names = text.split([';', ',', '\n']).map(str::trim).filter(|name| !name.is_empty());
    names.map(|name| unit(name, places, day)).collect()
}

fn unit(name: &str, places: &Places, day: Day) -> Result<UnitId, Message> {
    if let Some(unit) = places.unit_by_key(name) {
        return Ok(unit);
    }
    let kinds = [UnitKind::Province, UnitKind::District, UnitKind::Commune];
    let standing = |day| kinds.into_iter().flat_map(move |kind| places.standing(kind, day));
    let named = |day| {
        let same = standing(day).filter(|unit| unit.name.to_lowercase() == name.to_lowercase());
        same.map(|unit| unit.id).collect::<Vec<_>>()
    };
    // The names of a day before our data begin are those of their first day.
    let first = places.days_of_change().first().copied().unwrap_or(day);
    match named(day.max(first))[..] {
        [unit] => Ok(unit),
        [] => Err(Message::new("plans.no-unit").with("unit", name)),
        _ => Err(Message::new("plans.units-of-that-name").with("unit", name)),
    }
}

/// The units as they would be written into the form: by name where that is clear, else by key.
pub(crate) fn units_text(units: &[UnitId], places: &Places, day: Day) -> String {
    let text = |id: &UnitId| {
        let name = places.followed_on(*id, day).map(|unit| unit.name.clone()).unwrap_or_default();
        let clear = unit(&name, places, day).is_ok_and(|found| found == *id);
        if clear { name } else { places.key(*id).to_owned() }
    };
    units.iter().map(text).collect::<Vec<_>>().join("; ")
}
