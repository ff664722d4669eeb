//! What who leads has to know in a minute: five figures and how they moved, where the worst open matters lie, and on
//! whose desk they are.

use std::collections::{BTreeMap, HashMap};

use axum::response::Response;
use kit_base::Day;
use kit_db::Reader;
use kit_web::{
    MAP_VIEW, Page, Plain, Result, Severity, Template, Ui,
    system::{Then, then},
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    gather::waiting,
    model::{Left, sign},
    waiting::Waiting,
};

/// The page of who leads.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "overview.html")]
pub(crate) struct OverviewPage {
    #[serde(skip)]
    #[schema(ignore)]
    ui: Ui,
    /// The day that figures are compared with: a month before, when the address names none.
    compare: Day,
    figures: Vec<Figure>,
    /// What is open, and how much of it.
    open: Tally,
    /// How much of that has come up since the day compared.
    new: usize,
    offices: Vec<Office>,
    clusters: Vec<Place>,
    #[serde(skip)]
    tiles: Option<String>,
    #[serde(skip)]
    bounds: String,
    #[serde(skip)]
    matters: String,
}

/// A figure, and what it was.
#[derive(Serialize, ToSchema)]
#[schema(as = OverviewFigure)]
struct Figure {
    code: &'static str,
    name: String,
    value: f64,
    unit: String,
    #[serde(skip)]
    text: String,
    then: Option<Then>,
}

/// So many of each severity, and past their day.
#[derive(Clone, Copy, Default, Serialize, ToSchema)]
#[schema(as = OverviewTally)]
struct Tally {
    error: usize,
    warning: usize,
    note: usize,
    late: usize,
}

/// An office with what lies on its desk.
#[derive(Serialize, ToSchema)]
#[schema(as = OverviewOffice)]
struct Office {
    /// Its name; empty for what lies on nobody's desk.
    name: String,
    open: Tally,
    /// The day since which the oldest of it waits.
    oldest: Day,
}

/// A place on the map with its worst open matter.
#[derive(Serialize, ToSchema)]
#[schema(as = OverviewPlace)]
struct Place {
    key: String,
    name: String,
    worst: Severity,
    open: Tally,
}

impl Page for OverviewPage {
    fn ui(&self) -> &Ui {
        &self.ui
    }
}

impl Tally {
    fn add(&mut self, waiting: &Waiting, today: Day) {
        match waiting.severity() {
            Severity::Error => self.error += 1,
            Severity::Warning => self.warning += 1,
            Severity::Note => self.note += 1,
        }
        let until = waiting.until();
        self.late += usize::from(until.is_some_and(|until| matches!(Left::of(until, today), Left::Late(_))));
    }

    const fn worst_first(self) -> (usize, usize, usize) {
        (self.error, self.warning, self.note)
    }

    const fn worst(self) -> Severity {
        match self {
            Self { error: 1.., .. } => Severity::Error,
            Self { warning: 1.., .. } => Severity::Warning,
            _ => Severity::Note,
        }
    }
}

impl Figure {
    fn is_same(&self) -> bool {
        let difference = self.then.as_ref().and_then(|then| then.difference);
        difference.is_some_and(|by| by.abs() < f64::EPSILON)
    }
}

impl OverviewPage {
    fn sign(severity: impl Plain<Severity>) -> &'static str {
        sign(severity.plain())
    }

    fn severities() -> [Severity; 3] {
        Severity::ALL
    }
}

/// The figures, in the order of the chairman's letter.
const FIGURES: [&str; 5] = [
    "clusters.count",
    "clusters.operating.count",
    "occupancy.pct",
    "projects.capital_bn_vnd",
    "workers.count",
];
/// How many places the table beside the map names; the rest is in the list.
const PLACES: usize = 12;

pub(crate) async fn overview(ui: Ui) -> Result<Response> {
    let reader = ui.read_db().await?;
    let today = ui.at().as_of;
    let ui = ui.or_compared_with(today.months_before(1).unwrap_or(today));
    let compare = ui.compare_day().unwrap_or(today);
    let figures = figures(&ui, &reader).await?;
    let all = waiting(&reader, &ui).await?;
    let all: Vec<&Waiting> = all.iter().map(|one| &**one).filter(|one| one.is_open()).collect();
    let mut open = Tally::default();
    let mut offices: HashMap<&str, (Tally, Day)> = HashMap::new();
    let mut places: HashMap<&str, (&str, Tally)> = HashMap::new();
    let nobody = [String::new()];
    for one in &all {
        open.add(one, today);
        let desk = if one.desk().is_empty() { &nobody[..] } else { one.desk() };
        for name in desk {
            let (tally, oldest) = offices.entry(name).or_insert_with(|| (Tally::default(), today));
            tally.add(one, today);
            *oldest = one.since().min(*oldest);
        }
        if let Some(place) = one.place() {
            let (name, tally) = places.entry(place).or_default();
            if one.record().1 == place {
                *name = one.record().0;
            }
            tally.add(one, today);
        }
    }
    let signs: BTreeMap<&str, &str> =
        places.iter().map(|(key, (_, tally))| (*key, sign(tally.worst()))).collect();
    let matters = serde_json::to_string(&signs).unwrap_or_default();
    let office = |(name, (open, oldest)): (&str, _)| Office { name: name.to_owned(), open, oldest };
    let mut offices: Vec<_> = offices.into_iter().map(office).collect();
    offices.sort_by_cached_key(|office| (std::cmp::Reverse(office.open.worst_first()), office.name.clone()));
    let place = |(key, (name, open)): (&str, (&str, Tally))| {
        let name = if name.is_empty() { key } else { name }.to_owned();
        Place { key: key.to_owned(), name, worst: open.worst(), open }
    };
    let mut clusters: Vec<_> = places.into_iter().map(place).collect();
    clusters.sort_by_cached_key(|place| (std::cmp::Reverse(place.open.worst_first()), place.key.clone()));
    clusters.truncate(PLACES);
    let (_, head) = reader.audit_head().await?;
    let page = OverviewPage {
        compare,
        figures,
        open,
        new: all.iter().filter(|one| compare < one.since()).count(),
        offices,
        clusters,
        tiles: ui.may(&MAP_VIEW).then(|| ui.tiles(&head)),
        bounds: kit_web::bounds(places::extent(&reader, ui.at()).await?),
        matters,
        ui,
    };
    Ok(page.answer())
}

async fn figures(ui: &Ui, reader: &Reader) -> Result<Vec<Figure>> {
    let scope = ui.app().scope(None);
    let mut found = Vec::new();
    for code in FIGURES {
        let Some(measure) = ui.app().measures().find(|measure| measure.code == code) else { continue };
        if !ui.may(measure.view) {
            continue;
        }
        let now = measure.summary(reader, ui.actor(), ui.at(), &scope).await?.value;
        let digits = usize::from(measure.unit.code == "percent");
        found.push(Figure {
            code,
            name: ui.t(format!("measure.{code}.name")),
            value: now.number(),
            // Headline figures are whole; a percentage has one decimal.
            text: kit_base::fmt::number(now.number(), digits, ui.lang()),
            unit: ui.unit(measure.unit.code),
            then: then(reader, ui, measure, &scope, now).await?,
        });
    }
    Ok(found)
}
