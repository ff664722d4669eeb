//! How many clusters have an approved detailed plan (*số lượng cụm công nghiệp đã được phê duyệt quy hoạch chi tiết*).

use kit_db::{Kind, Measure, Unit, Value};

use super::among_established;
use crate::State;
use crate::law;

pub(super) const MEASURE: Measure = Measure {
    code: "clusters.detailed_plan.count",
    unit: Unit { code: "cluster", digits: 0 },
    kind: Kind::Stock,
    basis: |on| law::BASES.on("clusters.detailed_plan.count", on),
    members: |reader, who, at, scope| {
        Box::pin(among_established(reader, who, at, scope, |facts| {
            facts.has(State::DetailedPlan).then_some(Some(Value::Count(1)))
        }))
    },
    fold: |members| Value::Count(members.len()),
};
