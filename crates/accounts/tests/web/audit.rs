//! The audit for people who are no engineers: by person, deed, record and period; who took data along.

use serde_json::Value;

use crate::world::{World, on_each_engine};

async fn rows(world: &World, query: &str) -> Vec<Value> {
    let page = world.signed_in("quantri").await.get_json(&format!("/audit?{query}")).await;
    page["rows"].as_array().unwrap().clone()
}

#[tokio::test]
async fn the_audit_is_narrowed_by_person_deed_record_and_period() {
    on_each_engine(async |world| {
        let mut quantri = world.signed_in("quantri").await;
        let _ = quantri.post_form("/people/an/unlock", &[]).await.expect(303);
        let unlocked = rows(&world, "action=account.unlock").await;
        assert_eq!((unlocked.len(), &unlocked[0]["subject_key"]), (1, &"an".into()));
        let id = unlocked[0]["person"].as_str().unwrap();
        assert_eq!(rows(&world, &format!("person={id}")).await.len(), 1);
        assert!(rows(&world, "record=minh").await.iter().all(|row| row["subject_key"] == "minh"));
        assert_eq!(rows(&world, "record=minh").await.len(), 2);
        assert!(rows(&world, "from=2026-07-01").await.is_empty());
        assert!(rows(&world, "to=2026-06-29").await.is_empty());
        assert!(!rows(&world, "from=2026-06-30&to=2026-06-30").await.is_empty());
        let page = quantri.get("/audit?action=account.unlock").await.expect(200).text();
        assert!(page.contains("Mở khóa đăng nhập</option>") && page.contains("Hoàng Văn An"), "{page}");
        let _ = quantri.get("/audit?from=hôm+qua").await.expect(422);
    })
    .await;
}

#[tokio::test]
async fn who_exported_what_is_one_click_away_and_the_audit_itself_can_be_taken_along() {
    on_each_engine(async |world| {
        assert!(rows(&world, "taken=yes").await.is_empty());
        let mut quantri = world.signed_in("quantri").await;
        let csv = quantri.get("/audit.csv?record=minh").await.expect(200).text();
        assert!(csv.contains("Lập tài khoản") && !csv.contains("Hoàng Văn An"), "{csv}");
        let taken = rows(&world, "taken=yes").await;
        assert_eq!(taken.len(), 1);
        assert!(taken[0]["subject_key"].as_str().unwrap().starts_with("/audit.csv?record=minh"), "{taken:?}");
        let _ = world.signed_in("lan").await.get("/audit.csv").await.expect(403);
    })
    .await;
}
