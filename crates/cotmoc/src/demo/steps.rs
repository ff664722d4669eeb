//! What is recorded on which day, over all slices.

use std::collections::HashMap;

use clusters::{ClusterId, Keys, SeedCluster, SeedFact};
use documents::{DocumentId, SeedDocument};
use enterprises::SeedStep as EnterpriseStep;
use kit_base::{Clock, Day, Error, Result};
use places::{SeedFiles, SeedStep};

use super::Demo;

/// One deed of the seed.
pub(super) enum Step {
    Document(SeedDocument, DocumentId),
    Places(SeedStep),
    /// Which cluster, what is recorded, and whether it is its first fact.
    Cluster(usize, SeedFact, bool),
    Plan(plans::SeedStep),
    Enterprise(EnterpriseStep),
}

/// The province as read from its files.
pub(super) struct Province {
    documents: Vec<(SeedDocument, DocumentId)>,
    places: Vec<SeedStep>,
    clusters: Vec<SeedCluster>,
    plans: Vec<plans::SeedStep>,
    enterprises: Vec<EnterpriseStep>,
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
    let (places, known) = places::steps(&files, &sources, clock)?;
    let keys = Keys {
        unit: &|key| {
            known.units.get(key).copied().ok_or_else(|| Error::fault("clusters", format!("no unit {key}")))
        },
        body: &|key| {
            known.bodies.get(key).copied().ok_or_else(|| Error::fault("clusters", format!("no body {key}")))
        },
        sources: &sources,
    };
    let shapes = demo.text("shapes/clusters.geojson")?;
    let mut clusters = Vec::new();
    for (file, text) in demo.in_folder("clusters/") {
        clusters.extend(clusters::read(file, text, shapes, &keys, clock)?);
    }
    let first_places = places.first().map(|step| step.on);
    let mut known_clusters = HashMap::new();
    for cluster in &clusters {
        let (code, id) = cluster.identity();
        let first = cluster.facts.first().map_or(Day::OPEN, |fact| recorded(fact, first_places));
        known_clusters.insert(code, (id, first));
    }
    let keys = enterprises::Keys {
        cluster: &|code| {
            let known = known_clusters.get(code).copied();
            known.ok_or_else(|| Error::fault("enterprises", format!("no cluster {code}")))
        },
        body: &|key| {
            let known = known.bodies.get(key).copied().zip(first_places);
            known.ok_or_else(|| Error::fault("enterprises", format!("no body {key}")))
        },
        sources: &sources,
    };
    let files = enterprises::SeedFiles {
        enterprises: demo.text_or_none("enterprises/enterprises.csv"),
        projects: demo.text_or_none("enterprises/projects.csv"),
        states: demo.text_or_none("enterprises/project_states.csv"),
        leases: demo.text_or_none("enterprises/leases.csv"),
        workers: demo.text_or_none("enterprises/workers.csv"),
    };
    let enterprises = enterprises::steps(&files, &keys, clock)?;
    let of_plans = plans::Keys {
        unit: keys.unit,
        cluster: &|code| {
            let found = clusters.iter().find(|cluster| cluster.identity().0 == code);
            found
                .map(|cluster| cluster.identity().1)
                .ok_or_else(|| Error::fault("plans", format!("no cluster {code}")))
        },
        sources: &sources,
    };
    let plans = match (demo.text("plans/plans.csv"), demo.text("plans/rows.csv")) {
        (Ok(lists), Ok(rows)) => plans::read(lists, rows, &of_plans, clock)?,
        _ => Vec::new(),
    };
    Ok(Province { documents, places, clusters, plans, enterprises })
}

/// The day on which a fact of a cluster is recorded: its commune must be there before it is pointed to.
fn recorded(fact: &SeedFact, first_places: Option<Day>) -> Day {
    match first_places {
        Some(first) if fact.needs_places() => fact.recorded.max(first),
        _ => fact.recorded,
    }
}

impl Province {
    /// The cluster a step speaks of.
    pub(super) fn cluster(&self, index: usize) -> &SeedCluster {
        &self.clusters[index]
    }

    /// All steps in order of their days; on one day documents come first, then places, clusters, plans, enterprises.
    pub(super) fn order(&mut self) -> Vec<(Day, Step)> {
        let mut cited: HashMap<DocumentId, Day> = HashMap::new();
        let mut steps: Vec<(Day, u8, Step)> = Vec::new();
        let first_places = self.places.first().map(|step| step.on);
        let mut clusters_since: HashMap<ClusterId, Day> = HashMap::new();
        for (index, cluster) in self.clusters.iter_mut().enumerate() {
            for (nr, fact) in cluster.take_facts().into_iter().enumerate() {
                let day = recorded(&fact, first_places);
                let first_cited = cited.entry(fact.source()).or_insert(day);
                *first_cited = (*first_cited).min(day);
                clusters_since.entry(cluster.identity().1).or_insert(day);
                steps.push((day, 2, Step::Cluster(index, fact, nr == 0)));
            }
        }
        for step in std::mem::take(&mut self.plans) {
            // What a row points to must be there before it.
            let cluster = step.cluster().and_then(|id| clusters_since.get(&id).copied());
            let places = first_places.filter(|_| step.needs_places());
            let day = [cluster, places].into_iter().flatten().fold(step.recorded, Day::max);
            let first_cited = cited.entry(step.source()).or_insert(day);
            *first_cited = (*first_cited).min(day);
            steps.push((day, 3, Step::Plan(step)));
        }
        for step in std::mem::take(&mut self.enterprises) {
            if let Some(source) = step.source() {
                let first_cited = cited.entry(source).or_insert(step.on);
                *first_cited = (*first_cited).min(step.on);
            }
            steps.push((step.on, 4, Step::Enterprise(step)));
        }
        for step in std::mem::take(&mut self.places) {
            for source in step.sources() {
                let first_cited = cited.entry(source).or_insert(step.on);
                *first_cited = (*first_cited).min(step.on);
            }
            steps.push((step.on, 1, Step::Places(step)));
        }
        let fallback = first_places.unwrap_or(Day::OPEN);
        for (document, id) in std::mem::take(&mut self.documents) {
            let day = cited.get(&id).copied().or(document.document.issued_on).unwrap_or(fallback);
            steps.push((day, 0, Step::Document(document, id)));
        }
        steps.sort_by_key(|(day, order, _)| (*day, *order));
        steps.into_iter().map(|(day, _, step)| (day, step)).collect()
    }
}
