//! What is recorded on which day, over all slices.

use std::collections::HashMap;

use clusters::{ClusterId, Keys, SeedCluster, SeedFact};
use documents::{DocumentId, SeedDocument};
use kit_base::{Clock, Day, Error, Result};
use places::{SeedFiles, SeedIds, SeedStep};

use super::Demo;

/// One deed of the seed.
pub(super) enum Step {
    Document(SeedDocument, DocumentId),
    Places(SeedStep),
    /// Which cluster, what is recorded, and whether it is its first fact.
    Cluster(usize, SeedFact, bool),
    Plan(plans::SeedStep),
    Enterprise(enterprises::SeedStep),
    Statement(statements::SeedStep),
}

/// The province as read from its files.
pub(super) struct Province {
    documents: Vec<(SeedDocument, DocumentId)>,
    places: Vec<SeedStep>,
    clusters: Vec<SeedCluster>,
    plans: Vec<plans::SeedStep>,
    enterprises: Vec<enterprises::SeedStep>,
    statements: Vec<statements::SeedStep>,
}

/// What the keys of the files stand for.
struct Known {
    ids: SeedIds,
    sources: HashMap<String, DocumentId>,
    /// The day on which the first units and bodies are recorded.
    first_places: Option<Day>,
    /// Clusters by code, with the day on which each is first recorded.
    clusters: HashMap<String, (ClusterId, Day)>,
}

pub(super) fn read(demo: &Demo, clock: &Clock) -> Result<Province> {
    let documents = documents::read(demo.text("documents.csv")?)?;
    let documents: Vec<_> = documents.into_iter().map(|document| (document, clock.id())).collect();
    let sources: HashMap<_, _> = documents.iter().map(|(document, id)| (document.key.clone(), *id)).collect();
    let files = SeedFiles {
        units: demo.text("units.csv")?,
        unit_successions: demo.text("unit_successions.csv")?,
        bodies: demo.text("bodies.csv")?,
        body_successions: demo.text("body_successions.csv")?,
        shapes: demo.text("shapes/units.geojson")?,
    };
    let (places, ids) = places::steps(&files, &sources, clock)?;
    let first_places = places.first().map(|step| step.on);
    let mut known = Known { ids, sources, first_places, clusters: HashMap::new() };
    let clusters = known.read_clusters(demo, clock)?;
    for cluster in &clusters {
        let (code, id) = cluster.identity();
        let first = cluster.facts.first().map_or(Day::OPEN, |fact| recorded(fact, first_places));
        known.clusters.insert(code.to_owned(), (id, first));
    }
    let (plans, enterprises) = (known.read_plans(demo, clock)?, known.read_enterprises(demo, clock)?);
    let named = documents
        .iter()
        .map(|(of, id)| (of.key.clone(), (*id, of.document.label().to_owned(), of.document.origin)));
    let files = statements::SeedFiles {
        statements: demo.text("statements/statements.csv")?,
        notes: demo.text("statements/notes.csv")?,
    };
    let statements = statements::steps(&files, &named.collect::<HashMap<_, _>>())?;
    Ok(Province { documents, places, clusters, plans, enterprises, statements })
}

impl Known {
    fn unit(&self, key: &str) -> Result<places::UnitId> {
        self.ids.units.get(key).copied().ok_or_else(|| Error::fault("seed", format!("no unit {key}")))
    }

    fn body(&self, key: &str) -> Result<places::BodyId> {
        self.ids.bodies.get(key).copied().ok_or_else(|| Error::fault("seed", format!("no body {key}")))
    }

    fn cluster(&self, code: &str) -> Result<(ClusterId, Day)> {
        self.clusters.get(code).copied().ok_or_else(|| Error::fault("seed", format!("no cluster {code}")))
    }

    fn read_clusters(&self, demo: &Demo, clock: &Clock) -> Result<Vec<SeedCluster>> {
        let keys = Keys { unit: &|key| self.unit(key), body: &|key| self.body(key), sources: &self.sources };
        let shapes = demo.text("shapes/clusters.geojson")?;
        let mut found = Vec::new();
        for (file, text) in demo.in_folder("clusters/") {
            found.extend(clusters::read(file, text, shapes, &keys, clock)?);
        }
        Ok(found)
    }

