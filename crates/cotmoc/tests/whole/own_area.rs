//! Who may write only in an area, or only for a body, is refused elsewhere when they write, not only when they look.

use std::collections::BTreeSet;

use cotmoc::Demo;
use kit_base::{Clock, Grant};
use kit_db::Engine;
use kit_testing::{Browser, TestApp, acting, engines, people, people::Person};
use places::Places;

use crate::world::{run, system};

const FIELDS: [(&str, &str); 5] = [
    ("name", "minh họa, tên mới"),
    ("area", "41"),
    ("investor_kind", "enterprise"),
    ("valid_from", "2026-01-05"),
    ("document", "minh-hoa"),
];

/// The province with people whose rights a test gives them.
async fn province(engine: Engine) -> TestApp {
    let demo = Demo::embedded().unwrap();
    let clock = Clock::standing_at(demo.first_day().start());
    let app = TestApp::new(engine, cotmoc::slices(), acting::PEOPLE, clock.clone()).await;
    cotmoc::fill(&app.test, &clock, &system(), demo, |_, _| {}).await.unwrap();
    app
}

fn everywhere(action: &str) -> Grant {
    Grant { action: action.to_owned(), body: None, units: None }
}

async fn deeds(app: &TestApp) -> i64 {
    app.test.read().await.unwrap().audit_head().await.unwrap().0
}

/// Sends the form of each cluster; gives the codes that took it.
async fn took(app: &TestApp, browser: &mut Browser, all: &[&str], refused: u16) -> Vec<String> {
    let mut took = Vec::new();
    for code in all {
        let before = deeds(app).await;
        let path = format!("/clusters/{code}/record");
        let looked = browser.get(&path).await.status.as_u16();
        let answer = browser.post_form(&path, &FIELDS).await;
        if answer.status == 303 {
            assert_eq!(looked, 200, "{code}");
            assert_eq!(deeds(app).await, before + 1);
            took.push((*code).to_owned());
        } else {
            assert_eq!((answer.status.as_u16(), looked), (refused, refused), "{code}: {}", answer.text());
            assert_eq!(deeds(app).await, before, "{code} was refused and stands in the audit");
        }
    }
    took
}

#[test]
fn nobody_records_a_cluster_outside_their_own_area_or_body() {
    run(async {
        for engine in engines() {
            let app = province(engine).await;
            let reader = app.test.read().await.unwrap();
            let places = Places::load(&reader, app.test.clock().now()).await.unwrap();
            drop(reader);
            let commune = places.unit_by_key("n-07864").unwrap().to_string();
            let company = places.body_by_key("b-minh-hoa-ht").unwrap().to_string();
            let all = ["24-001", "24-015", "24-901", "24-902", "24-903"];

            let area = Grant { units: Some(BTreeSet::from([commune])), ..everywhere("cluster.record") };
            let body = Grant { body: Some(company), ..everywhere("cluster.record") };
            let cases: [(Person, Grant, &[&str]); 2] =
                [(people::AN, area, &["24-903"]), (people::MINH, body, &["24-902"])];
            for (person, own, may) in cases {
                // Sees all, may write only there: refused in so many words.
                let sees_all = vec![everywhere("cluster.view"), own.clone()];
                let mut browser = app.acting_as(&person.with(sees_all));
                let done = took(&app, &mut browser, &all, 403).await;
                assert!(may.iter().all(|code| done.iter().any(|done| done == code)), "{done:?}");
                assert!(!done.iter().any(|code| code.starts_with("24-0")), "{done:?}");
                // Sees only their own: another cluster is not theirs to know of.
                let view = Grant { action: "cluster.view".to_owned(), ..own.clone() };
                let mut browser = app.acting_as(&person.with(vec![view, own]));
                assert_eq!(took(&app, &mut browser, &all, 404).await, done);
            }
            assert_eq!(app.test.verify().await.unwrap().broken, []);
        }
    });
}

#[test]
fn lan_is_told_all_that_is_wrong_and_no_bad_date_is_a_fault() {
    run(async {
        let app = province(Engine::Sqlite).await;
        let mut lan = app.acting_as(&people::LAN.may_everywhere(&["cluster.*", "document.*"]));
        let before = deeds(&app).await;
        for from in ["31/02/2024", "9999-12-31", "31/12/9999", "0000-01-01", "hôm qua", "2024-13-01", "-1"] {
            let fields = [FIELDS[0], FIELDS[1], FIELDS[2], ("valid_from", from), FIELDS[4]];
            let answer = lan.post_form("/clusters/24-901/record", &fields).await;
            assert_eq!(answer.status, 422, "{from}: {}", answer.text());
        }
        for (name, text) in [("area", "1e9"), ("area", "-1"), ("document", "no-such"), ("investor_kind", "x")]
        {
            let fields = FIELDS.map(|(of, given)| (of, if of == name { text } else { given }));
            lan.post_form("/clusters/24-901/record", &fields).await.expect(422);
        }
        assert_eq!(deeds(&app).await, before);
    });
}
