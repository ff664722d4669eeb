//! The full map, and where a cluster lies: every map has its table.

use std::collections::BTreeSet;

use axum::{extract::Path, response::Response};
use clusters::{Boundary, BoundaryMethod, BoundaryQuality, Cluster};
use documents::Origin;
use geo_types::{LineString, Polygon};
use kit_base::{At, Day, Error, Message};
use kit_db::Reader;
use kit_geo::{Coord, Geometry, Rect, Srid};
use kit_web::{Page, Plain, Result, TabLink, Template, Ui, Uncompared};
use serde::Serialize;
use utoipa::ToSchema;

/// The map of all layers; its table is the list of clusters.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "map.html")]
pub(crate) struct MapPage {
    #[serde(skip)]
    #[schema(ignore)]
    ui: Ui,
    /// Names of the layers in the tiles.
    layers: Vec<&'static str>,
    #[serde(skip)]
    tiles: String,
    #[serde(skip)]
    bounds: String,
    /// The day compared with, when the address names one that can be.
    compared_with: Option<Day>,
    /// Codes of the clusters that entered or changed since.
    moved: Vec<String>,
    #[serde(skip)]
    uncompared: Option<String>,
}

/// Where a cluster lies: its boundary as coordinates.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "place.html")]
pub(crate) struct PlacePage {
    #[serde(skip)]
    #[schema(ignore)]
    ui: Ui,
    code: String,
    name: String,
    /// The coordinate system of the vertices, in words.
    crs: String,
    srid: i32,
    /// How good the boundary is.
    quality: Option<BoundaryQuality>,
    /// Every boundary it had or will have, newest first.
    versions: Vec<VersionRow>,
    #[serde(skip)]
    #[schema(ignore)]
    may_record: bool,
    #[serde(skip)]
    #[schema(ignore)]
    recorded: bool,
    /// Area within, in hectares, in the plane of the system in which the boundary was given.
    shape_ha: Option<f64>,
    vertices: Vec<Vertex>,
    #[serde(skip)]
    tiles: String,
    #[serde(skip)]
    bounds: String,
}

/// A boundary in a period.
#[derive(Serialize, ToSchema)]
#[schema(as = ClusterBoundary)]
struct VersionRow {
    from: Day,
    to: Day,
    quality: BoundaryQuality,
    scale: Option<i64>,
    /// How the line came to be, when it is known.
    method: Option<BoundaryMethod>,
    area_ha: f64,
    /// Whether it is the one of the day asked for.
    standing: bool,
    source_key: String,
    source: String,
    origin: Origin,
}

/// A corner of the boundary, in metres.
#[derive(Serialize, ToSchema)]
struct Vertex {
    number: usize,
    /// Northing (*X*).
    north: f64,
    /// Easting (*Y*).
    east: f64,
    /// Length of the side to the next corner.
    side: f64,
}

impl Page for MapPage {
    fn ui(&self) -> &Ui {
        &self.ui
    }
}

impl Page for PlacePage {
    fn ui(&self) -> &Ui {
        &self.ui
    }
}

impl MapPage {
    fn halo(&self) -> String {
        serde_json::to_string(&self.moved).unwrap_or_default()
    }
}

impl PlacePage {
    fn tabs(&self) -> Vec<TabLink> {
        self.ui.tabs("cluster", &self.code)
    }

    fn is_made_up(&self) -> bool {
        self.quality == Some(BoundaryQuality::Illustrative)
    }

    fn told(&self, row: &VersionRow) -> String {
        let scale = row.scale.map_or(String::new(), |scale| format!(", 1:{}", self.ui.number(scale)));
        format!("{}{scale}", self.ui.t(row.quality.word()))
    }

    fn metres(&self, value: impl Plain<f64>) -> String {
        kit_base::fmt::number(value.plain(), 2, self.ui.lang())
    }
}

pub(crate) async fn map(ui: Ui) -> Result<Response> {
    let reader = ui.read_db().await?;
    let head = reader.facts_head().await?;
    let layers = ui.app().slices().iter().flat_map(|slice| slice.layers).map(|layer| layer.name).collect();
    let bounds = kit_web::bounds(places::extent(&reader, ui.at()).await?);
    let found = if ui.may(&clusters::VIEW) { clusters::moved(&reader, &ui).await? } else { None };
    let why = || Uncompared::same_day(&ui).or_else(|| Uncompared::nothing_then(&ui, None));
    let uncompared = if found.is_some() { None } else { why().map(|why| why.text) };
    let (compared_with, moved) = found.map(|found| (found.day, found.codes)).unzip();
    let (tiles, moved) = (ui.tiles(&head), moved.unwrap_or_default());
    Ok(MapPage { ui, layers, tiles, bounds, compared_with, moved, uncompared }.answer())
}

