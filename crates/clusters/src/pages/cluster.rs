//! A cluster as it stands on a day, and how it came there.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use axum::{extract::Path, response::Response};
use documents::{DocumentId, Origin};
use kit_base::{Area, At, Day, Instant, Message};
use kit_db::{AsOf, OrFault, Reader};
use kit_web::{Beside, Html, Page, Plain, Result, TabLink, Template, Ui};
use places::Places;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::Serialize;
use utoipa::ToSchema;

use super::{life, no_such};
use crate::{
    AreaKind, Based, Boundary, BoundaryQuality, Cluster, InvestorKind, Precision, RECORD, Register, State,
    Stated, register,
    store::{cluster, cluster_state, cluster_version},
    timeline::Timeline,
};

/// One cluster.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "cluster.html")]
pub(crate) struct ClusterPage {
    #[serde(skip)]
    #[schema(ignore)]
    ui: Ui,
    code: String,
    name: String,
    /// Whether it is in the register on the day asked for.
    standing: bool,
    /// First day on which it is, when it is not yet.
    first: Option<Day>,
    aliases: Vec<String>,
    state: Option<State>,
    #[serde(rename = "area_ha", serialize_with = "super::maybe_hectares")]
    #[schema(value_type = Option<f64>)]
    area: Option<Area>,
    investor_kind: Option<InvestorKind>,
    investor: Option<String>,
    /// Area as measured, or within a boundary that is not made up.
    #[serde(rename = "measured_ha", serialize_with = "super::maybe_hectares")]
    #[schema(value_type = Option<f64>)]
    measured: Option<Area>,
    #[serde(skip)]
    #[schema(ignore)]
    measured_by: String,
    /// Area as last reported.
    #[serde(rename = "reported_ha", serialize_with = "super::maybe_hectares")]
    #[schema(value_type = Option<f64>)]
    reported: Option<Area>,
    #[serde(skip)]
    #[schema(ignore)]
    reported_by: String,
    /// How good its boundary of the day is, when one is drawn.
    boundary: Option<BoundaryQuality>,
    origin: Origin,
    note: String,
    places: Vec<Place>,
    states: Vec<StateRow>,
    versions: Vec<VersionRow>,
    #[serde(skip)]
    #[schema(ignore)]
    timeline: Timeline,
    /// What higher slices say beside it.
    beside: Vec<Beside>,
    #[serde(skip)]
    #[schema(ignore)]
    may_record: bool,
    /// What was just recorded, in a sentence.
    #[serde(skip)]
    #[schema(ignore)]
    recorded: Option<String>,
}

/// A commune the cluster lies in: on the day, and as it was called when it was recorded.
#[derive(Serialize, ToSchema)]
#[schema(as = ClusterPlace)]
struct Place {
    key: String,
    name: String,
    district: Option<String>,
    was: Option<String>,
}

/// A state with its basis.
#[derive(Serialize, ToSchema)]
#[schema(as = ClusterState)]
struct StateRow {
    state: State,
    from: Day,
    to: Day,
    precision: Precision,
    source: Source,
    origin: Origin,
}

/// Name, area and investor in a period.
#[derive(Serialize, ToSchema)]
#[schema(as = ClusterVersion)]
struct VersionRow {
    from: Day,
    to: Day,
    precision: Precision,
    name: String,
    #[serde(rename = "area_ha", serialize_with = "super::maybe_hectares")]
    #[schema(value_type = Option<f64>)]
    area: Option<Area>,
    investor_kind: Option<InvestorKind>,
    #[serde(serialize_with = "kit_base::moment")]
    #[schema(value_type = String, format = DateTime)]
    recorded_at: Instant,
    /// When it was superseded, if it was.
    #[serde(serialize_with = "kit_base::moment")]
    #[schema(value_type = Option<String>, format = DateTime)]
    superseded_at: Option<Instant>,
    source: Source,
    origin: Origin,
}

/// The document a fact rests on.
#[derive(Clone, Default, Serialize, ToSchema)]
#[schema(as = ClusterSource)]
struct Source {
    key: String,
    label: String,
}

impl Page for ClusterPage {
    fn ui(&self) -> &Ui {
        &self.ui
    }
}

impl ClusterPage {
    fn life(&self, state: Option<State>) -> Html {
        life(&self.ui, state)
    }

    fn tell(&self, precision: impl Plain<Precision>, from: impl Plain<Day>) -> String {
        precision.plain().tell(from.plain(), &self.ui.t("clusters.by"), self.ui.lang())
    }

    /// Since when the main state holds, as exactly as it is known.
    fn since_text(&self, row: &StateRow) -> String {
        let told = self.tell(row.precision, row.from);
        if row.precision == Precision::By { told } else { format!("{} {told}", self.ui.t("clusters.since")) }
    }

