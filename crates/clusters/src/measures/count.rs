//! How many clusters are established (*số lượng cụm công nghiệp đã thành lập*).

use kit_db::{Kind, Measure, Unit, Value};

use super::established;
use crate::{VIEW, law};

pub(super) const MEASURE: Measure = Measure {
    code: "clusters.count",
    unit: Unit { code: "cluster", digits: 0 },
    kind: Kind::Stock,
    view: &VIEW,
    basis: |on| law::BASES.on("clusters.count", on),
    members: |reader, who, at, scope| {
        Box::pin(established(reader, who, at, scope, |_| Some(Value::Count(1))))
    },
    fold: |members| Value::Count(members.len()),
};
