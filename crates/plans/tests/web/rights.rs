//! Who sees which plan and which row.

use kit_testing::people;

use crate::world::{everywhere, figure, numbers, on_each_engine};

#[tokio::test]
async fn a_draft_is_for_those_who_record_plans() {
    on_each_engine(async |world| {
        let (mut lan, mut binh) = (world.lan(), world.binh());
        let day = "as_of=2021-12-31";
        let codes = async |browser: &mut kit_testing::Browser| {
            let plans = browser.get_json(&format!("/plans?{day}")).await["plans"].clone();
            plans.as_array().unwrap().iter().map(|plan| plan["code"].to_string()).collect::<Vec<_>>()
        };
        assert_eq!(codes(&mut lan).await, ["\"QH-2030\"", "\"QH-2020\""]);
        assert_eq!(codes(&mut binh).await, ["\"QH-2020\""]);
        assert_eq!(numbers(&lan.get_json(&format!("/plans/QH-2030?{day}")).await["clusters"]), ["3"]);
        let page = binh.get_json(&format!("/plans/QH-2030?{day}")).await;
        assert_eq!((&page["standing"], &page["from"]), (&false.into(), &"2022-02-17".into()));
        assert!(numbers(&page["clusters"]).is_empty(), "{page}");
        // A draft enters no figure, not even for those who see it.
        assert_eq!(figure(&mut lan, "plan.clusters.count", day).await, 2);
    })
    .await;
}

#[tokio::test]
async fn an_approved_list_is_public_but_a_cluster_of_others_has_no_link() {
    on_each_engine(async |world| {
        let mut an = world.an(everywhere("plan.view"));
        let plan = an.get_json("/plans/QH-2030").await;
        assert_eq!(numbers(&plan["clusters"]), ["1", "2", "3", "4", "5", "10"]);
        assert!(plan["clusters"]["rows"][0]["cluster"].is_null(), "{plan}");
        assert_eq!(plan["clusters"]["rows"][1]["cluster"], "24-902");
        let _ = an.get("/clusters/24-902/plan").await.expect(200);
        let _ = an.get("/clusters/24-901/plan").await.expect(404);
    })
    .await;
}

#[tokio::test]
async fn who_may_look_in_an_area_sees_the_rows_that_lie_there() {
    on_each_engine(async |world| {
        let mut an = world.an(world.in_the_commune("plan.view"));
        let plan = an.get_json("/plans/QH-2030").await;
        assert_eq!(numbers(&plan["clusters"]), ["2"]);
        assert!(numbers(&plan["parks"]).is_empty());
        assert_eq!(figure(&mut an, "plan.clusters.area_ha", "").await, 25);
    })
    .await;
}

#[tokio::test]
async fn without_the_right_there_is_no_plan_and_who_looks_records_nothing() {
    on_each_engine(async |world| {
        let mut hoa = world.app.acting_as(&people::HOA.may_everywhere(&["unit.view"]));
        for path in ["/plans", "/plans/QH-2030", "/plans.json", "/clusters/24-901/plan"] {
            let _ = hoa.get(path).await.expect(403);
        }
        let mut tuan = world.app.acting_as(&people::TUAN.may_everywhere(&["measure.view"]));
        assert_eq!(figure(&mut tuan, "plan.clusters.count", "").await, 0);
        let mut binh = world.binh();
        for path in ["/plans/new", "/plans/QH-2030/record", "/plans/QH-2030/rows/cluster/1"] {
            let _ = binh.get(path).await.expect(403);
            let _ = binh.post_form(path, &[]).await.expect(403);
        }
    })
    .await;
}
