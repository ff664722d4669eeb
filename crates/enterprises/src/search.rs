//! Enterprises and projects that are called so.

use std::sync::Arc;

use kit_base::Result;
use kit_db::Reader;
use kit_web::{Found, Hit, Ui, Wanted};

use crate::{
    VIEW,
    book::{Enterprise, Project, visible},
};

/// By name, code and tax code.
pub(crate) async fn enterprises(reader: &Reader, ui: &Ui, wanted: &Wanted) -> Result<Found> {
    let book = visible(reader, ui.actor(), ui.at()).await?;
    let all = book.enterprises.iter().filter(|_| ui.may(&VIEW));
    let tax_code = |one: &Enterprise| one.tax_code.as_ref().map(ToString::to_string).unwrap_or_default();
    let rank = |one: &&Arc<Enterprise>| {
        let code = || wanted.rank_code(&one.code).or_else(|| wanted.rank_code(&tax_code(one)));
        wanted.rank_of(&one.name, &one.search).or_else(code)
    };
    let hit = |rank, one: &Arc<Enterprise>| Hit {
        rank,
        label: one.name.clone(),
        code: one.code.clone(),
        detail: tax_code(one),
        page: format!("/enterprises/{}", one.code),
    };
    Ok(wanted.found("enterprises.title", all, rank, hit).listed("/enterprises", wanted))
}

/// By name and code; the cluster tells them apart.
pub(crate) async fn projects(reader: &Reader, ui: &Ui, wanted: &Wanted) -> Result<Found> {
    let book = visible(reader, ui.actor(), ui.at()).await?;
    let clusters = clusters::names(reader, ui.at()).await?;
    let all = book.projects.iter().filter(|_| ui.may(&VIEW));
    let rank =
        |one: &&Arc<Project>| wanted.rank_of(&one.name, &one.search).or_else(|| wanted.rank_code(&one.code));
    let hit = |rank, one: &Arc<Project>| Hit {
        rank,
        label: one.name.clone(),
        code: one.code.clone(),
        detail: clusters.get(&one.cluster).map(|(_, name)| format!("CCN {name}")).unwrap_or_default(),
        page: format!("/projects/{}", one.code),
    };
    Ok(wanted.found("enterprises.projects", all, rank, hit).listed("/projects", wanted))
}
