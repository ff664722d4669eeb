//! The deeds on enterprises and projects.

use clusters::{ClusterId, Precision};
use documents::{DocumentId, Origin};
use kit_base::{Action, Actor, Area, Day, Error, Message, Money, Result, Subject, fold_vi};
use kit_db::{Db, Tx};
use places::BodyId;
use sea_orm::Set;

use crate::{
    EnterpriseId, Kind, LeaseId, LeaseKind, ProjectId, Series, State, TaxCode, Tenure, Vsic,
    store::{
        enterprise, enterprise_version, lease, lease_version, project, project_state, project_version,
        worker_count,
    },
};

/// Looking at enterprises and projects.
pub const VIEW: Action = Action::new("enterprise.view");
/// Recording facts of an enterprise.
pub const RECORD: Action = Action::new("enterprise.record");
/// Recording facts of a project: what it is, its states, leases and workers.
pub const RECORD_PROJECT: Action = Action::new("project.record");

/// What an enterprise is, as recorded together.
#[derive(Clone, Debug, PartialEq)]
pub struct EnterpriseTold {
    /// Name.
    pub name: String,
    /// What sort.
    pub kind: Kind,
    /// Tax code, when known.
    pub tax_code: Option<TaxCode>,
    /// Country of the main foreign investor, ISO 3166-1 alpha-2; empty without one.
    pub country: String,
    /// The body whose people act for it here.
    pub body: Option<BodyId>,
}

/// What a project is, as recorded together.
#[derive(Clone, Debug, PartialEq)]
pub struct ProjectTold {
    /// Name.
    pub name: String,
    /// Whose it is.
    pub enterprise: EnterpriseId,
    /// The cluster it lies in.
    pub cluster: ClusterId,
    /// The part of the cluster; empty where there is none.
    pub part: String,
    /// Branch, when known.
    pub vsic: Option<Vsic>,
    /// Registered capital, when known.
    pub registered: Option<Money>,
    /// Realised capital, when known.
    pub realised: Option<Money>,
    /// Whether it has foreign capital.
    pub foreign: bool,
    /// How it has its place.
    pub tenure: Tenure,
}

/// What a lease says, as recorded together.
#[derive(Clone, Debug, PartialEq)]
pub struct LeaseTold {
    /// The project that has the land.
    pub project: ProjectId,
    /// The cluster the land lies in.
    pub cluster: ClusterId,
    /// How much.
    pub area: Area,
    /// How.
    pub kind: LeaseKind,
}

/// A fact of this slice, with of what it speaks.
#[derive(Clone, Debug, PartialEq)]
pub enum Fact {
    /// What an enterprise is.
    Enterprise(EnterpriseId, EnterpriseTold),
    /// What a project is.
    Project(ProjectId, ProjectTold),
    /// A state of a project.
    State(ProjectId, State),
    /// A lease.
    Lease(LeaseId, LeaseTold),
    /// How many work for a project.
    Workers(ProjectId, Series, i64),
}

/// A fact with its period and what it rests on.
#[derive(Clone, Debug, PartialEq)]
pub struct Dated {
    /// The fact.
    pub fact: Fact,
    /// The code of an enterprise, project or lease that is new with this fact.
    pub new: Option<String>,
    /// First day.
    pub from: Day,
    /// First day on which it is not so. Nothing: until what is recorded to begin next, so that a correction of the past
    /// leaves later facts standing.
    pub to: Option<Day>,
    /// How exactly the beginning is known.
    pub precision: Precision,
    /// Published or made up.
    pub origin: Origin,
    /// The document.
    pub source: DocumentId,
}

/// Records many facts in one deed on `subject`: for imports, and for what one paper says at once.
///
/// # Errors
/// [`Error::Refused`] when `who` may not; [`Error::Storage`]. Nothing was written then.
pub async fn record_many(
    db: &Db,
    who: &Actor,
    action: &'static Action,
    subject: Subject,
    facts: Vec<Dated>,
) -> Result<()> {
    db.act(who, action, subject, async |tx| {
        for fact in facts {
            write(tx, fact).await?;
        }
        Ok(())
    })
    .await
}

