//! How full the clusters that operate are, of land that may be leased (*đủ điều kiện cho thuê*).

use kit_db::{Kind, Measure, Unit, Value};

use super::clusters;
use crate::{Use, law};

pub(super) const MEASURE: Measure = Measure {
    code: "occupancy.leasable.pct",
    unit: Unit { code: "percent", digits: 1 },
    kind: Kind::Stock,
    view: &crate::VIEW,
    basis: |on| law::BASES.on("occupancy.leasable.pct", on),
    members: |reader, who, at, scope| {
        Box::pin(clusters(
            (reader, who, at, scope),
            Use::operates,
            |of| of.share(of.leasable()),
            Use::by_land_and_leases,
        ))
    },
    fold: Value::share_of_sums,
};
