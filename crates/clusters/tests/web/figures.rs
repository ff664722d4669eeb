//! The figures of the register, and every record that enters them.

use kit_testing::Browser;
use serde_json::Value;

use crate::world::{in_the_province, on_each_engine};

async fn card(browser: &mut Browser, code: &str, query: &str) -> Value {
    browser.get_json(&format!("/measures/{code}?{query}")).await
}

fn ids(card: &Value) -> Vec<&str> {
    card["members"].as_array().unwrap().iter().map(|member| member["id"].as_str().unwrap()).collect()
}

/// Hectares in the unit they are kept in: 0.01 m².
#[expect(clippy::cast_possible_truncation, reason = "areas of clusters are far below 2^53")]
fn exact(hectares: &Value) -> i64 {
    (hectares.as_f64().unwrap() * 1e6).round() as i64
}

#[tokio::test]
async fn what_is_planned_or_withdrawn_is_not_counted_and_an_unknown_area_is_told() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let count = card(&mut lan, "clusters.count", "").await;
        assert_eq!(count["value"], 7);
        assert_eq!(ids(&count), ["24-801", "24-802", "24-803", "24-804", "24-901", "24-902", "24-903"]);
        assert_eq!((&count["members_unknown"], &count["members_illustrative"]), (&0.into(), &3.into()));
        let area = card(&mut lan, "clusters.area_ha", "").await;
        assert_eq!(ids(&area), ids(&count), "an unknown area is a member too");
        assert_eq!((&area["members_total"], &area["members_unknown"]), (&7.into(), &1.into()));
        assert_eq!(exact(&area["value"]), 205_433_333);
        let member =
            |code: &str| area["members"].as_array().unwrap().iter().find(|m| m["id"] == code).unwrap();
        assert_eq!(
            (&member("24-804")["value"], &member("24-803")["value"]),
            (&Value::Null, &33.333_333.into())
        );
        assert_eq!(member("24-801")["source"], "12/QĐ-UBND");
        // Before it was withdrawn it counted.
        assert_eq!(card(&mut lan, "clusters.count", "as_of=2023-12-31").await["value"], 8);
        let page = lan.get("/measures/clusters.area_ha").await.expect(200).text();
        assert!(page.contains("205,43") && page.contains("trong đó chưa có số liệu"), "{page}");
    })
    .await;
}

#[tokio::test]
async fn a_cluster_without_a_decision_of_establishment_is_counted_and_told_apart() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        for code in ["clusters.count", "clusters.area_ha"] {
            let card = card(&mut lan, code, "").await;
            assert_eq!(card["doubts"], serde_json::json!([{"code": "no-establishment", "members": 2}]));
            let doubted = card["members"].as_array().unwrap().iter().filter(|m| !m["doubt"].is_null());
            assert_eq!(doubted.map(|m| m["id"].as_str().unwrap()).collect::<Vec<_>>(), ["24-803", "24-804"]);
        }
        let sentence = "trong đó 2 chưa tìm thấy quyết định thành lập";
        let page = lan.get("/measures/clusters.count").await.expect(200).text();
        assert!(page.contains(sentence) && page.contains("· chưa tìm thấy quyết định thành lập"), "{page}");
        let list = lan.get("/clusters").await.expect(200).text();
        assert!(list.contains(sentence), "{list}");
        assert_eq!(lan.get_json("/clusters").await["doubts"][0]["members"], 2);
    })
    .await;
}

#[tokio::test]
async fn a_cluster_in_two_communes_is_counted_once() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        for unit in ["d-viet-yen", "p-bac-giang"] {
            let count = card(&mut lan, "clusters.count", &format!("unit={unit}")).await;
            assert_eq!(ids(&count).iter().filter(|id| **id == "24-803").count(), 1, "{unit}");
        }
        let count = card(&mut lan, "clusters.count", "unit=d-viet-yen").await;
        assert_eq!(ids(&count), ["24-803", "24-901"]);
        // In each of its communes it is a member: the figures of communes do not add up to the district's.
        for (commune, all) in [("n-07798", 2), ("n-07795", 1)] {
            let count = card(&mut lan, "clusters.count", &format!("unit={commune}")).await;
            assert_eq!(count["value"], all, "{commune}");
        }
        let missing = lan.get("/measures/clusters.count?unit=d-nowhere").await.expect(404).text();
        assert!(missing.contains("d-nowhere"), "{missing}");
    })
    .await;
}

#[tokio::test]
async fn the_members_sum_to_the_value_to_the_last_digit_on_every_day() {
    in_the_province(async |world| {
        let mut lan = world.lan();
        for query in [
            "",
            "as_of=2024-04-22",
            "as_of=2019-12-31",
            "as_of=2024-04-22&known_at=2024-04-22",
            "unit=d-viet-yen",
        ] {
            let count = card(&mut lan, "clusters.count", query).await;
            let area = card(&mut lan, "clusters.area_ha", query).await;
            assert_eq!(count["value"], count["members_total"], "{query}");
            assert_eq!(count["members_total"], area["members_total"], "{query}");
            let mut sum = 0;
            let mut unknown = 0;
            let pages = area["members_total"].as_u64().unwrap().div_ceil(50);
            for page in 1..=pages {
                let card = card(&mut lan, "clusters.area_ha", &format!("{query}&page={page}")).await;
                for member in card["members"].as_array().unwrap() {
                    if member["value"].is_null() { unknown += 1 } else { sum += exact(&member["value"]) }
                }
            }
            assert_eq!((sum, &unknown.into()), (exact(&area["value"]), &area["members_unknown"]), "{query}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_list_tells_the_same_figures_as_the_catalogue() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let page = lan.get("/clusters?as_of=2024-06-01").await.expect(200).text();
        let catalogue = lan.get_json("/measures?as_of=2024-06-01").await;
        let value = |code: &str| {
            let rows = catalogue["rows"].as_array().unwrap();
            rows.iter().find(|row| row["code"] == code).unwrap()["value"].clone()
        };
        assert_eq!((value("clusters.count"), exact(&value("clusters.area_ha"))), (7.into(), 205_433_333));
        assert!(page.contains("href=\"/measures/clusters.count?as_of=2024-06-01\">7<i>"), "{page}");
        assert!(page.contains("href=\"/measures/clusters.area_ha?as_of=2024-06-01\">205,43<i>"), "{page}");
        let part =
            lan.get_with("/measures/clusters.count", &[("hx-request", "true")]).await.expect(200).text();
        assert!(!part.contains("<html") && part.contains("Xem 7 hồ sơ được tính"), "{part}");
    })
    .await;
}
