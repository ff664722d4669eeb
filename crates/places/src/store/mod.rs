//! Tables of units and bodies, and nothing but reading them.

mod bodies;
mod units;

pub(crate) use bodies::{body, body_succession, body_version};
pub(crate) use units::{unit, unit_shape, unit_succession, unit_version};

use kit_base::{At, Instant, Result};
use kit_db::{AsOf, Layer, OrFault, Reader, Schema};
use sea_orm::EntityTrait;

use crate::model::{Body, Places, Succession, Unit};

pub(crate) fn first(schema: Schema) -> Vec<Vec<String>> {
    let successions = "kind text not null check (kind in ('merged', 'split', 'abolished'))";
    vec![
        schema.facts("unit", "id text primary key, key text not null constraint unit_key unique"),
        schema.versions(
            "unit_version",
            &["id"],
            "id text not null references unit (id), code text not null, name text not null, \
             search_name text not null, kind text not null check (kind in ('province', 'district', 'commune')), \
             parent_id text references unit (id), source_id text",
        ),
        schema.versions(
            "unit_succession",
            &["from_id", "to_id"],
            &format!("from_id text not null references unit (id), to_id text not null references unit (id), {successions}"),
        ),
        schema.versions(
            "unit_shape",
            &["unit_id"],
            "unit_id text not null references unit (id), quality text not null, source_srid {int} not null, \
             source_wkb {blob} not null",
        ),
        schema.geometry("unit_shape"),
        schema.layer(Layer {
            view: "gis_unit",
            title: "Đơn vị hành chính (ranh giới minh họa)",
            select: "select s.row_id as fid, v.code, v.name, v.kind, s.quality, s.geom as geom from unit_shape s \
                     join unit_version v on v.id = s.unit_id and v.valid_from <= {today} and {today} < v.valid_to \
                     and v.{standing} \
                     where s.valid_from <= {today} and {today} < s.valid_to and s.{standing}",
            geometry: Some("GEOMETRY"),
        }),
        schema.facts("body", "id text primary key, key text not null constraint body_key unique"),
        schema.versions(
            "body_version",
            &["id"],
            "id text not null references body (id), name text not null, kind text not null, \
             unit_id text references unit (id), illustrative boolean not null, source_id text",
        ),
        schema.versions(
            "body_succession",
            &["from_id", "to_id"],
            &format!("from_id text not null references body (id), to_id text not null references body (id), {successions}"),
        ),
    ]
}

impl Places {
    /// Everything about units and bodies, as recorded up to `known_at`. A province has a few hundred rows.
    ///
    /// # Errors
    /// [`kit_base::Error::Storage`].
    pub async fn load(reader: &Reader, known_at: Instant) -> Result<Self> {
        let keys = unit::Entity::find().all(reader).await.or_fault("units")?;
        let keys = keys.into_iter().map(|row| (row.id, row.key)).collect();
        let units = unit_version::Entity::find().known(known_at).all(reader).await.or_fault("units")?;
        let successions =
            unit_succession::Entity::find().known(known_at).all(reader).await.or_fault("units")?;
        let body_keys = body::Entity::find().all(reader).await.or_fault("bodies")?;
        let body_keys = body_keys.into_iter().map(|row| (row.id, row.key)).collect();
        let bodies = body_version::Entity::find().known(known_at).all(reader).await.or_fault("bodies")?;
        let body_successions =
            body_succession::Entity::find().known(known_at).all(reader).await.or_fault("bodies")?;
        let link = |kind: String, on| (on, kind);
        Ok(Self::new(
            keys,
            units.into_iter().map(Unit::from).collect(),
            successions
                .into_iter()
                .map(|row| {
                    let (on, kind) = link(row.kind, row.valid_from);
                    Succession { from: row.from_id, to: row.to_id, on, kind }
                })
                .collect(),
            body_keys,
            bodies.into_iter().map(Body::from).collect(),
            body_successions
                .into_iter()
                .map(|row| {
                    let (on, kind) = link(row.kind, row.valid_from);
                    Succession { from: row.from_id, to: row.to_id, on, kind }
                })
                .collect(),
        ))
    }
}

/// The shapes that stand on a day.
pub(crate) async fn shapes(reader: &Reader, at: At) -> Result<Vec<unit_shape::Model>> {
    unit_shape::Entity::find().at(at).all(reader).await.or_fault("unit shapes")
}
