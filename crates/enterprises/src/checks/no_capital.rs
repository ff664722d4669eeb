//! The registered capital of a counted project is not known.

use kit_web::{Check, Severity};

use super::projects;
use crate::{RECORD_PROJECT, VIEW};

pub(super) const CHECK: Check = Check {
    code: "projects.no-capital",
    severity: Severity::Warning,
    view: &VIEW,
    act: &RECORD_PROJECT,
    figure: Some("projects.capital_bn_vnd"),
    find: |reader, who, at| {
        Box::pin(projects(reader, who, at, "record", |project| {
            (project.is_counted() && project.registered.is_none()).then_some(&project.basis)
        }))
    },
};
