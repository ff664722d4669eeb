//! The area of the clusters that the plan in force lists (*tổng diện tích các cụm theo phương án phát triển*).

use kit_db::{Kind, Measure, Unit, Value};

use super::{Wanted, rows};
use crate::{RowKind, law};

pub(super) const MEASURE: Measure = Measure {
    code: "plan.clusters.area_ha",
    unit: Unit { code: "ha", digits: 2 },
    kind: Kind::Stock,
    view: &crate::VIEW,
    basis: |on| law::BASES.on("plan.clusters.area_ha", on),
    members: |reader, who, at, scope| {
        let wanted = Wanted {
            kind: RowKind::Cluster,
            is: |row| row.change.remains(),
            value: |row| row.area.map(Value::Area),
        };
        Box::pin(rows(reader, who, at, scope, wanted))
    },
    fold: Value::sum_of_areas,
};
