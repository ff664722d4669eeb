//! The list of clusters and its map: one list seen twice, with one count for both.

use std::collections::BTreeSet;

use axum::response::Response;
use documents::Origin;
use kit_base::{Area, fold_vi};
use kit_db::Reader;
use kit_web::{Html, Page, Paging, Result, Template, Ui};
use places::{Places, UnitKind};
use serde::Serialize;
use utoipa::ToSchema;

use super::{life, short_name};
use crate::{Cluster, Register, State, measures, register, register::shapes};

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
    rows: Vec<Row>,
    paging: Paging,
    /// Codes of all rows that meet the conditions, for the map.
    #[serde(skip)]
    codes: String,
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
}

/// A cluster in the list.
#[derive(Serialize, ToSchema)]
#[schema(as = ClusterRow)]
struct Row {
    code: String,
    name: String,
    state: Option<State>,
    communes: Vec<String>,
    district: Option<String>,
    #[serde(rename = "area_ha", serialize_with = "super::maybe_hectares")]
    #[schema(value_type = Option<f64>)]
    area: Option<Area>,
    origin: Origin,
    #[serde(skip)]
    commune_text: String,
    #[serde(skip)]
    district_text: String,
}

/// Something to choose in a condition.
struct Choice {
    key: String,
    name: String,
    chosen: bool,
}

impl Page for ListPage {
    fn ui(&self) -> &Ui {
        &self.ui
    }
}

impl ListPage {
    fn life(&self, row: &Row) -> Html {
        life(&self.ui, row.state)
    }

    fn view(&self) -> &str {
        match self.ui.param("view") {
            Some(view @ ("table" | "map")) => view,
            _ => "half",
        }
    }

    fn pick(&self) -> &str {
        self.ui.param("pick").unwrap_or("")
    }

    fn chosen_states(&self) -> Vec<State> {
        let chosen = self.ui.params("state");
        State::all().filter(|state| chosen.iter().any(|code| code == state.code())).collect()
    }

    fn states(&self) -> Vec<(State, bool)> {
        let chosen = self.chosen_states();
        State::all().map(|state| (state, chosen.contains(&state))).collect()
    }

    fn chosen(choices: &[Choice]) -> Option<String> {
        choices.iter().find(|choice| choice.chosen).map(|choice| choice.name.clone())
    }

    /// `descending` and the like for a column, when the list is sorted by it.
    fn sorted(&self, column: &str) -> Option<&'static str> {
        let (by, down) = sort(&self.ui);
        (by == column).then_some(if down { "descending" } else { "ascending" })
    }

    fn arrow(&self, column: &str) -> Html {
        match self.sorted(column) {
            Some("descending") => self.ui.icon("arrow-narrow-down"),
            Some(_) => self.ui.icon("arrow-narrow-up"),
            None => Html::default(),
        }
    }

    /// The list sorted by a column, the other way round when it is already.
    fn sort_link(&self, column: &str) -> String {
        let (by, down) = sort(&self.ui);
        let turn = if by == column { !down } else { column == "area" };
        self.ui.with("sort", format!("{}{column}", if turn { "-" } else { "" }))
    }
}

pub(crate) async fn list(ui: Ui) -> Result<Response> {
    let reader = ui.read_db().await?;
    let Register { clusters, places } = register(&reader, ui.actor(), ui.at()).await?;
    let all = clusters.len();
    let (districts, communes) = choices(&ui, &clusters, &places);
    let mut clusters: Vec<_> = clusters.into_iter().filter(|cluster| meets(&ui, cluster, &places)).collect();
    arrange(&ui, &mut clusters);
    let codes: Vec<_> = clusters.iter().map(|cluster| cluster.code.as_str()).collect();
    let codes = serde_json::to_string(&codes).unwrap_or_default();
    let mut figures = Vec::new();
    for measure in measures::ALL {
        let figure = measure.compute(&reader, ui.actor(), ui.at(), &ui.app().scope(None)).await?;
        let text = kit_base::fmt::number(figure.value.number(), measure.unit.digits, ui.lang());
        figures.push((measure.code.to_owned(), text, ui.unit(measure.unit.code)));
    }
    let (_, head) = reader.audit_head().await?;
    let paging = Paging::of(&ui, clusters.len());
    let page = ListPage {
        all,
        area: clusters.iter().filter_map(|cluster| cluster.area).sum(),
        area_unknown: clusters.iter().filter(|cluster| cluster.area.is_none()).count(),
        tiles: ui.tiles(&head),
        bounds: bounds(&reader, &ui, &clusters).await?,
        rows: paging.cut(clusters).into_iter().map(|cluster| row(&ui, cluster, &places)).collect(),
        paging,
        codes,
        figures,
        districts,
        communes,
        ui,
    };
    Ok(page.answer())
}

