//! The rows that facts of a cluster become, beside name, commune, state and shape.

use kit_base::{Area, Day, Money, Result};
use kit_db::Tx;
use sea_orm::Set;

use crate::{
    AreaKind, ClusterId, Flag, State, Wastewater,
    actions::Basis,
    store::{
        cluster_area, cluster_flag, cluster_land, cluster_part, cluster_project, cluster_wastewater,
        part_state,
    },
};

/// The land use of a cluster as recorded together.
#[derive(Clone, Copy, Debug, Default)]
pub struct LandUse {
    /// *Đất công nghiệp theo quy hoạch chi tiết.*
    pub industrial: Option<Area>,
    /// *Đất công nghiệp đủ điều kiện cho thuê.*
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
}

/// A fact on land and works.
#[derive(Clone, Debug)]
pub enum Work {
    /// A part of the cluster.
    Part {
        /// Its code within the cluster.
        part: String,
        /// Its name.
        name: String,
        /// Its area, when known.
        area: Option<Area>,
    },
    /// A state of a part.
    PartState {
        /// Its code within the cluster.
        part: String,
        /// The state.
        state: State,
    },
    /// An area beside the decision's.
    Area(AreaKind, Area),
    /// What its land is for.
    Land(LandUse),
    /// A type.
    Flag(Flag),
    /// The approved infrastructure project.
    Project {
        /// Its total investment, when known.
        investment: Option<Money>,
    },
    /// Central wastewater treatment.
    Wastewater {
        /// How far it is.
        status: Wastewater,
        /// Its capacity, when known.
        capacity_m3_day: Option<i64>,
    },
}

/// Fills the columns that all facts of a cluster share.
macro_rules! row {
    ($table:ident, $cluster:ident, $basis:ident, $($name:ident: $value:expr),+) => {
        $table::ActiveModel {
            cluster_id: Set($cluster),
            $($name: Set($value),)+
            precision: Set($basis.precision),
            origin: Set($basis.origin),
            source_id: Set($basis.source),
            ..Default::default()
        }
    };
}

/// Records it from `from` until before `to`, or until what begins next.
pub(crate) async fn write(
    tx: &mut Tx,
    cluster: ClusterId,
    work: Work,
    (from, to): (Day, Option<Day>),
    basis: Basis,
) -> Result<()> {
    match work {
        Work::Part { part, name, area } => {
            let row = row!(cluster_part, cluster, basis, part: part, name: name, area: area);
            tx.record_until::<cluster_part::Entity>(row, from, to).await.map(|_| ())
        }
        Work::PartState { part, state } => {
            let row = row!(part_state, cluster, basis, part: part, state: state);
            tx.record_until::<part_state::Entity>(row, from, to).await.map(|_| ())
        }
        Work::Area(kind, area) => {
            let row = row!(cluster_area, cluster, basis, kind: kind, area: area);
            tx.record_until::<cluster_area::Entity>(row, from, to).await.map(|_| ())
        }
        Work::Land(land) => {
            let LandUse { industrial, leasable, service, road, green, technical, other } = land;
            let row = row!(
                cluster_land, cluster, basis, industrial: industrial, leasable: leasable, service: service,
                road: road, green: green, technical: technical, other: other
            );
            tx.record_until::<cluster_land::Entity>(row, from, to).await.map(|_| ())
        }
        Work::Flag(flag) => {
            let row = row!(cluster_flag, cluster, basis, flag: flag);
            tx.record_until::<cluster_flag::Entity>(row, from, to).await.map(|_| ())
        }
        Work::Project { investment } => {
            let row = row!(cluster_project, cluster, basis, investment: investment);
            tx.record_until::<cluster_project::Entity>(row, from, to).await.map(|_| ())
        }
        Work::Wastewater { status, capacity_m3_day } => {
            let row =
                row!(cluster_wastewater, cluster, basis, status: status, capacity_m3_day: capacity_m3_day);
            tx.record_until::<cluster_wastewater::Entity>(row, from, to).await.map(|_| ())
        }
    }
}
