//! No commune is recorded: the cluster is missing from every figure of a commune.

use kit_web::{Check, Severity};

use super::among;
use crate::{RECORD, VIEW};

pub(super) const CHECK: Check = Check {
    code: "clusters.no-commune",
    severity: Severity::Warning,
    view: &VIEW,
    act: &RECORD,
    figure: Some("clusters.count"),
    find: |reader, who, at| {
        Box::pin(among(reader, who, at, "facts/unit", |of| {
            of.listed().filter(|_| of.cluster.units.is_empty())
        }))
    },
};