    fn read_plans(&self, demo: &Demo, clock: &Clock) -> Result<Vec<plans::SeedStep>> {
        let keys = plans::Keys {
            unit: &|key| self.unit(key),
            cluster: &|code| self.cluster(code).map(|(id, _)| id),
            sources: &self.sources,
        };
        plans::read(demo.text("plans/plans.csv")?, demo.text("plans/rows.csv")?, &keys, clock)
    }

    fn read_enterprises(&self, demo: &Demo, clock: &Clock) -> Result<Vec<enterprises::SeedStep>> {
        let keys = enterprises::Keys {
            cluster: &|code| self.cluster(code),
            body: &|key| Ok((self.body(key)?, self.first_places.unwrap_or(Day::OPEN))),
            sources: &self.sources,
        };
        let files = enterprises::SeedFiles {
            enterprises: demo.text("enterprises/enterprises.csv")?,
            projects: demo.text("enterprises/projects.csv")?,
            states: demo.text("enterprises/project_states.csv")?,
            leases: demo.text("enterprises/leases.csv")?,
            workers: demo.text("enterprises/workers.csv")?,
        };
        enterprises::steps(&files, &keys, clock)
    }
}

/// The day on which a fact of a cluster is recorded: its commune must be there before it is pointed to.
fn recorded(fact: &SeedFact, first_places: Option<Day>) -> Day {
    match first_places {
        Some(first) if fact.needs_places() => fact.recorded.max(first),
        _ => fact.recorded,
    }
}

/// Deeds with their days, and the first day on which each document is cited.
#[derive(Default)]
struct Order {
    steps: Vec<(Day, u8, Step)>,
    cited: HashMap<DocumentId, Day>,
}

impl Order {
    /// `rank` is the order of the slices on one day; documents come before all.
    fn add(&mut self, day: Day, rank: u8, sources: impl IntoIterator<Item = DocumentId>, step: Step) {
        for source in sources {
            let first = self.cited.entry(source).or_insert(day);
            *first = (*first).min(day);
        }
        self.steps.push((day, rank, step));
    }
}

impl Province {
    /// The cluster a step speaks of.
    pub(super) fn cluster(&self, index: usize) -> &SeedCluster {
        &self.clusters[index]
    }

    /// All steps in order of their days; on one day documents come first, then places, clusters, plans, enterprises,
    /// statements.
    pub(super) fn order(&mut self) -> Vec<(Day, Step)> {
        let mut order = Order::default();
        let first_places = self.places.first().map(|step| step.on);
        let mut clusters_since: HashMap<ClusterId, Day> = HashMap::new();
        for (index, cluster) in self.clusters.iter_mut().enumerate() {
            let (_, id) = cluster.identity();
            for (nr, fact) in cluster.take_facts().into_iter().enumerate() {
                let day = recorded(&fact, first_places);
                clusters_since.entry(id).or_insert(day);
                order.add(day, 2, [fact.source()], Step::Cluster(index, fact, nr == 0));
            }
        }
        for step in std::mem::take(&mut self.plans) {
            // What a row points to must be there before it.
            let cluster = step.cluster().and_then(|id| clusters_since.get(&id).copied());
            let places = first_places.filter(|_| step.needs_places());
            let day = [cluster, places].into_iter().flatten().fold(step.recorded, Day::max);
            order.add(day, 3, [step.source()], Step::Plan(step));
        }
        for step in std::mem::take(&mut self.enterprises) {
            order.add(step.on, 4, step.source(), Step::Enterprise(step));
        }
        for step in std::mem::take(&mut self.statements) {
            order.add(step.on, 5, [step.source()], Step::Statement(step));
        }
        for step in std::mem::take(&mut self.places) {
            let sources: Vec<_> = step.sources().collect();
            order.add(step.on, 1, sources, Step::Places(step));
        }
        let fallback = first_places.unwrap_or(Day::OPEN);
        for (document, id) in std::mem::take(&mut self.documents) {
            let day = order.cited.get(&id).copied().or(document.document.issued_on).unwrap_or(fallback);
            order.add(day, 0, [], Step::Document(document, id));
        }
        order.steps.sort_by_key(|(day, rank, _)| (*day, *rank));
        order.steps.into_iter().map(|(day, _, step)| (day, step)).collect()
    }
}
