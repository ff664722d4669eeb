//! How many clusters are established (*số lượng cụm công nghiệp đã thành lập*).

use kit_db::{Basis, Kind, Measure, Unit, Value};

use super::established;

pub(super) const MEASURE: Measure = Measure {
    code: "clusters.count",
    unit: Unit { code: "cluster", digits: 0 },
    kind: Kind::Stock,
    basis: &[
        Basis { document: "Nghị định 32/2024/NĐ-CP", article: "Điều 2 khoản 1, khoản 9" },
        Basis { document: "Thông tư 14/2024/TT-BCT", article: "Biểu 04, chỉ tiêu 3" },
    ],
    members: |reader, who, at, scope| {
        Box::pin(established(reader, who, at, scope, |_| Some(Value::Count(1))))
    },
    fold: |members| Value::Count(members.len()),
};
