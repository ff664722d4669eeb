//! What is recorded on which day, over all slices.

use std::collections::HashMap;

use clusters::{Keys, SeedCluster, SeedFact};
use documents::{DocumentId, SeedDocument};
use kit_base::{Clock, Day, Error, Result};
use places::{SeedFiles, SeedStep};

use super::Demo;

/// One deed of the seed.
pub(super) enum Step {
    Document(SeedDocument, DocumentId),
    Places(SeedStep),
    /// Which cluster, what is recorded, and whether it is its first fact.
    Cluster(usize, SeedFact, bool),
    Statement(statements::SeedStep),
}

/// The province as read from its files.
pub(super) struct Province {
    documents: Vec<(SeedDocument, DocumentId)>,
    places: Vec<SeedStep>,
    clusters: Vec<SeedCluster>,
    statements: Vec<statements::SeedStep>,
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
    let named = documents.iter().map(|(of, id)| {
        let document = &of.document;
        (of.key.clone(), (*id, document.label().to_owned(), document.origin))
    });
    let files = statements::SeedFiles {
        statements: demo.text("statements/statements.csv")?,
        notes: demo.text("statements/notes.csv")?,
    };
    let statements = statements::steps(&files, &named.collect())?;
    Ok(Province { documents, places, clusters, statements })
}

impl Province {
    /// The cluster a step speaks of.
    pub(super) fn cluster(&self, index: usize) -> &SeedCluster {
        &self.clusters[index]
    }

    /// All steps in order of their days; on one day documents come first, then places, clusters and statements.
    pub(super) fn order(&mut self) -> Vec<(Day, Step)> {
        let mut cited: HashMap<DocumentId, Day> = HashMap::new();
        let mut steps: Vec<(Day, u8, Step)> = Vec::new();
        let first_places = self.places.first().map(|step| step.on);
        for (index, cluster) in self.clusters.iter_mut().enumerate() {
            for (nr, fact) in cluster.take_facts().into_iter().enumerate() {
                // A cluster's commune must be there before it is pointed to.
                let day = if fact.needs_places() {
                    fact.recorded.max(first_places.unwrap_or(fact.recorded))
                } else {
                    fact.recorded
                };
                let first_cited = cited.entry(fact.source()).or_insert(day);
                *first_cited = (*first_cited).min(day);
                steps.push((day, 2, Step::Cluster(index, fact, nr == 0)));
            }
        }
        for step in std::mem::take(&mut self.places) {
            for source in step.sources() {
                let first_cited = cited.entry(source).or_insert(step.on);
                *first_cited = (*first_cited).min(step.on);
            }
            steps.push((step.on, 1, Step::Places(step)));
        }
        for step in std::mem::take(&mut self.statements) {
            let first_cited = cited.entry(step.source()).or_insert(step.on);
            *first_cited = (*first_cited).min(step.on);
            steps.push((step.on, 3, Step::Statement(step)));
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
