//! How many clusters the plan in force withdraws (*số cụm rút khỏi quy hoạch*).

use kit_db::{Kind, Measure, Unit, Value};

use super::{Wanted, rows};
use crate::{Change, RowKind, law};

pub(super) const MEASURE: Measure = Measure {
    code: "plan.clusters.withdrawn.count",
    unit: Unit { code: "cluster", digits: 0 },
    kind: Kind::Stock,
    view: &crate::VIEW,
    basis: |on| law::BASES.on("plan.clusters.withdrawn.count", on),
    members: |reader, who, at, scope| {
        let wanted = Wanted {
            kind: RowKind::Cluster,
            is: |row| row.change == Change::Withdrawn,
            value: |_| Some(Value::Count(1)),
        };
        Box::pin(rows(reader, who, at, scope, wanted))
    },
    fold: |members| Value::Count(members.len()),
};
