//! Lists as files: the rows of the page, all of them, under the same right, and the audit says who took them.

use std::collections::BTreeSet;

use kit_db::Engine;
use kit_testing::{Answer, Browser};
use serde_json::Value;

use crate::world::{World, run};

const LISTS: [&str; 4] = ["/clusters", "/projects", "/enterprises", "/measures/clusters.count"];

/// The keys of all rows of a list, page by page as JSON.
async fn keys(browser: &mut Browser, path: &str, query: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for page in 1.. {
        let json = browser.get_json(&format!("{path}?{query}&page={page}")).await;
        let rows = if json["rows"].is_array() { &json["rows"] } else { &json["members"] };
        let key = |row: &Value| row["code"].as_str().or(row["id"].as_str()).unwrap().to_owned();
        let before = found.len();
        found.extend(rows.as_array().unwrap().iter().map(key));
        if found.len() == before {
            break;
        }
    }
    found
}

/// The first cells of the lines of a CSV file.
fn first_cells(answer: &Answer) -> BTreeSet<String> {
    let text = String::from_utf8(answer.body.clone()).unwrap();
    let lines = text.trim_start_matches('\u{feff}').lines().skip(1);
    lines.map(|line| line.split("\",").next().unwrap().trim_matches('"').to_owned()).collect()
}

#[test]
fn a_file_holds_exactly_the_rows_of_its_list_for_everybody_on_any_day() {
    run(async {
        let world = World::new(Engine::Sqlite).await;
        for login in ["lan", "an", "minh", "hoa", "binh"] {
            let mut browser = world.browser(login);
            for path in LISTS {
                for query in ["", "as_of=2024-04-22&known_at=2024-04-22"] {
                    let seen = browser.get(&format!("{path}?{query}")).await;
                    let file = browser.get(&format!("{path}.csv?{query}")).await;
                    assert_eq!(file.status, seen.status, "{login} {path}?{query}");
                    if seen.status == 200 {
                        let rows = first_cells(&file);
                        assert_eq!(rows, keys(&mut browser, path, query).await, "{login} {path}?{query}");
                    }
                }
            }
        }
    });
}

#[test]
fn who_took_what_along_stands_in_the_audit_and_a_list_without_a_file_says_so() {
    run(async {
        let world = World::new(Engine::Sqlite).await;
        let mut lan = world.browser("lan");
        let file = lan.get("/clusters.xlsx?state=operating").await.expect(200);
        let told = |_: &str| false;
        let sheet = kit_sheets::read(&file.body, None, &told).unwrap();
        assert_eq!(sheet.table.rows.len(), keys(&mut lan, "/clusters", "state=operating").await.len());
        let deed = world.browser("quantri").get_json("/audit").await["rows"][0].clone();
        assert_eq!(
            (&deed["action"], &deed["name"]),
            (&"list.export".into(), &"Nguyễn Thị Lan".into()),
            "{deed}"
        );
        assert_eq!(deed["subject_key"], "/clusters.xlsx?state=operating");
        assert!(deed["subject_label"].as_str().unwrap().contains("Cụm công nghiệp"), "{deed}");
        let none = lan.get("/units.xlsx").await.expect(406).text();
        assert!(none.contains("không xuất được ra tệp .xlsx"), "{none}");
        let none = lan.get("/projects.gpkg").await.expect(406).text();
        assert!(none.contains("không xuất được ra tệp .gpkg"), "{none}");
        assert_eq!(world.browser("khach").get("/clusters.csv").await.status, 401);
        assert!(world.app.test.verify().await.unwrap().broken.is_empty());
    });
}

#[test]
fn shapes_come_along_in_degrees_and_as_a_geopackage_that_gdal_reads() {
    run(async {
        let world = World::new(Engine::Sqlite).await;
        let mut an = world.browser("an");
        let json: Value =
            serde_json::from_slice(&an.get("/clusters.geojson").await.expect(200).body).unwrap();
        let features = json["features"].as_array().unwrap();
        let codes: BTreeSet<_> =
            features.iter().map(|f| f["properties"]["code"].as_str().unwrap().to_owned()).collect();
        assert_eq!(codes, keys(&mut an, "/clusters", "").await);
        let corner = &features[0]["geometry"]["coordinates"][0][0];
        assert!((105.0..108.0).contains(&corner[0].as_f64().unwrap()), "{corner}");
        let file = an.get("/clusters.gpkg").await.expect(200);
        let place = tempfile::NamedTempFile::with_suffix(".gpkg").unwrap();
        std::fs::write(place.path(), &file.body).unwrap();
        let told = std::process::Command::new("ogrinfo").args(["-so", "-al"]).arg(place.path()).output();
        let told = String::from_utf8(told.unwrap().stdout).unwrap();
        let count = format!("Feature Count: {}", codes.len());
        assert!(
            told.contains(&count) && told.contains("TM-3 107-00") && told.contains("code: String"),
            "{told}"
        );
    });
}
