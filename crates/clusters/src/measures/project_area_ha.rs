//! The area of the clusters with an approved infrastructure project (*tổng diện tích các cụm công nghiệp đã được phê duyệt dự án đầu tư xây dựng hạ tầng kỹ thuật*).

use kit_db::{Kind, Measure, Unit, Value};

use super::among_established;
use crate::law;

pub(super) const MEASURE: Measure = Measure {
    code: "clusters.project_approved.area_ha",
    unit: Unit { code: "ha", digits: 2 },
    kind: Kind::Stock,
    basis: |on| law::BASES.on("clusters.project_approved.area_ha", on),
    members: |reader, who, at, scope| {
        Box::pin(among_established(reader, who, at, scope, |facts| {
            facts.works.project.map(|_| facts.cluster.area.map(Value::Area))
        }))
    },
    fold: Value::sum_of_areas,
};