/// Writes a fact within a deed.
pub(crate) async fn write(tx: &mut Tx, dated: Dated) -> Result<()> {
    let Dated { fact, new, from, to, precision, origin, source } = dated;
    let (precision, origin, source_id) = (Set(precision), Set(origin), Set(source));
    match fact {
        Fact::Enterprise(id, told) => {
            if let Some(code) = new {
                let row = enterprise::ActiveModel { id: Set(id), code: Set(code) };
                tx.insert::<enterprise::Entity>(row).await?;
            }
            let row = enterprise_version::ActiveModel {
                id: Set(id),
                search_name: Set(fold_vi(&told.name)),
                name: Set(told.name),
                kind: Set(told.kind),
                tax_code: Set(told.tax_code),
                country: Set(told.country),
                body_id: Set(told.body),
                precision,
                origin,
                source_id,
                ..Default::default()
            };
            tx.record_until::<enterprise_version::Entity>(row, from, to).await.map(|_| ())
        }
        Fact::Project(id, told) => {
            if let Some(code) = new {
                tx.insert::<project::Entity>(project::ActiveModel { id: Set(id), code: Set(code) }).await?;
            }
            let row = project_version::ActiveModel {
                id: Set(id),
                search_name: Set(fold_vi(&told.name)),
                name: Set(told.name),
                enterprise_id: Set(told.enterprise),
                cluster_id: Set(told.cluster),
                part: Set(told.part),
                vsic: Set(told.vsic),
                capital_registered: Set(told.registered),
                capital_realised: Set(told.realised),
                foreign_capital: Set(told.foreign),
                tenure: Set(told.tenure),
                precision,
                origin,
                source_id,
                ..Default::default()
            };
            tx.record_until::<project_version::Entity>(row, from, to).await.map(|_| ())
        }
        Fact::State(project, state) => {
            let row = project_state::ActiveModel {
                project_id: Set(project),
                state: Set(state),
                precision,
                origin,
                source_id,
                ..Default::default()
            };
            tx.record_until::<project_state::Entity>(row, from, to).await.map(|_| ())
        }
        Fact::Lease(id, told) => {
            if let Some(code) = new {
                tx.insert::<lease::Entity>(lease::ActiveModel { id: Set(id), code: Set(code) }).await?;
            }
            let row = lease_version::ActiveModel {
                id: Set(id),
                project_id: Set(told.project),
                cluster_id: Set(told.cluster),
                area: Set(told.area),
                kind: Set(told.kind),
                precision,
                origin,
                source_id,
                ..Default::default()
            };
            tx.record_until::<lease_version::Entity>(row, from, to).await.map(|_| ())
        }
        Fact::Workers(project, series, count) => {
            let row = worker_count::ActiveModel {
                project_id: Set(project),
                series: Set(series),
                count: Set(count),
                precision,
                origin,
                source_id,
                ..Default::default()
            };
            tx.record_until::<worker_count::Entity>(row, from, to).await.map(|_| ())
        }
    }
}

/// Takes back a state, a lease or a count of workers that was recorded by mistake.
pub(crate) async fn withdraw(tx: &mut Tx, fact: &Fact, from: Day, to: Option<Day>) -> Result<()> {
    match fact {
        Fact::State(project, state) => {
            tx.withdraw::<project_state::Entity>(&[(*project).into(), (*state).into()], from, to).await
        }
        Fact::Lease(id, _) => tx.withdraw::<lease_version::Entity>(&[(*id).into()], from, to).await,
        Fact::Workers(project, series, _) => {
            tx.withdraw::<worker_count::Entity>(&[(*project).into(), (*series).into()], from, to).await
        }
        Fact::Enterprise(..) | Fact::Project(..) => {
            Err(Error::Refused(Message::new("enterprises.not-taken-back")))
        }
    }
}
