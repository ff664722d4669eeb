//! Industrial land that is leased (*đất công nghiệp đã cho thuê*).

use kit_db::{Kind, Measure, Unit, Value};

use super::clusters;
use crate::law;

pub(super) const MEASURE: Measure = Measure {
    code: "land.leased_ha",
    unit: Unit { code: "ha", digits: 2 },
    kind: Kind::Stock,
    view: &crate::VIEW,
    basis: |on| law::BASES.on("land.leased_ha", on),
    members: |reader, who, at, scope| {
        Box::pin(clusters(
            (reader, who, at, scope),
            |of| 0 < of.leases,
            |of| Some(Value::Area(of.leased)),
            |of| of.by_leases.clone(),
        ))
    },
    fold: Value::sum_of_areas,
};
