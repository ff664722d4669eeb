//! An established cluster has no infrastructure investor on record, not even its kind.

use kit_web::{Check, Severity};

use super::among;
use crate::{RECORD, VIEW};

pub(super) const CHECK: Check = Check {
    code: "clusters.no-investor",
    severity: Severity::Warning,
    view: &VIEW,
    act: &RECORD,
    figure: Some("clusters.by_enterprise.count"),
    find: |reader, who, at| {
        Box::pin(among(reader, who, at, "record", |of| {
            of.established().filter(|_| of.cluster.investor_kind.is_none())
        }))
    },
};
