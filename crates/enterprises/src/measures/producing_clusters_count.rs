//! The second reading of operating: something is produced in the cluster (*cụm có dự án đang sản xuất*).

use kit_db::{Kind, Measure, Unit, Value};

use super::clusters;
use crate::{Use, law};

pub(super) const MEASURE: Measure = Measure {
    code: "clusters.producing.count",
    unit: Unit { code: "cluster", digits: 0 },
    kind: Kind::Stock,
    view: &crate::VIEW,
    basis: |on| law::BASES.on("clusters.producing.count", on),
    members: |reader, who, at, scope| {
        Box::pin(clusters(
            (reader, who, at, scope),
            Use::produces,
            |_| Some(Value::Count(1)),
            |of| of.by_projects.clone(),
        ))
    },
    fold: |members| Value::Count(members.len()),
};
