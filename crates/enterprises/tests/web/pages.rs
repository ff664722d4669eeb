//! Lists, records and the tabs of a cluster.

use serde_json::Value;

use crate::world::on_each_engine;

fn codes(list: &Value) -> Vec<&str> {
    list["rows"].as_array().unwrap().iter().map(|row| row["code"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn the_list_of_projects_adds_up_what_meets_the_conditions() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let all = lan.get_json("/projects").await;
        assert_eq!(codes(&all), ["DA-0001", "DA-0002", "DA-0003", "DA-0004", "DA-0005"]);
        assert_eq!((&all["counted"], &all["capital_bn_vnd"]), (&4.into(), &200.0.into()));
        assert_eq!(all["capital_unknown"], 1);
        for (query, expect) in [
            ("q=hai", vec!["DA-0002", "DA-0003", "DA-0004", "DA-0005"]),
            ("cluster=24-911", vec!["DA-0001", "DA-0002"]),
            ("sector=26", vec!["DA-0001"]),
            ("state=ended", vec!["DA-0005"]),
            ("fdi=1", vec!["DA-0002"]),
            ("as_of=2023-12-31", vec!["DA-0001", "DA-0003", "DA-0004", "DA-0005"]),
        ] {
            assert_eq!(codes(&lan.get_json(&format!("/projects?{query}")).await), expect, "{query}");
        }
        let page = lan.get("/projects?state=ended").await.expect(200).text();
        assert!(page.contains("Dự án Năm") && page.contains("Đã kết thúc") && !page.contains("Dự án Một"));
        let firms = lan.get_json("/enterprises?fdi=1").await;
        assert_eq!(codes(&firms), ["DN-0002"]);
        assert_eq!(
            (&firms["rows"][0]["projects"], &firms["rows"][0]["tax_code"]),
            (&3.into(), &"0100109106".into())
        );
        let _ = lan.get("/enterprises").await.expect(200);
        let _ = lan.get("/enterprises/DN-0002").await.expect(200);
    })
    .await;
}

#[tokio::test]
async fn a_project_shows_each_fact_with_its_document() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let page = lan.get("/projects/DA-0001").await.expect(200).text();
        for told in ["Dự án Một", "Công ty Thử Một", "CCN Thử Một", "HD-0001", "100,0", "08/2023", "120"]
        {
            assert!(page.contains(told), "{told}: {page}");
        }
        let rental = lan.get("/projects/DA-0002").await.expect(200).text();
        assert!(rental.contains("thuê nhà xưởng, không thuê đất"));
        let json = lan.get_json("/projects/DA-0001").await;
        assert_eq!(json["states"].as_array().unwrap().len(), 2);
        let early = lan.get("/projects/DA-0002?as_of=2024-01-01").await.expect(200).text();
        assert!(early.contains("Chưa có trong sổ vào ngày"));
        let _ = lan.get("/projects/DA-9999").await.expect(404);
    })
    .await;
}

#[tokio::test]
async fn the_tab_of_projects_says_where_the_source_and_the_count_differ() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let claimed = lan.get("/clusters/24-914/projects").await.expect(200).text();
        assert!(claimed.contains("Nguồn ghi cụm đang hoạt động"), "{claimed}");
        let json = lan.get_json("/clusters/24-912/projects").await;
        assert_eq!((&json["operating"], &json["producing"]), (&true.into(), &false.into()));
        assert_eq!((&json["claimed_operating"], &json["occupancy_pct"]), (&false.into(), &33.3.into()));
        let registered = lan.get("/clusters/24-912/projects").await.text();
        assert!(registered.contains("theo cách hiểu thứ hai, cụm chưa hoạt động"));
    })
    .await;
}

#[tokio::test]
async fn the_balance_of_land_names_the_term_that_is_off() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let holds = lan.get_json("/clusters/24-911/land").await;
        let all: Vec<_> =
            holds["identities"].as_array().unwrap().iter().map(|row| row["holds"].clone()).collect();
        assert_eq!(all, vec![Value::Bool(true); 5]);
        let off = lan.get_json("/clusters/24-912/land").await["identities"][0].clone();
        assert_eq!((&off["off"], &off["off_ha"]), (&"enterprises.land.parts".into(), &0.5.into()));
        let page = lan.get("/clusters/24-912/land").await.expect(200).text();
        assert!(page.contains("Lệch: tổng các loại đất lớn hơn 0,50 ha"), "{page}");
        let unknown = lan.get("/clusters/24-914/land").await.expect(200).text();
        assert!(unknown.contains("Chưa đủ số liệu: thiếu dịch vụ, giao thông"), "{unknown}");
        let none = lan.get("/clusters/24-913/land").await.expect(200).text();
        assert!(none.contains("chưa có số liệu quy hoạch chi tiết"));
    })
    .await;
}
