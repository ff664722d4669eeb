//! What a cluster was on a day, and what was known of it when.

use kit_testing::day;
use serde_json::{Value, json};

use crate::world::{codes, on_each_engine};

#[tokio::test]
async fn a_cluster_is_shown_as_it_was_on_the_day() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        for (on, state, area, investor) in [
            ("2023-02-01", "planned", Value::Null, "none"),
            ("2023-03-01", "established", 40.0.into(), "enterprise"),
            ("2023-06-01", "clearing", 40.0.into(), "enterprise"),
            ("2024-05-31", "building", 40.0.into(), "enterprise"),
            ("2024-06-01", "building", 50.0.into(), "enterprise"),
            ("2025-03-01", "operating", 50.0.into(), "enterprise"),
        ] {
            let cluster = lan.get_json(&format!("/clusters/24-901?as_of={on}")).await;
            let told = (&cluster["state"], &cluster["area_ha"], &cluster["investor_kind"], &cluster["as_of"]);
            assert_eq!(told, (&state.into(), &area, &investor.into(), &on.into()), "{on}");
            let list = lan.get_json(&format!("/clusters?q=24-901&as_of={on}")).await;
            assert_eq!(
                (&list["rows"][0]["state"], &list["rows"][0]["area_ha"]),
                (&state.into(), &area),
                "{on}"
            );
        }
        let page = lan.get("/clusters/24-901?as_of=2023-06-01").await.expect(200).text();
        assert!(page.contains("data-past") && page.contains("40,00"), "{page}");
        assert!(page.contains("Minh Họa Một"), "another name of that day");
        assert!(!lan.get("/clusters/24-901?as_of=2023-02-01").await.text().contains("Minh Họa Một"));
    })
    .await;
}

#[tokio::test]
async fn what_was_recorded_later_was_not_known_before() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let mut area = async |code: &str, query: &str| {
            let cluster = lan.get_json(&format!("/clusters/{code}?{query}")).await;
            let list = lan.get_json(&format!("/clusters?q={code}&{query}")).await;
            assert_eq!(list["rows"][0]["area_ha"], cluster["area_ha"], "{code} {query}");
            cluster["area_ha"].clone()
        };
        assert_eq!(area("24-902", "as_of=2023-05-01").await, 32.0);
        assert_eq!(area("24-902", "as_of=2023-05-01&known_at=2023-09-14").await, 30.0);
        assert_eq!(area("24-902", "as_of=2023-05-01&known_at=2023-09-15").await, 32.0);
        assert_eq!(area("24-902", "as_of=2023-05-01&known_at=2023-04-09").await, Value::Null);
        assert_eq!(area("24-901", "as_of=2024-06-01&known_at=2024-06-04").await, 40.0);
        assert_eq!(area("24-901", "as_of=2024-06-01&known_at=2024-06-05").await, 50.0);
    })
    .await;
}

#[tokio::test]
async fn a_superseded_version_is_struck_only_from_the_day_it_was_superseded() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let now = lan.get("/clusters/24-902").await.expect(200).text();
        assert!(now.contains("<span class=\"cm-old\">30,00</span>"), "{now}");
        assert!(!now.contains("<span class=\"cm-old\">32,00</span>"));
        let then = lan.get("/clusters/24-902?as_of=2023-05-01&known_at=2023-08-01").await.expect(200).text();
        assert!(then.contains("30,00") && !then.contains("<span class=\"cm-old\">30,00</span>"), "{then}");
        assert!(!then.contains("32,00"), "{then}");
        let versions = lan.get_json("/clusters/24-902").await["versions"].clone();
        let old = versions.as_array().unwrap().iter().find(|row| row["area_ha"] == 30.0).unwrap();
        let morning = day("2023-09-15").start().plus_seconds(8 * 3600).micros();
        assert!((0..60_000_000).contains(&(old["superseded_at"].as_i64().unwrap() - morning)), "{old}");
    })
    .await;
}

#[tokio::test]
async fn a_cluster_that_is_not_in_the_register_yet_tells_from_when_it_is() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let page = lan.get("/clusters/24-902?as_of=2023-01-15").await.expect(200).text();
        assert!(page.contains("Cụm này chưa có trong sổ vào ngày 15/01/2023."), "{page}");
        assert!(page.contains("href=\"/clusters/24-902?as_of=2023-02-01\">Xem từ 01/02/2023"), "{page}");
        let cluster = lan.get_json("/clusters/24-902?as_of=2023-01-15").await;
        assert_eq!((&cluster["standing"], &cluster["first"]), (&false.into(), &"2023-02-01".into()));
        let list = lan.get_json("/clusters?as_of=2023-01-15&sort=code").await;
        assert_eq!(codes(&list), ["24-901", "24-903"]);
        let _ = lan.get("/clusters/24-902?known_at=2023-02-05").await.expect(404);
        let _ = lan.get("/clusters/24-902?known_at=2023-02-06").await.expect(200);
        let missing = lan.get("/clusters/24-999").await.expect(404).text();
        assert!(missing.contains("Không có cụm 24-999"), "{missing}");
        assert_eq!(lan.get_json("/clusters?as_of=1999-01-01").await["all"], 0);
        let _ = lan.get("/clusters?as_of=9999-12-30").await.expect(200);
    })
    .await;
}

#[tokio::test]
async fn where_a_cluster_lies_is_told_in_the_names_of_the_day() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let place = async |lan: &mut kit_testing::Browser, query: &str| {
            let cluster = lan.get_json(&format!("/clusters/24-903{query}")).await;
            let place = cluster["places"][0].clone();
            let district = place["district"].as_str().unwrap().trim_end_matches(" (cũ)").to_owned();
            (place["name"].clone(), district, cluster["investor_kind"].clone())
        };
        assert_eq!(
            place(&mut lan, "?as_of=2023-06-01").await,
            (json!("Xã Quang Minh"), "Huyện Hiệp Hòa".to_owned(), json!("district_committee"))
        );
        assert_eq!(
            place(&mut lan, "").await,
            (json!("Xã Hợp Thịnh"), "Huyện Hiệp Hòa".to_owned(), json!("commune_committee"))
        );
        let page = lan.get("/clusters/24-903").await.expect(200).text();
        assert!(page.contains("trước đây: Xã Quang Minh"), "{page}");
        let list = lan.get_json("/clusters?q=24-803&as_of=2024-01-31").await;
        assert_eq!(list["rows"][0]["communes"], json!(["Xã Quảng Minh", "Thị trấn Nếnh"]));
        assert_eq!(list["rows"][0]["district"], "Huyện Việt Yên");
        let list = lan.get_json("/clusters?q=24-803").await;
        assert_eq!(list["rows"][0]["communes"], json!(["Phường Vân Hà", "Phường Nếnh"]));
        let district = list["rows"][0]["district"].as_str().unwrap();
        assert!(district.starts_with("Thị xã Việt Yên"), "{district}");
    })
    .await;
}
