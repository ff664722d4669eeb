//! What who leads has to know in a minute: five figures and how they moved, where the worst open matters lie, and on
//! whose desk they are.

use std::collections::BTreeMap;

use axum::response::Response;
use kit_base::Day;
use kit_db::Reader;
use kit_web::{
    MAP_VIEW, Page, Plain, Result, Severity, Template, Ui,
    system::{Then, then},
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{gather::waiting, model::sign, sums::Tally};

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
    let sums = all.sums();
    let signs: BTreeMap<&str, &str> =
        sums.places.iter().map(|(key, (_, tally))| (&**key, sign(tally.worst()))).collect();
    let matters = serde_json::to_string(&signs).unwrap_or_default();
    let new = sums.newer(compare);
    let office = |(name, (open, oldest))| Office { name, open, oldest };
    let mut offices: Vec<_> = sums.offices.into_iter().map(office).collect();
    offices.sort_by_key(|office| std::cmp::Reverse(office.open.worst_first()));
    let mut places: Vec<_> = sums.places.into_iter().collect();
    places.sort_by_key(|(_, (_, open))| std::cmp::Reverse(open.worst_first()));
    places.truncate(PLACES);
    let place = |(key, (name, open)): (String, (String, Tally))| {
        let name = if name.is_empty() { key.clone() } else { name };
        Place { key, name, worst: open.worst(), open }
    };
    let clusters = places.into_iter().map(place).collect();
    let (_, head) = reader.audit_head().await?;
    let page = OverviewPage {
        compare,
        figures,
        open: sums.open,
        new,
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
