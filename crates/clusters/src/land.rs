//! What the land of clusters is for, for the slices above that compare it with leases.

use std::collections::HashMap;

use documents::{DocumentId, Origin};
use kit_base::{Area, At, Day, Result};
use kit_db::{AsOf, OrFault, Reader};
use sea_orm::EntityTrait;

use crate::{ClusterId, store::cluster_land};

/// The land use of a cluster by its approved detailed plan. Nothing where it is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Land {
    /// *Đất công nghiệp theo quy hoạch chi tiết.*
    pub industrial: Option<Area>,
    /// *Đất công nghiệp đủ điều kiện cho thuê*: with infrastructure built.
    pub leasable: Option<Area>,
    /// *Đất công trình dịch vụ.*
    pub service: Option<Area>,
    /// *Đất giao thông.*
    pub road: Option<Area>,
    /// *Đất cây xanh, mặt nước.*
    pub green: Option<Area>,
    /// *Đất hạ tầng kỹ thuật.*
    pub technical: Option<Area>,
    /// *Đất khác.*
    pub other: Option<Area>,
    /// Since when.
    pub from: Day,
    /// Published or made up.
    pub origin: Origin,
    /// The document.
    pub source: DocumentId,
}

/// The land use of all clusters as of a day. Whoever shows it keeps to the clusters of [`crate::register`].
///
/// # Errors
/// [`kit_base::Error::Storage`].
pub async fn land(reader: &Reader, at: At) -> Result<HashMap<ClusterId, Land>> {
    let rows = cluster_land::Entity::find().at(at).all(reader).await.or_fault("land of clusters")?;
    let pair = |row: cluster_land::Model| {
        let cluster_land::Model { industrial, leasable, service, road, green, technical, other, .. } = row;
        let land = Land {
            industrial,
            leasable,
            service,
            road,
            green,
            technical,
            other,
            from: row.valid_from,
            origin: row.origin,
            source: row.source_id,
        };
        (row.cluster_id, land)
    };
    Ok(rows.into_iter().map(pair).collect())
}
