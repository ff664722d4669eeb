//! A project as it stands on a day, and everything that was recorded of it.

use axum::{extract::Path, response::Response};
use kit_base::{Area, At, Instant, Money};
use kit_db::{AsOf, OrFault, Reader};
use kit_web::{Beside, Html, Page, Plain, Result, Template, Ui};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Ground, Labels, ProjectRow, billions, ground, labels, life, names, no_such, project_row, tell};
use crate::{
    LeaseKind, ProjectId, RECORD_PROJECT, Series, State, Tenure,
    book::{Basis, visible},
    model::Coded,
    store::{lease, lease_version, project_state, project_version, worker_count},
};

/// One project.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "project.html")]
#[schema(as = ProjectRecord)]
pub(crate) struct ProjectPage {
    #[serde(skip)]
    #[schema(ignore)]
    ui: Ui,
    code: String,
    /// Whether it stands so on the day asked for.
    standing: bool,
    part: String,
    tenure: Tenure,
    ground: Ground,
    project: ProjectRow,
    states: Vec<StateRow>,
    leases: Vec<LeaseRow>,
    workers: Vec<WorkersRow>,
    versions: Vec<Version>,
    /// What higher slices say beside it.
    beside: Vec<Beside>,
    #[serde(skip)]
    may_record: bool,
}

/// A state with its basis.
#[derive(Serialize, ToSchema)]
#[schema(as = ProjectStateRow)]
struct StateRow {
    state: State,
    ground: Ground,
}

/// A lease.
#[derive(Serialize, ToSchema)]
#[schema(as = ProjectLease)]
struct LeaseRow {
    code: String,
    kind: LeaseKind,
    #[serde(rename = "area_ha", serialize_with = "as_hectares")]
    #[schema(value_type = f64)]
    area: Area,
    ground: Ground,
}

/// How many work for it in a period.
#[derive(Serialize, ToSchema)]
#[schema(as = ProjectWorkers)]
struct WorkersRow {
    series: Series,
    count: i64,
    ground: Ground,
}

/// What was recorded of it for a period.
#[derive(Serialize, ToSchema)]
#[schema(as = ProjectVersion)]
struct Version {
    name: String,
    tenure: Tenure,
    #[serde(rename = "capital_bn_vnd", serialize_with = "super::maybe_billions")]
    #[schema(value_type = Option<f64>)]
    registered: Option<Money>,
    #[serde(rename = "realised_bn_vnd", serialize_with = "super::maybe_billions")]
    #[schema(value_type = Option<f64>)]
    realised: Option<Money>,
    ground: Ground,
    #[serde(serialize_with = "kit_base::moment")]
    #[schema(value_type = String, format = DateTime)]
    recorded_at: Instant,
    /// When it was superseded, if it was.
    #[serde(serialize_with = "kit_base::moment")]
    #[schema(value_type = Option<String>, format = DateTime)]
    superseded_at: Option<Instant>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over references")]
fn as_hectares<S: serde::Serializer>(area: &Area, serializer: S) -> std::result::Result<S::Ok, S::Error> {
    serializer.serialize_f64(area.hectares())
}

impl Page for ProjectPage {
    fn ui(&self) -> &Ui {
        &self.ui
    }
}

impl ProjectPage {
    fn life(&self, state: impl Plain<Option<State>>) -> Html {
        life(&self.ui, state.plain())
    }

    fn billions(&self, money: impl Plain<Money>) -> String {
        billions(&self.ui, money.plain())
    }

    fn tell(&self, ground: &Ground) -> String {
        tell(&self.ui, ground)
    }

