//! What the clusters are on a day: put together from the facts, as far as a person may see.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use documents::{DocumentId, Origin};
use kit_base::{Actor, Area, At, Day, Instant, Result, Subject, fold_vi};
use kit_db::{AsOf, Asked, Kept, OrFault, Reader};
use places::{BodyId, Places, UnitId};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::{
    ClusterId, InvestorKind, Precision, State, VIEW,
    store::{cluster, cluster_alias, cluster_state, cluster_unit, cluster_version, part_state},
    works,
};

/// A cluster as it stands on a day.
#[derive(Clone, Debug)]
pub struct Cluster {
    /// Its identity.
    pub id: ClusterId,
    /// Its code: `24-015`.
    pub code: String,
    /// Its name on the day, without *CCN*.
    pub name: String,
    /// Other names on the day.
    pub aliases: Vec<String>,
    /// Since when name, area and investor are so.
    pub from: Day,
    /// Area by the decision, when published.
    pub area: Option<Area>,
    /// What kind of infrastructure investor, when published.
    pub investor_kind: Option<InvestorKind>,
    /// Which one, when recorded.
    pub investor: Option<BodyId>,
    /// The states that hold, furthest first.
    pub states: Vec<Stated>,
    /// The communes as recorded; [`Places`] says who follows them.
    pub units: Vec<UnitId>,
    /// Whether it is published or made up. What was made up once stays so, whatever is recorded of it later.
    pub origin: Origin,
    /// The document of name, area and investor.
    pub source: DocumentId,
    /// What is not known, in words.
    pub note: String,
    /// Names folded for search.
    pub search: Vec<String>,
}

/// A state with its basis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stated {
    /// The state.
    pub state: State,
    /// From when.
    pub from: Day,
    /// Until before when.
    pub to: Day,
    /// How exactly the beginning is known.
    pub precision: Precision,
    /// Published or made up.
    pub origin: Origin,
    /// The document.
    pub source: DocumentId,
}

/// The clusters of a day, and the places they lie in. Cheap to clone.
#[derive(Clone)]
pub struct Register {
    /// Clusters by code, only those the person may see.
    pub clusters: Vec<Arc<Cluster>>,
    /// Units and bodies as known.
    pub places: Arc<Places>,
}

/// All clusters of some days, whoever asks.
static ALL: Kept<At, Vec<Arc<Cluster>>> = Kept::new(6);
/// Their codes and names.
static NAMES: Kept<At, HashMap<ClusterId, (String, String)>> = Kept::new(4);
/// What some people see of them.
static SEEN: Kept<Asked, Register> = Kept::new(16);

impl Cluster {
    /// The state that stands for all.
    #[must_use]
    pub fn life(&self) -> Option<State> {
        State::main(self.states.iter().map(|stated| stated.state))
    }

    /// Whether it counts as established: in a state after establishment, and neither repealed nor part of a park.
    #[must_use]
    pub fn is_established(&self) -> bool {
        self.states.iter().any(|stated| stated.state.is_established())
            && !self.states.iter().any(|stated| stated.state.is_end())
    }

    /// Whether a decision of establishment is on record, and not only that it was cleared, built or used since.
    #[must_use]
    pub fn is_stated_established(&self) -> bool {
        self.has(State::Established)
    }

    /// Whether a state holds, be it the main one or not.
    #[must_use]
    pub fn has(&self, state: State) -> bool {
        self.states.iter().any(|stated| stated.state == state)
    }

    /// Whether it lies in a unit of any time.
    #[must_use]
    pub fn lies_within(&self, places: &Places, outer: UnitId, day: Day) -> bool {
        self.units.iter().any(|unit| places.lies_within(*unit, outer, day))
    }

    /// What a deed on it is done to: the bodies and today's units that rights are compared with.
    #[must_use]
    pub fn subject(&self, places: &Places, today: Day) -> Subject {
        let units = self.units.iter().flat_map(|unit| places.communes_on(*unit, today));
        Subject {
            bodies: self.investor.iter().map(ToString::to_string).collect(),
            units: units.map(|unit| unit.to_string()).collect(),
            ..Subject::new("cluster", &self.code, format!("CCN {}", self.name))
        }
    }
}

