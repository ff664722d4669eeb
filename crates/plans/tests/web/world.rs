//! An application with a few units, two clusters and two plans, all recorded through the readers of the seed.

use std::collections::HashMap;

use clusters::SeedFact;
use documents::DocumentId;
use kit_base::{Actor, Clock, Day, Error, Grant};
use kit_db::Engine;
use kit_testing::{Browser, TestApp, acting, engines, on, people};
use places::{Places, SeedFiles, SeedStep};
use serde_json::Value;

/// The day on which the tests ask.
pub const TODAY: &str = "2026-06-30";

const ALL_UNITS: &str = include_str!("../../../../seed/bac-giang/units.csv");
const ALL_SUCCESSIONS: &str = include_str!("../../../../seed/bac-giang/unit_successions.csv");
const BODIES: &str = include_str!("../../../../seed/bac-giang/bodies.csv");
const BODY_SUCCESSIONS: &str = include_str!("../../../../seed/bac-giang/body_successions.csv");

/// Communes in three districts, and those that follow them.
const UNITS: [&str; 16] = [
    "p-bac-giang",
    "p-bac-ninh-2025",
    "d-viet-yen",
    "d-luc-ngan",
    "d-chu",
    "d-hiep-hoa",
    "c-07792",
    "c-07795",
    "c-07579",
    "c-07843",
    "m-07843",
    "c-07612",
    "n-07798",
    "n-07795",
    "n-07525",
    "n-07864",
];

const DOCUMENTS: &str = "key,kind,number,issued_on,issuer,title,url,precision,origin,note
qd-11,decision,11/QĐ-TTg,2014-01-15,Chính phủ,Quy hoạch cũ,,day,published,
qd-12,decision,12/QĐ-TTg,2022-02-17,Chính phủ,Quy hoạch mới,,day,published,
minh-hoa,sample,,,,Mẫu minh họa,,day,illustrative,
";

const CLUSTERS: &str = r#"
cluster = [
  { code = "24-901", version = [{ from = 2015-01-01, recorded = 2015-01-01, name = "Một", area_ha = "40.00", origin = "illustrative", source = "minh-hoa" }],
    unit = [{ unit = "c-07792", from = 2015-01-01, recorded = 2015-01-01, origin = "illustrative", source = "minh-hoa" }] },
  { code = "24-902", version = [{ from = 2015-01-01, recorded = 2015-01-01, name = "Hai", area_ha = "10.00", origin = "illustrative", source = "minh-hoa" }],
    unit = [{ unit = "c-07843", from = 2015-01-01, recorded = 2015-01-01, origin = "illustrative", source = "minh-hoa" }] },
]
"#;

const PLANS: &str = include_str!("plans.csv");
const ROWS: &str = include_str!("rows.csv");

pub struct World {
    pub app: TestApp,
    commune: String,
}

/// Runs a test on both engines.
pub async fn on_each_engine(check: impl AsyncFn(World)) {
    for engine in engines() {
        check(World::new(engine).await).await;
    }
}

impl World {
    async fn new(engine: Engine) -> Self {
        let clock = on("2010-01-01");
        let slices = vec![places::slice(), documents::slice(), clusters::slice(), plans::slice()];
        let app = TestApp::new(engine, slices, acting::PEOPLE, clock.clone()).await;
        record(&app, &clock).await;
        clock.set(on(TODAY).now());
        let places = Places::load(&app.db().read().await.unwrap(), clock.now()).await.unwrap();
        let commune = places.unit_by_key("n-07864").unwrap().to_string();
        Self { app, commune }
    }

    /// Lan, who records plans.
    pub fn lan(&self) -> Browser {
        let all = ["cluster.*", "plan.*", "document.*", "unit.view", "measure.view", "audit.view"];
        self.app.acting_as(&people::LAN.may_everywhere(&all))
    }

    /// Bình, who looks at everything and records nothing.
    pub fn binh(&self) -> Browser {
        let all = ["cluster.view", "plan.view", "document.view", "measure.view"];
        self.app.acting_as(&people::BINH.may_everywhere(&all))
    }

    /// An, who looks at the clusters of the own commune, and at plans as `plan` says: everywhere or only there.
    pub fn an(&self, plan: Grant) -> Browser {
        let cluster = self.in_the_commune("cluster.view");
        self.app.acting_as(&people::AN.with(vec![cluster, plan, everywhere("measure.view")]))
    }

