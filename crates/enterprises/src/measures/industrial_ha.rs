//! Industrial land by the detailed plans of the clusters that operate (*đất công nghiệp*).

use kit_db::{Kind, Measure, Unit, Value};

use super::clusters;
use crate::{Use, law};

pub(super) const MEASURE: Measure = Measure {
    code: "land.industrial_ha",
    unit: Unit { code: "ha", digits: 2 },
    kind: Kind::Stock,
    view: &crate::VIEW,
    basis: |on| law::BASES.on("land.industrial_ha", on),
    members: |reader, who, at, scope| {
        Box::pin(clusters(
            (reader, who, at, scope),
            Use::operates,
            |of| of.industrial().map(Value::Area),
            Use::by_land,
        ))
    },
    fold: Value::sum_of_areas,
};
