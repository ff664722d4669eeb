//! The tables of enterprises and projects, and nothing but reading them.

mod enterprises;
mod facts;
mod projects;

pub(crate) use enterprises::{enterprise, enterprise_version};
pub(crate) use facts::{lease, lease_version, worker_count};
pub(crate) use projects::{project, project_state, project_version};

use kit_db::Schema;

/// The page of a project asks for its leases.
pub(crate) fn leases_by_project(schema: Schema) -> Vec<Vec<String>> {
    vec![schema.sql("create index lease_version_project on lease_version (project_id)")]
}

pub(crate) fn first(schema: Schema) -> Vec<Vec<String>> {
    let basis = "precision text not null check (precision in ('day', 'month', 'year', 'by')), \
                 origin text not null, source_id text not null references document (id)";
    let of = "project_id text not null references project (id)";
    let code =
        |table: &str| format!("id text primary key, code text not null constraint {table}_code unique");
    vec![
        schema.facts("enterprise", &code("enterprise")),
        schema.facts("project", &code("project")),
        schema.facts("lease", &code("lease")),
        schema.versions(
            "enterprise_version",
            &["id"],
            &format!(
                "id text not null references enterprise (id), name text not null, search_name text not null, \
                 kind text not null, tax_code text, country text not null, body_id text references body (id), {basis}"
            ),
        ),
        schema.versions(
            "project_version",
            &["id"],
            &format!(
                "id text not null references project (id), name text not null, search_name text not null, \
                 enterprise_id text not null references enterprise (id), \
                 cluster_id text not null references cluster (id), part text not null, vsic text, \
                 capital_registered {{int}}, capital_realised {{int}}, foreign_capital boolean not null, \
                 tenure text not null, {basis}"
            ),
        ),
        schema.versions(
            "project_state",
            &["project_id", "state"],
            &format!("{of}, state text not null, {basis}"),
        ),
        schema.versions(
            "lease_version",
            &["id"],
            &format!(
                "id text not null references lease (id), {of}, \
                 cluster_id text not null references cluster (id), area {{int}} not null check (0 < area), \
                 kind text not null, {basis}"
            ),
        ),
        schema.versions(
            "worker_count",
            &["project_id", "series"],
            &format!("{of}, series text not null, count {{int}} not null check (0 <= count), {basis}"),
        ),
    ]
}
