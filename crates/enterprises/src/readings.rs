//! What enterprises, projects and leases are on a day, whoever asks: kept, and after a deed or for another day made from
//! what is kept by reading anew only what differs. What stays the same is one piece of memory for all days.

use std::{
    collections::{HashMap, HashSet},
    hash::Hash,
    sync::Arc,
};

use clusters::Precision;
use documents::{DocumentId, Origin};
use kit_base::{At, Day, Result};
use kit_db::{AsOf, Earlier, Fact, Kept, OrFault, Reader, Version};
use sea_orm::{ColumnTrait, Iterable, PrimaryKeyToColumn, QueryFilter, QueryOrder, Select, Value};

use crate::{
    EnterpriseId, LeaseId, ProjectId, Series, State,
    book::{Basis, Enterprise, Lease, Project},
    store::{
        enterprise, enterprise_version, lease, lease_version, project, project_state, project_version,
        worker_count,
    },
};

/// Records of a day, by code.
pub(crate) type All<T> = Vec<Arc<T>>;

static ENTERPRISES: Kept<At, All<Enterprise>> = Kept::new(4);
static PROJECTS: Kept<At, All<Project>> = Kept::new(4);
static LEASES: Kept<At, All<Lease>> = Kept::new(4);

/// So many records are asked for by name at once.
const CHUNK: usize = 500;

/// What has an identity and a code.
trait Record: PartialEq {
    type Key: Copy + Eq + Hash;
    fn key(&self) -> Self::Key;
    fn code(&self) -> &str;
}

/// Which records to read.
enum Which<K> {
    All,
    These(HashSet<K>),
}

pub(crate) async fn enterprises(reader: &Reader, at: At) -> Result<Arc<All<Enterprise>>> {
    let make = async |earlier: Option<Earlier<At, All<Enterprise>>>| {
        let mut differing = HashSet::new();
        if let Some(Earlier { key, known, .. }) = &earlier {
            let before = (*key, *known);
            differing.extend(
                reader.differing::<enterprise_version::Entity, EnterpriseId>("id", before, at).await?,
            );
        }
        let which = which(earlier.as_ref(), differing);
        let read = read_enterprises(reader, at, &which).await?;
        Ok(renewed(earlier.as_ref(), &which, read))
    };
    ENTERPRISES.renew(reader, at, make).await
}

pub(crate) async fn projects(reader: &Reader, at: At) -> Result<Arc<All<Project>>> {
    let make = async |earlier: Option<Earlier<At, All<Project>>>| {
        let mut differing = HashSet::new();
        if let Some(Earlier { key, known, .. }) = &earlier {
            let before = (*key, *known);
            differing.extend(reader.differing::<project_version::Entity, ProjectId>("id", before, at).await?);
            differing.extend(
                reader.differing::<project_state::Entity, ProjectId>("project_id", before, at).await?,
            );
            differing
                .extend(reader.differing::<worker_count::Entity, ProjectId>("project_id", before, at).await?);
        }
        let which = which(earlier.as_ref(), differing);
        let read = read_projects(reader, at, &which).await?;
        Ok(renewed(earlier.as_ref(), &which, read))
    };
    PROJECTS.renew(reader, at, make).await
}

pub(crate) async fn leases(reader: &Reader, at: At) -> Result<Arc<All<Lease>>> {
    let make = async |earlier: Option<Earlier<At, All<Lease>>>| {
        let mut differing = HashSet::new();
        if let Some(Earlier { key, known, .. }) = &earlier {
            let before = (*key, *known);
            differing.extend(reader.differing::<lease_version::Entity, LeaseId>("id", before, at).await?);
        }
        let which = which(earlier.as_ref(), differing);
        let read = read_leases(reader, at, &which).await?;
        Ok(renewed(earlier.as_ref(), &which, read))
    };
    LEASES.renew(reader, at, make).await
}

/// Where much differs, asking for each is slower than reading all.
fn which<T: Record>(earlier: Option<&Earlier<At, All<T>>>, differing: HashSet<T::Key>) -> Which<T::Key> {
    match earlier {
        Some(Earlier { answer, .. }) if differing.len() <= answer.len() / 3 => Which::These(differing),
        _ => Which::All,
    }
}

/// What was read in its place among what stays.
fn renewed<T: Record>(earlier: Option<&Earlier<At, All<T>>>, which: &Which<T::Key>, read: Vec<T>) -> All<T> {
    let earlier: &[Arc<T>] = earlier.map_or(&[], |earlier| &earlier.answer);
    let stays = |one: &Arc<T>| matches!(which, Which::These(keys) if !keys.contains(&one.key()));
    let (staying, leaving): (Vec<_>, Vec<_>) = earlier.iter().partition(|one| stays(one));
    let old: HashMap<_, _> = leaving.into_iter().map(|one| (one.key(), one)).collect();
    let read = read.into_iter().map(|new| match old.get(&new.key()) {
        Some(old) if ***old == new => Arc::clone(old),
        _ => Arc::new(new),
    });
    let mut all: All<T> = staying.into_iter().cloned().chain(read).collect();
    all.sort_by(|a, b| a.code().cmp(b.code()));
    all
}