    fn is_made_up(&self) -> bool {
        self.origin == Origin::Illustrative
    }

    fn tabs(&self) -> Vec<TabLink> {
        self.ui.tabs("cluster", &self.code)
    }

    fn since(&self) -> Option<&StateRow> {
        self.states.iter().find(|row| Some(row.state) == self.state)
    }

    fn sources(&self) -> Vec<&Source> {
        let mut all: Vec<_> =
            self.states.iter().map(|r| &r.source).chain(self.versions.iter().map(|r| &r.source)).collect();
        all.sort_by(|a, b| a.key.cmp(&b.key));
        all.dedup_by(|a, b| a.key == b.key);
        all
    }
}

pub(crate) async fn show(ui: Ui, Path(code): Path<String>) -> Result<Response> {
    let reader = ui.read_db().await?;
    let Register { clusters, places } = register(&reader, ui.actor(), ui.at()).await?;
    let found = clusters.into_iter().find(|cluster| cluster.code == code);
    let (cluster, standing) = match found {
        Some(cluster) => (cluster, true),
        // Not on that day: tell when it is, if it is theirs to know.
        None => (on_another_day(&reader, &ui, &code).await?.ok_or_else(|| no_such(&code))?, false),
    };
    let states = all_states(&reader, &cluster, ui.at()).await?;
    let versions = all_versions(&reader, &cluster, ui.at()).await?;
    let ids: BTreeSet<_> =
        states.iter().map(|s| s.source).chain(versions.iter().map(|v| v.source_id)).collect();
    let labels = documents::labels(&reader, ui.at().known_at, ids).await?;
    let first = versions.iter().map(|row| row.valid_from).min();
    let subject = cluster.subject(&places, ui.today());
    let boundary = crate::boundary(&reader, &cluster, ui.at()).await?;
    let areas = crate::works(&reader, ui.at()).await?.get(&cluster.id).cloned().unwrap_or_default().areas;
    let (measured, measured_by) = measured(&ui, &areas, boundary.as_ref());
    let (reported, reported_by) = reported(&ui, &areas);
    let versions: Vec<_> = versions.into_iter().map(|row| version_row(row, ui.at(), &labels)).collect();
    let page = ClusterPage {
        beside: ui.beside(&reader, &subject).await?,
        boundary: boundary.map(|boundary| boundary.quality),
        measured,
        measured_by,
        reported,
        reported_by,
        recorded: recorded(&ui, &versions),
        may_record: ui.actor().may(&RECORD, &subject),
        timeline: Timeline::new(&states, ui.today(), ui.at().as_of),
        state: cluster.life(),
        places: placed(&ui, &cluster, &places),
        investor: cluster.investor.map(|body| places.body_name(body).to_owned()),
        states: states.into_iter().map(|stated| state_row(stated, &labels)).collect(),
        versions,
        first: first.filter(|_| !standing),
        standing,
        code,
        name: cluster.name.clone(),
        aliases: cluster.aliases.clone(),
        area: cluster.area,
        investor_kind: cluster.investor_kind,
        origin: cluster.origin,
        note: cluster.note.clone(),
        ui,
    };
    Ok(page.answer())
}

/// The sentence that confirms a change; the address only says which day it holds from, so that it never tells a lie.
fn recorded(ui: &Ui, versions: &[VersionRow]) -> Option<String> {
    let from: Day = ui.param("recorded")?.parse().ok()?;
    let row = versions.iter().find(|row| row.from == from && row.superseded_at.is_none())?;
    let area = row
        .area
        .map_or_else(|| ui.t("measure.not-known"), |area| format!("{}\u{a0}{}", ui.ha(area), ui.unit("ha")));
    let told = Message::new("clusters.recorded-now").with("name", &row.name).with("area", area);
    let told = told.with("from", ui.day(from)).with("document", &row.source.label);
    Some(ui.say(&told.with("moment", ui.moment(row.recorded_at))))
}

/// The area as measured, else within the boundary of the day unless that is made up; and where it comes from.
fn measured(
    ui: &Ui,
    areas: &[Based<(AreaKind, Area)>],
    boundary: Option<&Boundary>,
) -> (Option<Area>, String) {
    if let Some(found) = areas.iter().find(|area| area.is.0 == AreaKind::Measured) {
        return (Some(found.is.1), ui.fill("clusters.measured-since", "day", ui.day(found.from)));
    }
    let Some(boundary) = boundary else { return (None, ui.t("clusters.boundary.none")) };
    let mut word = ui.t(boundary.quality.word());
    if let Some(scale) = boundary.scale {
        word = format!("{word}, 1:{}", ui.number(scale));
    }
    let drawn = boundary.quality != BoundaryQuality::Illustrative;
    (drawn.then_some(boundary.area), word)
}

