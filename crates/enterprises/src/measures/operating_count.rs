//! How many clusters operate: at least one project in each counts (*số cụm công nghiệp đã hoạt động*).

use kit_db::{Kind, Measure, Unit, Value};

use super::clusters;
use crate::{Use, law};

pub(super) const MEASURE: Measure = Measure {
    code: "clusters.operating.count",
    unit: Unit { code: "cluster", digits: 0 },
    kind: Kind::Stock,
    view: &crate::VIEW,
    basis: |on| law::BASES.on("clusters.operating.count", on),
    members: |reader, who, at, scope| {
        Box::pin(clusters(
            (reader, who, at, scope),
            Use::operates,
            |_| Some(Value::Count(1)),
            |of| of.by_projects.clone(),
        ))
    },
    fold: |members| Value::Count(members.len()),
};
