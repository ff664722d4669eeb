//! A cluster is cleared, built or used, and its decision of establishment is not on record.

use kit_web::{Check, Severity};

use super::among;
use crate::{RECORD, VIEW};

pub(super) const CHECK: Check = Check {
    code: "clusters.no-establishment",
    severity: Severity::Warning,
    view: &VIEW,
    act: &RECORD,
    figure: Some("clusters.count"),
    find: |reader, who, at| {
        Box::pin(among(reader, who, at, "facts/state", |of| {
            of.established().filter(|_| !of.cluster.is_stated_established())
        }))
    },
};
