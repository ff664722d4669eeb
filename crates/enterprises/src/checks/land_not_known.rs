//! A cluster operates and its industrial land by the detailed plan is not known: it is missing from the occupancy.

use clusters::RECORD;
use kit_web::{Check, Severity};

use super::{Told, clusters_by_use};
use crate::VIEW;

pub(super) const CHECK: Check = Check {
    code: "land.not-known",
    severity: Severity::Warning,
    view: &VIEW,
    act: &RECORD,
    figure: Some("occupancy.pct"),
    find: |reader, who, at| {
        Box::pin(clusters_by_use(reader, who, at, "facts/land", |of| {
            (of.operates() && of.industrial().is_none())
                .then(|| Told { illustrative: of.by_projects.illustrative, ..Told::default() })
        }))
    },
};