pub(crate) async fn place(ui: Ui, Path(code): Path<String>) -> Result<Response> {
    let reader = ui.read_db().await?;
    let today = At { as_of: ui.today(), ..ui.at() };
    let mut found = clusters::find(&reader, ui.actor(), ui.at(), &code).await?;
    if found.is_none() {
        found = clusters::find(&reader, ui.actor(), today, &code).await?;
    }
    let missing = || Error::NotFound(Message::new("clusters.no-such").with("code", &code));
    let cluster = found.ok_or_else(missing)?;
    let boundary = clusters::boundary(&reader, &cluster, ui.at()).await?;
    let shape = boundary.as_ref().map(|boundary| &boundary.geometry);
    let versions = versions(&ui, &reader, &cluster).await?;
    let places = places::known(&reader, kit_base::Instant::LATEST).await?;
    let subject = cluster.subject(&places, ui.today());
    let head = reader.facts_head().await?;
    let srid = kit_db::srid();
    let crs = kit_geo::Crs::find(srid).map(kit_geo::Crs::description).unwrap_or_default();
    let page = PlacePage {
        name: cluster.name.clone(),
        quality: boundary.as_ref().map(|boundary| boundary.quality),
        shape_ha: boundary.as_ref().map(|boundary| boundary.area.hectares()),
        vertices: shape.map(vertices).unwrap_or_default(),
        bounds: shape.and_then(around).unwrap_or_default(),
        versions,
        may_record: ui.actor().may(&clusters::RECORD, &subject),
        recorded: ui.param("recorded").is_some(),
        tiles: ui.tiles(&head),
        srid: srid.0,
        crs,
        code,
        ui,
    };
    Ok(page.answer())
}

async fn versions(ui: &Ui, reader: &Reader, cluster: &Cluster) -> Result<Vec<VersionRow>> {
    let found = clusters::boundary_versions(reader, cluster, ui.at().known_at).await?;
    let sources: BTreeSet<_> = found.iter().map(|boundary| boundary.source).collect();
    let labels = documents::labels(reader, ui.at().known_at, sources).await?;
    let row = |boundary: Boundary| {
        let (source_key, source) = labels.get(&boundary.source).cloned().unwrap_or_default();
        VersionRow {
            from: boundary.from,
            to: boundary.to,
            quality: boundary.quality,
            scale: boundary.scale,
            method: boundary.method,
            area_ha: boundary.area.hectares(),
            standing: boundary.from <= ui.at().as_of && ui.at().as_of < boundary.to,
            source_key,
            source,
            origin: boundary.origin,
        }
    };
    Ok(found.into_iter().map(row).collect())
}

/// The corners of the outer rings, one ring after the other.
fn vertices(geometry: &Geometry) -> Vec<Vertex> {
    let rings: Vec<&LineString> = match geometry {
        Geometry::Polygon(polygon) => vec![polygon.exterior()],
        Geometry::MultiPolygon(polygons) => polygons.iter().map(Polygon::exterior).collect(),
        _ => Vec::new(),
    };
    let sides = rings.into_iter().flat_map(LineString::lines).enumerate();
    let vertex = |(i, line): (usize, geo_types::Line<f64>)| Vertex {
        number: i + 1,
        north: line.start.y,
        east: line.start.x,
        side: line.dx().hypot(line.dy()),
    };
    sides.map(vertex).collect()
}

/// The box around a shape in degrees, with room around it.
fn around(geometry: &Geometry) -> Option<String> {
    let degrees = kit_geo::transform(geometry, kit_db::srid(), Srid::WGS84).ok()?;
    let found: Rect = kit_geo::bounds(&degrees)?;
    let (wide, high) = (found.width().max(0.004), found.height().max(0.004));
    let room = Coord { x: wide, y: high };
    Some(kit_web::bounds(Some(Rect::new(found.min() - room, found.max() + room))))
}
