//! Plans as people look at them and record them.

mod cluster;
mod plan;
mod plan_form;
mod plans;
mod row_form;

pub(crate) use cluster::{ClusterPlanPage, of_cluster};
pub(crate) use plan::{PlanPage, show};
pub(crate) use plan_form::{create_plan, edit_plan, new_plan, record_plan};
pub(crate) use plans::{PlansPage, all};
pub(crate) use row_form::{add_row, edit_row, new_row, record_row};

use std::collections::HashMap;

use clusters::{ClusterId, Register};
use documents::DocumentId;
use kit_base::{Area, At, Error, Instant, Message};
use kit_db::Reader;
use kit_web::{Html, Result, Ui};
use serde::{Serialize, Serializer};
use utoipa::ToSchema;

use crate::{Change, Plan, Row, entry::Lookup, term};

/// What a plan does to a cluster or park, as icon and word.
fn change(ui: &Ui, change: Change) -> Html {
    // What leaves the list is drawn in grey, like the states of a cluster.
    let life = if change.remains() { "established" } else { "withdrawn" };
    Html(format!(
        "<span class=\"cm-life\" data-life=\"{life}\">{icon}{word}</span>",
        icon = ui.icon(change.icon()),
        word = Html::text(&ui.t(change.word()))
    ))
}

/// What the law calls the plan of clusters on the day asked for, and whether that is still to be verified.
#[derive(Serialize, ToSchema)]
#[schema(as = PlanTerm)]
struct TermText {
    word: String,
    verified: bool,
}

impl TermText {
    fn of(ui: &Ui) -> Option<Self> {
        let term = term(ui.at().as_of)?;
        Some(Self { word: ui.t(term.word()), verified: term.is_verified() })
    }
}

/// How many rows stay in a list, and their area.
#[derive(Clone, Copy, Default, Serialize, ToSchema)]
#[schema(as = PlanSum)]
struct Sum {
    count: usize,
    #[serde(rename = "area_before_ha", serialize_with = "hectares")]
    #[schema(value_type = f64)]
    before: Area,
    #[serde(rename = "area_ha", serialize_with = "hectares")]
    #[schema(value_type = f64)]
    area: Area,
    /// Rows whose area is not known.
    area_unknown: usize,
}

impl Sum {
    fn of<'a>(rows: impl Iterator<Item = &'a Row> + Clone) -> Self {
        Self {
            count: rows.clone().count(),
            before: rows.clone().filter_map(|row| row.area_before).sum(),
            area: rows.clone().filter_map(|row| row.area).sum(),
            area_unknown: rows.filter(|row| row.area.is_none()).count(),
        }
    }
}

/// The document a fact rests on.
#[derive(Clone, Default, Serialize, ToSchema)]
#[schema(as = PlanSource)]
struct Source {
    key: String,
    label: String,
}

/// Key and name of documents.
type Labels = HashMap<DocumentId, (String, String)>;

fn source(id: DocumentId, labels: &Labels) -> Source {
    labels.get(&id).map(|(key, label)| Source { key: key.clone(), label: label.clone() }).unwrap_or_default()
}

/// The codes of the clusters that the person may see, on the day asked for or today: rows of others have no link.
async fn codes(reader: &Reader, ui: &Ui) -> Result<HashMap<ClusterId, String>> {
    let mut found = HashMap::new();
    if ui.may(&clusters::VIEW) {
        for at in [At { as_of: ui.today(), ..ui.at() }, ui.at()] {
            let Register { clusters, .. } = clusters::register(reader, ui.actor(), at).await?;
            found.extend(clusters.into_iter().map(|cluster| (cluster.id, cluster.code.clone())));
        }
    }
    Ok(found)
}

/// The plans of today, on top of which facts are recorded, whatever day the page shows.
fn now(ui: &Ui) -> At {
    At { as_of: ui.today(), known_at: Instant::LATEST }
}

/// What the names in a form are looked up in.
async fn lookup(reader: &Reader, ui: &Ui) -> kit_base::Result<Lookup> {
    let register = clusters::register(reader, ui.actor(), now(ui)).await?;
    let documents = documents::all(reader, Instant::LATEST).await?;
    Ok(Lookup { register, documents })
}

fn no_such(code: &str) -> Error {
    Error::NotFound(Message::new("plans.no-such").with("code", code))
}

fn may_not(name: &str) -> Error {
    let message = Message::new("db.may-not").with("action", crate::RECORD.name).with("subject", name);
    Error::Refused(message)
}

/// The plan with a code, among those that the person may see.
fn named(plans: Vec<Plan>, code: &str) -> kit_base::Result<Plan> {
    plans.into_iter().find(|plan| plan.code == code).ok_or_else(|| no_such(code))
}

/// Areas in JSON are hectares; the exact number is in [`Area`].
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over references")]
fn hectares<S: Serializer>(area: &Area, serializer: S) -> std::result::Result<S::Ok, S::Error> {
    serializer.serialize_f64(area.hectares())
}

#[expect(clippy::ref_option, reason = "serde hands over references")]
fn maybe_hectares<S: Serializer>(area: &Option<Area>, serializer: S) -> std::result::Result<S::Ok, S::Error> {
    area.map(Area::hectares).serialize(serializer)
}
