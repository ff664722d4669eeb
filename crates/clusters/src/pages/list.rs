//! The list of clusters and its map: one list seen twice, with one count for both.

use std::{collections::HashMap, sync::Arc};

use axum::response::Response;
use kit_base::{Area, Day};
use kit_db::Reader;
use kit_web::{
    Compared, Format, Heads, Listed, MAP_VIEW, Page, Paging, Result, Table, Template, Ui,
    system::{Doubt, MEASURE_VIEW, doubts},
};
use places::Places;
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    columns::Columns,
    compared::{compared, moving, uncompared},
    conditions::{Choice, ORDER, choices, chosen_states, odd, wanted},
    row::{Row, heads, row},
};
use crate::{
    Cluster, Register, State, VIEW,
    boundary::{boundaries, boxes},
    measures, register,
    register::first_day,
};

/// The clusters that meet the conditions.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "clusters.html")]
#[schema(as = ClusterList)]
pub(crate) struct ListPage {
    #[serde(skip)]
    #[schema(ignore)]
    ui: Ui,
    /// Clusters before conditions.
    all: usize,
    /// Sum of the known areas of the rows that meet the conditions.
    #[serde(rename = "area_ha", serialize_with = "super::hectares")]
    #[schema(value_type = f64)]
    area: Area,
    /// Rows whose area is not known.
    area_unknown: usize,
    /// Whether only the clusters of the person's own area or body are in the list.
    limited: bool,
    /// What is not known of clusters that count as established.
    doubts: Vec<Doubt>,
    /// First day with data, when the day asked for lies before it.
    begins: Option<Day>,
    rows: Vec<Row>,
    /// What moved, when the list is compared with another day.
    compare: Option<Compared>,
    #[serde(skip)]
    table: Table,
    /// Clusters in the list on the day of the page.
    #[serde(skip)]
    count: usize,
    paging: Paging,
    /// Codes of all rows that meet the conditions, for the map.
    #[serde(skip)]
    codes: Option<String>,
    /// Codes of those that entered or changed, when the list is compared.
    #[serde(skip)]
    halo: Option<String>,
    /// The same figures as the catalogue's, for the day.
    #[serde(skip)]
    figures: Vec<(String, String, String)>,
    #[serde(skip)]
    districts: Vec<Choice>,
    #[serde(skip)]
    communes: Vec<Choice>,
    #[serde(skip)]
    tiles: String,
    /// The box around the rows' shapes, for the map.
    #[serde(skip)]
    bounds: String,
    /// The shapes of the rows, when they are asked for as a file that has shapes.
    #[serde(skip)]
    shapes: Option<Vec<Option<kit_geo::Geometry>>>,
}

/// Why the list is empty, in words, and what to do about it.
struct Empty {
    title: String,
    help: String,
    link: Option<(String, String)>,
}

impl Page for ListPage {
    fn ui(&self) -> &Ui {
        &self.ui
    }

    fn listed(&self) -> Option<Listed> {
        Some(self.table.listed(&self.ui, self.ui.t("clusters.title"), self.shapes.clone()))
    }

    fn files(&self) -> &'static [&'static str] {
        &["xlsx", "csv", "geojson", "gpkg"]
    }
}

impl ListPage {
    fn view(&self) -> &str {
        match self.ui.param("view") {
            _ if !self.has_map() => "table",
            Some(view @ ("table" | "map")) => view,
            _ => "half",
        }
    }

    fn has_map(&self) -> bool {
        self.ui.may(&MAP_VIEW)
    }

    fn pick(&self) -> &str {
        self.ui.param("pick").unwrap_or("")
    }

    /// The name of the picked row.
    fn picked(&self) -> &str {
        self.rows.iter().find(|row| row.code == self.pick()).map_or("", |row| row.name.as_str())
    }

    fn chosen_states(&self) -> Vec<State> {
        chosen_states(&self.ui)
    }

    fn states(&self) -> Vec<(State, bool)> {
        let chosen = self.chosen_states();
        State::all().map(|state| (state, chosen.contains(&state))).collect()
    }

    /// Nothing is in the register yet, nothing is theirs, nothing is known of the day, or no cluster meets the conditions.
    fn empty(&self) -> Empty {
        let ui = &self.ui;
        let say = |what: &str| (ui.t(format!("clusters.{what}")), ui.t(format!("clusters.{what}-help")));
        let (title, help, link) = match (self.all, self.begins) {
            (0, Some(first)) => {
                let title = ui.fill("clusters.none-before", "day", ui.day(first));
                let link = (ui.with("as_of", first), ui.fill("clusters.see-from", "day", ui.day(first)));
                (title, ui.t("clusters.none-before-help"), Some(link))
            }
            (0, None) if ui.is_past() => {
                let (title, help) = say("none-then");
                (title, help, Some((ui.as_of_today(), ui.t("shell.to-today"))))
            }
            (0, None) => {
                let (title, help) = say(if self.limited { "none-yours" } else { "none-yet" });
                (title, help, None)
            }
            _ => {
                let help = ui.fill("clusters.empty-help", "n", ui.count(self.all));
                let link = (ui.href("/clusters"), ui.t("clusters.drop-all"));
                (ui.t("clusters.empty"), help, Some(link))
            }
        };
        Empty { title, help, link }
    }

