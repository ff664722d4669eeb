//! How many clusters have an enterprise as infrastructure investor (*số lượng cụm công nghiệp do doanh nghiệp làm chủ đầu tư hạ tầng kỹ thuật*).

use kit_db::{Kind, Measure, Unit, Value};

use super::among_established;
use crate::InvestorKind;
use crate::law;

pub(super) const MEASURE: Measure = Measure {
    code: "clusters.by_enterprise.count",
    unit: Unit { code: "cluster", digits: 0 },
    kind: Kind::Stock,
    basis: |on| law::BASES.on("clusters.by_enterprise.count", on),
    members: |reader, who, at, scope| {
        Box::pin(among_established(reader, who, at, scope, |facts| {
            (facts.cluster.investor_kind == Some(InvestorKind::Enterprise)).then_some(Some(Value::Count(1)))
        }))
    },
    fold: |members| Value::Count(members.len()),
};
