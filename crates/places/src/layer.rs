//! Units on the map: districts while there were districts, communes since.

use std::collections::HashMap;

use kit_base::{Actor, At, Error, Result};
use kit_db::{Kept, Reader};
use kit_web::{MapFeature, MapLayer};
use serde_json::Value as Json;

use crate::{UnitId, UnitKind, VIEW, known, store};

pub(crate) const UNITS: MapLayer = MapLayer {
    name: "unit",
    points: "unit_label",
    on_shapes: &["code", "name", "kind"],
    features: |reader, who, at| Box::pin(features(reader, who, at)),
};

/// The box around everything that is drawn on a day, in degrees: west, south, east, north. Nothing where nothing is.
///
/// # Errors
/// [`Error::Storage`], or a fault when a stored geometry cannot be read.
pub async fn extent(reader: &Reader, at: At) -> Result<Option<kit_geo::Rect>> {
    Ok(*EXTENTS.get(reader, at, around_all(reader, at)).await?)
}

/// The boxes around all units of some days.
static EXTENTS: Kept<At, Option<kit_geo::Rect>> = Kept::new(4);

async fn around_all(reader: &Reader, at: At) -> Result<Option<kit_geo::Rect>> {
    let mut around: Option<kit_geo::Rect> = None;
    for shape in store::shapes(reader, at).await? {
        let shape = kit_geo::wkb::read(&shape.wkb.0).map_err(|cause| Error::fault("unit shape", cause))?;
        let shape = kit_geo::transform(&shape, kit_db::srid(), kit_geo::Srid::WGS84);
        let shape = shape.map_err(|cause| Error::fault("unit shape", cause))?;
        around = kit_geo::bounds(&shape)
            .map(|own| around.map_or(own, |other| kit_geo::join(own, other)))
            .or(around);
    }
    Ok(around)
}

/// The box around each unit that is drawn on a day, in the installation's coordinate system.
///
/// # Errors
/// [`Error::Storage`], or a fault when a stored geometry cannot be read.
pub async fn boxes(reader: &Reader, at: At) -> Result<HashMap<UnitId, kit_geo::Rect>> {
    let mut found = HashMap::new();
    for row in store::shapes(reader, at).await? {
        let shape = kit_geo::wkb::read(&row.wkb.0).map_err(|cause| Error::fault("unit shape", cause))?;
        found.extend(kit_geo::bounds(&shape).map(|around| (row.unit_id, around)));
    }
    Ok(found)
}

async fn features(reader: &Reader, who: &Actor, at: At) -> Result<Vec<MapFeature>> {
    if !who.may_somewhere(&VIEW) {
        return Ok(Vec::new());
    }
    let places = known(reader, at.known_at).await?;
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
