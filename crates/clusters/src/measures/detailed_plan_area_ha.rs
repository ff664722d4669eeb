//! The area of the clusters with an approved detailed plan (*tổng diện tích các cụm công nghiệp đã được phê duyệt quy hoạch chi tiết*).

use kit_db::{Kind, Measure, Unit, Value};

use super::among_established;
use crate::State;
use crate::law;

pub(super) const MEASURE: Measure = Measure {
    code: "clusters.detailed_plan.area_ha",
    unit: Unit { code: "ha", digits: 2 },
    kind: Kind::Stock,
    basis: |on| law::BASES.on("clusters.detailed_plan.area_ha", on),
    members: |reader, who, at, scope| {
        Box::pin(among_established(reader, who, at, scope, |facts| {
            facts.has(State::DetailedPlan).then_some(facts.cluster.area.map(Value::Area))
        }))
    },
    fold: Value::sum_of_areas,
};
