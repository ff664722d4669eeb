//! An application with a register, and the people who meet there.

use std::{
    collections::{BTreeSet, HashMap},
    iter::once,
};

use clusters::{Keys, SeedCluster, SeedFact};
use documents::{DocumentId, SeedDocument};
use kit_base::{Actor, Clock, Day, Error, Grant};
use kit_db::Engine;
use kit_testing::{Browser, TestApp, acting, day, engines, on, people};
use places::{Places, SeedFiles, SeedStep};
use serde_json::Value;

use crate::data::Data;

/// The day on which the tests ask.
pub const TODAY: &str = "2026-06-30";

pub struct World {
    pub app: TestApp,
    /// The commune of An, and the firm of Minh.
    commune: String,
    firm: String,
}

/// Runs a test on the few clusters, on both engines.
pub async fn on_each_engine(check: impl AsyncFn(World)) {
    for engine in engines() {
        check(World::new(engine, Data::small()).await).await;
    }
}

/// Runs a test on the whole province, on both engines.
pub async fn in_the_province(check: impl AsyncFn(World)) {
    for engine in engines() {
        check(World::new(engine, Data::province()).await).await;
    }
}

impl World {
    pub async fn new(engine: Engine, data: Data) -> Self {
        let clock = on("2010-01-01");
        let slices = vec![places::slice(), documents::slice(), imports::slice(), clusters::slice()];
        let app = TestApp::new(engine, slices, acting::PEOPLE, clock.clone()).await;
        record(&app, &clock, &data).await;
        clock.set(on(TODAY).now());
        let places = Places::load(&app.db().read().await.unwrap(), clock.now()).await.unwrap();
        let commune = places.unit_by_key("n-07864").unwrap().to_string();
        let firm = places.body_by_key("b-minh-hoa-ht").unwrap().to_string();
        Self { app, commune, firm }
    }

    /// Lan, who owns the register.
    pub fn lan(&self) -> Browser {
        let all = [
            "cluster.*",
            "document.*",
            "import.*",
            "body.record",
            "unit.view",
            "measure.view",
            "audit.view",
            "map.view",
            "list.export",
        ];
        self.app.acting_as(&people::LAN.may_everywhere(&all))
    }

    /// Bình, who looks at everything.
    pub fn binh(&self) -> Browser {
        self.app.acting_as(&people::BINH.may_everywhere(&["cluster.view", "unit.view", "measure.view"]))
    }

    /// An, who looks at the clusters of the commune Hợp Thịnh of today.
    pub fn an(&self) -> Browser {
        self.an_with(&[])
    }

    /// An with more rights.
    pub fn an_with(&self, more: &[&str]) -> Browser {
        let own = Grant { units: Some([self.commune.clone()].into()), ..everything("cluster.view") };
        self.limited(people::AN, own, more)
    }

    /// An, who may also record the clusters of that commune, and import.
    pub fn an_importing(&self) -> Browser {
        let own = Grant { units: Some([self.commune.clone()].into()), ..everything("cluster.*") };
        self.limited(people::AN, own, &["import.*", "document.view"])
    }

    /// Minh, who looks at the clusters of the firm.
    pub fn minh(&self) -> Browser {
        self.limited(people::MINH, Grant { body: Some(self.firm.clone()), ..everything("cluster.view") }, &[])
    }

    /// Hòa, whose firm is in a cluster and builds none; she has no right to figures and maps.
    pub fn hoa(&self) -> Browser {
        let own = Grant { body: Some("no-investor".to_owned()), ..everything("cluster.view") };
        self.app.acting_as(&people::HOA.with(vec![own]))
    }

    fn limited(&self, who: people::Person, own: Grant, more: &[&str]) -> Browser {
        let more = more.iter().map(|action| everything(action));
        self.app.acting_as(&who.with([own, everything("measure.view")].into_iter().chain(more).collect()))
    }
}

fn everything(action: &str) -> Grant {
    Grant { action: action.to_owned(), body: None, units: None }
}

/// The codes of the rows of a list, in order.
pub fn codes(list: &Value) -> Vec<&str> {
    list["rows"].as_array().unwrap().iter().map(|row| row["code"].as_str().unwrap()).collect()
}

/// The codes of a list that are also in the page's table and on its map.
pub fn shown(page: &str) -> BTreeSet<String> {
    let rows = page.split("<tr data-code=\"").skip(1);
    rows.map(|row| row.split_once('"').unwrap().0.to_owned()).collect()
}

enum Step {
    Document(SeedDocument, DocumentId),
    Places(SeedStep),
    Cluster(usize, SeedFact, bool),
}

/// Records each fact on the morning of its day.
async fn record(app: &TestApp, clock: &Clock, data: &Data) {
    let documents: Vec<_> = documents::read(&data.documents).unwrap();
    let documents: Vec<_> = documents.into_iter().map(|document| (document, clock.id())).collect();
    let sources: HashMap<_, _> = documents.iter().map(|(document, id)| (document.key.clone(), *id)).collect();
    let files = SeedFiles {
        units: &data.units,
        unit_successions: &data.unit_successions,
        bodies: &data.bodies,
        body_successions: &data.body_successions,
        shapes: r#"{"type": "FeatureCollection", "features": []}"#,
    };
    let (steps, known) = places::steps(&files, &sources, clock).unwrap();
    let keys = Keys {
        unit: &|key| known.units.get(key).copied().ok_or_else(|| Error::fault("no unit", key)),
        body: &|key| known.bodies.get(key).copied().ok_or_else(|| Error::fault("no body", key)),
        sources: &sources,
    };
    let mut clusters: Vec<SeedCluster> = Vec::new();
    for text in &data.clusters {
        clusters.extend(clusters::read("clusters", text, files.shapes, &keys, clock).unwrap());
    }
    let first_day = steps[0].on;
    // Documents first: here nobody asks when they were recorded.
    let order = documents.into_iter().map(|(document, id)| (day("2010-01-01"), Step::Document(document, id)));
    let order = order.chain(steps.into_iter().map(|step| (step.on, Step::Places(step))));
    let facts = clusters.iter_mut().enumerate().flat_map(|(index, cluster)| {
        let facts = cluster.take_facts().into_iter().zip(once(true).chain(std::iter::repeat(false)));
        facts.map(move |(fact, first)| {
            let on = if fact.needs_places() { fact.recorded.max(first_day) } else { fact.recorded };
            (on, Step::Cluster(index, fact, first))
        })
    });
    let mut order: Vec<(Day, Step)> = order.chain(facts.collect::<Vec<_>>()).collect();
    order.sort_by_key(|(on, _)| *on);
    let (db, system) = (app.db(), Actor::system("test"));
    for (on, step) in order {
        clock.set(on.start().plus_seconds(8 * 3600).max(clock.now()));
        match step {
            Step::Document(document, id) => document.record(db, &system, id).await.unwrap(),
            Step::Places(step) => step.run(db, &system).await.unwrap(),
            Step::Cluster(index, fact, first) => {
                clusters[index].record(db, &system, fact, first).await.unwrap();
            }
        }
    }
}
