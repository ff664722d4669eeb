//! An established cluster has no boundary: it cannot be compared with any plan.

use kit_web::{Check, Severity};

use super::among;
use crate::{RECORD, VIEW};

pub(super) const CHECK: Check = Check {
    code: "clusters.no-boundary",
    severity: Severity::Note,
    view: &VIEW,
    act: &RECORD,
    figure: None,
    find: |reader, who, at| {
        Box::pin(among(reader, who, at, "facts/boundary", |of| of.established().filter(|_| !of.has_boundary)))
    },
};