async fn read_enterprises(reader: &Reader, at: At, which: &Which<EnterpriseId>) -> Result<Vec<Enterprise>> {
    let mut codes =
        codes::<enterprise::Entity, _>(reader, enterprise::Column::Id, which, |row| (row.id, row.code))
            .await?;
    let mut found = Vec::new();
    rows::<enterprise_version::Entity, _>(reader, at, enterprise_version::Column::Id, which, |row| {
        found.push(Enterprise {
            basis: basis((row.valid_from, row.valid_to), row.precision, row.origin, row.source_id),
            code: codes.remove(&row.id).unwrap_or_default(),
            id: row.id,
            name: row.name,
            kind: row.kind,
            tax_code: row.tax_code,
            country: row.country,
            body: row.body_id,
            search: row.search_name,
        });
    })
    .await?;
    Ok(found)
}

async fn read_projects(reader: &Reader, at: At, which: &Which<ProjectId>) -> Result<Vec<Project>> {
    let mut codes =
        codes::<project::Entity, _>(reader, project::Column::Id, which, |row| (row.id, row.code)).await?;
    let mut states: HashMap<ProjectId, Vec<(State, Basis)>> = HashMap::new();
    rows::<project_state::Entity, _>(reader, at, project_state::Column::ProjectId, which, |row| {
        states.entry(row.project_id).or_default().push((
            row.state,
            basis((row.valid_from, row.valid_to), row.precision, row.origin, row.source_id),
        ));
    })
    .await?;
    let mut workers: HashMap<ProjectId, Vec<(Series, usize, Basis)>> = HashMap::new();
    rows::<worker_count::Entity, _>(reader, at, worker_count::Column::ProjectId, which, |row| {
        let count = usize::try_from(row.count).unwrap_or_default();
        workers.entry(row.project_id).or_default().push((
            row.series,
            count,
            basis((row.valid_from, row.valid_to), row.precision, row.origin, row.source_id),
        ));
    })
    .await?;
    let mut found = Vec::new();
    rows::<project_version::Entity, _>(reader, at, project_version::Column::Id, which, |row| {
        let mut states = states.remove(&row.id).unwrap_or_default();
        states.sort_by_key(|(state, _)| *state);
        states.shrink_to_fit();
        let mut workers = workers.remove(&row.id).unwrap_or_default();
        workers.shrink_to_fit();
        found.push(Project {
            basis: basis((row.valid_from, row.valid_to), row.precision, row.origin, row.source_id),
            code: codes.remove(&row.id).unwrap_or_default(),
            states,
            workers,
            id: row.id,
            name: row.name,
            enterprise: row.enterprise_id,
            cluster: row.cluster_id,
            part: row.part,
            vsic: row.vsic,
            registered: row.capital_registered,
            realised: row.capital_realised,
            foreign: row.foreign_capital,
            tenure: row.tenure,
            search: row.search_name,
        });
    })
    .await?;
    Ok(found)
}

async fn read_leases(reader: &Reader, at: At, which: &Which<LeaseId>) -> Result<Vec<Lease>> {
    let mut codes =
        codes::<lease::Entity, _>(reader, lease::Column::Id, which, |row| (row.id, row.code)).await?;
    let mut found = Vec::new();
    rows::<lease_version::Entity, _>(reader, at, lease_version::Column::Id, which, |row| {
        found.push(Lease {
            basis: basis((row.valid_from, row.valid_to), row.precision, row.origin, row.source_id),
            code: codes.remove(&row.id).unwrap_or_default(),
            id: row.id,
            project: row.project_id,
            cluster: row.cluster_id,
            area: row.area,
            kind: row.kind,
        });
    })
    .await?;
    Ok(found)
}

fn basis((from, to): (Day, Day), precision: Precision, origin: Origin, source: DocumentId) -> Basis {
    Basis { from, to, precision, origin, source }
}

/// The codes of records, by identity.
async fn codes<E: Fact, K: Copy + Eq + Hash + Into<Value>>(
    reader: &Reader,
    id: E::Column,
    which: &Which<K>,
    pair: impl Fn(E::Model) -> (K, String),
) -> Result<HashMap<K, String>> {
    let mut found = HashMap::new();
    each::<E, K>(reader, E::find(), id, which, |row| found.extend([pair(row)])).await?;
    Ok(found)
}

/// The rows of a day; `of` is the column that names the record.
async fn rows<E: Version, K: Copy + Into<Value>>(
    reader: &Reader,
    at: At,
    of: E::Column,
    which: &Which<K>,
    take: impl FnMut(E::Model),
) -> Result<()> {
    each::<E, K>(reader, E::find().at(at), of, which, take).await
}

async fn each<E: Fact, K: Copy + Into<Value>>(
    reader: &Reader,
    query: Select<E>,
    of: E::Column,
    which: &Which<K>,
    mut take: impl FnMut(E::Model),
) -> Result<()> {
    let Which::These(keys) = which else { return reader.each(query, take).await };
    let keys: Vec<K> = keys.iter().copied().collect();
    for some in keys.chunks(CHUNK) {
        let rows = query.clone().filter(of.is_in(some.iter().copied()));
        let rows = E::PrimaryKey::iter().fold(rows, |rows, key| rows.order_by_asc(key.into_column()));
        rows.all(reader).await.or_fault("records")?.into_iter().for_each(&mut take);
    }
    Ok(())
}

impl Record for Enterprise {
    type Key = EnterpriseId;

    fn key(&self) -> EnterpriseId {
        self.id
    }

    fn code(&self) -> &str {
        &self.code
    }
}

impl Record for Project {
    type Key = ProjectId;

    fn key(&self) -> ProjectId {
        self.id
    }

    fn code(&self) -> &str {
        &self.code
    }
}

impl Record for Lease {
    type Key = LeaseId;

    fn key(&self) -> LeaseId {
        self.id
    }

    fn code(&self) -> &str {
        &self.code
    }
}