/// The area as last reported, and since when.
fn reported(ui: &Ui, areas: &[Based<(AreaKind, Area)>]) -> (Option<Area>, String) {
    match areas.iter().find(|area| area.is.0 == AreaKind::Reported) {
        Some(found) => (Some(found.is.1), ui.fill("clusters.reported-since", "day", ui.day(found.from))),
        None => (None, ui.t("clusters.no-report")),
    }
}

/// The cluster as of today, or as of its first day, when it does not stand on the day asked for.
async fn on_another_day(reader: &Reader, ui: &Ui, code: &str) -> Result<Option<Arc<Cluster>>> {
    let Some(id) = cluster::Entity::find()
        .filter(cluster::Column::Code.eq(code))
        .one(reader)
        .await
        .or_fault("cluster")?
    else {
        return Ok(None);
    };
    let first = cluster_version::Entity::find()
        .known(ui.at().known_at)
        .filter(cluster_version::Column::Id.eq(id.id))
        .order_by_asc(cluster_version::Column::ValidFrom)
        .one(reader)
        .await
        .or_fault("cluster")?;
    let Some(first) = first else { return Ok(None) };
    let day = if ui.at().as_of < first.valid_from { first.valid_from } else { ui.today() };
    let register = register(reader, ui.actor(), At { as_of: day, ..ui.at() }).await?;
    Ok(register.clusters.into_iter().find(|cluster| cluster.code == code))
}

async fn all_states(reader: &Reader, cluster: &Cluster, at: At) -> Result<Vec<Stated>> {
    let rows = cluster_state::Entity::find()
        .known(at.known_at)
        .filter(cluster_state::Column::ClusterId.eq(cluster.id))
        .order_by_desc(cluster_state::Column::ValidFrom)
        .all(reader)
        .await
        .or_fault("cluster states")?;
    Ok(rows.into_iter().map(Stated::from).collect())
}

/// Every version ever recorded up to the moment, superseded ones too: nothing is overwritten.
async fn all_versions(reader: &Reader, cluster: &Cluster, at: At) -> Result<Vec<cluster_version::Model>> {
    let rows = cluster_version::Entity::find()
        .filter(cluster_version::Column::Id.eq(cluster.id))
        .filter(cluster_version::Column::RecordedAt.lte(at.known_at))
        .order_by_desc(cluster_version::Column::RecordedAt)
        .order_by_desc(cluster_version::Column::ValidFrom)
        .all(reader)
        .await;
    Ok(rows.or_fault("cluster versions")?)
}

fn placed(ui: &Ui, cluster: &Cluster, places: &Places) -> Vec<Place> {
    let day = ui.at().as_of;
    let units = cluster.units.iter().filter_map(|unit| Some((*unit, places.followed_on(*unit, day)?)));
    let place = |(recorded, unit): (places::UnitId, &places::Unit)| {
        let was = places.versions(recorded).first().map(|unit| unit.name.clone());
        Place {
            key: places.key(unit.id).to_owned(),
            name: unit.name.clone(),
            district: places.district_of(recorded, day).map(|district| {
                // A district that is no more is told as such.
                let key =
                    if district.to <= day { "clusters.former-district" } else { "clusters.district-now" };
                ui.fill(key, "name", &district.name)
            }),
            was: was.filter(|name| *name != unit.name),
        }
    };
    units.map(place).collect()
}

/// Key and name of documents.
type Labels = HashMap<DocumentId, (String, String)>;

fn source(id: DocumentId, labels: &Labels) -> Source {
    labels.get(&id).map(|(key, label)| Source { key: key.clone(), label: label.clone() }).unwrap_or_default()
}

fn state_row(stated: Stated, labels: &Labels) -> StateRow {
    let Stated { state, from, to, precision, origin, source: id } = stated;
    StateRow { state, from, to, precision, origin, source: source(id, labels) }
}

fn version_row(row: cluster_version::Model, at: At, labels: &Labels) -> VersionRow {
    VersionRow {
        from: row.valid_from,
        to: row.valid_to,
        precision: row.precision,
        name: row.name,
        area: row.decision_area,
        investor_kind: row.investor_kind,
        recorded_at: row.recorded_at,
        // What was superseded later stood at the moment asked for; the open end is later than every moment.
        superseded_at: Some(row.superseded_at).filter(|instant| *instant <= at.known_at),
        source: source(row.source_id, labels),
        origin: row.origin,
    }
}
