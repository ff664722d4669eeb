//! The total investment of the approved infrastructure projects (*tổng vốn đầu tư xây dựng hạ tầng kỹ thuật của các cụm công nghiệp*).

use kit_db::{Kind, Measure, Unit, Value};

use super::among_established;
use crate::law;

pub(super) const MEASURE: Measure = Measure {
    code: "infrastructure.investment_bn_vnd",
    unit: Unit { code: "bn_vnd", digits: 1 },
    kind: Kind::Stock,
    basis: |on| law::BASES.on("infrastructure.investment_bn_vnd", on),
    members: |reader, who, at, scope| {
        Box::pin(among_established(reader, who, at, scope, |facts| {
            facts.works.project.map(|project| project.is.map(Value::Money))
        }))
    },
    fold: Value::sum_of_money,
};
