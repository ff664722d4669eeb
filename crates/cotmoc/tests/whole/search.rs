//! The field at the top: what is called so is found on the day that is looked at, by those who may see it.

use kit_db::Engine;
use kit_testing::Browser;
use serde_json::Value;

use crate::world::{everybody, run, shared};

/// Labels and pages of what is found, best first within each kind.
async fn found(browser: &mut Browser, query: &str) -> Vec<(String, String)> {
    let page = browser.get_json(&format!("/search?{query}")).await;
    let groups = page["groups"].as_array().unwrap().iter();
    let rows = groups.flat_map(|group| group["rows"].as_array().unwrap());
    let text = |row: &Value, name: &str| row[name].as_str().unwrap().to_owned();
    rows.map(|row| (text(row, "label"), text(row, "page"))).collect()
}

#[test]
fn lan_finds_clusters_without_marks_and_with_marks_those_first() {
    run(async {
        let world = shared(Engine::Sqlite).await;
        let mut lan = world.browser("lan");
        for (typed, first) in [
            ("nghia%20hoa", "CCN Nghĩa Hòa"),
            ("dong%20dinh", "CCN Đồng Đình"),
            ("CCN%20Nghĩa%20Hòa", "CCN Nghĩa Hòa"),
            ("24-016", "CCN Nghĩa Hòa"),
            ("phượng%20sơn", "CCN Phượng Sơn"),
            ("phương%20sơn", "CCN Phương Sơn - Đại Lâm"),
        ] {
            let all = found(&mut lan, &format!("q={typed}")).await;
            let cluster = all.iter().find(|one| one.1.starts_with("/clusters/"));
            assert_eq!(cluster.map(|one| one.0.as_str()), Some(first), "{typed}: {all:?}");
        }
    });
}

#[test]
fn documents_units_of_the_past_figures_and_pages_are_found_too() {
    run(async {
        let world = shared(Engine::Sqlite).await;
        let mut lan = world.browser("lan");
        for (typed, page) in [
            ("398/qd", "/documents/"),
            ("hiep%20hoa", "/units/d-hiep-hoa"),
            ("ty%20le%20lap%20day", "/measures/occupancy.pct"),
            ("nhap%20du%20lieu", "/imports"),
            ("DA-0004", "/projects/DA-0004"),
        ] {
            let all = found(&mut lan, &format!("q={typed}")).await;
            assert!(all.iter().any(|one| one.1.starts_with(page)), "{typed}: {all:?}");
        }
        assert!(found(&mut lan, "q=").await.is_empty() && found(&mut lan, "q=qqzzqq").await.is_empty());
    });
}

#[test]
fn the_day_decides_what_there_is_to_find() {
    run(async {
        let world = shared(Engine::Sqlite).await;
        let mut lan = world.browser("lan");
        let clusters = async |lan: &mut Browser, when: &str| {
            let all = found(lan, &format!("q=nghia%20hoa&as_of={when}")).await;
            all.iter().filter(|one| one.1.starts_with("/clusters/")).count()
        };
        assert_eq!(clusters(&mut lan, "2026-06-30").await, 1);
        assert_eq!(clusters(&mut lan, "2010-01-01").await, 0);
    });
}

#[test]
fn whatever_is_found_may_be_opened_by_whoever_finds_it() {
    run(async {
        let world = shared(Engine::Sqlite).await;
        for login in everybody().into_iter().skip(1) {
            let mut browser = world.browser(login);
            for typed in ["minh%20hoa", "nghia", "2024", "b%C3%A1o", "nguyen"] {
                for (label, page) in found(&mut browser, &format!("q={typed}")).await {
                    let answer = browser.get(&page).await;
                    assert_eq!(answer.status, 200, "{login} finds {label} at {page}");
                }
            }
        }
    });
}
