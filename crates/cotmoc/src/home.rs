//! The first page: what waits for the person, the main figures, what changed lately, and where to go.

use std::sync::Arc;

use axum::response::Response;
use kit_base::{Day, Instant};
use kit_db::{AuditFilter, Reader, entries};
use kit_web::{Page, Result, Route, SIGNED_IN, Slice, TabLink, Template, Ui, WorkItem};
use serde::Serialize;
use utoipa::ToSchema;
use worklist::{Tab, Waiting, waiting};

pub(crate) fn slice() -> Slice {
    Slice {
        routes: || vec![Route::get("/", &SIGNED_IN, show).answers::<Home>()],
        ..Slice::new("home", include_str!("../locales/vi.toml"), include_str!("../locales/en.toml"))
    }
}

/// The first page.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "home.html")]
pub(crate) struct Home {
    #[serde(skip)]
    #[schema(ignore)]
    ui: Ui,
    figures: Vec<Figure>,
    /// Reorganisations of units between the day shown and today.
    reorganised: Vec<Reorganised>,
    changes: Vec<Change>,
    /// What waits for the person, first things first.
    work: Vec<Task>,
    /// How much that is in all.
    waiting: usize,
}

/// Something that waits for the person.
#[derive(Serialize, ToSchema)]
#[schema(as = HomeTask)]
struct Task {
    what: String,
    record: String,
    since: Day,
    until: Option<Day>,
    href: String,
}

/// A main figure.
#[derive(Serialize, ToSchema)]
#[schema(as = HomeFigure)]
struct Figure {
    code: &'static str,
    name: String,
    value: f64,
    unit: String,
    #[serde(skip)]
    text: String,
    members: usize,
    unknown: usize,
    illustrative: usize,
    /// What is not known of records that are counted all the same.
    doubts: Vec<kit_web::system::Doubt>,
    /// Whether only the records of the person's own area or body are counted.
    limited: bool,
    /// What it was on the day compared with.
    then: Option<kit_web::system::Then>,
}

/// A reorganisation of units, with what says so.
#[derive(Serialize, ToSchema)]
#[schema(as = HomeReorganised)]
struct Reorganised {
    on: Day,
    source: Option<String>,
}

/// Something that was recorded lately, in a record the person may see.
#[derive(Serialize, ToSchema)]
#[schema(as = HomeChange)]
struct Change {
    #[serde(serialize_with = "kit_base::moment")]
    #[schema(value_type = String, format = DateTime)]
    at: Instant,
    action: String,
    label: String,
    href: String,
    #[serde(skip)]
    icon: &'static str,
}

impl Page for Home {
    fn ui(&self) -> &Ui {
        &self.ui
    }
}

impl Home {
    /// Every entry of the rail with a sentence; on a phone this is the way to most of them.
    fn ways(&self) -> Vec<(TabLink, String)> {
        let entries = self.ui.rail_work().into_iter().chain(self.ui.rail_base());
        let told = |entry: TabLink| {
            let path = entry.href.trim_start_matches('/').split('?').next().unwrap_or_default();
            let sentence = self.ui.find(&format!("home.go-{path}")).unwrap_or_default();
            (entry, sentence)
        };
        entries.map(told).collect()
    }
}

impl Figure {
    /// The key of the headline: of the whole, or of what the person may see.
    fn headline(&self) -> &'static str {
        if self.limited { "home.headline-own" } else { "home.headline" }
    }
}

/// The figures of the first page, in the order in which the chairman's letter names them; all others are in the
/// catalogue.
const HEADLINES: [&str; 8] = [
    "clusters.count",
    "clusters.area_ha",
    "clusters.operating.count",
    "land.industrial_ha",
    "occupancy.pct",
    "projects.count",
    "projects.capital_bn_vnd",
    "workers.count",
];

/// How many changes are shown, and among how many deeds they are looked for.
const SHOWN: usize = 8;
const LOOKED_AT: u64 = 60;
/// How much of what waits is shown; the rest is in the list.
const TASKS: usize = 5;

