//! All plans of a day, each with the sums of what it does.

use axum::response::Response;
use clusters::Precision;
use documents::Origin;
use kit_base::Day;
use kit_web::{Html, Page, Plain, Result, Template, Ui};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Labels, Source, Sum, TermText, source};
use crate::{Change, Lists, Plan, PlanKind, RECORD, RowKind, Stage, lists, lists::sources, measures};

/// The plans of a day.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "plans.html")]
pub(crate) struct PlansPage {
    #[serde(skip)]
    #[schema(ignore)]
    ui: Ui,
    term: Option<TermText>,
    plans: Vec<Card>,
    /// The same figures as the catalogue's, for the day.
    #[serde(skip)]
    figures: Vec<(String, String, String, String)>,
}

/// A plan with its sums.
#[derive(Serialize, ToSchema)]
#[schema(as = PlanCard)]
struct Card {
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
    /// Rows that stay in the list of clusters.
    clusters: Sum,
    /// Rows that stay in the list of parks.
    parks: Sum,
    by_change: Vec<ByChange>,
}

/// What a plan does to how many clusters and parks.
#[derive(Serialize, ToSchema)]
#[schema(as = PlanByChange)]
struct ByChange {
    change: Change,
    clusters: Sum,
    parks: Sum,
}

impl Page for PlansPage {
    fn ui(&self) -> &Ui {
        &self.ui
    }
}

impl PlansPage {
    fn may_record(&self) -> bool {
        self.ui.may(&RECORD)
    }

    fn change(&self, change: impl Plain<Change>) -> Html {
        super::change(&self.ui, change.plain())
    }

    fn since(&self, card: &Card) -> String {
        card.precision.tell(card.from, &self.ui.t("clusters.by"), self.ui.lang())
    }
}

pub(crate) async fn all(ui: Ui) -> Result<Response> {
    let reader = ui.read_db().await?;
    let lists = lists(&reader, ui.actor(), ui.at()).await?;
    let labels = documents::labels(&reader, ui.at().known_at, sources(lists.plans.iter())).await?;
    let mut figures = Vec::new();
    for measure in measures::ALL.iter().take(4) {
        let figure = measure.summary(&reader, ui.actor(), ui.at(), &ui.app().scope(None)).await?;
        let text = kit_base::fmt::number(figure.value.number(), measure.unit.digits, ui.lang());
        let name = ui.t(format!("measure.{}.name", measure.code));
        figures.push((measure.code.to_owned(), name, text, ui.unit(measure.unit.code)));
    }
    let plans = lists.plans.iter().map(|plan| card(plan, &lists, &labels)).collect();
    Ok(PlansPage { term: TermText::of(&ui), plans, figures, ui }.answer())
}

fn card(plan: &Plan, lists: &Lists, labels: &Labels) -> Card {
    let of = |kind, is: &dyn Fn(Change) -> bool| {
        let rows: Vec<_> = plan.rows.iter().filter(|row| row.kind == kind && is(row.change)).collect();
        Sum::of(rows.iter().copied())
    };
    let by_change = Change::all().map(|change| ByChange {
        change,
        clusters: of(RowKind::Cluster, &|other| other == change),
        parks: of(RowKind::Park, &|other| other == change),
    });
    Card {
        code: plan.code.clone(),
        name: plan.name.clone(),
        kind: plan.kind,
        period_from: plan.period.0,
        period_to: plan.period.1,
        stage: plan.stage,
        in_force: lists.is_in_force(plan),
        from: plan.from,
        precision: plan.precision,
        source: source(plan.source, labels),
        origin: plan.origin,
        clusters: of(RowKind::Cluster, &Change::remains),
        parks: of(RowKind::Park, &Change::remains),
        by_change: by_change.filter(|by| by.clusters.count + by.parks.count != 0).collect(),
    }
}
