//! How many clusters have central wastewater treatment that meets the environmental standard (*số cụm công nghiệp có hệ thống xử lý nước thải tập trung đạt tiêu chuẩn môi trường*).

use kit_db::{Kind, Measure, Unit, Value};

use super::among_established;
use crate::Wastewater;
use crate::law;

pub(super) const MEASURE: Measure = Measure {
    code: "clusters.wastewater.to_standard.count",
    unit: Unit { code: "cluster", digits: 0 },
    kind: Kind::Stock,
    basis: |on| law::BASES.on("clusters.wastewater.to_standard.count", on),
    members: |reader, who, at, scope| {
        Box::pin(among_established(reader, who, at, scope, |facts| {
            (facts.wastewater() == Some(Wastewater::ToStandard)).then_some(Some(Value::Count(1)))
        }))
    },
    fold: |members| Value::Count(members.len()),
};
