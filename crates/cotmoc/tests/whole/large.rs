//! The made-up large province, in a small size: the same on every run, and every row of it in the audit.

use std::collections::BTreeMap;

use cotmoc::{Demo, Size};
use kit_base::{At, Clock, Instant};
use kit_db::{Engine, Summary};
use kit_testing::TestApp;

use crate::world::{run, system};

const SIZE: Size = Size { clusters: 20, projects: 200 };

async fn figures(app: &TestApp, at: At) -> BTreeMap<&'static str, Summary> {
    let reader = app.test.read().await.unwrap();
    let mut found = BTreeMap::new();
    for measure in app.measures() {
        let summary = measure.summary(&reader, &system(), at, &kit_db::Scope::default()).await.unwrap();
        found.insert(measure.code, Summary::clone(&summary));
    }
    found
}

async fn enlarged() -> (TestApp, BTreeMap<&'static str, Summary>) {
    let demo = Demo::embedded().unwrap();
    let clock = Clock::standing_at(demo.first_day().start());
    let app = TestApp::new(Engine::Sqlite, cotmoc::slices(), accounts::people(), clock.clone()).await;
    cotmoc::fill(&app.test, &clock, &system(), demo, |_, _| {}).await.unwrap();
    let at = At { as_of: "2026-10-31".parse().unwrap(), known_at: Instant::LATEST };
    let before = figures(&app, at).await;
    cotmoc::enlarge(&app.test, &clock, &system(), SIZE, |_, _| {}).await.unwrap();
    let after = figures(&app, at).await;
    let more = |code: &str| after[code].members - before[code].members;
    assert!(5 < more("clusters.count") && more("clusters.count") <= SIZE.clusters);
    assert!(100 < more("projects.count") && more("projects.count") <= SIZE.projects);
    assert_eq!(
        after["projects.count"].illustrative - before["projects.count"].illustrative,
        more("projects.count")
    );
    (app, after)
}

#[test]
fn the_large_province_is_the_same_on_every_run_and_the_audit_holds_all_of_it() {
    run(async {
        let (app, first) = enlarged().await;
        let (_, second) = enlarged().await;
        assert_eq!(first, second);
        let verdict = app.test.verify().await.unwrap();
        assert_eq!(verdict.broken, []);
    });
}

#[test]
fn what_was_known_before_stays_as_it_was_in_the_large_province() {
    run(async {
        let (app, _) = enlarged().await;
        let day: kit_base::Day = "2024-04-22".parse().unwrap();
        let letter = figures(&app, At { as_of: day, known_at: day.end() }).await;
        assert_eq!(letter["clusters.count"].members, 45);
        assert_eq!(letter["projects.count"].members, 232);
    });
}
