//! Whether an established cluster has central wastewater treatment is not known.

use kit_web::{Check, Severity};

use super::among;
use crate::{RECORD, VIEW};

pub(super) const CHECK: Check = Check {
    code: "clusters.no-wastewater",
    severity: Severity::Warning,
    view: &VIEW,
    act: &RECORD,
    figure: Some("clusters.wastewater.to_standard.count"),
    find: |reader, who, at| {
        Box::pin(among(reader, who, at, "facts/wastewater", |of| {
            of.established().filter(|_| of.works.wastewater.is_none())
        }))
    },
};
