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

#[tokio::test]
async fn lists_and_records_are_cut_alike() {
    on_each_engine(async |world| {
        let all = ["DA-0001", "DA-0002", "DA-0003", "DA-0004", "DA-0005"];
        for (mut browser, theirs, firms) in [
            (world.an(), vec!["DA-0003"], 1),
            (world.minh(), vec!["DA-0001", "DA-0002"], 2),
            (world.hoa(), vec!["DA-0001"], 1),
        ] {
            let list = browser.get_json("/projects").await;
            assert_eq!(
                (&list["all"], list["rows"].as_array().unwrap().len()),
                (&theirs.len().into(), theirs.len())
            );
            let enterprises = browser.get_json("/enterprises").await;
            assert_eq!(enterprises["all"], firms);
            for code in all {
                let status = if theirs.contains(&code) { 200 } else { 404 };
                let _ = browser.get(&format!("/projects/{code}")).await.expect(status);
                let _ = browser.get(&format!("/projects/{code}.json")).await.expect(status);
            }
        }
    })
    .await;
}

#[tokio::test]
async fn a_tenant_reads_the_name_of_the_cluster_and_cannot_open_it() {
    on_each_engine(async |world| {
        let mut hoa = world.hoa();
        let page = hoa.get("/projects/DA-0001").await.expect(200).text();
        assert!(page.contains("CCN Thử Một") && !page.contains("/clusters/24-911"), "{page}");
        let _ = hoa.get("/clusters/24-911/projects").await.expect(404);
        let _ = hoa.get("/clusters/24-911/land").await.expect(404);
        let _ = world.an().get("/clusters/24-911/land").await.expect(404);
    })
    .await;
}
