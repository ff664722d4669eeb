//! A plan with its list of clusters and its list of parks.

use std::collections::HashMap;

use axum::{extract::Path, response::Response};
use clusters::{ClusterId, Precision};
use documents::Origin;
use kit_base::{Area, At, Day, fold_vi};
use kit_db::{AsOf, OrFault, Reader};
use kit_web::{Html, Page, Plain, Result, Template, Ui};
use places::Places;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Labels, Source, Sum, TermText, codes, no_such, source};
use crate::{
    Change, Lists, Plan, PlanKind, RECORD, Row, RowKind, Stage, actions, lists, lists::sources,
    store::plan_version,
};

/// One plan.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "plan.html")]
pub(crate) struct PlanPage {
    #[serde(skip)]
    #[schema(ignore)]
    ui: Ui,
    term: Option<TermText>,
    /// What higher slices say beside it.
    beside: Vec<kit_web::Beside>,
    code: String,
    name: String,
    kind: PlanKind,
    period_from: i64,
    period_to: i64,
    stage: Stage,
    /// Whether it is the plan in force for clusters or for parks.
    in_force: bool,
    from: Day,
    precision: Precision,
    source: Source,
    origin: Origin,
    /// Whether the plan is recorded for the day asked for.
    standing: bool,
    clusters: Table,
    parks: Table,
    #[serde(skip)]
    #[schema(ignore)]
    districts: Vec<(String, String, bool)>,
    #[serde(skip)]
    #[schema(ignore)]
    may_record: bool,
}

/// The rows that meet the conditions, with the sum of those that stay in the list.
#[derive(Serialize, ToSchema)]
#[schema(as = PlanTable)]
struct Table {
    kind: RowKind,
    rows: Vec<RowView>,
    /// Rows before conditions.
    all: usize,
    /// The rows shown that stay in the list.
    remaining: Sum,
    /// The rows shown that leave it.
    leaving: Sum,
}

/// A row of a plan.
#[derive(Serialize, ToSchema)]
#[schema(as = PlanRow)]
struct RowView {
    nr: String,
    name: String,
    /// Code of the cluster, when there is one that the person may see.
    cluster: Option<String>,
    park: String,
    communes: Vec<String>,
    district: Option<String>,
    #[serde(rename = "area_before_ha", serialize_with = "super::maybe_hectares")]
    #[schema(value_type = Option<f64>)]
    area_before: Option<Area>,
    #[serde(rename = "area_ha", serialize_with = "super::maybe_hectares")]
    #[schema(value_type = Option<f64>)]
    area: Option<Area>,
    change: Change,
    phase: String,
    reason: String,
    from: Day,
    to: Day,
    precision: Precision,
    source: Source,
    origin: Origin,
    #[serde(skip)]
    anchor: String,
    #[serde(skip)]
    may_record: bool,
}

impl Page for PlanPage {
    fn ui(&self) -> &Ui {
        &self.ui
    }
}

impl PlanPage {
    fn change(&self, change: impl Plain<Change>) -> Html {
        super::change(&self.ui, change.plain())
    }

    fn since(&self) -> String {
        self.precision.tell(self.from, &self.ui.t("clusters.by"), self.ui.lang())
    }

    fn tables(&self) -> Vec<&Table> {
        let both = [&self.clusters, &self.parks];
        both.into_iter().filter(|table| self.kind.lists(table.kind) || table.all != 0).collect()
    }

    fn changes(&self) -> Vec<(Change, bool)> {
        let chosen = self.ui.params("change");
        Change::all().map(|change| (change, chosen.iter().any(|code| code == change.code()))).collect()
    }

    fn chosen_changes(&self) -> Vec<Change> {
        self.changes().into_iter().filter(|(_, chosen)| *chosen).map(|(change, _)| change).collect()
    }

    fn chosen_district(&self) -> Option<&str> {
        self.districts.iter().find(|(.., chosen)| *chosen).map(|(_, name, _)| name.as_str())
    }
}

pub(crate) async fn show(ui: Ui, Path(code): Path<String>) -> Result<Response> {
    let reader = ui.read_db().await?;
    let mut lists = lists(&reader, ui.actor(), ui.at()).await?;
    let in_force = lists.plans.iter().any(|plan| plan.code == code && lists.is_in_force(plan));
    let found = lists.plans.iter().position(|plan| plan.code == code);
    let (plan, standing) = match found {
        Some(place) => (lists.plans.swap_remove(place), true),
        // Not on that day: tell when it is, if it is theirs to know.
        None => (on_another_day(&reader, &ui, &code).await?.ok_or_else(|| no_such(&code))?, false),
    };
    let labels = documents::labels(&reader, ui.at().known_at, sources(std::iter::once(&plan))).await?;
    let page =
        Shown { codes: codes(&reader, &ui).await?, labels, places: &lists.places, ui: &ui, code: &code };
    let rows: &[Row] = if standing { &plan.rows } else { &[] };
    let page = PlanPage {
        term: TermText::of(&ui),
        clusters: page.table(rows, RowKind::Cluster),
        parks: page.table(rows, RowKind::Park),
        districts: districts(&ui, rows, &lists.places),
        beside: ui.beside(&reader, &plan.subject()).await?,
        may_record: ui.actor().may(&RECORD, &plan.subject()),
        source: source(plan.source, &page.labels),
        name: plan.name,
        kind: plan.kind,
        period_from: plan.period.0,
        period_to: plan.period.1,
        stage: plan.stage,
        from: plan.from,
        precision: plan.precision,
        origin: plan.origin,
        in_force,
        standing,
        code: code.clone(),
        ui: ui.clone(),
    };
    Ok(page.answer())
}

