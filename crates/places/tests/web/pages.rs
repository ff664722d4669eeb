//! The pages of units: the list of a day, the search, one unit, and who may look.

use std::collections::BTreeSet;

use crate::world::on_each_engine;
use kit_testing::people;
use serde_json::{Value, json};

/// The rows of the list with the key of their group.
fn rows(list: &Value) -> Vec<(String, &Value)> {
    let groups = list["groups"].as_array().unwrap();
    let of = |group: &'_ Value| group["key"].as_str().unwrap().to_owned();
    groups.iter().flat_map(|g| g["rows"].as_array().unwrap().iter().map(move |row| (of(g), row))).collect()
}

fn group<'a>(list: &'a Value, key: &str) -> &'a Value {
    let groups = list["groups"].as_array().unwrap();
    groups.iter().find(|group| group["key"] == key).unwrap_or_else(|| panic!("no group {key}"))
}

#[tokio::test]
async fn lan_sees_how_many_units_stood_on_a_day() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let page = lan.get("/units?as_of=2023-06-01").await.expect(200).text();
        assert!(page.contains("209 xã, phường, thị trấn; 10 huyện, thị xã, thành phố"), "{page}");
        let page = lan.get("/units?as_of=2025-01-01").await.expect(200).text();
        assert!(page.contains("192 xã, phường, thị trấn; 10 huyện, thị xã, thành phố"));
        assert!(page.contains("Thị xã Chũ") && !page.contains("Huyện Yên Dũng"));
        let page = lan.get("/units").await.expect(200).text();
        assert!(page.contains("<h1>99 xã, phường</h1>"), "{page}");
    })
    .await;
}

#[tokio::test]
async fn viet_yen_becomes_a_town_with_exactly_nine_wards() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let before = lan.get_json("/units?as_of=2024-01-31").await;
        assert_eq!(group(&before, "d-viet-yen")["name"], "Huyện Việt Yên");
        let is_ward = |row: &&Value| row["name"].as_str().unwrap().starts_with("Phường ");
        let wards = |list: &Value| {
            let rows = group(list, "d-viet-yen")["rows"].as_array().unwrap().clone();
            rows.iter().filter(is_ward).count()
        };
        assert_eq!(wards(&before), 0);
        let after = lan.get_json("/units?as_of=2024-02-01").await;
        assert_eq!(group(&after, "d-viet-yen")["name"], "Thị xã Việt Yên");
        assert_eq!(wards(&after), 9);
        assert_eq!(group(&after, "d-viet-yen")["rows"].as_array().unwrap().len(), 17);
    })
    .await;
}

#[tokio::test]
async fn the_99_communes_of_today_have_names_and_codes_of_their_own() {
    on_each_engine(async |world| {
        let list = world.lan().get_json("/units").await;
        assert_eq!(
            (&list["communes"], &list["districts"], &list["provinces"]),
            (&99.into(), &0.into(), &1.into())
        );
        let rows = rows(&list);
        let text = |row: &Value, field: &str| row[field].as_str().unwrap().to_owned();
        let codes: BTreeSet<_> = rows.iter().map(|(_, row)| text(row, "code")).collect();
        assert_eq!((rows.len(), codes.len()), (99, 99));
        assert!(codes.iter().all(|code| code.len() == 5 && code.bytes().all(|b| b.is_ascii_digit())));
        for (name, code, district) in [
            ("Phường Bắc Giang", "07210", "d-bac-giang"),
            ("Phường Đa Mai", "07228", "d-bac-giang"),
            ("Phường Chũ", "07525", "d-chu"),
            ("Xã Hợp Thịnh", "07864", "d-hiep-hoa"),
            ("Xã Tuấn Đạo", "07663", "d-son-dong"),
            ("Phường Nếnh", "07795", "d-viet-yen"),
            ("Phường Kinh Bắc", "09187", ""),
            ("Xã Lương Tài", "09496", ""),
        ] {
            let (group, row) = rows.iter().find(|(_, row)| row["code"] == code).unwrap();
            assert_eq!((row["name"].as_str(), group.as_str()), (Some(name), district), "{code}");
        }
        let old = rows.iter().filter(|(group, _)| group.starts_with("d-")).count();
        assert_eq!(old, 58, "each commune from Bắc Giang stands under its old district");
        assert_eq!(group(&list, "d-hiep-hoa")["until"], "2025-06-30");
    })
    .await;
}

#[tokio::test]
async fn a_unit_is_found_without_accents_by_any_name_it_had_and_by_its_code() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let mut found = async |q: &str| {
            let list = lan.get_json(&format!("/units?q={q}")).await;
            let names: Vec<_> =
                rows(&list).iter().map(|(_, row)| row["name"].as_str().unwrap().to_owned()).collect();
            assert_eq!(list["shown"], names.len());
            names
        };
        assert_eq!(found("hop+thinh").await, ["Xã Hợp Thịnh"]);
        assert_eq!(found("dong+viet").await, ["Xã Đồng Việt"]);
        assert_eq!(found("07864").await, ["Xã Hợp Thịnh"]);
        assert_eq!(found("+Tri%E1%BA%BFu+%C4%90%E1%BB%81+").await, [""; 0]);
        // Three names ago: a commune of 2023 that was merged in January and again in July 2025.
        assert_eq!(found("tran+nguyen+han").await, ["Phường Bắc Giang"]);
        // A name it lost when it became a ward of Việt Yên, typed decomposed and with a blank behind it.
        assert_eq!(found("thi%CC%A3+tra%CC%82%CC%81n+ne%CC%82%CC%81nh+").await, ["Phường Nếnh"]);
        let page = lan.get("/units?q=tran+nguyen+han").await.expect(200).text();
        assert!(page.contains("<b>1</b>/99"), "{page}");
    })
    .await;
}

