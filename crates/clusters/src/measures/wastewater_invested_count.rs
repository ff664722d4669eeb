//! How many clusters have or are building central wastewater treatment (*số cụm công nghiệp đã và đang đầu tư hệ thống xử lý nước thải tập trung*).

use kit_db::{Kind, Measure, Unit, Value};

use super::among_established;
use crate::Wastewater;
use crate::law;

pub(super) const MEASURE: Measure = Measure {
    code: "clusters.wastewater.invested.count",
    unit: Unit { code: "cluster", digits: 0 },
    kind: Kind::Stock,
    basis: |on| law::BASES.on("clusters.wastewater.invested.count", on),
    members: |reader, who, at, scope| {
        Box::pin(among_established(reader, who, at, scope, |facts| {
            facts.wastewater().is_some_and(Wastewater::is_invested).then_some(Some(Value::Count(1)))
        }))
    },
    fold: |members| Value::Count(members.len()),
};