async fn show(ui: Ui) -> Result<Response> {
    let reader = ui.read_db().await?;
    let mut figures = Vec::new();
    let may = ui.may(&kit_web::system::MEASURE_VIEW);
    for code in HEADLINES.into_iter().filter(|_| may) {
        let Some(measure) = ui.app().measures().find(|measure| measure.code == code) else { continue };
        if !ui.may(measure.view) {
            continue;
        }
        let figure = measure.summary(&reader, ui.actor(), ui.at(), &ui.app().scope(None)).await?;
        let value = figure.value.number();
        figures.push(Figure {
            code: measure.code,
            name: ui.t(format!("measure.{}.name", measure.code)),
            value,
            // Headline figures are whole; a percentage has one decimal.
            text: kit_base::fmt::number(value, usize::from(measure.unit.code == "percent"), ui.lang()),
            unit: ui.unit(measure.unit.code),
            members: figure.members,
            unknown: figure.unknown,
            doubts: kit_web::system::doubts(&ui, &figure.doubts),
            limited: ui.actor().is_limited(measure.view),
            illustrative: figure.illustrative,
            then: kit_web::system::then(&reader, &ui, measure, &ui.app().scope(None), figure.value).await?,
        });
    }
    let changes = changes(&reader, &ui).await?;
    let reorganised = reorganised(&reader, &ui).await?;
    let (work, waiting) = work(&reader, &ui).await?;
    Ok(Home { ui, figures, reorganised, changes, work, waiting }.answer())
}

/// What waits for the person: how much, and what to do first.
async fn work(reader: &Reader, ui: &Ui) -> kit_base::Result<(Vec<Task>, usize)> {
    let all = waiting(reader, ui).await?;
    let task = |one: &Arc<Waiting>| {
        let WorkItem { kind_word: what, record: (record, _), deed, since, until, .. } = one.item(ui);
        let (href, _) = deed?;
        Some(Task { what, record, since, until, href })
    };
    Ok((all.of(Tab::Mine).take(TASKS).filter_map(task).collect(), all.count(Tab::Mine)))
}

/// What was done lately to records that the person may see; who did it stands in the audit.
async fn changes(reader: &Reader, ui: &Ui) -> kit_base::Result<Vec<Change>> {
    let (mut kinds, mut visible) = (Vec::new(), None);
    if ui.may(&clusters::VIEW) {
        kinds.push("cluster");
        visible = Some(clusters::register(reader, ui.actor(), ui.at()).await?);
    }
    kinds.extend(ui.may(&documents::VIEW).then_some("document"));
    kinds.extend(ui.may(&places::VIEW).then_some("reorganisation"));
    let until = ui.known_day().map(kit_base::Day::end);
    let filter = AuditFilter { until, kinds, ..AuditFilter::default() };
    let mut found: Vec<Change> = Vec::new();
    for entry in entries(reader, &filter, LOOKED_AT).await? {
        let key = &entry.subject_key;
        let (href, icon) = match entry.subject_kind.as_str() {
            "cluster" if visible.as_ref().is_some_and(|register| register.has(key)) => {
                (format!("/clusters/{key}"), "building-factory-2")
            }
            "document" => (format!("/documents/{key}"), "file-text"),
            "reorganisation" => (format!("/units?as_of={key}"), "map-2"),
            _ => continue,
        };
        // Several facts of one record recorded together are one change.
        if found.last().is_some_and(|last| last.href == href) {
            continue;
        }
        // A reorganisation has no name but its day.
        let label = match entry.subject_kind.as_str() {
            "reorganisation" => reorganised_on(ui, &entry.subject_key, &entry.subject_label),
            _ => entry.subject_label,
        };
        found.push(Change { at: entry.at, action: ui.action_word(&entry.action), label, href, icon });
        if found.len() == SHOWN {
            break;
        }
    }
    Ok(found)
}

fn reorganised_on(ui: &Ui, key: &str, label: &str) -> String {
    let day = key.parse().map_or_else(|_| label.to_owned(), |day: Day| ui.day(day));
    ui.fill("home.reorganised", "day", day)
}

/// What the reader of a past day has to know: units were reorganised since.
async fn reorganised(reader: &Reader, ui: &Ui) -> kit_base::Result<Vec<Reorganised>> {
    if ui.today() <= ui.at().as_of || !ui.may(&places::VIEW) {
        return Ok(Vec::new());
    }
    let places = places::known(reader, ui.at().known_at).await?;
    let found = places.reorganised_between(ui.at().as_of, ui.today());
    let sources = found.iter().filter_map(|reorganised| reorganised.source).collect();
    let labels = documents::labels(reader, ui.at().known_at, sources).await?;
    let label = |source| labels.get(&source).map(|(_, label)| label.clone());
    Ok(found.into_iter().map(|r| Reorganised { on: r.on, source: r.source.and_then(label) }).collect())
}
