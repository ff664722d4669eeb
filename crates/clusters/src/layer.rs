//! Clusters on the map, each with its state.

use std::collections::HashMap;

use documents::Origin;
use kit_base::{Actor, At, Result};
use kit_db::Reader;
use kit_web::{MapFeature, MapLayer};
use serde_json::Value as Json;

use crate::{BoundaryQuality, State, VIEW, boundary::boundaries, life::UNKNOWN, register};

pub(crate) const CLUSTERS: MapLayer = MapLayer {
    name: "cluster",
    points: "cluster_point",
    on_shapes: &["code", "state"],
    features: |reader, who, at| Box::pin(features(reader, who, at)),
};

async fn features(reader: &Reader, who: &Actor, at: At) -> Result<Vec<MapFeature>> {
    if !who.may_somewhere(&VIEW) {
        return Ok(Vec::new());
    }
    let drawn = boundaries(reader, at).await?.into_iter().map(|boundary| (boundary.cluster, boundary));
    let mut drawn: HashMap<_, _> = drawn.collect();
    let mut found = Vec::new();
    for cluster in register(reader, who, at).await?.clusters {
        let Some(boundary) = drawn.remove(&cluster.id) else { continue };
        let properties = vec![
            ("state", Json::from(cluster.life().map_or(UNKNOWN, State::sign))),
            ("area_ha", cluster.area.map_or(Json::Null, |area| area.hectares().into())),
            ("illustrative", (boundary.quality == BoundaryQuality::Illustrative).into()),
            ("made_up", (cluster.origin == Origin::Illustrative).into()),
            ("code", cluster.code.as_str().into()),
            ("name", cluster.name.as_str().into()),
        ];
        found.push(MapFeature { geometry: boundary.geometry, properties });
    }
    Ok(found)
}
