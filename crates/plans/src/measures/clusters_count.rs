//! How many clusters the plan in force lists (*số cụm theo phương án phát triển*).

use kit_db::{Kind, Measure, Unit, Value};

use super::{Wanted, rows};
use crate::{RowKind, law};

pub(super) const MEASURE: Measure = Measure {
    code: "plan.clusters.count",
    unit: Unit { code: "cluster", digits: 0 },
    kind: Kind::Stock,
    view: &crate::VIEW,
    basis: |on| law::BASES.on("plan.clusters.count", on),
    members: |reader, who, at, scope| {
        let wanted = Wanted {
            kind: RowKind::Cluster,
            is: |row| row.change.remains(),
            value: |_| Some(Value::Count(1)),
        };
        Box::pin(rows(reader, who, at, scope, wanted))
    },
    fold: |members| Value::Count(members.len()),
};
