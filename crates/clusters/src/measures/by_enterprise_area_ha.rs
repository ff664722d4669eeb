//! The area of the clusters with an enterprise as infrastructure investor (*tổng diện tích các cụm công nghiệp do doanh nghiệp làm chủ đầu tư hạ tầng kỹ thuật*).

use kit_db::{Kind, Measure, Unit, Value};

use super::among_established;
use crate::InvestorKind;
use crate::law;

pub(super) const MEASURE: Measure = Measure {
    code: "clusters.by_enterprise.area_ha",
    unit: Unit { code: "ha", digits: 2 },
    kind: Kind::Stock,
    basis: |on| law::BASES.on("clusters.by_enterprise.area_ha", on),
    members: |reader, who, at, scope| {
        Box::pin(among_established(reader, who, at, scope, |facts| {
            (facts.cluster.investor_kind == Some(InvestorKind::Enterprise))
                .then_some(facts.cluster.area.map(Value::Area))
        }))
    },
    fold: Value::sum_of_areas,
};
