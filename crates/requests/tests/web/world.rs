//! An application with four clusters and five projects, and the people who ask and answer there.

use std::collections::HashMap;

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
    clock: Clock,
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
            accounts::slice(),
            clusters::slice(),
            enterprises::slice(),
            requests::slice(),
        ];
        let app = TestApp::new(engine, slices, acting::PEOPLE, clock.clone()).await;
        record(&app, &clock).await;
        clock.set(on(TODAY).now());
        let lan = accounts::NewAccount {
            login: "lan".to_owned(),
            name: "Nguyễn Thị Lan".to_owned(),
            title: "Chuyên viên".to_owned(),
            body: "b-sct-bac-ninh-2025".to_owned(),
            role: "sct_officer".to_owned(),
            from: day(TODAY),
        };
        accounts::create(app.db(), &Actor::system("test"), lan).await.unwrap();
        let places = Places::load(&app.db().read().await.unwrap(), clock.now()).await.unwrap();
        let body = |key: &str| places.body_by_key(key).unwrap().to_string();
        let world = World {
            commune: places.unit_by_key("n-07864").unwrap().to_string(),
            investor: body("b-minh-hoa-ht"),
            tenant: body("b-minh-hoa-dn"),
            app,
            clock,
        };
        check(world).await;
    }
}

const LOOKING: [&str; 4] = ["cluster.view", "enterprise.view", "request.make", "request.withdraw"];

impl World {
    /// Lan, whose office records clusters and projects.
    pub fn lan(&self) -> Browser {
        let all = ["cluster.*", "enterprise.*", "project.*", "document.*", "request.*"];
        self.app.acting_as(&people::LAN.may_everywhere(&all))
    }

    /// Bình, who looks at everything.
    pub fn binh(&self) -> Browser {
        self.app.acting_as(&people::BINH.may_everywhere(&LOOKING))
    }

    /// The director, who may answer, but records nothing.
    pub fn giamdoc(&self) -> Browser {
        let all = [&LOOKING[..], &["request.answer", "document.view"]].concat();
        self.app.acting_as(&people::GIAMDOC.may_everywhere(&all))
    }

    /// The administrator, who reads the audit.
    pub fn quantri(&self) -> Browser {
        let all = [&LOOKING[..], &["audit.view", "document.view"]].concat();
        self.app.acting_as(&people::QUANTRI.may_everywhere(&all))
    }

    /// An, of the commune in which 24-912 lies.
    pub fn an(&self) -> Browser {
        self.limited(people::AN, &LOOKING, &|grant| self.in_commune(grant))
    }

    /// An officer who records and answers in that commune alone.
    pub fn hung(&self) -> Browser {
        self.limited(people::HUNG, &["cluster.*", "request.*"], &|grant| self.in_commune(grant))
    }

    /// Minh, of the investor of 24-911.
    pub fn minh(&self) -> Browser {
        self.limited(people::MINH, &LOOKING, &|grant| Grant { body: Some(self.investor.clone()), ..grant })
    }

    /// Hoa, of the enterprise DN-0001.
    pub fn hoa(&self) -> Browser {
        self.limited(people::HOA, &LOOKING, &|grant| Grant { body: Some(self.tenant.clone()), ..grant })
    }

    /// Minh after he has gone to another enterprise: 24-911 is no more his to see.
    pub fn minh_elsewhere(&self) -> Browser {
        let theirs = |action: &&str| Grant { body: Some(self.tenant.clone()), ..everything(action) };
        let mut grants: Vec<_> = LOOKING.iter().map(theirs).collect();
        // As in all roles: what one asked is one's own, wherever the record is.
        grants.push(everything("request.withdraw"));
        self.app.acting_as(&people::MINH.with(grants))
    }

    fn in_commune(&self, grant: Grant) -> Grant {
        Grant { units: Some([self.commune.clone()].into()), ..grant }
    }

    fn limited(&self, who: people::Person, may: &[&str], own: &dyn Fn(Grant) -> Grant) -> Browser {
        self.app.acting_as(&who.with(may.iter().map(|action| own(everything(action))).collect()))
    }

    /// Lets days go by.
    pub fn on(&self, day: &str) {
        self.clock.set(on(day).now());
    }
}

/// The address of the form about a cluster.
pub const ABOUT_911: &str = "/requests/new?record=cluster&key=24-911";
/// The address of the form about a project.
pub const ABOUT_PROJECT: &str = "/requests/new?record=project&key=DA-0001";
/// The address of the form about an enterprise.
pub const ABOUT_ENTERPRISE: &str = "/requests/new?record=enterprise&key=DN-0001";

/// Asks for another area of 24-911, or what else is changed; gives the request's page.
pub async fn ask(browser: &mut Browser, form: &str, field: &str, proposed: &str) -> String {
    let fields = [("field", field), ("proposed", proposed), ("reason", "Theo quyết định mở rộng.")];
    browser.post_form(form, &fields).await.expect(303).location().to_owned()
}

/// Answers a request.
pub async fn answer(browser: &mut Browser, request: &str, verdict: &str) -> u16 {
    let fields = [("verdict", verdict), ("answer", "Đã đối chiếu bản gốc.")];
    browser.post_form(&format!("{request}/answer"), &fields).await.status.as_u16()
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
