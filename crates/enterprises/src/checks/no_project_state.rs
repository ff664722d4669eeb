//! No state of a project is recorded: it counts nowhere.

use kit_web::{Check, Severity};

use super::projects;
use crate::{RECORD_PROJECT, VIEW};

pub(super) const CHECK: Check = Check {
    code: "projects.no-state",
    severity: Severity::Warning,
    view: &VIEW,
    act: &RECORD_PROJECT,
    figure: Some("projects.count"),
    find: |reader, who, at| {
        Box::pin(projects(reader, who, at, "state", |project| {
            project.states.is_empty().then_some(&project.basis)
        }))
    },
};