#[tokio::test]
async fn a_unit_tells_its_versions_and_who_came_before_and_after() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let page = lan.get("/units/d-viet-yen").await.expect(200).text();
        assert!(page.contains("Thị xã Việt Yên") && page.contains("Huyện Việt Yên"), "{page}");
        assert!(page.contains("01/02/2024") && page.contains("4 xã, phường thuộc địa bàn này"), "{page}");
        let unit = lan.get_json("/units/n-07864").await;
        assert_eq!(
            (&unit["name"], &unit["code"], &unit["kind"]),
            (&json!("Xã Hợp Thịnh"), &json!("07864"), &json!("commune"))
        );
        let keys: BTreeSet<_> =
            unit["before"].as_array().unwrap().iter().map(|link| link["key"].as_str().unwrap()).collect();
        assert_eq!(keys, ["c-07855", "c-07858", "c-07864", "m-07843", "m-07849"].into());
        let old = lan.get_json("/units/c-07858").await;
        assert_eq!(
            old["after"],
            json!([{"key": "n-07864", "name": "Xã Hợp Thịnh", "on": "2025-07-01", "kind": "merged"}])
        );
        assert_eq!(old["versions"][0]["parent"], "Huyện Hiệp Hòa");
        let district = lan.get_json("/units/d-viet-yen?as_of=2024-01-31").await;
        assert_eq!((&district["name"], &district["as_of"]), (&json!("Huyện Việt Yên"), &json!("2024-01-31")));
        assert_eq!(district["communes"].as_array().unwrap().len(), 17);
        let missing = lan.get("/units/n-00000").await.expect(404).text();
        assert!(missing.contains("Không có đơn vị hành chính n-00000"), "{missing}");
    })
    .await;
}

#[tokio::test]
async fn who_may_not_look_at_units_is_told_which_right_is_missing() {
    on_each_engine(async |world| {
        let mut hoa = world.app.acting_as(&people::HOA.may_everywhere(&["cluster.view"]));
        for path in ["/units", "/units/n-07864", "/bodies", "/units.json"] {
            let _ = hoa.get(path).await.expect(403);
        }
        let page = hoa.get("/units").await.text();
        assert!(page.contains("Bạn không có quyền: Xem đơn vị hành chính"), "{page}");
        assert!(!page.contains("Đơn vị hành chính</a>"), "no entry of the rail leads there");
        let visitor = world.app.as_visitor().get("/units").await.expect(303);
        assert_eq!(visitor.location(), "/sign-in?next=%2Funits");
        let _ = world.app.as_visitor().get("/units.json").await.expect(401);
    })
    .await;
}

#[tokio::test]
async fn before_our_data_begin_nothing_is_counted_and_the_first_day_is_a_link() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let list = lan.get_json("/units?as_of=2022-12-31").await;
        assert_eq!(
            (&list["communes"], &list["districts"], &list["known_from"]),
            (&Value::Null, &Value::Null, &"2023-01-01".into())
        );
        let page = lan.get("/units?as_of=2022-12-31").await.expect(200).text();
        assert!(page.contains("Chưa có số liệu về đơn vị hành chính trước 01/01/2023"), "{page}");
        assert!(
            page.contains("href=\"/units?as_of=2023-01-01\"") && !page.contains("0 xã, phường"),
            "{page}"
        );
        let page = lan.get("/bodies?as_of=2022-12-31").await.expect(200).text();
        assert!(page.contains("Chưa có số liệu về cơ quan, tổ chức trước 01/01/2023"), "{page}");
        assert!(page.contains("href=\"/bodies?as_of=2023-01-01\""), "{page}");
    })
    .await;
}

#[tokio::test]
async fn a_unit_tells_from_when_on_it_is_known() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let old = lan.get("/units/d-viet-yen?as_of=2022-12-31").await.expect(200).text();
        assert!(old.contains("có dữ liệu từ 01/01/2023"), "{old}");
        assert!(old.contains("href=\"/units/d-viet-yen?as_of=2023-01-01\""), "{old}");
        let new = lan.get("/units/n-07864?as_of=2024-01-01").await.expect(200).text();
        assert!(new.contains("Ngày 01/01/2024 chưa có đơn vị này; đơn vị có từ 01/07/2025."), "{new}");
        assert!(!new.contains("có dữ liệu từ"), "it began on a known day: {new}");
        let today = lan.get("/units/n-07864").await.expect(200).text();
        assert!(!today.contains("chưa có đơn vị này"), "{today}");
    })
    .await;
}

#[tokio::test]
async fn what_came_before_is_hatched_where_it_is_not_known() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let hatched = "<td><span class=\"cm-missing\">chưa có số liệu</span></td>";
        let page = lan.get("/units").await.expect(200).text();
        assert_eq!(page.matches(hatched).count(), 42, "41 of old Bắc Ninh, and one known from the beginning");
        let none = lan.get("/units?q=khong-co-dau").await.expect(200).text();
        assert!(none.contains("Không có đơn vị nào khớp"), "{none}");
    })
    .await;
}
