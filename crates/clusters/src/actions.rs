//! The deeds on clusters.

use documents::{DocumentId, Origin};
use kit_base::{Action, Actor, Area, Day, Instant, Result, Subject, fold_vi};
use kit_db::{AsOf, Db, OrFault, Reader, Tx, Wkb};
use places::{BodyId, UnitId};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, Set};

use crate::{
    BoundaryMethod, BoundaryQuality, ClusterId, InvestorKind, Precision, State,
    store::{cluster, cluster_alias, cluster_shape, cluster_state, cluster_unit, cluster_version},
    write::Work,
};

/// Looking at clusters.
pub const VIEW: Action = Action::new("cluster.view");
/// Recording facts of a cluster.
pub const RECORD: Action = Action::new("cluster.record");

/// What every fact says of its own basis.
#[derive(Clone, Copy, Debug)]
pub struct Basis {
    /// How exactly the beginning is known.
    pub precision: Precision,
    /// Published or made up.
    pub origin: Origin,
    /// The document.
    pub source: DocumentId,
}

/// Name, area and investor, as recorded together.
#[derive(Clone, Debug)]
pub struct Version {
    /// Name, without *CCN*.
    pub name: String,
    /// Area by decision, when published.
    pub area: Option<Area>,
    /// What kind of infrastructure investor, when published.
    pub investor_kind: Option<InvestorKind>,
    /// Which one, when recorded.
    pub investor: Option<BodyId>,
    /// What is not known, in words.
    pub note: String,
}

/// A fact of a cluster.
#[derive(Clone, Debug)]
pub enum Fact {
    /// Name, area and investor.
    Version(Version),
    /// Another name.
    Alias(String),
    /// A commune it lies in.
    Unit(UnitId),
    /// A state.
    State(State),
    /// Its boundary.
    Shape(Line),
    /// Land and works.
    Work(Work),
}

/// A boundary as it was given.
#[derive(Clone, Debug)]
pub struct Line {
    /// The boundary, in the system `srid`.
    pub geometry: kit_geo::Geometry,
    /// Its coordinate system.
    pub srid: kit_geo::Srid,
    /// How good it is.
    pub quality: BoundaryQuality,
    /// Scale of the drawing it was taken from: 2000 is 1:2000.
    pub scale: Option<i64>,
    /// How it came to be.
    pub method: BoundaryMethod,
}

impl Line {
    /// A made-up line, to show something on the map.
    #[must_use]
    pub const fn schematic(geometry: kit_geo::Geometry, srid: kit_geo::Srid) -> Self {
        let (quality, method) = (BoundaryQuality::Illustrative, BoundaryMethod::Schematic);
        Self { geometry, srid, quality, scale: None, method }
    }
}

/// A fact with its period and its basis.
#[derive(Clone, Debug)]
pub struct Dated {
    /// The fact.
    pub fact: Fact,
    /// First day.
    pub from: Day,
    /// Nothing: until what is recorded to begin next, so that a correction of the past leaves later facts standing.
    pub to: Option<Day>,
    /// What it rests on.
    pub basis: Basis,
}

/// Records a fact of a cluster.
pub(crate) async fn record(
    db: &Db,
    who: &Actor,
    subject: Subject,
    cluster: ClusterId,
    fact: Dated,
) -> Result<()> {
    db.act(who, &RECORD, subject, async |tx| write(tx, cluster, fact).await).await
}

/// Records many facts of one cluster in one deed, for what one paper says at once.
///
/// # Errors
/// [`kit_base::Error::Refused`] when `who` may not; [`kit_base::Error::Storage`]. Nothing was written then.
pub async fn record_many(
    db: &Db,
    who: &Actor,
    subject: Subject,
    cluster: ClusterId,
    facts: Vec<Dated>,
) -> Result<()> {
    db.act(who, &RECORD, subject, async |tx| write_all(tx, cluster, facts).await).await
}

