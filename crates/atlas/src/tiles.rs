//! Vector tiles (Mapbox Vector Tile 2.1) of all layers, for the day and the person who asks.

use std::{collections::HashMap, sync::Mutex};

use axum::{
    extract::{Path, rejection::PathRejection},
    response::Response,
};
use kit_base::{Error, Message};
use kit_db::{Asked, Kept, Reader};
use kit_geo::{Coord, Geometry, Rect, Srid};
use kit_web::{Format, MapFeature, MapLayer, Packed, Result, Ui, cached};
use mvt::{GeomData, GeomEncoder, GeomType, Tile};
use serde_json::Value as Json;

/// Units of a tile's own grid.
const EXTENT: u32 = 4096;
/// How much wider than the tile its shapes are cut, so that their outlines do not show at the seams.
const MARGIN: f64 = 64.0;
/// Deeper tiles are the browser's to enlarge.
const DEEPEST: u32 = 14;

/// A feature ready to be cut: in world coordinates from 0 to 1, y downwards.
struct Ready {
    layer: &'static MapLayer,
    shape: Geometry,
    label: Option<Geometry>,
    bounds: Rect,
    properties: Vec<(&'static str, Json)>,
}

/// What one person sees on one day, and the tiles that were drawn of it.
struct Drawn {
    features: Vec<Ready>,
    tiles: Mutex<HashMap<(u32, u32, u32), Packed>>,
}

/// What some people see.
static DRAWN: Kept<Asked, Drawn> = Kept::new(4);
/// So much of tiles is kept for each of them.
const MOST_BYTES: usize = 4_000_000;

/// Zoom, column and row, when they are numbers.
type Place = std::result::Result<Path<(u32, u32, u32)>, PathRejection>;

pub(crate) async fn tile(ui: Ui, place: Place) -> Result<Response> {
    let missing = || Error::NotFound(Message::new("atlas.no-tile"));
    let Path((z, x, y)) = place.map_err(|_| missing())?;
    let side = 1_u32.checked_shl(z).filter(|_| z <= DEEPEST);
    if ui.format() != Format::Mvt || side.is_none_or(|side| side <= x || side <= y) {
        return Err(missing().into());
    }
    let reader = ui.read_db().await?;
    cached(&ui, &reader, async |_| {
        let asked = Asked::by(&reader, ui.actor(), ui.at());
        let drawn = DRAWN.get(&reader, asked, draw_all(&ui, &reader)).await?;
        let packed = drawn.tile((z, x, y)).map_err(|cause| Error::fault("draw a tile", cause))?;
        Ok(packed.answer(ui.headers(), "application/vnd.mapbox-vector-tile"))
    })
    .await
}

async fn draw_all(ui: &Ui, reader: &Reader) -> kit_base::Result<Drawn> {
    let mut features = Vec::new();
    for layer in ui.app().slices().iter().flat_map(|slice| slice.layers) {
        for feature in (layer.features)(reader, ui.actor(), ui.at()).await? {
            features.extend(make_ready(layer, feature)?);
        }
    }
    features.shrink_to_fit();
    Ok(Drawn { features, tiles: Mutex::default() })
}

impl Drawn {
    fn tile(&self, place: (u32, u32, u32)) -> std::result::Result<Packed, mvt::Error> {
        let tiles = || self.tiles.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(packed) = tiles().get(&place) {
            return Ok(packed.clone());
        }
        let packed = Packed::new(&encode(&self.features, place)?);
        let mut tiles = tiles();
        if MOST_BYTES < tiles.values().map(Packed::bytes).sum::<usize>() {
            tiles.clear();
        }
        tiles.insert(place, packed.clone());
        Ok(packed)
    }
}

fn make_ready(layer: &'static MapLayer, feature: MapFeature) -> kit_base::Result<Option<Ready>> {
    let world = |geometry: &Geometry| {
        let degrees = kit_geo::transform(geometry, kit_db::srid(), Srid::WGS84);
        degrees
            .map(|degrees| kit_geo::to_mercator_unit(&degrees))
            .map_err(|cause| Error::fault("draw a layer", cause))
    };
    let shape = world(&feature.geometry)?;
    let label =
        kit_geo::label_point(&feature.geometry).map(|point| world(&Geometry::Point(point))).transpose()?;
    let bounds = kit_geo::bounds(&shape);
    Ok(bounds.map(|bounds| Ready { layer, shape, label, bounds, properties: feature.properties }))
}

fn encode(ready: &[Ready], (z, x, y): (u32, u32, u32)) -> std::result::Result<Vec<u8>, mvt::Error> {
    let scale = f64::from(1_u32 << z);
    let (x, y, margin) = (f64::from(x), f64::from(y), MARGIN / f64::from(EXTENT));
    let corner = |dx: f64, dy: f64| Coord { x: (x + dx) / scale, y: (y + dy) / scale };
    let cut = Rect::new(corner(-margin, -margin), corner(1.0 + margin, 1.0 + margin));
    let place = |c: Coord| {
        let grid = |world: f64, tile: f64| ((world * scale - tile) * f64::from(EXTENT)).round();
        (grid(c.x, x), grid(c.y, y))
    };
    let mut tile = Tile::new(EXTENT);
    let mut names: Vec<&str> =
        ready.iter().flat_map(|feature| [feature.layer.name, feature.layer.points]).collect();
    names.sort_unstable();
    names.dedup();
    for name in names {
        let mut layer = tile.create_layer(name);
        for feature in ready.iter().filter(|feature| meet(&feature.bounds, &cut)) {
            let is_shape = feature.layer.name == name;
            let shape = is_shape.then_some(&feature.shape);
            let label = feature.label.as_ref().filter(|_| feature.layer.points == name);
            for geometry in shape.into_iter().chain(label) {
                let Some(geometry) = kit_geo::clip_to_rect(geometry, cut) else { continue };
                let Some(data) = draw(&geometry, &place)? else { continue };
                let mut drawn = layer.into_feature(data);
                let told = |key| !is_shape || feature.layer.on_shapes.contains(key);
                for (key, value) in feature.properties.iter().filter(|(key, _)| told(key)) {
                    match value {
                        Json::String(text) => drawn.add_tag_string(key, text),
                        Json::Number(number) => {
                            drawn.add_tag_double(key, number.as_f64().unwrap_or_default());
                        }
                        Json::Bool(flag) => drawn.add_tag_bool(key, *flag),
                        _ => {}
                    }
                }
                layer = drawn.into_layer();
            }
        }
        if layer.num_features() != 0 {
            tile.add_layer(layer)?;
        }
    }
    tile.to_bytes()
}

fn meet(a: &Rect, b: &Rect) -> bool {
    a.min().x <= b.max().x && b.min().x <= a.max().x && a.min().y <= b.max().y && b.min().y <= a.max().y
}

/// Commands and parameters of a geometry; nothing when it vanishes in the tile's grid.
fn draw(
    geometry: &Geometry,
    place: &impl Fn(Coord) -> (f64, f64),
) -> std::result::Result<Option<GeomData>, mvt::Error> {
    let polygons: Vec<&geo_types::Polygon<f64>> = match geometry {
        Geometry::Point(point) => {
            let (x, y) = place(point.0);
            return GeomEncoder::new(GeomType::Point).point(x, y)?.encode().map(Some);
        }
        Geometry::Polygon(polygon) => vec![polygon],
        Geometry::MultiPolygon(polygons) => polygons.iter().collect(),
        _ => return Ok(None),
    };
    let mut encoder = GeomEncoder::new(GeomType::Polygon);
    let mut drawn = 0;
    for polygon in polygons {
        for (hole, ring) in
            std::iter::once((false, polygon.exterior())).chain(polygon.interiors().iter().map(|r| (true, r)))
        {
            let mut points: Vec<_> = ring.coords().map(|c| place(*c)).collect();
            points.dedup();
            if points.first() == points.last() {
                points.pop();
            }
            let area = signed_area(&points);
            if points.len() < 3 || area.abs() < 0.5 {
                continue;
            }
            // Shells clockwise on the screen (positive by the surveyor's formula with y down), holes the other way.
            if (area < 0.0) != hole {
                points.reverse();
            }
            for (x, y) in points {
                encoder = encoder.point(x, y)?;
            }
            encoder = encoder.complete()?;
            drawn += 1;
        }
    }
    if drawn == 0 { Ok(None) } else { encoder.encode().map(Some) }
}

/// Twice the surveyor's formula, halved: positive clockwise on the screen.
fn signed_area(points: &[(f64, f64)]) -> f64 {
    let next = points.iter().cycle().skip(1);
    points.iter().zip(next).map(|(a, b)| a.0 * b.1 - b.0 * a.1).sum::<f64>() / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shell_is_positive_with_y_downwards() {
        let square = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)];
        assert!((signed_area(&square) - 100.0).abs() < 1e-9);
    }

    #[test]
    fn a_shape_smaller_than_the_grid_is_left_out() {
        let tiny = Rect::new(Coord { x: 0.1, y: 0.1 }, Coord { x: 0.1001, y: 0.1001 }).to_polygon();
        let place = |c: Coord| (c.x.round(), c.y.round());
        assert!(draw(&Geometry::Polygon(tiny), &place).unwrap().is_none());
    }
}