    fn chosen(choices: &[Choice]) -> Option<String> {
        choices.iter().find(|choice| choice.chosen).map(|choice| choice.name.clone())
    }
}

pub(crate) async fn list(ui: Ui) -> Result<Response> {
    let reader = ui.read_db().await?;
    let Register { clusters, places } = register(&reader, ui.actor(), ui.at()).await?;
    let all = clusters.len();
    let (districts, communes) = choices(&reader, &ui).await?;
    let mut clusters = wanted(&ui, clusters, &places, ui.at().as_of);
    let (mut figures, mut doubted) = (Vec::new(), Vec::new());
    // The first two of the list: how many, how large.
    for measure in measures::ALL.iter().take(2).filter(|_| ui.may(&MEASURE_VIEW)) {
        let figure = measure.summary(&reader, ui.actor(), ui.at(), &ui.app().scope(None)).await?;
        // Both figures have the same members, and so the same doubts.
        doubted = doubts(&ui, &figure.doubts);
        let text = kit_base::fmt::number(figure.value.number(), measure.unit.digits, ui.lang());
        figures.push((measure.code.to_owned(), text, ui.unit(measure.unit.code)));
    }
    let head = reader.facts_head().await?;
    let columns = Columns::of(&reader, &ui).await?;
    let heads = Heads::chosen(&ui, heads(&ui, &columns));
    let mut halo = None;
    let found = compared(&ui, &reader, &heads, &columns, &clusters, &places).await?;
    let (mut table, rows) = if let Some(found) = found {
        let standing: HashMap<_, _> = found.standing().into_iter().collect();
        clusters.retain(|cluster| standing.contains_key(cluster.code.as_str()));
        halo = serde_json::to_string(&moving(&found)).ok();
        Table::compared(&ui, heads, found)
    } else {
        let paging = Paging::of(&ui, clusters.len());
        let day = ui.at().as_of;
        let shown = paging.cut(clusters.clone()).into_iter();
        let rows: Vec<_> = shown.map(|cluster| row(&ui, &cluster, &places, &columns, day)).collect();
        (Table::plain(&ui, heads, paging, &rows), rows)
    };
    table.order = ORDER;
    table.views = ui.saved_views(&reader).await?;
    odd(&ui, &places, &mut table.odd);
    table.uncompared = uncompared(&ui, &reader, table.compared.is_some() || all == 0).await?;
    // Where all are shown none has to be told from the others.
    let codes = (clusters.len() < all).then(|| {
        let codes: Vec<_> = clusters.iter().map(|cluster| cluster.code.as_str()).collect();
        serde_json::to_string(&codes).unwrap_or_default()
    });
    let page = ListPage {
        all,
        area: clusters.iter().filter_map(|cluster| cluster.area).sum(),
        area_unknown: clusters.iter().filter(|cluster| cluster.area.is_none()).count(),
        tiles: ui.tiles(&head),
        bounds: bounds(&reader, &ui, &clusters).await?,
        shapes: shapes(&reader, &ui, &clusters).await?,
        codes,
        count: clusters.len(),
        paging: table.paging.clone(),
        compare: table.compared.clone(),
        table,
        rows,
        halo,
        limited: ui.actor().is_limited(&VIEW),
        begins: begins(&reader, &ui, all, &places).await?,
        doubts: doubted,
        figures,
        districts,
        communes,
        ui,
    };
    Ok(page.answer())
}

/// The boundaries of the day, for files that have shapes.
async fn shapes(
    reader: &Reader,
    ui: &Ui,
    clusters: &[Arc<Cluster>],
) -> Result<Option<Vec<Option<kit_geo::Geometry>>>> {
    if !matches!(ui.format(), Format::GeoJson | Format::GeoPackage) {
        return Ok(None);
    }
    let drawn = boundaries(reader, ui.at()).await?.into_iter();
    let mut drawn: HashMap<_, _> = drawn.map(|boundary| (boundary.cluster, boundary.geometry)).collect();
    Ok(Some(clusters.iter().map(|cluster| drawn.remove(&cluster.id)).collect()))
}

/// The first day with data, when the day asked for lies before it: of any cluster, or of the units they lie in.
async fn begins(reader: &Reader, ui: &Ui, all: usize, places: &Places) -> Result<Option<Day>> {
    let first = match all {
        0 => first_day(reader, ui.actor(), ui.at().known_at).await?,
        _ => places.days_of_change().first().copied(),
    };
    Ok(first.filter(|first| ui.at().as_of < *first))
}

/// The box around the shapes of the rows, in degrees; around the whole province when nothing is drawn.
async fn bounds(reader: &Reader, ui: &Ui, clusters: &[Arc<Cluster>]) -> Result<String> {
    let boxes = boxes(reader, ui.at()).await?;
    let drawn = clusters.iter().filter_map(|cluster| boxes.get(&cluster.id).copied());
    let around = match drawn.reduce(kit_geo::join) {
        Some(around) => Some(around),
        None => places::extent(reader, ui.at()).await?,
    };
    Ok(kit_web::bounds(around))
}
