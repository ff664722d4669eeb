//! Clusters on the map, each with its state.

use std::collections::HashMap;

use kit_base::{Actor, At, Error, Result};
use kit_db::{AsOf, OrFault, Reader};
use kit_web::{MapFeature, MapLayer};
use sea_orm::EntityTrait;
use serde_json::Value as Json;

use crate::{State, VIEW, register, store::cluster_shape};

pub(crate) const CLUSTERS: MapLayer = MapLayer {
    name: "cluster",
    points: "cluster_point",
    features: |reader, who, at| Box::pin(features(reader, who, at)),
};

async fn features(reader: &Reader, who: &Actor, at: At) -> Result<Vec<MapFeature>> {
    if !who.may_somewhere(&VIEW) {
        return Ok(Vec::new());
    }
    let shapes = cluster_shape::Entity::find().at(at).all(reader).await.or_fault("cluster shapes")?;
    let mut shapes: HashMap<_, _> = shapes.into_iter().map(|row| (row.cluster_id, row)).collect();
    let mut found = Vec::new();
    for cluster in register(reader, who, at).await?.clusters {
        let Some(shape) = shapes.remove(&cluster.id) else { continue };
        let geometry =
            kit_geo::wkb::read(&shape.wkb.0).map_err(|cause| Error::fault("cluster shape", cause))?;
        let properties = vec![
            ("state", Json::from(cluster.life().map_or("", State::sign))),
            ("area_ha", cluster.area.map_or(Json::Null, |area| area.hectares().into())),
            ("illustrative", (shape.quality == "illustrative").into()),
            ("code", cluster.code.into()),
            ("name", cluster.name.into()),
        ];
        found.push(MapFeature { geometry, properties });
    }
    Ok(found)
}
