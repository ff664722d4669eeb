//! The area of the established clusters by their decisions (*tổng diện tích các cụm công nghiệp đã thành lập*).

use kit_db::{Basis, Kind, Measure, Unit, Value};

use super::established;

pub(super) const MEASURE: Measure = Measure {
    code: "clusters.area_ha",
    unit: Unit { code: "ha", digits: 2 },
    kind: Kind::Stock,
    basis: &[
        Basis { document: "Nghị định 32/2024/NĐ-CP", article: "Điều 2 khoản 9" },
        Basis { document: "Thông tư 14/2024/TT-BCT", article: "Biểu 04, chỉ tiêu 4" },
    ],
    members: |reader, who, at, scope| {
        Box::pin(established(reader, who, at, scope, |cluster| cluster.area.map(Value::Area)))
    },
    fold: |members| {
        let areas = members.iter().filter_map(|member| match member.value {
            Some(Value::Area(area)) => Some(area),
            _ => None,
        });
        Value::Area(areas.sum())
    },
};
