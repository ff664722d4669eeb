//! A lease of a counted project ends soon: either it goes on by another document, or its land is vacant again.

use std::collections::HashMap;

use kit_base::{Actor, At, Result};
use kit_db::Reader;
use kit_web::{Check, Finding, Severity, Standing};

use super::Places;
use crate::{Project, ProjectId, RECORD_PROJECT, VIEW, book::visible};

pub(super) const CHECK: Check = Check {
    code: "projects.lease-ends",
    severity: Severity::Note,
    view: &VIEW,
    act: &RECORD_PROJECT,
    figure: Some("land.leased_ha"),
    find: |reader, who, at| Box::pin(find(reader, who, at)),
};

/// How many days ahead an end is told.
const AHEAD: u64 = 180;

async fn find(reader: &Reader, who: &Actor, at: At) -> Result<Vec<Finding>> {
    let book = visible(reader, who, at).await?;
    let places = Places::of(&book, reader.today());
    let last = at.as_of.plus(AHEAD);
    let counted = book.projects.iter().filter(|project| project.is_counted());
    let projects: HashMap<ProjectId, &Project> = counted.map(|project| (project.id, &**project)).collect();
    let ending = book.leases.iter().filter(|lease| lease.basis.to <= last);
    let found = ending.filter_map(|lease| {
        let project = projects.get(&lease.project)?;
        let finding = places.finding(project, &format!("leases?lease={}", lease.code), &lease.basis);
        Some(Finding {
            other: lease.code.clone(),
            gaps: vec![("lease", Standing::text(&lease.code)), ("area", Standing::area(Some(lease.area)))],
            until: Some(lease.basis.to.previous()),
            ..finding
        })
    });
    Ok(found.collect())
}
