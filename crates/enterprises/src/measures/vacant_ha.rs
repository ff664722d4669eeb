//! Industrial land of the clusters that operate which is not leased (*đất công nghiệp chưa cho thuê*).

use kit_db::{Kind, Measure, Unit, Value};

use super::clusters;
use crate::{Use, law};

pub(super) const MEASURE: Measure = Measure {
    code: "land.vacant_ha",
    unit: Unit { code: "ha", digits: 2 },
    kind: Kind::Stock,
    view: &crate::VIEW,
    basis: |on| law::BASES.on("land.vacant_ha", on),
    members: |reader, who, at, scope| {
        Box::pin(clusters(
            (reader, who, at, scope),
            Use::operates,
            |of| of.vacant().map(Value::Area),
            Use::by_land_and_leases,
        ))
    },
    fold: Value::sum_of_areas,
};
