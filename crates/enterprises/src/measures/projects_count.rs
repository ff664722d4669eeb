//! How many projects there are (*tổng số dự án đầu tư sản xuất kinh doanh*).

use kit_db::{Kind, Measure, Unit, Value};

use super::{one, projects};
use crate::law;

pub(super) const MEASURE: Measure = Measure {
    code: "projects.count",
    unit: Unit { code: "project", digits: 0 },
    kind: Kind::Stock,
    view: &crate::VIEW,
    basis: |on| law::BASES.on("projects.count", on),
    members: |reader, who, at, scope| Box::pin(projects((reader, who, at, scope), |_| true, one)),
    fold: |members| Value::Count(members.len()),
};
