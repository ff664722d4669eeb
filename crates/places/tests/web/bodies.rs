//! Bodies and who takes over from whom.

use crate::world::on_each_engine;
use serde_json::{Value, json};

fn row<'a>(list: &'a Value, key: &str) -> Option<&'a Value> {
    list["rows"].as_array().unwrap().iter().find(|row| row["key"] == key)
}

#[tokio::test]
async fn the_department_of_finance_takes_over_from_that_of_planning() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let before = lan.get_json("/bodies?as_of=2025-02-28").await;
        let planning = row(&before, "b-skhdt-bac-giang").unwrap();
        assert_eq!(planning["name"], "Sở Kế hoạch và Đầu tư tỉnh Bắc Giang");
        assert_eq!(planning["after"], json!(["Sở Tài chính tỉnh Bắc Giang"]));
        assert_eq!(row(&before, "b-stc-bac-giang").unwrap()["before"], json!([]));

        let after = lan.get_json("/bodies?as_of=2025-03-01").await;
        assert!(row(&after, "b-skhdt-bac-giang").is_none());
        let finance = row(&after, "b-stc-bac-giang").unwrap();
        assert_eq!(finance["before"], json!(["Sở Kế hoạch và Đầu tư tỉnh Bắc Giang"]));
        assert_eq!(finance["after"], json!(["Sở Tài chính tỉnh Bắc Ninh"]));
    })
    .await;
}

#[tokio::test]
async fn two_departments_become_agriculture_and_environment() {
    on_each_engine(async |world| {
        let list = world.lan().get_json("/bodies?as_of=2025-06-30").await;
        let mut before: Vec<_> =
            row(&list, "b-snnmt-bac-giang").unwrap()["before"].as_array().unwrap().clone();
        before.sort_by_key(ToString::to_string);
        assert_eq!(
            before,
            [
                "Sở Nông nghiệp và Phát triển nông thôn tỉnh Bắc Giang",
                "Sở Tài nguyên và Môi trường tỉnh Bắc Giang"
            ]
        );
    })
    .await;
}

#[tokio::test]
async fn since_july_2025_every_commune_has_its_committee_and_no_district_has() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let page = lan.get("/bodies").await.expect(200).text();
        assert!(
            page.contains("UBND xã Hợp Thịnh") && page.contains("Sở Công Thương tỉnh Bắc Ninh"),
            "{page}"
        );
        assert!(page.contains("UBND huyện Hiệp Hòa"), "the committee it took ground from is told");
        assert!(page.contains("(số liệu minh họa)"), "invented firms say so");
        let list = lan.get_json("/bodies").await;
        let committees: Vec<_> =
            list["rows"].as_array().unwrap().iter().filter(|row| row["kind"] == "committee").collect();
        assert_eq!(committees.len(), 100, "99 communes and the province");
        let hop_thinh = row(&list, "b-ubnd-n-07864").unwrap();
        assert_eq!(hop_thinh["before"], json!(["UBND huyện Hiệp Hòa"]));
        assert_eq!(hop_thinh["unit"], "Xã Hợp Thịnh");
        assert!(row(&list, "b-ubnd-d-hiep-hoa").is_none());
    })
    .await;
}
