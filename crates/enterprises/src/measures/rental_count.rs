//! How many projects rent a workshop and lease no land (*dự án thuê nhà xưởng*).

use kit_db::{Kind, Measure, Unit, Value};

use super::projects;
use crate::{Tenure, law};

pub(super) const MEASURE: Measure = Measure {
    code: "projects.rental.count",
    unit: Unit { code: "project", digits: 0 },
    kind: Kind::Stock,
    view: &crate::VIEW,
    basis: |on| law::BASES.on("projects.rental.count", on),
    members: |reader, who, at, scope| {
        Box::pin(projects(
            (reader, who, at, scope),
            |project| project.tenure == Tenure::FactoryRental,
            |project| (Some(Value::Count(1)), &project.basis),
        ))
    },
    fold: |members| Value::Count(members.len()),
};