/// Gives a new cluster its identity and its first facts, in one deed.
///
/// # Errors
/// [`kit_base::Error::Refused`] when `who` may not; [`kit_base::Error::Storage`]. Nothing was written then.
pub async fn create(
    db: &Db,
    who: &Actor,
    (id, code, name): (ClusterId, &str, &str),
    facts: Vec<Dated>,
) -> Result<()> {
    let subject = Subject::new("cluster", code, format!("CCN {name}"));
    db.act(who, &RECORD, subject, async |tx| {
        tx.insert::<cluster::Entity>(cluster::ActiveModel { id: Set(id), code: Set(code.to_owned()) })
            .await?;
        write_all(tx, id, facts).await
    })
    .await
}

/// Writes facts within a deed, one after the other.
pub(crate) async fn write_all(
    tx: &mut Tx,
    id: ClusterId,
    facts: impl IntoIterator<Item = Dated>,
) -> Result<()> {
    for fact in facts {
        write(tx, id, fact).await?;
    }
    Ok(())
}

/// Writes a fact within a deed.
pub(crate) async fn write(tx: &mut Tx, id: ClusterId, dated: Dated) -> Result<()> {
    let Dated { fact, from, to, basis: Basis { precision, origin, source } } = dated;
    let basis = Basis { precision, origin, source };
    let (precision, origin, source_id) = (Set(precision), Set(origin), Set(source));
    match fact {
        Fact::Work(work) => crate::write::write(tx, id, work, (from, to), basis).await,
        Fact::Version(Version { name, area, investor_kind, investor, note }) => {
            let row = cluster_version::ActiveModel {
                id: Set(id),
                search_name: Set(fold_vi(&name)),
                name: Set(name),
                decision_area: Set(area),
                investor_kind: Set(investor_kind),
                investor_id: Set(investor),
                note: Set(note),
                precision,
                origin,
                source_id,
                ..Default::default()
            };
            tx.record_until::<cluster_version::Entity>(row, from, to).await.map(|_| ())
        }
        Fact::Alias(name) => {
            let row = cluster_alias::ActiveModel {
                cluster_id: Set(id),
                search_name: Set(fold_vi(&name)),
                name: Set(name),
                precision,
                origin,
                source_id,
                ..Default::default()
            };
            tx.record_until::<cluster_alias::Entity>(row, from, to).await.map(|_| ())
        }
        Fact::Unit(unit) => {
            let row = cluster_unit::ActiveModel {
                cluster_id: Set(id),
                unit_id: Set(unit),
                precision,
                origin,
                source_id,
                ..Default::default()
            };
            tx.record_until::<cluster_unit::Entity>(row, from, to).await.map(|_| ())
        }
        Fact::State(state) => {
            let row = cluster_state::ActiveModel {
                cluster_id: Set(id),
                state: Set(state),
                precision,
                origin,
                source_id,
                ..Default::default()
            };
            tx.record_until::<cluster_state::Entity>(row, from, to).await.map(|_| ())
        }
        Fact::Shape(Line { geometry, srid, quality, scale, method }) => {
            let own = kit_geo::transform(&geometry, srid, kit_db::srid());
            let own = own.map_err(|cause| kit_base::Error::fault("cluster shape", cause))?;
            let row = cluster_shape::ActiveModel {
                cluster_id: Set(id),
                quality: Set(quality),
                source_srid: Set(srid.0.into()),
                source_scale: Set(scale),
                method: Set(Some(method)),
                source_wkb: Set(Wkb(kit_geo::wkb::write(&geometry))),
                wkb: Set(Wkb(kit_geo::wkb::write(&own))),
                precision,
                origin,
                source_id,
                ..Default::default()
            };
            tx.record_until::<cluster_shape::Entity>(row, from, to).await.map(|_| ())
        }
    }
}

/// The day on which the next version of a cluster begins.
pub(crate) async fn next_version(reader: &Reader, id: ClusterId, after: Day) -> Result<Day> {
    let next = cluster_version::Entity::find()
        .known(Instant::LATEST)
        .filter(cluster_version::Column::Id.eq(id))
        .filter(cluster_version::Column::ValidFrom.gt(after))
        .order_by_asc(cluster_version::Column::ValidFrom)
        .one(reader)
        .await
        .or_fault("cluster versions")?;
    Ok(next.map_or(Day::OPEN, |version| version.valid_from))
}
