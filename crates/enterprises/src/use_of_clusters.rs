//! How clusters are used on a day: whether they operate, what is leased, how full they are (*tỷ lệ lấp đầy*).

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use clusters::{Cluster, ClusterId, Land, State};
use documents::{DocumentId, Origin};
use kit_base::{Actor, Area, At, Result};
use kit_db::{Asked, Kept, Reader, Scope, Value};

use crate::book::{self, Book, Lease, Project};

/// The documents that a number rests on, and whether one of them is made up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grounds {
    /// The documents.
    pub sources: BTreeSet<DocumentId>,
    /// Whether something of it is made up for the demo.
    pub illustrative: bool,
}

/// A cluster and its use.
#[derive(Clone, Debug)]
pub struct Use {
    /// Its code.
    pub code: String,
    /// Its name, without *CCN*.
    pub name: String,
    /// Whether it is established.
    pub established: bool,
    /// Whether it is part of an industrial park by now: then it operates as that.
    pub in_park: bool,
    /// Whether a source says that it operates: a claim, never a count.
    pub claimed: bool,
    /// Area by decision, when known.
    pub area: Option<Area>,
    /// What the area rests on.
    pub by_decision: Grounds,
    /// How many projects count.
    pub projects: usize,
    /// How many of them are in production.
    pub producing: usize,
    /// What the count of projects rests on.
    pub by_projects: Grounds,
    /// Land in leases that are in force.
    pub leased: Area,
    /// How many leases.
    pub leases: usize,
    /// What the leases rest on.
    pub by_leases: Grounds,
    /// Land by the detailed plan, when known.
    pub land: Option<Land>,
}

impl Grounds {
    /// With another document.
    #[must_use]
    pub fn and(mut self, source: DocumentId, origin: Origin) -> Self {
        self.sources.insert(source);
        self.illustrative |= origin == Origin::Illustrative;
        self
    }
}

impl Use {
    /// A cluster with its counted projects and its leases in force.
    #[must_use]
    pub fn new(cluster: &Cluster, projects: &[&Project], leases: &[&Lease], land: Option<Land>) -> Self {
        let counted: Vec<_> = projects.iter().filter(|project| project.is_counted()).collect();
        let states = || cluster.states.iter().map(|stated| stated.state);
        let grounds = counted.iter().fold(Grounds::default(), |all, project| {
            let basis = project.life_basis();
            all.and(basis.source, basis.origin)
        });
        Self {
            code: cluster.code.clone(),
            name: cluster.name.clone(),
            established: cluster.is_established(),
            in_park: states().any(|state| state == State::MergedIntoPark),
            claimed: states().any(|state| state == State::Operating),
            area: cluster.area,
            by_decision: Grounds::default().and(cluster.source, cluster.origin),
            projects: counted.len(),
            producing: counted.iter().filter(|project| project.is_producing()).count(),
            by_projects: grounds,
            leased: leases.iter().map(|lease| lease.area).sum(),
            leases: leases.len(),
            by_leases: leases
                .iter()
                .fold(Grounds::default(), |all, lease| all.and(lease.basis.source, lease.basis.origin)),
            land,
        }
    }

    /// Whether it operates: at least one project in it counts (forms 03 and 04, row 15).
    #[must_use]
    pub const fn operates(&self) -> bool {
        0 < self.projects && !self.in_park
    }

    /// Whether it operates by the second reading: something is produced in it.
    #[must_use]
    pub const fn produces(&self) -> bool {
        0 < self.producing && !self.in_park
    }

    /// Industrial land by the detailed plan.
    #[must_use]
    pub fn industrial(&self) -> Option<Area> {
        self.land.and_then(|land| land.industrial)
    }

    /// Land that may be leased.
    #[must_use]
    pub fn leasable(&self) -> Option<Area> {
        self.land.and_then(|land| land.leasable)
    }

    /// Industrial land that is not leased; below nothing where more is leased than there is.
    #[must_use]
    pub fn vacant(&self) -> Option<Area> {
        self.industrial().map(|industrial| minus(industrial, self.leased))
    }

    /// How full it is: the leased part of `whole`. Nothing where the whole is not known.
    #[must_use]
    pub fn share(&self, whole: Option<Area>) -> Option<Value> {
        whole.filter(|whole| 0 < whole.raw()).map(|whole| Value::Share { part: self.leased, whole })
    }

    /// What its land rests on.
    #[must_use]
    pub fn by_land(&self) -> Grounds {
        self.land.map(|land| Grounds::default().and(land.source, land.origin)).unwrap_or_default()
    }

    /// What a share of its land rests on.
    #[must_use]
    pub fn by_land_and_leases(&self) -> Grounds {
        let mut all = self.by_land();
        all.sources.extend(&self.by_leases.sources);
        all.illustrative |= self.by_leases.illustrative;
        all
    }
}

/// One area less another.
#[must_use]
pub(crate) const fn minus(area: Area, less: Area) -> Area {
    Area::from_cm2_hundreds(area.raw() - less.raw())
}

/// The use of the clusters in some scopes, for some people.
static USES: Kept<(Scope, Asked), Vec<Use>> = Kept::new(6);

/// The use of the clusters in a scope.
///
/// # Errors
/// [`kit_base::Error::NotFound`] when the scope names no unit; [`kit_base::Error::Storage`].
pub async fn uses(reader: &Reader, who: &Actor, at: At, scope: &Scope) -> Result<Arc<Vec<Use>>> {
    let make = async {
        let book = book::scoped(reader, who, at, scope).await?;
        Ok(uses_of(&book, &clusters::land(reader, at).await?))
    };
    USES.get(reader, (scope.clone(), Asked::by(reader, who, at)), make).await
}

/// The use of the clusters of a book, by code.
#[must_use]
pub fn uses_of(book: &Book, land: &HashMap<ClusterId, Land>) -> Vec<Use> {
    let mut projects: HashMap<ClusterId, Vec<&Project>> = HashMap::new();
    for project in &book.projects {
        projects.entry(project.cluster).or_default().push(project);
    }
    let mut leases: HashMap<ClusterId, Vec<&Lease>> = HashMap::new();
    for lease in &book.leases {
        leases.entry(lease.cluster).or_default().push(lease);
    }
    let mut of = |cluster: &Cluster| {
        let projects = projects.remove(&cluster.id).unwrap_or_default();
        let leases = leases.remove(&cluster.id).unwrap_or_default();
        Use::new(cluster, &projects, &leases, land.get(&cluster.id).copied())
    };
    book.register.clusters.iter().map(|cluster| of(cluster)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn area(text: &str) -> Area {
        text.parse().unwrap()
    }

    #[test]
    fn more_leased_than_there_is_shows_as_less_than_nothing() {
        assert_eq!(minus(area("10"), area("12")).hectares().to_string(), "-2");
        assert_eq!(minus(area("10"), area("10")), Area::default());
    }
}
