//! How many work under a labour contract (*lao động có hợp đồng lao động*).

use kit_db::{Kind, Measure, Unit, Value};

use super::{projects, workers};
use crate::{Series, law};

pub(super) const MEASURE: Measure = Measure {
    code: "workers.contract.count",
    unit: Unit { code: "person", digits: 0 },
    kind: Kind::Stock,
    view: &crate::VIEW,
    basis: |on| law::BASES.on("workers.contract.count", on),
    members: |reader, who, at, scope| {
        Box::pin(projects((reader, who, at, scope), |_| true, |project| workers(project, Series::Contract)))
    },
    fold: Value::sum_of_counts,
};
