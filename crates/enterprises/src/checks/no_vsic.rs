//! The branch of a counted project is not known.

use kit_web::{Check, Severity};

use super::projects;
use crate::{RECORD_PROJECT, VIEW};

pub(super) const CHECK: Check = Check {
    code: "projects.no-vsic",
    severity: Severity::Note,
    view: &VIEW,
    act: &RECORD_PROJECT,
    figure: None,
    find: |reader, who, at| {
        Box::pin(projects(reader, who, at, "record", |project| {
            (project.is_counted() && project.vsic.is_none()).then_some(&project.basis)
        }))
    },
};
