//! No state of the cluster is recorded: nobody knows whether it is planned or stands.

use kit_web::{Check, Severity};

use super::among;
use crate::{RECORD, VIEW};

pub(super) const CHECK: Check = Check {
    code: "clusters.no-state",
    severity: Severity::Error,
    view: &VIEW,
    act: &RECORD,
    figure: Some("clusters.count"),
    find: |reader, who, at| {
        Box::pin(among(reader, who, at, "facts/state", |of| {
            of.listed().filter(|_| of.cluster.states.is_empty())
        }))
    },
};