    /// A right in the commune of An alone.
    pub fn in_the_commune(&self, action: &str) -> Grant {
        Grant { units: Some([self.commune.clone()].into()), ..everywhere(action) }
    }
}

/// A right without limits.
pub fn everywhere(action: &str) -> Grant {
    Grant { action: action.to_owned(), body: None, units: None }
}

/// The value of a figure; here all are whole.
#[expect(clippy::cast_possible_truncation, reason = "figures of tests are small")]
pub async fn figure(browser: &mut Browser, code: &str, query: &str) -> i64 {
    let value = browser.get_json(&format!("/measures/{code}?{query}")).await["value"].as_f64().unwrap();
    assert!((value - value.round()).abs() < 1e-9, "{value} is not whole");
    value.round() as i64
}

/// The numbers of the rows of a table.
pub fn numbers(table: &Value) -> Vec<&str> {
    table["rows"].as_array().unwrap().iter().map(|row| row["nr"].as_str().unwrap()).collect()
}

async fn record(app: &TestApp, clock: &Clock) {
    let (db, system) = (app.db(), Actor::system("test"));
    let documents = documents::read(DOCUMENTS).unwrap();
    let mut sources: HashMap<String, DocumentId> = HashMap::new();
    for document in documents {
        let id = clock.id();
        sources.insert(document.key.clone(), id);
        document.record(db, &system, id).await.unwrap();
    }
    let rows = |table: &str, fields: &[usize]| {
        let kept = |row: &str| fields.iter().all(|i| UNITS.contains(&row.split(',').nth(*i).unwrap_or("")));
        let lines = table.lines().enumerate().filter(|(nr, row)| *nr == 0 || kept(row));
        lines.flat_map(|(_, row)| [row, "\n"]).collect::<String>()
    };
    let head = |table: &str| table.lines().next().unwrap().to_owned() + "\n";
    let files = SeedFiles {
        units: &rows(ALL_UNITS, &[0]),
        unit_successions: &rows(ALL_SUCCESSIONS, &[0, 1]),
        bodies: &head(BODIES),
        body_successions: &head(BODY_SUCCESSIONS),
        shapes: r#"{"type": "FeatureCollection", "features": []}"#,
    };
    let (steps, known) = places::steps(&files, &sources, clock).unwrap();
    let unit = |key: &str| known.units.get(key).copied().ok_or_else(|| Error::fault("no unit", key));
    let body = |key: &str| Err(Error::fault("no body", key));
    let keys = clusters::Keys { unit: &unit, body: &body, sources: &sources };
    let mut clusters = clusters::read("clusters", CLUSTERS, files.shapes, &keys, clock).unwrap();
    let cluster = |code: &str| {
        let found = clusters.iter().find(|cluster| cluster.identity().0 == code);
        found.map(|cluster| cluster.identity().1).ok_or_else(|| Error::fault("no cluster", code))
    };
    let keys = plans::Keys { unit: &unit, cluster: &cluster, sources: &sources };
    let plans = plans::read(PLANS, ROWS, &keys, clock).unwrap();
    let first_day = steps[0].on;
    let later = |recorded: Day, needs: bool| if needs { recorded.max(first_day) } else { recorded };
    let mut order: Vec<(Day, Step)> = steps.into_iter().map(|step| (step.on, Step::Places(step))).collect();
    for (index, cluster) in clusters.iter_mut().enumerate() {
        for (nr, fact) in cluster.take_facts().into_iter().enumerate() {
            let on = later(fact.recorded, fact.needs_places());
            order.push((on, Step::Cluster(index, fact, nr == 0)));
        }
    }
    order.extend(plans.into_iter().map(|step| (later(step.recorded, step.needs_places()), Step::Plan(step))));
    order.sort_by_key(|(on, _)| *on);
    for (on, step) in order {
        clock.set(on.start().plus_seconds(8 * 3600).max(clock.now()));
        match step {
            Step::Places(step) => step.run(db, &system).await.unwrap(),
            Step::Cluster(index, fact, first) => {
                clusters[index].record(db, &system, fact, first).await.unwrap();
            }
            Step::Plan(step) => step.record(db, &system).await.unwrap(),
        }
    }
}

enum Step {
    Places(SeedStep),
    Cluster(usize, SeedFact, bool),
    Plan(plans::SeedStep),
}
