//! How many projects have foreign capital (*dự án có vốn đầu tư nước ngoài*).

use kit_db::{Kind, Measure, Unit, Value};

use super::{one, projects};
use crate::law;

pub(super) const MEASURE: Measure = Measure {
    code: "projects.foreign.count",
    unit: Unit { code: "project", digits: 0 },
    kind: Kind::Stock,
    view: &crate::VIEW,
    basis: |on| law::BASES.on("projects.foreign.count", on),
    members: |reader, who, at, scope| {
        Box::pin(projects((reader, who, at, scope), |project| project.foreign, one))
    },
    fold: |members| Value::Count(members.len()),
};