impl Register {
    /// Whether the person may see a cluster of this code.
    #[must_use]
    pub fn has(&self, code: &str) -> bool {
        self.clusters.binary_search_by(|cluster| cluster.code.as_str().cmp(code)).is_ok()
    }
}

/// The one door to the register: lists, tiles, figures, search and exports all come through here, so that none shows
/// what another hides.
///
/// # Errors
/// [`kit_base::Error::Storage`].
pub async fn register(reader: &Reader, who: &Actor, at: At) -> Result<Register> {
    let seen = SEEN.get(reader, Asked::by(reader, who, at), seen(reader, who, at)).await?;
    Ok(Register::clone(&seen))
}

async fn seen(reader: &Reader, who: &Actor, at: At) -> Result<Register> {
    let places = places::known(reader, at.known_at).await?;
    let mut clusters = Vec::clone(&*all(reader, at).await?);
    if who.is_limited(&VIEW) {
        let theirs = rights(reader, who, at).await?;
        clusters.retain(|cluster| theirs.contains(&cluster.id));
    }
    Ok(Register { clusters, places })
}

/// The first day on which the register holds a cluster that the person may see; nothing when it holds none.
pub(crate) async fn first_day(reader: &Reader, who: &Actor, known_at: Instant) -> Result<Option<Day>> {
    let versions = cluster_version::Entity::find()
        .known(known_at)
        .order_by_asc(cluster_version::Column::ValidFrom)
        .all(reader)
        .await
        .or_fault("clusters")?;
    let mut theirs = None;
    if who.is_limited(&VIEW) {
        theirs = Some(rights(reader, who, At { as_of: reader.today(), known_at }).await?);
    }
    let may_see = |id| theirs.as_ref().is_none_or(|theirs| theirs.contains(id));
    Ok(versions.iter().find(|version| may_see(&version.id)).map(|version| version.valid_from))
}

/// One cluster by its code, if the person may see it.
///
/// # Errors
/// [`kit_base::Error::Storage`].
pub async fn find(reader: &Reader, who: &Actor, at: At, code: &str) -> Result<Option<Arc<Cluster>>> {
    Ok(register(reader, who, at).await?.clusters.into_iter().find(|cluster| cluster.code == code))
}

/// Codes and names of all clusters of a day. For records of higher slices that lie in a cluster: that it exists and what
/// it is called is published, and told to whoever may see the record.
///
/// # Errors
/// [`kit_base::Error::Storage`].
pub async fn names(reader: &Reader, at: At) -> Result<Arc<HashMap<ClusterId, (String, String)>>> {
    let make = async {
        let all = all(reader, at).await?;
        Ok(all.iter().map(|cluster| (cluster.id, (cluster.code.clone(), cluster.name.clone()))).collect())
    };
    NAMES.get(reader, at, make).await
}

/// The clusters a person with limits may see. Rights are today's: by what is known now, as things stand today; only a
/// cluster that is no more counts as it stood on the day asked for.
async fn rights(reader: &Reader, who: &Actor, at: At) -> Result<BTreeSet<ClusterId>> {
    let now = At { as_of: reader.today(), known_at: Instant::LATEST };
    let places = places::known(reader, now.known_at).await?;
    let mut clusters: HashMap<ClusterId, Arc<Cluster>> = HashMap::new();
    for day in [At { as_of: at.as_of, ..now }, now] {
        clusters.extend(all(reader, day).await?.iter().map(|cluster| (cluster.id, Arc::clone(cluster))));
    }
    let theirs = clusters.values().filter(|cluster| who.may(&VIEW, &cluster.subject(&places, now.as_of)));
    Ok(theirs.map(|cluster| cluster.id).collect())
}

