//! The area by decision of an established cluster is not known.

use kit_web::{Check, Severity};

use super::among;
use crate::{RECORD, VIEW};

pub(super) const CHECK: Check = Check {
    code: "clusters.no-area",
    severity: Severity::Warning,
    view: &VIEW,
    act: &RECORD,
    figure: Some("clusters.area_ha"),
    find: |reader, who, at| {
        Box::pin(among(reader, who, at, "record", |of| {
            of.established().filter(|_| of.cluster.area.is_none())
        }))
    },
};
