//! How full all established clusters are, those still without a project too (*tính trên mọi cụm đã thành lập*).

use kit_db::{Kind, Measure, Unit, Value};

use super::clusters;
use crate::{Use, law};

pub(super) const MEASURE: Measure = Measure {
    code: "occupancy.all.pct",
    unit: Unit { code: "percent", digits: 1 },
    kind: Kind::Stock,
    view: &crate::VIEW,
    basis: |on| law::BASES.on("occupancy.all.pct", on),
    members: |reader, who, at, scope| {
        Box::pin(clusters(
            (reader, who, at, scope),
            |of| of.established,
            |of| of.share(of.industrial()),
            Use::by_land_and_leases,
        ))
    },
    fold: Value::share_of_sums,
};
