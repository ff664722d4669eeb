//! The province recorded on both engines is the same: figures, register, and the chain of deeds to the last hash.

use kit_db::{AuditEntry, AuditFilter, Engine, entries};
use kit_testing::engines;
use serde_json::Value;

use crate::world::{World, run, shared};

const PAGES: [&str; 9] = [
    "/clusters",
    "/clusters?page=2",
    "/clusters?as_of=2024-02-01&sort=name",
    "/clusters/24-902?as_of=2023-06-01&known_at=2023-09-14",
    "/clusters/24-901/map",
    "/measures",
    "/measures/clusters.area_ha?as_of=2023-12-31",
    "/units?as_of=2025-07-01",
    "/bodies",
];

#[test]
fn lan_reads_the_same_on_both_engines() {
    run(async {
        let mut answers = Vec::new();
        for engine in engines() {
            let mut lan = shared(engine).await.browser("lan");
            let mut told = Vec::new();
            for path in PAGES {
                told.push(lan.get_json(path).await);
            }
            let tile = lan.get("/tiles/0/0/0.mvt?as_of=2024-04-22").await.expect(200).body;
            answers.push((told, tile));
        }
        for (path, (a, b)) in PAGES.iter().zip(answers[0].0.iter().zip(&answers[1].0)) {
            assert_eq!(difference(a, b, ""), None, "{path}");
        }
        assert!(answers[0].1 == answers[1].1, "the tile differs");
    });
}

#[test]
fn the_chain_of_the_provinces_facts_ends_with_the_same_hash_on_both_engines() {
    run(async {
        let [a, b] = engines();
        let (a, b) = (last_fact(shared(a).await).await, last_fact(shared(b).await).await);
        assert!(200 < a.seq, "{a:?}");
        assert_eq!(a, b);
    });
}

#[test]
fn the_province_proves_whole_on_both_engines() {
    run(async {
        for engine in [Engine::Sqlite, Engine::Postgres] {
            let verdict = shared(engine).await.app.test.verify().await.unwrap();
            assert_eq!(verdict.broken, [], "{engine:?}");
            assert!(1_000 < verdict.rows, "{verdict:?}");
        }
    });
}

/// Where two answers first differ, and how.
fn difference(a: &Value, b: &Value, place: &str) -> Option<String> {
    match (a, b) {
        (Value::Object(x), Value::Object(y)) if x.keys().eq(y.keys()) => {
            x.iter().find_map(|(name, value)| difference(value, &y[name], &format!("{place}/{name}")))
        }
        (Value::Array(x), Value::Array(y)) if x.len() == y.len() => {
            let mut pairs = x.iter().zip(y).enumerate();
            pairs.find_map(|(nr, (a, b))| difference(a, b, &format!("{place}/{nr}")))
        }
        _ if a == b => None,
        _ => Some(format!("{place}: {a} and {b}")),
    }
}

/// The last deed before the people: they are recorded under the clock of the machine.
async fn last_fact(world: &World) -> AuditEntry {
    let reader = world.app.test.read().await.unwrap();
    let filter = AuditFilter { action: Some("account.create".to_owned()), ..AuditFilter::default() };
    let people = entries(&reader, &filter, 100).await.unwrap();
    let first = people.last().unwrap().seq;
    let before = AuditFilter { before: Some(first), ..AuditFilter::default() };
    entries(&reader, &before, 1).await.unwrap().remove(0)
}