fn row(ui: &Ui, cluster: Cluster, places: &Places) -> Row {
    let day = ui.at().as_of;
    let mut units: Vec<_> = cluster.units.iter().filter_map(|unit| places.followed_on(*unit, day)).collect();
    units.dedup_by_key(|unit| unit.id);
    let district = cluster.units.first().and_then(|unit| places.district_of(*unit, day));
    Row {
        state: cluster.life(),
        commune_text: units.iter().map(|unit| short_name(unit, ui.lang())).collect::<Vec<_>>().join(", "),
        district_text: district.map_or(String::new(), |unit| short_name(unit, ui.lang())),
        communes: units.iter().map(|unit| unit.name.clone()).collect(),
        district: district.map(|unit| unit.name.clone()),
        area: cluster.area,
        origin: cluster.origin,
        code: cluster.code,
        name: cluster.name,
    }
}

/// The box around the shapes of the rows, in degrees; around the whole province when nothing is drawn.
async fn bounds(reader: &Reader, ui: &Ui, clusters: &[Cluster]) -> Result<String> {
    let ids: BTreeSet<_> = clusters.iter().map(|cluster| cluster.id).collect();
    let shapes = shapes(reader, ui.at()).await?.into_iter().filter(|(id, ..)| ids.contains(id));
    let boxes = shapes.filter_map(|(_, shape, _)| {
        let degrees = kit_geo::transform(&shape, kit_db::srid(), kit_geo::Srid::WGS84).ok()?;
        kit_geo::bounds(&degrees)
    });
    let around = match boxes.reduce(kit_geo::join) {
        Some(around) => Some(around),
        None => places::extent(reader, ui.at()).await?,
    };
    Ok(kit_web::bounds(around))
}

/// Whether a cluster meets all conditions of the address.
fn meets(ui: &Ui, cluster: &Cluster, places: &Places) -> bool {
    let states = ui.params("state");
    let in_unit = |name: &str| {
        ui.param(name).is_none_or(|key| {
            let unit = places.unit_by_key(key);
            unit.is_some_and(|unit| cluster.lies_within(places, unit, ui.at().as_of))
        })
    };
    let found = wanted(ui).map(|text| fold_vi(&text)).is_none_or(|wanted| {
        cluster.code.contains(&wanted)
            || cluster.search.iter().any(|name| name.contains(&wanted))
            || names_of(cluster, places, ui).iter().any(|name| name.contains(&wanted))
    });
    let life = cluster.life().map_or("", State::code);
    (states.is_empty() || states.iter().any(|state| state == life))
        && in_unit("district")
        && in_unit("commune")
        && found
}

/// What is searched for, in lower case and without *CCN*, which no name is recorded with.
fn wanted(ui: &Ui) -> Option<String> {
    let text = ui.param("q")?.trim().to_lowercase();
    Some(text.strip_prefix("ccn ").map(str::to_owned).unwrap_or(text))
}

/// The folded names of the places a cluster lies in.
fn names_of(cluster: &Cluster, places: &Places, ui: &Ui) -> Vec<String> {
    let units = cluster.units.iter().filter_map(|unit| places.followed_on(*unit, ui.at().as_of));
    units.map(|unit| fold_vi(&unit.name)).collect()
}

/// Column and direction: `sort=-area` is by area, largest first.
fn sort(ui: &Ui) -> (&str, bool) {
    let by = ui.param("sort").unwrap_or("-area");
    by.strip_prefix('-').map_or((by, false), |column| (column, true))
}

fn arrange(ui: &Ui, clusters: &mut [Cluster]) {
    let wanted = wanted(ui);
    let (by, down) = sort(ui);
    match by {
        "name" => clusters.sort_by_cached_key(|cluster| fold_vi(&cluster.name)),
        "code" => clusters.sort_by(|a, b| a.code.cmp(&b.code)),
        "state" => clusters.sort_by_key(Cluster::life),
        _ => clusters.sort_by_key(|cluster| cluster.area),
    }
    if down {
        clusters.reverse();
    }
    // A search with marks ranks what carries the same marks first: Phượng Sơn before Phương Sơn.
    if let Some(wanted) = wanted {
        clusters.sort_by_key(|cluster| !cluster.name.to_lowercase().contains(&wanted));
    }
}

/// The districts and communes that have clusters, for the conditions.
fn choices(ui: &Ui, clusters: &[Cluster], places: &Places) -> (Vec<Choice>, Vec<Choice>) {
    let day = ui.at().as_of;
    let units = || clusters.iter().flat_map(|cluster| &cluster.units);
    let choice = |name: &str, unit: &places::Unit| {
        let key = places.key(unit.id).to_owned();
        Choice { chosen: ui.param(name) == Some(key.as_str()), key, name: unit.name.clone() }
    };
    let districts =
        units().filter_map(|unit| places.district_of(*unit, day)).map(|unit| choice("district", unit));
    let communes = units().filter_map(|unit| places.followed_on(*unit, day));
    let communes = communes.filter(|unit| unit.kind == UnitKind::Commune).map(|unit| choice("commune", unit));
    (sorted(districts.collect()), sorted(communes.collect()))
}

fn sorted(mut choices: Vec<Choice>) -> Vec<Choice> {
    choices.sort_by_cached_key(|choice| (fold_vi(&choice.name), choice.key.clone()));
    choices.dedup_by(|a, b| a.key == b.key);
    choices
}
