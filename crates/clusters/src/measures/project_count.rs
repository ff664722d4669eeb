//! How many clusters have an approved infrastructure project (*số lượng cụm công nghiệp đã được phê duyệt dự án đầu tư xây dựng hạ tầng*).

use kit_db::{Kind, Measure, Unit, Value};

use super::among_established;
use crate::law;

pub(super) const MEASURE: Measure = Measure {
    code: "clusters.project_approved.count",
    unit: Unit { code: "cluster", digits: 0 },
    kind: Kind::Stock,
    basis: |on| law::BASES.on("clusters.project_approved.count", on),
    members: |reader, who, at, scope| {
        Box::pin(among_established(reader, who, at, scope, |facts| {
            facts.works.project.map(|_| Some(Value::Count(1)))
        }))
    },
    fold: |members| Value::Count(members.len()),
};