    /// The projects of its cluster.
    fn cluster_href(&self) -> String {
        self.ui.href(&format!("/clusters/{}/projects", self.project.cluster_code))
    }
}

pub(crate) async fn show(ui: Ui, Path(code): Path<String>) -> Result<Response> {
    let reader = ui.read_db().await?;
    let mut book = visible(&reader, ui.actor(), ui.at()).await?;
    let mut standing = true;
    if !book.projects.iter().any(|project| project.code == code) {
        // Not on that day: as it stands today, if it is theirs to know.
        book = visible(&reader, ui.actor(), At { as_of: ui.today(), ..ui.at() }).await?;
        standing = false;
    }
    let project = book.projects.iter().find(|project| project.code == code).ok_or_else(|| no_such(&code))?;
    let names = names(&reader, &ui).await?;
    let told = Told::load(&reader, project.id, ui.at()).await?;
    let labels = labels(&reader, &ui, told.sources().chain([project.basis.source])).await?;
    let subject = book.subject(project, ui.today());
    let page = ProjectPage {
        beside: ui.beside(&reader, &subject).await?,
        may_record: ui.actor().may(&RECORD_PROJECT, &subject),
        standing,
        part: project.part.clone(),
        tenure: project.tenure,
        ground: ground(&project.basis, &labels),
        project: project_row(&ui, &book, &names, project),
        states: told.states(&labels),
        leases: told.leases(&labels),
        workers: told.workers(&labels),
        versions: told.versions(&labels, ui.at()),
        code,
        ui,
    };
    Ok(page.answer())
}

/// All rows of a project.
struct Told {
    states: Vec<project_state::Model>,
    leases: Vec<(String, lease_version::Model)>,
    workers: Vec<worker_count::Model>,
    versions: Vec<project_version::Model>,
}

impl Told {
    /// Facts as known at the moment, whatever the day; versions also as they were before.
    async fn load(reader: &Reader, id: ProjectId, at: At) -> Result<Self> {
        use lease_version::Column as L;
        use project_state::Column as S;
        use project_version::Column as P;
        use worker_count::Column as W;
        let states = project_state::Entity::find().known(at.known_at).filter(S::ProjectId.eq(id));
        let states = states.order_by_desc(S::ValidFrom).all(reader).await.or_fault("project states")?;
        let leases = lease_version::Entity::find().known(at.known_at).filter(L::ProjectId.eq(id));
        let leases = leases.order_by_desc(L::ValidFrom).all(reader).await.or_fault("leases")?;
        let codes = lease::Entity::find().filter(lease::Column::Id.is_in(leases.iter().map(|row| row.id)));
        let codes = codes.all(reader).await.or_fault("leases")?;
        let code = |id| codes.iter().find(|row| row.id == id).map(|row| row.code.clone()).unwrap_or_default();
        let workers = worker_count::Entity::find().known(at.known_at).filter(W::ProjectId.eq(id));
        let workers = workers.order_by_desc(W::ValidFrom).order_by_asc(W::Series);
        let workers = workers.all(reader).await.or_fault("workers")?;
        let versions =
            project_version::Entity::find().filter(P::Id.eq(id)).filter(P::RecordedAt.lte(at.known_at));
        let versions = versions.order_by_desc(P::RecordedAt).order_by_desc(P::ValidFrom);
        let versions = versions.all(reader).await.or_fault("project versions")?;
        let leases = leases.into_iter().map(|row| (code(row.id), row)).collect();
        Ok(Self { states, leases, workers, versions })
    }

    fn sources(&self) -> impl Iterator<Item = documents::DocumentId> {
        let states = self.states.iter().map(|row| row.source_id);
        let leases = self.leases.iter().map(|(_, row)| row.source_id);
        let workers = self.workers.iter().map(|row| row.source_id);
        states.chain(leases).chain(workers).chain(self.versions.iter().map(|row| row.source_id))
    }

    fn states(&self, labels: &Labels) -> Vec<StateRow> {
        let row = |row: &project_state::Model| {
            let project_state::Model { valid_from: from, valid_to: to, precision, origin, source_id, .. } =
                *row;
            StateRow {
                state: row.state,
                ground: ground(&Basis { from, to, precision, origin, source: source_id }, labels),
            }
        };
        self.states.iter().map(row).collect()
    }

    fn leases(&self, labels: &Labels) -> Vec<LeaseRow> {
        let row = |(code, row): &(String, lease_version::Model)| {
            let lease_version::Model { valid_from: from, valid_to: to, precision, origin, source_id, .. } =
                *row;
            let basis = Basis { from, to, precision, origin, source: source_id };
            LeaseRow { code: code.clone(), kind: row.kind, area: row.area, ground: ground(&basis, labels) }
        };
        self.leases.iter().map(row).collect()
    }

    fn workers(&self, labels: &Labels) -> Vec<WorkersRow> {
        let row = |row: &worker_count::Model| {
            let worker_count::Model { valid_from: from, valid_to: to, precision, origin, source_id, .. } =
                *row;
            let basis = Basis { from, to, precision, origin, source: source_id };
            WorkersRow { series: row.series, count: row.count, ground: ground(&basis, labels) }
        };
        self.workers.iter().map(row).collect()
    }

    fn versions(&self, labels: &Labels, at: At) -> Vec<Version> {
        let row = |row: &project_version::Model| {
            let project_version::Model {
                valid_from: from, valid_to: to, precision, origin, source_id, ..
            } = *row;
            Version {
                name: row.name.clone(),
                tenure: row.tenure,
                registered: row.capital_registered,
                realised: row.capital_realised,
                ground: ground(&Basis { from, to, precision, origin, source: source_id }, labels),
                recorded_at: row.recorded_at,
                superseded_at: Some(row.superseded_at).filter(|instant| *instant <= at.known_at),
            }
        };
        self.versions.iter().map(row).collect()
    }
}
