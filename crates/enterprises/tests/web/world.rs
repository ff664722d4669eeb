//! An application with four clusters and five projects, and the people who meet there.

use std::{collections::HashMap, iter::once};

use clusters::{SeedCluster, SeedFact};
use documents::{DocumentId, SeedDocument};
use kit_base::{Actor, Clock, Day, Error, Grant};
use kit_testing::{Browser, TestApp, acting, day, engines, on, people};
use places::Places;

use crate::data;

/// The day on which the tests ask.
pub const TODAY: &str = "2026-06-30";

pub struct World {
    pub app: TestApp,
    commune: String,
    investor: String,
    tenant: String,
}

/// Runs a test on a fresh world, on both engines.
pub async fn on_each_engine(check: impl AsyncFn(World)) {
    for engine in engines() {
        let clock = on("2010-01-01");
        let slices = vec![
            places::slice(),
            documents::slice(),
            imports::slice(),
            clusters::slice(),
            enterprises::slice(),
        ];
        let app = TestApp::new(engine, slices, acting::PEOPLE, clock.clone()).await;
        record(&app, &clock).await;
        clock.set(on(TODAY).now());
        let places = Places::load(&app.db().read().await.unwrap(), clock.now()).await.unwrap();
        let body = |key: &str| places.body_by_key(key).unwrap().to_string();
        let world = World {
            commune: places.unit_by_key("n-07864").unwrap().to_string(),
            investor: body("b-minh-hoa-ht"),
            tenant: body("b-minh-hoa-dn"),
            app,
        };
        check(world).await;
    }
}

const LOOKING: [&str; 2] = ["cluster.view", "enterprise.view"];

impl World {
    /// Lan, who owns the register.
    pub fn lan(&self) -> Browser {
        let all = [
            "cluster.*",
            "enterprise.*",
            "project.*",
            "document.*",
            "import.*",
            "unit.view",
            "measure.view",
            "audit.view",
        ];
        self.app.acting_as(&people::LAN.may_everywhere(&all))
    }

    /// Bình, who looks at everything.
    pub fn binh(&self) -> Browser {
        let all = ["cluster.view", "enterprise.view", "measure.view"];
        self.app.acting_as(&people::BINH.may_everywhere(&all))
    }

    /// An, of the commune in which 24-912 lies.
    pub fn an(&self) -> Browser {
        self.limited(people::AN, &|grant| Grant { units: Some([self.commune.clone()].into()), ..grant })
    }

    /// An, who may also record in that commune, and import.
    pub fn an_importing(&self) -> Browser {
        let own = |action: &str| Grant { units: Some([self.commune.clone()].into()), ..everything(action) };
        let all = ["cluster.*", "enterprise.view", "project.*"].map(own);
        let everywhere = ["import.*", "measure.view"].map(everything);
        self.app.acting_as(&people::AN.with(all.into_iter().chain(everywhere).collect()))
    }

    /// Minh, of the investor of 24-911.
    pub fn minh(&self) -> Browser {
        self.limited(people::MINH, &|grant| Grant { body: Some(self.investor.clone()), ..grant })
    }

    /// Hoa, of the enterprise DN-0001.
    pub fn hoa(&self) -> Browser {
        self.limited(people::HOA, &|grant| Grant { body: Some(self.tenant.clone()), ..grant })
    }

    fn limited(&self, who: people::Person, own: &dyn Fn(Grant) -> Grant) -> Browser {
        self.app.acting_as(&looking(who, own))
    }

    /// An, Minh and Hoa, each within their limits.
    pub fn limited_people(&self) -> [Actor; 3] {
        let units = Some([self.commune.clone()].into());
        [
            looking(people::AN, &|grant| Grant { units: units.clone(), ..grant }),
            looking(people::MINH, &|grant| Grant { body: Some(self.investor.clone()), ..grant }),
            looking(people::HOA, &|grant| Grant { body: Some(self.tenant.clone()), ..grant }),
        ]
    }
}

fn looking(who: people::Person, own: &dyn Fn(Grant) -> Grant) -> Actor {
    let own = LOOKING.iter().map(|action| own(everything(action)));
    who.with(own.chain(once(everything("measure.view"))).collect())
}

fn everything(action: &str) -> Grant {
    Grant { action: action.to_owned(), body: None, units: None }
}

enum Step {
    Document(SeedDocument, DocumentId),
    Places(places::SeedStep),
    Cluster(usize, SeedFact, bool),
    Enterprise(enterprises::SeedStep),
}

/// Records each fact on the morning of its day.
async fn record(app: &TestApp, clock: &Clock) {
    let documents = documents::read(data::DOCUMENTS).unwrap();
    let documents: Vec<_> = documents.into_iter().map(|document| (document, clock.id())).collect();
    let sources: HashMap<_, _> = documents.iter().map(|(document, id)| (document.key.clone(), *id)).collect();
    let files = places::SeedFiles {
        units: &data::rows(data::UNITS, 1, &data::FEW),
        unit_successions: &data::rows(data::UNIT_SUCCESSIONS, 2, &data::FEW),
        bodies: &data::rows(data::BODIES, 1, &data::FIRMS),
        body_successions: &data::rows(data::BODY_SUCCESSIONS, 2, &[]),
        shapes: r#"{"type": "FeatureCollection", "features": []}"#,
    };
    let (steps, known) = places::steps(&files, &sources, clock).unwrap();
    let first_day = steps[0].on;
    let keys = clusters::Keys {
        unit: &|key| known.units.get(key).copied().ok_or_else(|| Error::fault("no unit", key)),
        body: &|key| known.bodies.get(key).copied().ok_or_else(|| Error::fault("no body", key)),
        sources: &sources,
    };
    let mut clusters: Vec<SeedCluster> =
        clusters::read("clusters", data::CLUSTERS, files.shapes, &keys, clock).unwrap();
    let ids: HashMap<_, _> =
        clusters.iter().map(SeedCluster::identity).map(|(c, id)| (c.to_owned(), id)).collect();
    let keys = enterprises::Keys {
        cluster: &|code| Ok((ids[code], day("2023-02-01"))),
        body: &|key| Ok((known.bodies[key], first_day)),
        sources: &sources,
    };
    let files = enterprises::SeedFiles {
        enterprises: data::ENTERPRISES,
        projects: data::PROJECTS,
        states: data::STATES,
        leases: data::LEASES,
        workers: data::WORKERS,
    };
    let enterprises = enterprises::steps(&files, &keys, clock).unwrap();
    let mut order: Vec<(Day, Step)> = Vec::new();
    order.extend(
        documents.into_iter().map(|(document, id)| (day("2010-01-01"), Step::Document(document, id))),
    );
    order.extend(steps.into_iter().map(|step| (step.on, Step::Places(step))));
    for (index, cluster) in clusters.iter_mut().enumerate() {
        for (nr, fact) in cluster.take_facts().into_iter().enumerate() {
            order.push((fact.recorded.max(first_day), Step::Cluster(index, fact, nr == 0)));
        }
    }
    order.extend(enterprises.into_iter().map(|step| (step.on, Step::Enterprise(step))));
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
            Step::Enterprise(step) => step.run(db, &system).await.unwrap(),
        }
    }
}
