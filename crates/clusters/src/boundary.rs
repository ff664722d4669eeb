//! The boundary of a cluster (*ranh giới*): its versions, how good each is and how the line came to be.

use std::{collections::HashMap, sync::Arc};

use documents::{DocumentId, Origin};
use kit_base::{Area, At, Day, Error, Instant, Result};
use kit_db::{AsOf, Kept, OrFault, Reader};
use kit_geo::{Geometry, Rect, Srid};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

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
    /// The coordinate system in which it was given.
    pub given_in: Srid,
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

impl Boundary {
    /// The area within, in the plane of the installation's coordinate system.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "a country has 10^13 of these units")]
    pub fn area(&self) -> Area {
        Area::from_cm2_hundreds((kit_geo::area_m2(&self.geometry) * 100.0).round() as i64)
    }
}

fn read(row: &cluster_shape::Model) -> Result<Boundary> {
    let geometry = kit_geo::wkb::read(&row.wkb.0).map_err(|cause| Error::fault("cluster shape", cause))?;
    Ok(Boundary {
        cluster: row.cluster_id,
        from: row.valid_from,
        to: row.valid_to,
        recorded_at: row.recorded_at,
        geometry,
        given_in: Srid(i32::try_from(row.source_srid).unwrap_or_default()),
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
    let rows = cluster_shape::Entity::find().at(at).all(reader).await.or_fault("cluster shapes")?;
    rows.iter().map(read).collect()
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
