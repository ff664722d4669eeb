//! Who sees which projects. Rights are today's, also on a day of the past.

use kit_testing::Browser;
use serde_json::Value;

use crate::world::on_each_engine;

async fn members(browser: &mut Browser, code: &str) -> Vec<String> {
    let card: Value = browser.get_json(&format!("/measures/{code}")).await;
    let members = card["members"].as_array().unwrap();
    members.iter().map(|member| member["id"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn figures_are_made_of_what_the_person_may_see() {
    on_each_engine(async |world| {
        assert_eq!(members(&mut world.an(), "projects.count").await, ["DA-0003"]);
        assert_eq!(members(&mut world.minh(), "projects.count").await, ["DA-0001", "DA-0002"]);
        assert_eq!(members(&mut world.minh(), "clusters.operating.count").await, ["24-911"]);
        // Hoa sees no cluster: figures of clusters are none of hers.
        assert!(members(&mut world.hoa(), "projects.count").await.is_empty());
        assert!(members(&mut world.hoa(), "occupancy.pct").await.is_empty());
    })
    .await;
}
