//! The registered capital of the projects (*tổng vốn đầu tư đăng ký*).

use kit_db::{Kind, Measure, Unit, Value};

use super::projects;
use crate::law;

pub(super) const MEASURE: Measure = Measure {
    code: "projects.capital_bn_vnd",
    unit: Unit { code: "bn_vnd", digits: 1 },
    kind: Kind::Stock,
    view: &crate::VIEW,
    basis: |on| law::BASES.on("projects.capital_bn_vnd", on),
    members: |reader, who, at, scope| {
        Box::pin(projects(
            (reader, who, at, scope),
            |_| true,
            |project| (project.registered.map(Value::Money), &project.basis),
        ))
    },
    fold: Value::sum_of_money,
};
