//! How many projects are in production (*dự án đang hoạt động*).

use kit_db::{Kind, Measure, Unit, Value};

use super::{one, projects};
use crate::{book::Project, law};

pub(super) const MEASURE: Measure = Measure {
    code: "projects.producing.count",
    unit: Unit { code: "project", digits: 0 },
    kind: Kind::Stock,
    view: &crate::VIEW,
    basis: |on| law::BASES.on("projects.producing.count", on),
    members: |reader, who, at, scope| {
        Box::pin(projects((reader, who, at, scope), Project::is_producing, one))
    },
    fold: |members| Value::Count(members.len()),
};
