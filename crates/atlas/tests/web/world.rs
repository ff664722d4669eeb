//! The demo province with its shapes, and a part of its clusters.

use std::collections::{BTreeMap, HashMap};

use clusters::Keys;
use kit_base::{Actor, Clock, Error, Grant};
use kit_testing::{Browser, TestApp, acting, engines, on, people};
use places::{Places, SeedFiles};

use crate::mvt::{self, Layer};

const FILES: SeedFiles<'static> = SeedFiles {
    units: include_str!("../../../../seed/bac-giang/units.csv"),
    unit_successions: include_str!("../../../../seed/bac-giang/unit_successions.csv"),
    bodies: include_str!("../../../../seed/bac-giang/bodies.csv"),
    body_successions: include_str!("../../../../seed/bac-giang/body_successions.csv"),
    shapes: include_str!("../../../../seed/bac-giang/shapes/units.geojson"),
};
const DOCUMENTS: &str = include_str!("../../../../seed/bac-giang/documents.csv");
/// The invented clusters, and those of Hiệp Hòa.
const CLUSTERS: [&str; 2] = [
    include_str!("../../../../seed/bac-giang/clusters/minh-hoa.toml"),
    include_str!("../../../../seed/bac-giang/clusters/hiep-hoa.toml"),
];
const SHAPES: &str = include_str!("../../../../seed/bac-giang/shapes/clusters.geojson");

pub struct World {
    pub app: TestApp,
    commune: String,
}

/// Runs a test on both engines, on 2026-06-30.
pub async fn on_each_engine(check: impl AsyncFn(World)) {
    for engine in engines() {
        let clock = on("2026-06-30");
        let slices = vec![places::slice(), documents::slice(), clusters::slice(), atlas::slice()];
        let app = TestApp::new(engine, slices, acting::PEOPLE, clock.clone()).await;
        record(&app, &clock).await;
        let places =
            Places::load(&app.db().read().await.unwrap(), clock.now().plus_seconds(60)).await.unwrap();
        let commune = places.unit_by_key("n-07864").unwrap().to_string();
        check(World { app, commune }).await;
    }
}

/// Records everything today: here nobody asks when it was known.
async fn record(app: &TestApp, clock: &Clock) {
    let (db, system) = (app.db(), Actor::system("test"));
    let mut sources = HashMap::new();
    for document in documents::read(DOCUMENTS).unwrap() {
        let id = clock.id();
        sources.insert(document.key.clone(), id);
        document.record(db, &system, id).await.unwrap();
    }
    let (steps, known) = places::steps(&FILES, &sources, clock).unwrap();
    for step in steps {
        step.run(db, &system).await.unwrap();
    }
    let keys = Keys {
        unit: &|key| known.units.get(key).copied().ok_or_else(|| Error::fault("no unit", key)),
        body: &|key| known.bodies.get(key).copied().ok_or_else(|| Error::fault("no body", key)),
        sources: &sources,
    };
    for text in CLUSTERS {
        for mut cluster in clusters::read("clusters", text, SHAPES, &keys, clock).unwrap() {
            for (number, fact) in cluster.take_facts().into_iter().enumerate() {
                cluster.record(db, &system, fact, number == 0).await.unwrap();
            }
        }
    }
}

impl World {
    /// Lan, who sees all layers.
    pub fn lan(&self) -> Browser {
        let all = ["cluster.*", "document.*", "unit.view", "map.view"];
        self.app.acting_as(&people::LAN.may_everywhere(&all))
    }

    /// An, who sees the clusters of the commune Hợp Thịnh of today.
    pub fn an(&self) -> Browser {
        let everywhere = |action: &str| Grant { action: action.to_owned(), body: None, units: None };
        let own = Grant { units: Some([self.commune.clone()].into()), ..everywhere("cluster.view") };
        self.app.acting_as(&people::AN.with(vec![own, everywhere("map.view"), everywhere("unit.view")]))
    }
}

/// The tile around the middle of Bắc Giang.
pub fn middle(z: u32) -> (u32, u32) {
    around(z, 106.2, 21.3)
}

/// The tile that holds a place.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a tile's number is a whole one")]
pub fn around(z: u32, east: f64, north: f64) -> (u32, u32) {
    let side = f64::from(1_u32 << z);
    let y = (1.0 - north.to_radians().tan().asinh() / std::f64::consts::PI) / 2.0;
    ((((east + 180.0) / 360.0) * side) as u32, (y * side) as u32)
}

/// The layers of the tile around the middle.
pub async fn tile(browser: &mut Browser, z: u32, query: &str) -> BTreeMap<String, Layer> {
    let (x, y) = middle(z);
    let answer = browser.get(&format!("/tiles/{z}/{x}/{y}.mvt{query}")).await.expect(200);
    assert_eq!(answer.header("content-type"), "application/vnd.mapbox-vector-tile");
    mvt::read(&answer.body)
}
