//! How many clusters operate without being established (*đã hoạt động nhưng chưa thành lập*).

use kit_db::{Kind, Measure, Unit, Value};

use super::clusters;
use crate::law;

pub(super) const MEASURE: Measure = Measure {
    code: "clusters.operating_unestablished.count",
    unit: Unit { code: "cluster", digits: 0 },
    kind: Kind::Stock,
    view: &crate::VIEW,
    basis: |on| law::BASES.on("clusters.operating_unestablished.count", on),
    members: |reader, who, at, scope| {
        Box::pin(clusters(
            (reader, who, at, scope),
            |of| of.operates() && !of.established,
            |_| Some(Value::Count(1)),
            |of| of.by_projects.clone(),
        ))
    },
    fold: |members| Value::Count(members.len()),
};
