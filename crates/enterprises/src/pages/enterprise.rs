//! An enterprise as it stands on a day, its projects, and what was recorded of it.

use axum::{extract::Path, response::Response};
use kit_base::{At, Instant, Money};
use kit_db::{OrFault, Reader};
use kit_web::{Html, Page, Plain, Result, Template, Ui};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Ground, ProjectRow, billions, ground, labels, life, names, no_such, project_row, tell};
use crate::{
    Kind, RECORD, State,
    book::{Basis, Enterprise, visible},
    model::Coded,
    store::enterprise_version,
};

/// One enterprise.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "enterprise.html")]
#[schema(as = EnterpriseRecord)]
pub(crate) struct EnterprisePage {
    #[serde(skip)]
    #[schema(ignore)]
    ui: Ui,
    /// What higher slices say beside it.
    beside: Vec<kit_web::Beside>,
    code: String,
    name: String,
    kind: Kind,
    tax_code: Option<String>,
    country: String,
    /// Whether it stands so on the day asked for.
    standing: bool,
    ground: Ground,
    projects: Vec<ProjectRow>,
    versions: Vec<Version>,
    #[serde(skip)]
    may_record: bool,
}

/// What was recorded of it for a period.
#[derive(Serialize, ToSchema)]
#[schema(as = EnterpriseVersion)]
struct Version {
    name: String,
    kind: Kind,
    tax_code: Option<String>,
    country: String,
    ground: Ground,
    #[serde(serialize_with = "kit_base::moment")]
    #[schema(value_type = String, format = DateTime)]
    recorded_at: Instant,
    /// When it was superseded, if it was.
    #[serde(serialize_with = "kit_base::moment")]
    #[schema(value_type = Option<String>, format = DateTime)]
    superseded_at: Option<Instant>,
}

impl Page for EnterprisePage {
    fn ui(&self) -> &Ui {
        &self.ui
    }
}

impl EnterprisePage {
    fn life(&self, state: impl Plain<Option<State>>) -> Html {
        life(&self.ui, state.plain())
    }

    fn billions(&self, money: impl Plain<Money>) -> String {
        billions(&self.ui, money.plain())
    }

    fn tell(&self, ground: &Ground) -> String {
        tell(&self.ui, ground)
    }
}

pub(crate) async fn show(ui: Ui, Path(code): Path<String>) -> Result<Response> {
    let reader = ui.read_db().await?;
    let mut book = visible(&reader, ui.actor(), ui.at()).await?;
    let mut standing = true;
    if !book.enterprises.iter().any(|one| one.code == code) {
        // Not on that day: as it stands today, if it is theirs to know.
        book = visible(&reader, ui.actor(), At { as_of: ui.today(), ..ui.at() }).await?;
        standing = false;
    }
    let one = book.enterprises.iter().find(|one| one.code == code).ok_or_else(|| no_such(&code))?;
    let names = names(&reader, &ui).await?;
    let projects = book.projects.iter().filter(|project| project.enterprise == one.id);
    let rows = all_versions(&reader, one, ui.at()).await?;
    let sources = rows.iter().map(|row| row.source_id).chain([one.basis.source]);
    let labels = labels(&reader, &ui, sources).await?;
    let version = |row: enterprise_version::Model| Version {
        ground: ground(&basis(&row), &labels),
        name: row.name,
        kind: row.kind,
        tax_code: row.tax_code.map(|code| code.to_string()),
        country: row.country,
        recorded_at: row.recorded_at,
        superseded_at: Some(row.superseded_at).filter(|instant| *instant <= ui.at().known_at),
    };
    let page = EnterprisePage {
        beside: ui.beside(&reader, &one.subject()).await?,
        may_record: ui.actor().may(&RECORD, &one.subject()),
        code: one.code.clone(),
        name: one.name.clone(),
        kind: one.kind,
        tax_code: one.tax_code.as_ref().map(ToString::to_string),
        country: one.country.clone(),
        standing,
        ground: ground(&one.basis, &labels),
        projects: projects.map(|project| project_row(&ui, &book, &names, project)).collect(),
        versions: rows.into_iter().map(version).collect(),
        ui,
    };
    Ok(page.answer())
}

fn basis(row: &enterprise_version::Model) -> Basis {
    let enterprise_version::Model { valid_from, valid_to, precision, origin, source_id, .. } = *row;
    Basis { from: valid_from, to: valid_to, precision, origin, source: source_id }
}

/// Every version ever recorded up to the moment, superseded ones too.
async fn all_versions(reader: &Reader, one: &Enterprise, at: At) -> Result<Vec<enterprise_version::Model>> {
    let rows = enterprise_version::Entity::find()
        .filter(enterprise_version::Column::Id.eq(one.id))
        .filter(enterprise_version::Column::RecordedAt.lte(at.known_at))
        .order_by_desc(enterprise_version::Column::RecordedAt)
        .order_by_desc(enterprise_version::Column::ValidFrom)
        .all(reader)
        .await;
    Ok(rows.or_fault("enterprise versions")?)
}
