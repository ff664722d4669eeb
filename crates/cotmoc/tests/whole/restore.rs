//! The restore drill: what comes back from a backup tells the same figures and proves itself, on either engine.

use kit_base::{At, Instant};
use kit_db::{Engine, Files, Scope};
use kit_testing::TestApp;

use crate::world::{World, run, system};

/// The value of every figure on some days, as known then and as known now.
async fn figures(app: &TestApp) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (as_of, known_at) in
        [("2024-04-22", Some("2024-04-22")), ("2024-04-22", None), ("2025-03-31", None), ("2026-06-30", None)]
    {
        let known_at = known_at.map_or(Instant::LATEST, |day| day.parse::<kit_base::Day>().unwrap().end());
        let at = At { as_of: as_of.parse().unwrap(), known_at };
        let reader = app.test.read().await.unwrap();
        for measure in app.measures() {
            let scope = app.scope(None);
            let scope = Scope { unit: scope.unit.clone(), ..scope };
            let figure = measure.summary(&reader, &system(), at, &scope).await.unwrap();
            found.push((format!("{} {as_of} {known_at}", measure.code), format!("{:?}", figure.value)));
        }
    }
    found
}

#[test]
fn a_backup_restored_on_either_engine_tells_the_same_figures_and_proves_itself() {
    run(async {
        let folder = tempfile::tempdir().unwrap();
        let world = World::new(Engine::Sqlite).await;
        let files = Files::folder(&folder.path().join("files")).unwrap();
        let kept = files.put(b"%PDF-1.7 a decision".to_vec()).await.unwrap();
        let file = folder.path().join("backup.zip");
        let made = world.app.test.backup(&files, &file).await.unwrap();
        let before = figures(&world.app).await;
        assert!(100 < before.len() && 5_000 < made.rows(), "{made:?}");
        for engine in [Engine::Sqlite, Engine::Postgres] {
            let place = folder.path().join(format!("{engine:?}"));
            let again = Files::folder(&place).unwrap();
            let clock = world.clock.clone();
            let app = TestApp::new(engine, cotmoc::slices(), accounts::people(), clock).await;
            let restored = app.test.restore(&again, &file).await.unwrap();
            assert_eq!(restored, made);
            assert_eq!(figures(&app).await, before, "{engine:?}");
            let verdict = app.test.verify().await.unwrap();
            assert_eq!((verdict.broken, verdict.head), (vec![], made.head.clone()), "{engine:?}");
            assert_eq!(again.get(&kept).await.unwrap(), b"%PDF-1.7 a decision");
            // Whoever could sign in still can, and what is recorded next goes on behind what is there.
            let mut lan = app.as_visitor();
            let fields = [("username", "lan"), ("password", world.password("lan"))];
            let _ = lan.post_bare("/sign-in", &fields).await.expect(303);
            let _ = lan.get("/clusters.csv").await.expect(200);
            assert_eq!(app.test.verify().await.unwrap().entries, made.entries + 1);
            let twice = app.test.restore(&again, &file).await.unwrap_err();
            assert!(twice.to_string().contains("db.not-empty"), "{twice}");
        }
    });
}

#[test]
fn a_file_that_is_no_backup_or_is_damaged_leaves_the_place_empty() {
    run(async {
        let folder = tempfile::tempdir().unwrap();
        let world = World::new(Engine::Sqlite).await;
        let files = Files::folder(&folder.path().join("files")).unwrap();
        let file = folder.path().join("backup.zip");
        let _ = world.app.test.backup(&files, &file).await.unwrap();
        let twice = world.app.test.backup(&files, &file).await.unwrap_err();
        assert!(twice.to_string().contains("db.no-backup"), "a backup is never overwritten: {twice}");
        let whole = std::fs::read(&file).unwrap();
        for (name, bytes) in [
            ("text", b"no archive".to_vec()),
            ("short", whole[..whole.len() / 2].to_vec()),
            ("nothing", Vec::new()),
        ] {
            let bad = folder.path().join(name);
            std::fs::write(&bad, bytes).unwrap();
            let clock = world.clock.clone();
            let app = TestApp::new(Engine::Sqlite, cotmoc::slices(), accounts::people(), clock).await;
            let refused = app.test.restore(&files, &bad).await.unwrap_err();
            assert!(refused.to_string().contains("db.not-a-backup"), "{name}: {refused}");
            assert_eq!(app.test.read().await.unwrap().audit_head().await.unwrap().0, 0, "{name}");
        }
    });
}
