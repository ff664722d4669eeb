//! The area by decision of the clusters that operate (*tổng diện tích các cụm công nghiệp đã hoạt động*).

use kit_db::{Kind, Measure, Unit, Value};

use super::clusters;
use crate::{Use, law};

pub(super) const MEASURE: Measure = Measure {
    code: "clusters.operating.area_ha",
    unit: Unit { code: "ha", digits: 2 },
    kind: Kind::Stock,
    view: &crate::VIEW,
    basis: |on| law::BASES.on("clusters.operating.area_ha", on),
    members: |reader, who, at, scope| {
        Box::pin(clusters(
            (reader, who, at, scope),
            Use::operates,
            |of| of.area.map(Value::Area),
            |of| of.by_decision.clone(),
        ))
    },
    fold: Value::sum_of_areas,
};
