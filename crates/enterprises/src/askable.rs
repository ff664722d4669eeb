//! What people may ask to have changed of a project, and what stands there.

use std::collections::HashMap;

use kit_base::{Actor, At, Result, Subject};
use kit_db::{Reader, Value};
use kit_web::{Askable, Standing};

use crate::{RECORD_PROJECT, Series, book::visible, model::Coded};

pub(crate) const PROJECTS: Askable = Askable {
    record: "project",
    page: "/projects/{key}",
    form: "/projects/{key}/record",
    action: &RECORD_PROJECT,
    fields: &[
        ("name", "enterprises.name"),
        ("sector", "enterprises.sector"),
        ("capital", "enterprises.capital"),
        ("realised", "enterprises.realised"),
        ("tenure", "enterprises.tenure"),
        ("leased", "enterprises.leased-area"),
        ("workers", "enterprises.workers"),
    ],
    subjects: |reader, who, at| Box::pin(subjects(reader, who, at)),
    standing: |reader, who, at, key| Box::pin(standing(reader, who, at, key)),
};

async fn subjects(reader: &Reader, who: &Actor, at: At) -> Result<HashMap<String, Subject>> {
    let book = visible(reader, who, at).await?;
    let pair = |project: &crate::Project| (project.code.clone(), book.subject(project, reader.today()));
    Ok(book.projects.iter().map(pair).collect())
}

async fn standing(
    reader: &Reader,
    who: &Actor,
    at: At,
    key: &str,
) -> Result<Option<Vec<(&'static str, Standing)>>> {
    let book = visible(reader, who, at).await?;
    let Some(project) = book.projects.iter().find(|project| project.code == key) else { return Ok(None) };
    let leases: Vec<_> = book.leases.iter().filter(|lease| lease.project == project.id).collect();
    let leased = (!leases.is_empty()).then(|| leases.iter().map(|lease| lease.area).sum());
    let workers = project.workers_of(Series::Employed).map(|(count, _)| count);
    Ok(Some(vec![
        ("name", Standing::text(&project.name)),
        ("sector", Standing::text(project.vsic.as_ref().map(ToString::to_string).unwrap_or_default())),
        ("capital", Standing::money(project.registered)),
        ("realised", Standing::money(project.realised)),
        ("tenure", Standing::words([project.tenure.word()])),
        ("leased", Standing::area(leased)),
        ("workers", workers.map_or(Standing::Nothing, |n| Standing::Value(Value::Count(n), "person"))),
    ]))
}
