//! What plans say of a cluster, through time: a tab on its record.

use axum::{extract::Path, response::Response};
use clusters::Precision;
use documents::Origin;
use kit_base::{Area, At, Day, Error, Message};
use kit_web::{Html, Page, Plain, Result, TabLink, Template, Ui};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Source, TermText, source};
use crate::{Change, Stage, lists::of_cluster as rows_of};

/// The rows of all plans that speak of a cluster.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "cluster-plan.html")]
pub(crate) struct ClusterPlanPage {
    #[serde(skip)]
    #[schema(ignore)]
    ui: Ui,
    term: Option<TermText>,
    code: String,
    name: String,
    rows: Vec<Said>,
}

/// What a plan says of the cluster in a period.
#[derive(Serialize, ToSchema)]
#[schema(as = ClusterPlanRow)]
struct Said {
    plan: String,
    plan_name: String,
    stage: Stage,
    nr: String,
    name: String,
    change: Change,
    park: String,
    #[serde(rename = "area_before_ha", serialize_with = "super::maybe_hectares")]
    #[schema(value_type = Option<f64>)]
    area_before: Option<Area>,
    #[serde(rename = "area_ha", serialize_with = "super::maybe_hectares")]
    #[schema(value_type = Option<f64>)]
    area: Option<Area>,
    phase: String,
    reason: String,
    from: Day,
    to: Day,
    precision: Precision,
    source: Source,
    origin: Origin,
    /// Whether it holds on the day asked for.
    holds: bool,
    #[serde(skip)]
    href: String,
}

impl Page for ClusterPlanPage {
    fn ui(&self) -> &Ui {
        &self.ui
    }
}

impl ClusterPlanPage {
    fn tabs(&self) -> Vec<TabLink> {
        self.ui.tabs("cluster", &self.code)
    }

    fn change(&self, change: impl Plain<Change>) -> Html {
        super::change(&self.ui, change.plain())
    }

    fn since(&self, row: &Said) -> String {
        row.precision.tell(row.from, &self.ui.t("clusters.by"), self.ui.lang())
    }
}

pub(crate) async fn of_cluster(ui: Ui, Path(code): Path<String>) -> Result<Response> {
    let reader = ui.read_db().await?;
    let today = At { as_of: ui.today(), ..ui.at() };
    let mut found = clusters::find(&reader, ui.actor(), ui.at(), &code).await?;
    if found.is_none() {
        found = clusters::find(&reader, ui.actor(), today, &code).await?;
    }
    let missing = || Error::NotFound(Message::new("clusters.no-such").with("code", &code));
    let cluster = found.ok_or_else(missing)?;
    let rows = rows_of(&reader, ui.actor(), ui.at(), cluster.id).await?;
    let ids = rows.iter().map(|(_, row)| row.source).collect();
    let labels = documents::labels(&reader, ui.at().known_at, ids).await?;
    let day = ui.at().as_of;
    let said = rows.into_iter().map(|(plan, row)| Said {
        href: plan.href(&row),
        source: source(row.source, &labels),
        holds: row.from <= day && day < row.to,
        plan: plan.code,
        plan_name: plan.name,
        stage: plan.stage,
        nr: row.nr,
        name: row.name,
        change: row.change,
        park: row.park,
        area_before: row.area_before,
        area: row.area,
        phase: row.phase,
        reason: row.reason,
        from: row.from,
        to: row.to,
        precision: row.precision,
        origin: row.origin,
    });
    Ok(ClusterPlanPage {
        term: TermText::of(&ui),
        rows: said.collect(),
        name: cluster.name.clone(),
        code,
        ui,
    }
    .answer())
}
