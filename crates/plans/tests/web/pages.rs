//! The pages of plans: all of them, one with its lists, and what they say of a cluster.

use crate::world::{numbers, on_each_engine};

#[tokio::test]
async fn all_plans_of_a_day_are_summed_by_what_they_do() {
    on_each_engine(async |world| {
        let mut binh = world.binh();
        let plans = binh.get_json("/plans?as_of=2024-12-31").await["plans"].clone();
        let codes: Vec<_> = plans.as_array().unwrap().iter().map(|plan| &plan["code"]).collect();
        assert_eq!(codes, ["QH-2030", "QH-2020"], "the latest years first");
        let (new, old) = (&plans[0], &plans[1]);
        assert_eq!((&new["in_force"], &new["stage"]), (&true.into(), &"approved".into()));
        assert_eq!((&old["in_force"], &old["stage"]), (&false.into(), &"superseded".into()));
        assert_eq!((&new["clusters"]["count"], &new["clusters"]["area_ha"]), (&4.into(), &120.0.into()));
        assert_eq!((&new["parks"]["count"], &new["parks"]["area_ha"]), (&2.into(), &500.0.into()));
        let enlarged = new["by_change"].as_array().unwrap().iter().find(|by| by["change"] == "enlarged");
        assert_eq!(enlarged.unwrap()["clusters"]["area_before_ha"], 10.0);
        let page = binh.get("/plans?as_of=2024-12-31").await.expect(200).text();
        assert!(page.contains("Phương án phát triển") && page.contains("Đang áp dụng"), "{page}");
    })
    .await;
}

#[tokio::test]
async fn the_word_of_the_law_is_that_of_the_day_and_says_when_it_is_to_be_verified() {
    on_each_engine(async |world| {
        let mut binh = world.binh();
        let before = binh.get("/plans?as_of=2026-09-14").await.expect(200).text();
        assert!(before.contains("Phương án phát triển") && !before.contains("cần xác minh"), "{before}");
        let after = binh.get("/plans?as_of=2026-09-15").await.expect(200).text();
        assert!(after.contains("Phương hướng phát triển") && after.contains("cần xác minh"), "{after}");
        // Rows of forms keep their name.
        assert!(after.contains("theo phương án phát triển"), "{after}");
    })
    .await;
}

#[tokio::test]
async fn a_list_stands_in_the_order_of_its_numbers_and_can_be_narrowed() {
    on_each_engine(async |world| {
        let mut binh = world.binh();
        let plan = binh.get_json("/plans/QH-2030?as_of=2024-12-31").await;
        assert_eq!(numbers(&plan["clusters"]), ["1", "2", "3", "4", "5", "10"]);
        assert_eq!(numbers(&plan["parks"]), ["1", "2"]);
        assert_eq!(plan["clusters"]["remaining"]["area_ha"], 120.0);
        assert_eq!(plan["clusters"]["remaining"]["area_unknown"], 1);
        assert_eq!(plan["clusters"]["leaving"]["area_before_ha"], 20.0);
        assert_eq!(plan["clusters"]["rows"][0]["cluster"], "24-901");
        for (query, rows) in [
            ("change=withdrawn&change=into_park", vec!["4", "5"]),
            ("district=d-viet-yen", vec!["1"]),
            ("q=muoi", vec!["10"]),
            ("q=kcn sáu", vec!["5"]),
            ("q=không có", vec![]),
        ] {
            let query = query.replace(' ', "+");
            let plan = binh.get_json(&format!("/plans/QH-2030?as_of=2024-12-31&{query}")).await;
            assert_eq!(numbers(&plan["clusters"]), rows, "{query}");
        }
        let page = binh.get("/plans/QH-2030?as_of=2024-12-31").await.expect(200).text();
        assert!(page.contains("<tr id=\"cluster-10\">") && page.contains("120,00"), "{page}");
        assert!(!page.contains("/rows/"), "who records nothing is offered no form: {page}");
    })
    .await;
}

#[tokio::test]
async fn a_cluster_tells_what_plans_said_of_it_through_time() {
    on_each_engine(async |world| {
        let mut binh = world.binh();
        let rows = binh.get_json("/clusters/24-902/plan").await["rows"].clone();
        let told: Vec<_> = rows
            .as_array()
            .unwrap()
            .iter()
            .map(|row| (&row["plan"], &row["stage"], &row["change"], &row["area_ha"]))
            .map(|(a, b, c, d)| format!("{a} {b} {c} {d}"))
            .collect();
        assert_eq!(
            told,
            ["\"QH-2020\" \"superseded\" \"new\" 10.0", "\"QH-2030\" \"approved\" \"enlarged\" 25.0"]
        );
        let page = binh.get("/clusters/24-902/plan").await.expect(200).text();
        assert!(page.contains("/plans/QH-2030#cluster-2") && page.contains("Gần đường lớn"), "{page}");
        let tabs = binh.get("/clusters/24-902").await.expect(200).text();
        assert!(tabs.contains("href=\"/clusters/24-902/plan\""), "{tabs}");
        let _ = binh.get("/clusters/24-999/plan").await.expect(404);
    })
    .await;
}

#[tokio::test]
async fn a_document_tells_the_plans_and_rows_that_rest_on_it() {
    on_each_engine(async |world| {
        let mut binh = world.binh();
        let cited = binh.get_json("/documents/qd-12?as_of=2024-12-31").await["citations"].clone();
        let hrefs: Vec<_> = cited.as_array().unwrap().iter().map(|fact| &fact["href"]).collect();
        assert!(hrefs.contains(&&"/plans/QH-2030".into()), "{hrefs:?}");
        assert!(hrefs.contains(&&"/plans/QH-2030#park-2".into()), "{hrefs:?}");
        assert!(!hrefs.contains(&&"/plans/QH-2030#cluster-3".into()), "it rests on another one: {hrefs:?}");
    })
    .await;
}
