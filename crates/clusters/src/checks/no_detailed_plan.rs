//! An established cluster has no approved detailed plan on record.

use kit_web::{Check, Severity};

use super::among;
use crate::{RECORD, State, VIEW};

pub(super) const CHECK: Check = Check {
    code: "clusters.no-detailed-plan",
    severity: Severity::Note,
    view: &VIEW,
    act: &RECORD,
    figure: Some("clusters.detailed_plan.count"),
    find: |reader, who, at| {
        Box::pin(among(reader, who, at, "facts/state", |of| {
            of.established().filter(|_| !of.cluster.has(State::DetailedPlan))
        }))
    },
};
