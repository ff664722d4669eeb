//! Pages read as people speak: the audit in words, scopes by their names, what is a part told as a part.

use kit_db::Engine;

use crate::world::{VISITOR, World, run, shared};

/// A page of rows of the last deed to a record, for people and as JSON.
async fn deed(world: &World, kind: &str, key: &str, page: usize) -> (String, serde_json::Value) {
    let mut admin = world.browser("quantri");
    let list = admin.get_json(&format!("/audit?kind={kind}&key={key}")).await;
    let path = format!("/audit/{}?page={page}", list["rows"][0]["seq"]);
    (admin.get(&path).await.expect(200).text(), admin.get_json(&path).await)
}

#[test]
fn a_deed_in_the_audit_is_told_in_words_and_its_raw_rows_stay_in_the_json() {
    run(async {
        let world = shared(Engine::Sqlite).await;
        let (page, json) = deed(world, "reorganisation", "2025-07-01", 3).await;
        for word in [
            "<dt>Từ ngày</dt><dd class=\"wrap\">01/07/2025</dd>",
            "<dt>Đến trước ngày</dt><dd class=\"wrap\">– (đến nay)</dd>",
            "<dt>Thôi ghi nhận lúc</dt><dd class=\"wrap\">– (vẫn ghi nhận)</dd>",
            "<dt>Thuộc</dt><dd class=\"wrap\">Tỉnh Bắc Ninh</dd>",
            "<dt>Cấp</dt><dd class=\"wrap\">Cấp xã</dd>",
            "Ghi thêm: Đơn vị hành chính trong một thời gian",
            "qua dòng lệnh (test)",
        ] {
            assert!(page.contains(word), "{word}\n{page}");
        }
        assert!(!page.contains("253402214400000000") && !page.contains("9999"), "{page}");
        let (page, _) = deed(world, "cluster", "24-015", 1).await;
        assert!(page.contains("<dt>Cụm</dt><dd class=\"wrap\">CCN Tân Hưng (24-015)</dd>"), "{page}");
        assert!(200 < json["paging"]["total"].as_u64().unwrap(), "every row can be reached");
        let rows = json["changes"].as_array().unwrap();
        let raw = |row: &serde_json::Value| {
            row["superseded_at"] == 253_402_214_400_000_000_i64 && row["valid_to"] == "9999-12-31"
        };
        assert!(rows.iter().any(|change| raw(&change["row"])), "{json}");
    });
}

#[test]
fn a_figure_tells_its_scope_by_the_name_of_the_unit() {
    run(async {
        let world = shared(Engine::Sqlite).await;
        let mut lan = world.browser("lan");
        let card = lan.get_json("/measures/clusters.count?unit=d-viet-yen").await;
        assert_eq!(card["scope"], "Phạm vi: Thị xã Việt Yên (đến 30/06/2025)");
        assert_eq!((&card["scope_unit"], &card["limited"]), (&"d-viet-yen".into(), &false.into()));
        let card = lan.get_json("/measures/clusters.count?unit=d-viet-yen&as_of=2024-01-31").await;
        assert_eq!(card["scope"], "Phạm vi: Huyện Việt Yên");
        assert_eq!(lan.get_json("/measures/clusters.count").await["scope"], "Phạm vi: toàn tỉnh");
    });
}

#[test]
fn who_sees_a_part_is_told_that_it_is_a_part() {
    run(async {
        let world = shared(Engine::Sqlite).await;
        let mut an = world.browser("an");
        let home = an.get("/").await.expect(200).text();
        assert!(home.contains("cụm công nghiệp đã thành lập trong phạm vi của bạn</h1>"), "{home}");
        let card = an.get_json("/measures/clusters.count").await;
        assert_eq!((&card["scope"], &card["limited"]), (&"Trong phạm vi của bạn".into(), &true.into()));
        let card = an.get_json("/measures/clusters.count?unit=d-hiep-hoa").await;
        assert_eq!(card["scope"], "Phạm vi: Huyện Hiệp Hòa (đến 30/06/2025), trong phạm vi của bạn");
        let home = world.browser("lan").get("/").await.expect(200).text();
        assert!(!home.contains("trong phạm vi của bạn"), "{home}");
    });
}

#[test]
fn the_first_page_of_a_past_day_names_the_reorganisations_since() {
    run(async {
        let world = shared(Engine::Sqlite).await;
        let mut lan = world.browser("lan");
        let past = lan.get("/?as_of=2025-06-30").await.expect(200).text();
        assert!(past.contains("Sắp xếp đơn vị hành chính 01/07/2025</a> (202/2025/QH15)"), "{past}");
        assert!(!past.contains("?as_of=2025-01-01"), "only what lies between the day and today");
        let today = lan.get_json("/").await;
        assert_eq!(today["reorganised"].as_array().unwrap().len(), 0);
    });
}

#[test]
fn the_program_tells_its_version_and_to_its_people_its_database() {
    run(async {
        let world = shared(Engine::Sqlite).await;
        let version = env!("CARGO_PKG_VERSION");
        assert_ne!(version, "0.0.0");
        let open = world.browser(VISITOR).get_json("/about").await;
        assert_eq!((&open["version"], &open["database"]), (&version.into(), &serde_json::Value::Null));
        let mut lan = world.browser("lan");
        let database = &lan.get_json("/about").await["database"];
        assert_eq!(database["engine"], "SQLite (GeoPackage)");
        let step = database["last_step"].as_str().unwrap();
        assert!(step.contains("-000"), "{database}");
        assert!(lan.get("/").await.text().contains("href=\"/measures\""), "figures stand in the rail");
    });
}

#[test]
fn requests_of_the_demonstration_begin_with_what_stands_and_a_plan_can_be_asked_about() {
    run(async {
        let world = shared(Engine::Sqlite).await;
        let mut lan = world.browser("lan");
        let list = lan.get_json("/requests?tab=all").await;
        let rows = list["rows"].as_array().unwrap();
        assert_eq!(rows.len(), 2, "{list}");
        for row in rows {
            let told = lan.get_json(&format!("/requests/{}", row["number"])).await;
            assert_eq!((&told["moved"], &told["done"]), (&false.into(), &false.into()), "{told}");
            assert!(told["reason"].as_str().unwrap().contains("Số liệu minh họa"), "{told}");
        }
        let (plan, form) = ("/plans/QH-2021-2030", "/requests/new?record=plan&key=QH-2021-2030");
        let mut binh = world.browser("binh");
        assert!(binh.get(plan).await.expect(200).text().contains(&form.replace('&', "&#38;")));
        assert!(binh.get(form).await.expect(200).text().contains("Sở Công Thương"));
        assert!(!lan.get(plan).await.expect(200).text().contains("/requests/new"), "she records it");
    });
}
