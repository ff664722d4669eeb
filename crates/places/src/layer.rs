//! Units on the map: districts while there were districts, communes since.

use std::collections::HashMap;

use kit_base::{Actor, At, Error, Result};
use kit_db::Reader;
use kit_web::{MapFeature, MapLayer};
use serde_json::Value as Json;

use crate::{Places, UnitKind, VIEW, store};

pub(crate) const UNITS: MapLayer = MapLayer {
    name: "unit",
    points: "unit_label",
    features: |reader, who, at| Box::pin(features(reader, who, at)),
};

async fn features(reader: &Reader, who: &Actor, at: At) -> Result<Vec<MapFeature>> {
    if !who.may_somewhere(&VIEW) {
        return Ok(Vec::new());
    }
    let places = Places::load(reader, at.known_at).await?;
    let districts = places.standing(UnitKind::District, at.as_of);
    let shown = if districts.is_empty() { places.standing(UnitKind::Commune, at.as_of) } else { districts };
    let mut shapes: HashMap<_, _> =
        store::shapes(reader, at).await?.into_iter().map(|shape| (shape.unit_id, shape.wkb)).collect();
    let mut found = Vec::new();
    for unit in shown {
        let Some(wkb) = shapes.remove(&unit.id) else { continue };
        let geometry = kit_geo::wkb::read(&wkb.0).map_err(|cause| Error::fault("unit shape", cause))?;
        let properties = vec![
            ("code", Json::from(unit.code.as_str())),
            ("name", Json::from(unit.name.as_str())),
            ("kind", serde_json::to_value(unit.kind).unwrap_or_default()),
        ];
        found.push(MapFeature { geometry, properties });
    }
    Ok(found)
}
