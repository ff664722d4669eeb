//! What of the capital of the projects is realised (*vốn đầu tư thực hiện*).

use kit_db::{Kind, Measure, Unit, Value};

use super::projects;
use crate::law;

pub(super) const MEASURE: Measure = Measure {
    code: "projects.realised_bn_vnd",
    unit: Unit { code: "bn_vnd", digits: 1 },
    kind: Kind::Stock,
    view: &crate::VIEW,
    basis: |on| law::BASES.on("projects.realised_bn_vnd", on),
    members: |reader, who, at, scope| {
        Box::pin(projects(
            (reader, who, at, scope),
            |_| true,
            |project| (project.realised.map(Value::Money), &project.basis),
        ))
    },
    fold: Value::sum_of_money,
};
