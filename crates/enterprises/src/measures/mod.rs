//! The figures of enterprises and land. One file each; the list is explicit.

mod capital;
mod foreign_count;
mod industrial_ha;
mod leased_ha;
mod occupancy;
mod occupancy_all;
mod occupancy_leasable;
mod operating_area_ha;
mod operating_count;
mod operating_unestablished_count;
mod producing_clusters_count;
mod producing_count;
mod projects_count;
mod realised;
mod rental_count;
mod vacant_ha;
mod workers_contract_count;
mod workers_count;

use std::collections::{BTreeSet, HashMap};

use documents::DocumentId;
use kit_base::{Actor, At, Result};
use kit_db::{Measure, Member, Reader, Scope, Value};

use crate::{
    Grounds, Series, Use,
    book::{self, Basis, Project},
    use_of_clusters::uses,
};

/// All figures of the slice.
pub const ALL: &[Measure] = &[
    operating_count::MEASURE,
    operating_area_ha::MEASURE,
    operating_unestablished_count::MEASURE,
    producing_clusters_count::MEASURE,
    industrial_ha::MEASURE,
    leased_ha::MEASURE,
    vacant_ha::MEASURE,
    occupancy::MEASURE,
    occupancy_leasable::MEASURE,
    occupancy_all::MEASURE,
    projects_count::MEASURE,
    foreign_count::MEASURE,
    producing_count::MEASURE,
    rental_count::MEASURE,
    capital::MEASURE,
    realised::MEASURE,
    workers_count::MEASURE,
    workers_contract_count::MEASURE,
];

/// The clusters of which `which` holds, each with what it adds and what that rests on.
async fn clusters(
    (reader, who, at, scope): Asked<'_>,
    which: fn(&Use) -> bool,
    value: fn(&Use) -> Option<Value>,
    grounds: fn(&Use) -> Grounds,
) -> Result<Vec<Member>> {
    let uses = uses(reader, who, at, scope).await?;
    let uses: Vec<_> = uses.iter().filter(|of| which(of)).collect();
    let sources = uses.iter().flat_map(|of| grounds(of).sources).collect();
    let labels = documents::labels(reader, at.known_at, sources).await?;
    let members = uses.into_iter().map(|of| {
        let rests_on = grounds(of);
        Member {
            value: value(of),
            href: format!("/clusters/{}", of.code),
            source: told(&rests_on.sources, &labels),
            illustrative: rests_on.illustrative,
            doubt: None,
            id: of.code.clone(),
            name: of.name.clone(),
        }
    });
    Ok(members.collect())
}

/// The counted projects of which `which` holds, each with what it adds; a value brings its own basis.
async fn projects(
    (reader, who, at, scope): Asked<'_>,
    which: fn(&Project) -> bool,
    value: for<'a> fn(&'a Project) -> (Option<Value>, &'a Basis),
) -> Result<Vec<Member>> {
    let book = book::scoped(reader, who, at, scope).await?;
    let projects: Vec<_> =
        book.projects.iter().filter(|project| project.is_counted() && which(project)).collect();
    let sources: BTreeSet<_> = projects.iter().map(|project| value(project).1.source).collect();
    let labels = documents::labels(reader, at.known_at, sources).await?;
    let members = projects.into_iter().map(|project| {
        let (value, basis) = value(project);
        Member {
            value,
            href: format!("/projects/{}", project.code),
            source: labels.get(&basis.source).map_or(String::new(), |(_, label)| label.clone()),
            illustrative: basis.origin == documents::Origin::Illustrative,
            doubt: None,
            id: project.code.clone(),
            name: project.name.clone(),
        }
    });
    Ok(members.collect())
}

/// What a figure is asked for with.
type Asked<'a> = (&'a Reader, &'a Actor, At, &'a Scope);

/// Each project adds one.
fn one(project: &Project) -> (Option<Value>, &Basis) {
    (Some(Value::Count(1)), project.life_basis())
}

/// How many work for a project.
fn workers(project: &Project, series: Series) -> (Option<Value>, &Basis) {
    match project.workers_of(series) {
        Some((count, basis)) => (Some(Value::Count(count)), basis),
        None => (None, &project.basis),
    }
}

/// How many documents are named; more are told by an ellipsis.
const NAMED: usize = 3;

fn told(sources: &BTreeSet<DocumentId>, labels: &HashMap<DocumentId, (String, String)>) -> String {
    let mut names: Vec<_> = sources.iter().filter_map(|id| Some(labels.get(id)?.1.as_str())).collect();
    names.sort_unstable();
    names.dedup();
    let rest = if NAMED < names.len() { "; …" } else { "" };
    names.truncate(NAMED);
    format!("{}{rest}", names.join("; "))
}
