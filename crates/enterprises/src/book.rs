//! What the enterprises and projects are on a day: put together from the facts, as far as a person may see.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use clusters::{ClusterId, Precision, Register};
use documents::{DocumentId, Origin};
use kit_base::{Actor, Area, At, Day, Instant, Money, Result, Subject};
use kit_db::{Asked, Kept, Reader, Scope};
use places::BodyId;

use crate::{
    EnterpriseId, Kind, LeaseId, LeaseKind, ProjectId, Series, State, TaxCode, Tenure, VIEW, Vsic,
    model::{counts, produces},
    readings,
};

/// What a fact rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Basis {
    /// From when it is so.
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

/// An enterprise as it stands on a day.
#[derive(Clone, Debug, PartialEq)]
pub struct Enterprise {
    /// Its identity.
    pub id: EnterpriseId,
    /// Its code: `DN-0001`.
    pub code: String,
    /// Its name.
    pub name: String,
    /// What sort.
    pub kind: Kind,
    /// Its tax code, when known.
    pub tax_code: Option<TaxCode>,
    /// Country of the main foreign investor; empty without one.
    pub country: String,
    /// The body whose people act for it here.
    pub body: Option<BodyId>,
    /// Its name folded for search.
    pub search: String,
    /// What this rests on.
    pub basis: Basis,
}

/// A project as it stands on a day.
#[derive(Clone, Debug, PartialEq)]
pub struct Project {
    /// Its identity.
    pub id: ProjectId,
    /// Its code: `DA-0001`.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Whose it is.
    pub enterprise: EnterpriseId,
    /// The cluster it lies in.
    pub cluster: ClusterId,
    /// The part of the cluster; empty where there is none.
    pub part: String,
    /// Its branch, when known.
    pub vsic: Option<Vsic>,
    /// Registered capital, when known.
    pub registered: Option<Money>,
    /// Capital realised so far, when known.
    pub realised: Option<Money>,
    /// Whether it has foreign capital.
    pub foreign: bool,
    /// How it has its place.
    pub tenure: Tenure,
    /// Its name folded for search.
    pub search: String,
    /// What this rests on.
    pub basis: Basis,
    /// The states that hold, least first.
    pub states: Vec<(State, Basis)>,
    /// How many work for it.
    pub workers: Vec<(Series, usize, Basis)>,
}

/// A lease in force on a day.
#[derive(Clone, Debug, PartialEq)]
pub struct Lease {
    /// Its identity.
    pub id: LeaseId,
    /// Its code: `HD-0001`.
    pub code: String,
    /// The project that has the land.
    pub project: ProjectId,
    /// The cluster the land lies in.
    pub cluster: ClusterId,
    /// How much.
    pub area: Area,
    /// How.
    pub kind: LeaseKind,
    /// What this rests on.
    pub basis: Basis,
}

/// Enterprises, projects and leases of a day, only those the person may see.
#[derive(Clone)]
pub struct Book {
    /// The clusters the person may see, and the places.
    pub register: Register,
    /// Enterprises by code.
    pub enterprises: Vec<Arc<Enterprise>>,
    /// Projects by code.
    pub projects: Vec<Arc<Project>>,
    /// Leases by code.
    pub leases: Vec<Arc<Lease>>,
    /// Where each enterprise stands in the list.
    index: HashMap<EnterpriseId, usize>,
}

impl Project {
    /// Whether it counts among the projects of its cluster.
    #[must_use]
    pub fn is_counted(&self) -> bool {
        counts(self.states.iter().map(|(state, _)| *state))
    }

    /// Whether it is in production.
    #[must_use]
    pub fn is_producing(&self) -> bool {
        produces(self.states.iter().map(|(state, _)| *state))
    }

    /// The state that stands for all: the one that says most.
    #[must_use]
    pub fn life(&self) -> Option<State> {
        self.states.last().map(|(state, _)| *state)
    }

    /// What the state that stands for all rests on, else what the project itself rests on.
    #[must_use]
    pub fn life_basis(&self) -> &Basis {
        self.states.last().map_or(&self.basis, |(_, basis)| basis)
    }

    /// How many work for it, when known.
    #[must_use]
    pub fn workers_of(&self, series: Series) -> Option<(usize, &Basis)> {
        let found = self.workers.iter().find(|(of, ..)| *of == series);
        found.map(|(_, count, basis)| (*count, basis))
    }
}

impl Book {
    /// An enterprise by its identity.
    #[must_use]
    pub fn enterprise(&self, id: EnterpriseId) -> Option<&Enterprise> {
        self.index.get(&id).map(|at| &*self.enterprises[*at])
    }

    /// What a deed on a project is done to: the investor of its cluster, its enterprise's body, today's communes.
    #[must_use]
    pub fn subject(&self, project: &Project, today: Day) -> Subject {
        let cluster = self.register.clusters.iter().find(|cluster| cluster.id == project.cluster);
        self.subject_in(project, cluster.map(|cluster| cluster.subject(&self.register.places, today)))
    }

