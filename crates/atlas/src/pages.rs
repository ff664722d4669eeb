//! The full map, and where a cluster lies: every map has its table.

use axum::{extract::Path, response::Response};
use kit_base::{At, Error, Message};
use kit_geo::{Coord, Geometry, Rect, Srid};
use kit_web::{Page, Plain, Result, TabLink, Template, Ui};
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
    quality: Option<String>,
    /// Area of the shape in the plane, in hectares.
    shape_ha: Option<f64>,
    vertices: Vec<Vertex>,
    #[serde(skip)]
    tiles: String,
    #[serde(skip)]
    bounds: String,
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

impl PlacePage {
    fn tabs(&self) -> Vec<TabLink> {
        self.ui.tabs("cluster", &self.code)
    }

    fn metres(&self, value: impl Plain<f64>) -> String {
        kit_base::fmt::number(value.plain(), 2, self.ui.lang())
    }
}

pub(crate) async fn map(ui: Ui) -> Result<Response> {
    let reader = ui.read_db().await?;
    let (_, head) = reader.audit_head().await?;
    let layers = ui.app().slices().iter().flat_map(|slice| slice.layers).map(|layer| layer.name).collect();
    let bounds = kit_web::bounds(places::extent(&reader, ui.at()).await?);
    Ok(MapPage { layers, tiles: ui.tiles(&head), bounds, ui }.answer())
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
    let shape = clusters::shape(&reader, &cluster, ui.at()).await?;
    let (_, head) = reader.audit_head().await?;
    let srid = kit_db::srid();
    let crs = kit_geo::Crs::find(srid).map(kit_geo::Crs::description).unwrap_or_default();
    let page = PlacePage {
        name: cluster.name.clone(),
        quality: shape.as_ref().map(|(_, quality)| quality.clone()),
        shape_ha: shape.as_ref().map(|(geometry, _)| kit_geo::area_m2(geometry) / 10_000.0),
        vertices: shape.as_ref().map(|(geometry, _)| vertices(geometry)).unwrap_or_default(),
        bounds: shape.as_ref().and_then(|(geometry, _)| around(geometry)).unwrap_or_default(),
        tiles: ui.tiles(&head),
        srid: srid.0,
        crs,
        code,
        ui,
    };
    Ok(page.answer())
}

/// The corners of the first ring; the schematic shapes have one.
fn vertices(geometry: &Geometry) -> Vec<Vertex> {
    let ring = match geometry {
        Geometry::Polygon(polygon) => polygon.exterior(),
        Geometry::MultiPolygon(polygons) => match polygons.iter().next() {
            Some(polygon) => polygon.exterior(),
            None => return Vec::new(),
        },
        _ => return Vec::new(),
    };
    let sides = ring.lines().enumerate();
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