/// The plan as of its first day, or as of today when it was a draft then, when it is not recorded for the day asked for.
async fn on_another_day(reader: &Reader, ui: &Ui, code: &str) -> Result<Option<Plan>> {
    let Some(plan) = actions::find(reader, code).await? else { return Ok(None) };
    let first = plan_version::Entity::find()
        .known(ui.at().known_at)
        .filter(plan_version::Column::Id.eq(plan.id))
        .order_by_asc(plan_version::Column::ValidFrom)
        .one(reader)
        .await
        .or_fault("plans")?;
    for as_of in first.map(|version| version.valid_from).into_iter().chain([ui.today()]) {
        let Lists { plans, .. } = lists(reader, ui.actor(), At { as_of, ..ui.at() }).await?;
        if let Some(plan) = plans.into_iter().find(|plan| plan.code == code) {
            return Ok(Some(plan));
        }
    }
    Ok(None)
}

/// What rows are shown with.
struct Shown<'a> {
    ui: &'a Ui,
    code: &'a str,
    places: &'a Places,
    codes: HashMap<ClusterId, String>,
    labels: Labels,
}

impl Shown<'_> {
    fn table(&self, rows: &[Row], kind: RowKind) -> Table {
        let own = || rows.iter().filter(move |row| row.kind == kind);
        let shown: Vec<_> = own().filter(|row| meets(self.ui, row, self.places)).collect();
        let sum = |stays: bool| Sum::of(shown.iter().copied().filter(move |r| r.change.remains() == stays));
        Table {
            kind,
            all: own().count(),
            remaining: sum(true),
            leaving: sum(false),
            rows: shown.iter().map(|row| self.row(row)).collect(),
        }
    }

    fn row(&self, row: &Row) -> RowView {
        let day = self.ui.at().as_of;
        let mut units: Vec<_> =
            row.units.iter().filter_map(|unit| self.places.followed_on(*unit, day)).collect();
        units.dedup_by_key(|unit| unit.id);
        let district = row.units.first().and_then(|unit| self.places.district_of(*unit, day));
        let subject = row.subject(self.code, self.places, self.ui.today());
        RowView {
            nr: row.nr.clone(),
            name: row.name.clone(),
            cluster: row.cluster.and_then(|id| self.codes.get(&id).cloned()),
            park: row.park.clone(),
            communes: units.iter().map(|unit| unit.name.clone()).collect(),
            district: district.map(|unit| unit.name.clone()),
            area_before: row.area_before,
            area: row.area,
            change: row.change,
            phase: row.phase.clone(),
            reason: row.reason.clone(),
            from: row.from,
            to: row.to,
            precision: row.precision,
            source: source(row.source, &self.labels),
            origin: row.origin,
            anchor: row.anchor(),
            may_record: self.ui.actor().may(&RECORD, &subject),
        }
    }
}

/// Whether a row meets all conditions of the address.
fn meets(ui: &Ui, row: &Row, places: &Places) -> bool {
    let changes = ui.params("change");
    let day = ui.at().as_of;
    let in_district = ui
        .param("district")
        .is_none_or(|key| places.unit_by_key(key).is_some_and(|unit| row.lies_within(places, unit, day)));
    let found = ui.param("q").map(|text| fold_vi(text.trim())).is_none_or(|wanted| {
        let units = row.units.iter().filter_map(|unit| places.followed_on(*unit, day));
        let names = units.map(|unit| fold_vi(&unit.name)).chain([fold_vi(&row.name), fold_vi(&row.park)]);
        names.into_iter().any(|name| name.contains(&wanted))
    });
    (changes.is_empty() || changes.iter().any(|code| code == row.change.code())) && in_district && found
}

/// The districts that rows lie in, for the condition: key, name, and whether it is chosen.
fn districts(ui: &Ui, rows: &[Row], places: &Places) -> Vec<(String, String, bool)> {
    let units = rows.iter().flat_map(|row| &row.units);
    let districts = units.filter_map(|unit| places.district_of(*unit, ui.at().as_of));
    let choice = |unit: &places::Unit| {
        let key = places.key(unit.id).to_owned();
        let chosen = ui.param("district") == Some(key.as_str());
        (key, unit.name.clone(), chosen)
    };
    let mut found: Vec<_> = districts.map(choice).collect();
    found.sort_by_cached_key(|(key, name, _)| (fold_vi(name), key.clone()));
    found.dedup();
    found
}
