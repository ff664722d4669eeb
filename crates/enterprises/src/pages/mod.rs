//! Enterprises and projects as people work with them: lists, records, and what the clusters' pages show of them.

mod cluster_land;
mod cluster_projects;
mod enterprise;
mod enterprises;
mod project;
mod projects;
mod rows;

pub(crate) use cluster_land::{LandPage, land};
pub(crate) use cluster_projects::{ClusterProjectsPage, of_cluster};
pub(crate) use enterprise::{EnterprisePage, show as show_enterprise};
pub(crate) use enterprises::{EnterprisesPage, list as list_enterprises};
pub(crate) use project::{ProjectPage, show as show_project};
pub(crate) use projects::{ProjectsPage, list as list_projects};

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use clusters::{ClusterId, Precision};
use documents::{DocumentId, Origin};
use kit_base::{Area, At, Day, Error, Message, Money, Result};
use kit_db::Reader;
use kit_web::{Html, Moved, Ui};
use serde::{Serialize, Serializer};
use utoipa::ToSchema;

use crate::{
    State,
    book::{Basis, Book, Project},
    model::Coded,
};

/// The document a fact rests on.
#[derive(Clone, Default, Serialize, ToSchema)]
#[schema(as = EnterpriseSource)]
pub(crate) struct Source {
    key: String,
    label: String,
}

/// The period of a fact and what it rests on.
#[derive(Clone, Serialize, ToSchema)]
#[schema(as = EnterpriseGround)]
pub(crate) struct Ground {
    from: Day,
    to: Day,
    precision: Precision,
    origin: Origin,
    source: Source,
}

/// A project in a list.
#[derive(Serialize, ToSchema)]
#[schema(as = ProjectRow)]
pub(crate) struct ProjectRow {
    code: String,
    name: String,
    enterprise_code: String,
    enterprise: String,
    cluster_code: String,
    cluster: String,
    /// Whether the person may open the cluster's page.
    #[serde(skip)]
    cluster_is_theirs: bool,
    vsic: Option<String>,
    state: Option<State>,
    /// Whether it counts among the projects.
    counted: bool,
    foreign: bool,
    #[serde(rename = "capital_bn_vnd", serialize_with = "maybe_billions")]
    #[schema(value_type = Option<f64>)]
    registered: Option<Money>,
    #[serde(rename = "realised_bn_vnd", serialize_with = "maybe_billions")]
    #[schema(value_type = Option<f64>)]
    realised: Option<Money>,
    origin: Origin,
    /// What became of it since the day compared with.
    #[serde(flatten)]
    moved: Moved,
    #[serde(skip)]
    sector: String,
}

/// Codes and names of clusters.
type Names = HashMap<ClusterId, (String, String)>;

/// Codes and names of the clusters of a day; those that came later by their names of today.
async fn names(reader: &Reader, ui: &Ui) -> Result<Arc<Names>> {
    let then = clusters::names(reader, ui.at()).await?;
    if ui.at().as_of == ui.today() {
        return Ok(then);
    }
    let mut all = Names::clone(&*clusters::names(reader, At { as_of: ui.today(), ..ui.at() }).await?);
    all.extend(then.iter().map(|(id, name)| (*id, name.clone())));
    Ok(Arc::new(all))
}

fn project_row(ui: &Ui, book: &Book, names: &Names, project: &Project) -> ProjectRow {
    let enterprise = book.enterprise(project.enterprise);
    let (cluster_code, cluster) = names.get(&project.cluster).cloned().unwrap_or_default();
    ProjectRow {
        code: project.code.clone(),
        name: project.name.clone(),
        enterprise_code: enterprise.map(|one| one.code.clone()).unwrap_or_default(),
        enterprise: enterprise.map(|one| one.name.clone()).unwrap_or_default(),
        cluster_code,
        cluster,
        cluster_is_theirs: book.register.clusters.iter().any(|cluster| cluster.id == project.cluster),
        vsic: project.vsic.as_ref().map(ToString::to_string),
        state: project.life(),
        counted: project.is_counted(),
        foreign: project.foreign,
        registered: project.registered,
        realised: project.realised,
        origin: project.basis.origin,
        sector: sector(ui, project),
        moved: Moved::default(),
    }
}

/// The branch in words, else as its code.
fn sector(ui: &Ui, project: &Project) -> String {
    let Some(vsic) = &project.vsic else { return String::new() };
    vsic.word().map_or_else(|| vsic.to_string(), |word| ui.t(word))
}

/// A state as sign and word.
fn life(ui: &Ui, state: Option<State>) -> Html {
    let Some(state) = state else {
        return Html(format!(
            "<span class=\"cm-missing\">{}</span>",
            Html::text(&ui.t("enterprises.no-state"))
        ));
    };
    Html(format!(
        "<span class=\"cm-life\" data-life=\"{sign}\">{icon}{word}</span>",
        sign = state.sign(),
        icon = ui.icon(&format!("life-{}", state.sign())),
        word = Html::text(&ui.t(state.word()))
    ))
}

/// Money in billions of đồng, without the unit.
fn billions(ui: &Ui, money: Money) -> String {
    kit_base::fmt::number(money.billions(), 1, ui.lang())
}

/// Hectares, also below nothing.
fn hectares(ui: &Ui, area: Area) -> String {
    kit_base::fmt::number(area.hectares(), 2, ui.lang())
}

#[expect(clippy::ref_option, reason = "serde hands over references")]
fn maybe_billions<S: Serializer>(
    money: &Option<Money>,
    serializer: S,
) -> std::result::Result<S::Ok, S::Error> {
    money.map(Money::billions).serialize(serializer)
}

#[expect(clippy::ref_option, reason = "serde hands over references")]
fn maybe_hectares<S: Serializer>(area: &Option<Area>, serializer: S) -> std::result::Result<S::Ok, S::Error> {
    area.map(Area::hectares).serialize(serializer)
}

/// Key and name of documents.
type Labels = HashMap<DocumentId, (String, String)>;

async fn labels(reader: &Reader, ui: &Ui, ids: impl Iterator<Item = DocumentId>) -> Result<Labels> {
    documents::labels(reader, ui.at().known_at, ids.collect::<BTreeSet<_>>()).await
}

fn source(id: DocumentId, labels: &Labels) -> Source {
    labels.get(&id).map(|(key, label)| Source { key: key.clone(), label: label.clone() }).unwrap_or_default()
}

fn ground(basis: &Basis, labels: &Labels) -> Ground {
    let Basis { from, to, precision, origin, source: id } = *basis;
    Ground { from, to, precision, origin, source: source(id, labels) }
}

/// The beginning as exactly as it is known.
fn tell(ui: &Ui, ground: &Ground) -> String {
    ground.precision.tell(ground.from, &ui.t("clusters.by"), ui.lang())
}

fn no_such(code: &str) -> kit_web::Failure {
    Error::NotFound(Message::new("enterprises.no-such").with("code", code)).into()
}
