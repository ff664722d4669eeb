//! The area of the established clusters by their decisions (*tổng diện tích các cụm công nghiệp đã thành lập*).

use kit_db::{Kind, Measure, Unit, Value};

use super::established;
use crate::{VIEW, law};

pub(super) const MEASURE: Measure = Measure {
    code: "clusters.area_ha",
    unit: Unit { code: "ha", digits: 2 },
    kind: Kind::Stock,
    view: &VIEW,
    basis: |on| law::BASES.on("clusters.area_ha", on),
    members: |reader, who, at, scope| {
        Box::pin(established(reader, who, at, scope, |cluster| cluster.area.map(Value::Area)))
    },
    fold: Value::sum_of_areas,
};