/// The clusters that were made up for the demo, by any version of theirs, superseded ones too.
async fn made_up(reader: &Reader, known_at: Instant) -> Result<BTreeSet<ClusterId>> {
    let ids = cluster_version::Entity::find()
        .filter(cluster_version::Column::Origin.eq(Origin::Illustrative))
        .filter(cluster_version::Column::RecordedAt.lte(known_at))
        .select_only()
        .column(cluster_version::Column::Id)
        .into_tuple::<ClusterId>()
        .all(reader)
        .await
        .or_fault("clusters")?;
    Ok(ids.into_iter().collect())
}

async fn all(reader: &Reader, at: At) -> Result<Arc<Vec<Arc<Cluster>>>> {
    ALL.get(reader, at, assemble(reader, at)).await
}

async fn assemble(reader: &Reader, at: At) -> Result<Vec<Arc<Cluster>>> {
    let codes = cluster::Entity::find().all(reader).await.or_fault("clusters")?;
    let mut codes: HashMap<_, _> = codes.into_iter().map(|row| (row.id, row.code)).collect();
    let aliases = cluster_alias::Entity::find()
        .at(at)
        .order_by_asc(cluster_alias::Column::RowId)
        .all(reader)
        .await
        .or_fault("cluster names")?;
    let mut aliases = gather(aliases, |row| (row.cluster_id, row.name));
    let units = cluster_unit::Entity::find()
        .at(at)
        .order_by_asc(cluster_unit::Column::RowId)
        .all(reader)
        .await
        .or_fault("cluster units")?;
    let mut units = gather(units, |row| (row.cluster_id, row.unit_id));
    let states = cluster_state::Entity::find().at(at).all(reader).await.or_fault("cluster states")?;
    let mut states = gather(states, |row| (row.cluster_id, Stated::from(row)));
    for row in works::of_parts(reader, at).await? {
        let own = states.entry(row.cluster_id).or_default();
        // Several parts may be in one state, and the cluster itself too: the earliest stands for all.
        match own.iter_mut().find(|other| other.state == row.state) {
            Some(other) if other.from <= row.valid_from => {}
            Some(other) => *other = Stated::from(row),
            None => own.push(Stated::from(row)),
        }
    }
    let made_up = made_up(reader, at.known_at).await?;
    let versions = cluster_version::Entity::find().at(at).all(reader).await.or_fault("clusters")?;
    let mut found: Vec<Cluster> = versions
        .into_iter()
        .map(|row| {
            let aliases = aliases.remove(&row.id).unwrap_or_default();
            let mut states = states.remove(&row.id).unwrap_or_default();
            states.sort_by_key(|stated| std::cmp::Reverse(stated.state));
            Cluster {
                id: row.id,
                code: codes.remove(&row.id).unwrap_or_default(),
                search: aliases.iter().map(|name| fold_vi(name)).chain([row.search_name]).collect(),
                name: row.name,
                from: row.valid_from,
                aliases,
                area: row.decision_area,
                investor_kind: row.investor_kind,
                investor: row.investor_id,
                states,
                units: units.remove(&row.id).unwrap_or_default(),
                origin: if made_up.contains(&row.id) { Origin::Illustrative } else { row.origin },
                source: row.source_id,
                note: row.note,
            }
        })
        .collect();
    found.sort_by(|a, b| a.code.cmp(&b.code));
    Ok(found.into_iter().map(Arc::new).collect())
}

impl From<cluster_state::Model> for Stated {
    fn from(row: cluster_state::Model) -> Self {
        let cluster_state::Model { state, valid_from, valid_to, precision, origin, source_id, .. } = row;
        Self { state, from: valid_from, to: valid_to, precision, origin, source: source_id }
    }
}

impl From<part_state::Model> for Stated {
    fn from(row: part_state::Model) -> Self {
        let part_state::Model { state, valid_from, valid_to, precision, origin, source_id, .. } = row;
        Self { state, from: valid_from, to: valid_to, precision, origin, source: source_id }
    }
}

fn gather<R, V>(rows: Vec<R>, pair: impl Fn(R) -> (ClusterId, V)) -> HashMap<ClusterId, Vec<V>> {
    let mut found: HashMap<ClusterId, Vec<V>> = HashMap::new();
    for (id, value) in rows.into_iter().map(pair) {
        found.entry(id).or_default().push(value);
    }
    found
}
