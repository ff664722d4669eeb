//! The demo province with its units and bodies, each recorded on its day.

use kit_base::{Actor, Clock, Day, Id};
use kit_db::Source;
use kit_testing::{Browser, TestApp, acting, engines, on, people};
use places::{Places, SeedFiles, UnitId};

/// The day on which the tests ask.
pub const TODAY: &str = "2026-06-30";

pub const FILES: SeedFiles<'static> = SeedFiles {
    units: include_str!("../../../../seed/bac-giang/units.csv"),
    unit_successions: include_str!("../../../../seed/bac-giang/unit_successions.csv"),
    bodies: include_str!("../../../../seed/bac-giang/bodies.csv"),
    body_successions: include_str!("../../../../seed/bac-giang/body_successions.csv"),
    // Nothing here is about shapes.
    shapes: r#"{"type": "FeatureCollection", "features": []}"#,
};

pub struct World {
    pub app: TestApp,
    /// The resolution that made the province of today.
    pub resolution: Id<Source>,
}

/// Runs a test on the province, on both engines.
pub async fn on_each_engine(check: impl AsyncFn(World)) {
    for engine in engines() {
        let clock = on("2022-12-31");
        let app = TestApp::new(engine, vec![places::slice()], acting::PEOPLE, clock.clone()).await;
        let resolution = clock.id();
        record(&app, &clock, resolution).await;
        check(World { app, resolution }).await;
    }
}

/// Records each step on the morning of its day; afterwards it is today.
async fn record(app: &TestApp, clock: &Clock, resolution: Id<Source>) {
    let system = Actor::system("test");
    let (steps, _) = places::steps(&FILES, &[("nq-202-2025".to_owned(), resolution)].into(), clock).unwrap();
    for step in steps {
        clock.set(step.on.start().plus_seconds(8 * 3600));
        step.run(app.db(), &system).await.unwrap();
    }
    clock.set(on(TODAY).now());
}

impl World {
    /// Lan, who may look at units.
    pub fn lan(&self) -> Browser {
        self.app.acting_as(&people::LAN.may_everywhere(&["unit.view"]))
    }

    /// Units and bodies as known at the end of a day.
    pub async fn places_known_on(&self, day: Day) -> Places {
        Places::load(&self.app.db().read().await.unwrap(), day.end()).await.unwrap()
    }

    /// Units and bodies as known now.
    pub async fn places(&self) -> Places {
        self.places_known_on(kit_testing::day(TODAY)).await
    }
}

/// The unit with this key.
pub fn unit(places: &Places, key: &str) -> UnitId {
    places.unit_by_key(key).unwrap_or_else(|| panic!("no unit {key}"))
}

/// The names of a day of some units, in order.
pub fn names(places: &Places, units: impl IntoIterator<Item = UnitId>, day: Day) -> Vec<String> {
    let mut names: Vec<_> =
        units.into_iter().map(|unit| places.unit_on(unit, day).unwrap().name.clone()).collect();
    names.sort();
    names
}
