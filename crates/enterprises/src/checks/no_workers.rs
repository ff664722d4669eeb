//! A project is in production and nobody has recorded who works for it.

use kit_web::{Check, Severity};

use super::projects;
use crate::{RECORD_PROJECT, VIEW};

pub(super) const CHECK: Check = Check {
    code: "projects.no-workers",
    severity: Severity::Warning,
    view: &VIEW,
    act: &RECORD_PROJECT,
    figure: Some("workers.count"),
    find: |reader, who, at| {
        Box::pin(projects(reader, who, at, "workers", |project| {
            (project.is_producing() && project.workers.is_empty()).then(|| project.life_basis())
        }))
    },
};
