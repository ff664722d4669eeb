//! The boundary of a cluster (*ranh giới*): its versions, how good each is and how the line came to be.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use documents::{DocumentId, Origin};
use kit_base::{Area, At, Day, Error, Instant, Result};
use kit_db::{AsOf, Kept, OrFault, Reader};
use kit_geo::{Crs, Geometry, Rect, Srid};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::{BoundaryMethod, BoundaryQuality, Cluster, ClusterId, store::cluster_shape};

/// One version of a boundary.
#[derive(Clone, Debug)]
pub struct Boundary {
    /// The cluster.
    pub cluster: ClusterId,
    /// First day.
    pub from: Day,
    /// The day after the last one.
    pub to: Day,
    /// When it was recorded.
    pub recorded_at: Instant,
    /// The line, in the installation's coordinate system, in metres.
    pub geometry: Geometry,
    /// The area within as it was given: in the plane of the system of the paper, as the law counts it. Where it was given
    /// in degrees, in the plane of the installation's system.
    pub area: Area,
    /// How good it is.
    pub quality: BoundaryQuality,
    /// Scale of the drawing it was taken from: 2000 is 1:2000.
    pub scale: Option<i64>,
    /// How the line came to be, when it is known.
    pub method: Option<BoundaryMethod>,
    /// Published or made up.
    pub origin: Origin,
    /// The document.
    pub source: DocumentId,
}

#[expect(clippy::cast_possible_truncation, reason = "a country has 10^13 of these units")]
fn area(shape: &Geometry) -> Area {
    Area::from_cm2_hundreds((kit_geo::area_m2(shape) * 100.0).round() as i64)
}

fn read(row: &cluster_shape::Model) -> Result<Boundary> {
    let shape =
        |wkb: &kit_db::Wkb| kit_geo::wkb::read(&wkb.0).map_err(|cause| Error::fault("cluster shape", cause));
    let geometry = shape(&row.wkb)?;
    let given_in = i32::try_from(row.source_srid).ok().and_then(|srid| Crs::find(Srid(srid)).ok());
    let area = match given_in {
        Some(crs) if crs.central_meridian().is_some() => area(&shape(&row.source_wkb)?),
        _ => area(&geometry),
    };
    Ok(Boundary {
        cluster: row.cluster_id,
        from: row.valid_from,
        to: row.valid_to,
        recorded_at: row.recorded_at,
        geometry,
        area,
        quality: row.quality,
        scale: row.source_scale,
        method: row.method,
        origin: row.origin,
        source: row.source_id,
    })
}

/// All boundaries of a day. Whoever shows them keeps to the clusters of [`crate::register`].
///
/// # Errors
/// [`Error::Storage`], or a fault when a stored geometry cannot be read.
pub(crate) async fn boundaries(reader: &Reader, at: At) -> Result<Vec<Boundary>> {
    let mut found = Vec::new();
    reader.each(cluster_shape::Entity::find().at(at), |row| found.push(read(&row))).await?;
    found.into_iter().collect()
}

/// The clusters that have a boundary on a day.
pub(crate) async fn drawn(reader: &Reader, at: At) -> Result<HashSet<ClusterId>> {
    let rows = cluster_shape::Entity::find().at(at).select_only().column(cluster_shape::Column::ClusterId);
    let rows = rows.into_tuple::<ClusterId>().all(reader).await.or_fault("cluster shapes")?;
    Ok(rows.into_iter().collect())
}

/// The boundary of a cluster on a day.
///
/// # Errors
/// As [`boundaries`].
pub async fn boundary(reader: &Reader, cluster: &Cluster, at: At) -> Result<Option<Boundary>> {
    let row = cluster_shape::Entity::find().at(at).filter(cluster_shape::Column::ClusterId.eq(cluster.id));
    row.one(reader).await.or_fault("cluster shape")?.as_ref().map(read).transpose()
}

/// Every boundary a cluster had or will have, by what was known then, newest first.
///
/// # Errors
/// As [`boundaries`].
pub async fn boundary_versions(
    reader: &Reader,
    cluster: &Cluster,
    known_at: Instant,
) -> Result<Vec<Boundary>> {
    let rows = cluster_shape::Entity::find()
        .known(known_at)
        .filter(cluster_shape::Column::ClusterId.eq(cluster.id))
        .order_by_desc(cluster_shape::Column::ValidFrom)
        .all(reader)
        .await
        .or_fault("cluster shapes")?;
    rows.iter().map(read).collect()
}

/// The boxes around the boundaries of the last few days asked for.
static BOXES: Kept<At, HashMap<ClusterId, Rect>> = Kept::new(4);

/// The box around each boundary of a day, in degrees. Whoever shows them keeps to the clusters of [`crate::register`].
pub(crate) async fn boxes(reader: &Reader, at: At) -> Result<Arc<HashMap<ClusterId, Rect>>> {
    let make = async {
        let around = |boundary: Boundary| {
            let degrees = kit_geo::transform(&boundary.geometry, kit_db::srid(), Srid::WGS84).ok()?;
            Some((boundary.cluster, kit_geo::bounds(&degrees)?))
        };
        Ok(boundaries(reader, at).await?.into_iter().filter_map(around).collect())
    };
    BOXES.get(reader, at, make).await
}
