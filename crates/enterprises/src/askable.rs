//! What people may ask to have changed of a project or an enterprise, and what stands there.

use std::collections::HashMap;

use kit_base::{Actor, At, Result, Subject};
use kit_db::{Reader, Value};
use kit_web::{Askable, AskedField, Standing};

use crate::{RECORD, RECORD_PROJECT, Series, book::visible, model::Coded};

pub(crate) const PROJECTS: Askable = Askable {
    record: "project",
    page: "/projects/{key}",
    form: "/projects/{key}/record",
    action: &RECORD_PROJECT,
    fields: &[
        AskedField::new("name", "enterprises.name").filling("name"),
        AskedField::new("sector", "enterprises.sector").filling("vsic"),
        AskedField::new("capital", "enterprises.capital").filling("registered"),
        AskedField::new("realised", "enterprises.realised").filling("realised"),
        AskedField::new("tenure", "enterprises.tenure"),
        AskedField::new("leased", "enterprises.leased-area"),
        AskedField::new("workers", "enterprises.workers").in_form("/projects/{key}/workers").filling("count"),
    ],
    subjects: |reader, who, at| Box::pin(subjects(reader, who, at)),
    standing: |reader, who, at, key| Box::pin(standing(reader, who, at, key)),
};

async fn subjects(reader: &Reader, who: &Actor, at: At) -> Result<HashMap<String, Subject>> {
    let book = visible(reader, who, at).await?;
    let pair = |project: &std::sync::Arc<crate::Project>| {
        (project.code.clone(), book.subject(project, reader.today()))
    };
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
    let own: Vec<_> = book.leases.iter().filter(|lease| lease.project == project.id).collect();
    let leased = (!own.is_empty()).then(|| own.iter().map(|lease| lease.area).sum());
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

pub(crate) const ENTERPRISES: Askable = Askable {
    record: "enterprise",
    page: "/enterprises/{key}",
    form: "/enterprises/{key}/record",
    action: &RECORD,
    fields: &[
        AskedField::new("name", "enterprises.name").filling("name"),
        AskedField::new("kind", "enterprises.kind"),
        AskedField::new("tax-code", "enterprises.tax-code").filling("tax_code"),
        AskedField::new("country", "enterprises.country").filling("country"),
    ],
    subjects: |reader, who, at| Box::pin(enterprises(reader, who, at)),
    standing: |reader, who, at, key| Box::pin(standing_enterprise(reader, who, at, key)),
};

async fn enterprises(reader: &Reader, who: &Actor, at: At) -> Result<HashMap<String, Subject>> {
    let book = visible(reader, who, at).await?;
    Ok(book.enterprises.iter().map(|one| (one.code.clone(), one.subject())).collect())
}

async fn standing_enterprise(
    reader: &Reader,
    who: &Actor,
    at: At,
    key: &str,
) -> Result<Option<Vec<(&'static str, Standing)>>> {
    let book = visible(reader, who, at).await?;
    Ok(book.enterprises.iter().find(|one| one.code == key).map(|one| {
        vec![
            ("name", Standing::text(&one.name)),
            ("kind", Standing::words([one.kind.word()])),
            ("tax-code", Standing::text(one.tax_code.as_ref().map(ToString::to_string).unwrap_or_default())),
            ("country", Standing::text(&one.country)),
        ]
    }))
}