    /// The same, where what a deed on its cluster is done to is known already.
    pub(crate) fn subject_in(&self, project: &Project, cluster: Option<Subject>) -> Subject {
        let own = Subject::new("project", &project.code, &project.name);
        let mut subject =
            Subject { kind: own.kind, key: own.key, label: own.label, ..cluster.unwrap_or_default() };
        let body = self.enterprise(project.enterprise).and_then(|enterprise| enterprise.body);
        subject.bodies.extend(body.map(|body| body.to_string()));
        subject
    }
}

impl Enterprise {
    /// What a deed on it is done to.
    #[must_use]
    pub fn subject(&self) -> Subject {
        let bodies = self.body.iter().map(ToString::to_string).collect();
        Subject { bodies, ..Subject::new("enterprise", &self.code, &self.name) }
    }
}

/// The one door to enterprises and projects: lists, figures, tabs and columns all come through here.
///
/// A project is seen by whoever sees its cluster and may look at projects there, and by the people of its enterprise.
///
/// # Errors
/// [`kit_base::Error::Storage`].
pub async fn visible(reader: &Reader, who: &Actor, at: At) -> Result<Arc<Book>> {
    SEEN.get(reader, Asked::by(reader, who, at), seen(reader, who, at)).await
}

/// What some people see. The records themselves are those of [`readings`]; a book adds a pointer to each.
static SEEN: Kept<Asked, Book> = Kept::new(4);
/// What of it lies in some scopes.
static SCOPED: Kept<(Scope, Asked), Book> = Kept::new(4);

async fn seen(reader: &Reader, who: &Actor, at: At) -> Result<Book> {
    let register = clusters::register(reader, who, at).await?;
    let mut book = Book {
        register,
        enterprises: Vec::clone(&*readings::enterprises(reader, at).await?),
        projects: Vec::clone(&*readings::projects(reader, at).await?),
        leases: Vec::clone(&*readings::leases(reader, at).await?),
        index: HashMap::new(),
    };
    let theirs: HashSet<ClusterId> = book.register.clusters.iter().map(|cluster| cluster.id).collect();
    if who.grants_for(&VIEW).any(|grant| grant.body.is_none() && grant.units.is_none()) {
        book.projects.retain(|project| theirs.contains(&project.cluster));
    } else {
        let Rights { clusters, enterprises } = rights(reader, who, &book).await?;
        book.projects.retain(|project| {
            (theirs.contains(&project.cluster) && clusters.contains(&project.cluster))
                || enterprises.contains(&project.enterprise)
        });
        let seen: HashSet<_> = book.projects.iter().map(|project| project.enterprise).collect();
        book.enterprises.retain(|one| enterprises.contains(&one.id) || seen.contains(&one.id));
    }
    let seen: HashSet<_> = book.projects.iter().map(|project| project.id).collect();
    book.leases.retain(|lease| seen.contains(&lease.project));
    book.index = book.enterprises.iter().enumerate().map(|(at, one)| (one.id, at)).collect();
    Ok(book)
}

/// What of [`visible`] lies in the scope of a figure: in clusters that the person may see.
///
/// # Errors
/// [`kit_base::Error::NotFound`] when the scope names no unit; [`kit_base::Error::Storage`].
pub async fn scoped(reader: &Reader, who: &Actor, at: At, scope: &Scope) -> Result<Arc<Book>> {
    let make = async {
        let register = clusters::measures::scoped(reader, who, at, scope).await?;
        let within: HashSet<ClusterId> = register.clusters.iter().map(|cluster| cluster.id).collect();
        let mut book = Book { register, ..Book::clone(&*visible(reader, who, at).await?) };
        book.projects.retain(|project| within.contains(&project.cluster));
        book.leases.retain(|lease| within.contains(&lease.cluster));
        Ok(book)
    };
    SCOPED.get(reader, (scope.clone(), Asked::by(reader, who, at)), make).await
}

/// What a person with limits may look at.
struct Rights {
    clusters: HashSet<ClusterId>,
    enterprises: HashSet<EnterpriseId>,
}

/// Rights are today's, by what is known now; only what is no more counts as it stood on the day asked for.
async fn rights(reader: &Reader, who: &Actor, book: &Book) -> Result<Rights> {
    let now = At { as_of: reader.today(), known_at: Instant::LATEST };
    let today = clusters::register(reader, who, now).await?;
    let mut subjects: HashMap<_, _> = HashMap::new();
    for register in [&book.register, &today] {
        let all = register.clusters.iter();
        subjects.extend(all.map(|cluster| (cluster.id, cluster.subject(&today.places, now.as_of))));
    }
    let mut bodies: HashMap<_, _> =
        book.enterprises.iter().map(|enterprise| (enterprise.id, enterprise.body)).collect();
    let standing = readings::enterprises(reader, now).await?;
    bodies.extend(standing.iter().map(|enterprise| (enterprise.id, enterprise.body)));
    let own = |body: &BodyId| {
        let bodies = [body.to_string()].into();
        who.may(&VIEW, &Subject { bodies, ..Subject::default() })
    };
    Ok(Rights {
        clusters: subjects.into_iter().filter(|(_, of)| who.may(&VIEW, of)).map(|(id, _)| id).collect(),
        enterprises: bodies
            .into_iter()
            .filter(|(_, body)| body.as_ref().is_some_and(own))
            .map(|(id, _)| id)
            .collect(),
    })
}
