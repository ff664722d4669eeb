//! How many industrial parks the plan in force lists (*số khu công nghiệp theo quy hoạch*).

use kit_db::{Kind, Measure, Unit, Value};

use super::{Wanted, rows};
use crate::{RowKind, law};

pub(super) const MEASURE: Measure = Measure {
    code: "plan.parks.count",
    unit: Unit { code: "park", digits: 0 },
    kind: Kind::Stock,
    view: &crate::VIEW,
    basis: |on| law::BASES.on("plan.parks.count", on),
    members: |reader, who, at, scope| {
        let wanted =
            Wanted { kind: RowKind::Park, is: |row| row.change.remains(), value: |_| Some(Value::Count(1)) };
        Box::pin(rows(reader, who, at, scope, wanted))
    },
    fold: |members| Value::Count(members.len()),
};
