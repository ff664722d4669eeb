//! What waits: nothing without a next actor, nothing that is not the person's to see, and what people decide holds for
//! as long as the matter says the same.

use kit_db::Engine;
use kit_testing::{Browser, engines};
use serde_json::Value;

use crate::world::{World, everybody, run, shared};

async fn rows(browser: &mut Browser, query: &str) -> Vec<Value> {
    let page = browser.get_json(&format!("/work?{query}")).await;
    page["rows"].as_array().unwrap().clone()
}

/// The matter of this sort about that record, wherever it is listed.
async fn matter(browser: &mut Browser, tab: &str, kind: &str, key: &str) -> Option<Value> {
    rows(browser, &format!("tab={tab}&kind={kind}&key={key}")).await.into_iter().next()
}

const LEASE: [(&str, &str); 5] = [
    ("area", "2,5"),
    ("kind", "sublease"),
    ("valid_from", "01/01/2025"),
    ("last_day", "20/12/2026"),
    ("document", "minh-hoa"),
];

#[test]
fn whatever_waits_leads_to_a_record_that_the_person_may_open_and_tells_who_acts() {
    run(async {
        let world = shared(Engine::Sqlite).await;
        for login in everybody().into_iter().skip(1) {
            let mut browser = world.browser(login);
            for row in rows(&mut browser, "tab=all").await {
                let page = row["page"].as_str().unwrap();
                let answer = browser.get(page).await;
                assert_eq!(answer.status, 200, "{login} is told of {page}: {row}");
                let desk = row["desk"].as_array().unwrap();
                assert!(!desk.is_empty(), "{login} is told of {row}, and nobody may act");
                if let Some(form) = row["form"].as_str() {
                    assert_eq!(browser.get(form).await.status, 200, "{login} is sent to {form}");
                }
            }
        }
    });
}

#[test]
fn who_cannot_act_sees_whose_desk_it_is_and_may_decide_nothing() {
    run(async {
        let world = shared(Engine::Sqlite).await;
        let mut minh = world.browser("minh");
        let page = minh.get("/work").await.text();
        assert!(page.contains("Cơ quan khác") && !page.contains("/work/finding?"), "{page}");
        assert_eq!(rows(&mut minh, "tab=mine").await.len(), 0);
        let ask = "/work/finding?check=clusters.no-boundary&key=24-015&other=";
        assert_eq!(minh.get(ask).await.status, 403);
        let fields = [("check", "clusters.no-boundary"), ("key", "24-015"), ("reason", "x")];
        assert_eq!(minh.post_form("/work/finding/dismiss", &fields).await.status, 403);
    });
}

#[test]
fn what_does_not_apply_leaves_the_list_until_it_says_something_else() {
    run(async {
        for engine in engines() {
            let world = World::new(engine).await;
            let mut lan = world.browser("lan");
            let project = "DA-0155";
            let _ = lan.post_form(&format!("/projects/{project}/leases"), &LEASE).await.expect(303);
            let found = matter(&mut lan, "mine", "projects.lease-ends", project).await.unwrap();
            assert_eq!(found["until"], "2026-12-20");
            let soon = matter(&mut lan, "soon", "projects.lease-ends", project).await;
            assert_eq!(soon.as_ref(), Some(&found));
            let text = found["text"].as_str().unwrap();
            let lease = text.split_whitespace().nth(2).unwrap().to_owned();
            assert!(lease.starts_with("HD-"), "{text}");
            let named = [("check", "projects.lease-ends"), ("key", project), ("other", &lease)];
            // Without a reason nothing is decided.
            let page = lan.post_form("/work/finding/dismiss", &named).await.expect(422).text();
            assert!(page.contains("Lý do không áp dụng"), "{page}");
            let with = |reason| named.into_iter().chain([("reason", reason)]).collect::<Vec<_>>();
            let _ = lan.post_form("/work/finding/dismiss", &with("Đã có phụ lục gia hạn")).await.expect(303);
            assert_eq!(matter(&mut lan, "mine", "projects.lease-ends", project).await, None);
            let dismissed = matter(&mut lan, "dismissed", "projects.lease-ends", project).await.unwrap();
            assert_eq!(dismissed["reason"], "Đã có phụ lục gia hạn");
            assert_eq!(dismissed["reopened"], false);
            // Another area is another matter: it is open again, and says what was decided before.
            let path = format!("/projects/{project}/leases?lease={lease}");
            let other: Vec<_> = LEASE
                .into_iter()
                .map(|(name, value)| (name, if name == "area" { "3" } else { value }))
                .collect();
            let _ = lan.post_form(&path, &other).await.expect(303);
            let again = matter(&mut lan, "mine", "projects.lease-ends", project).await.unwrap();
            assert_eq!(again["reopened"], true);
            // Decided anew and taken back.
            let _ = lan.post_form("/work/finding/dismiss", &with("Vẫn vậy")).await.expect(303);
            let _ = lan.post_form("/work/finding/reopen", &named).await.expect(303);
            assert!(matter(&mut lan, "mine", "projects.lease-ends", project).await.is_some());
            assert_eq!(lan.post_form("/work/finding/reopen", &named).await.status, 403);
            assert!(world.app.db().verify().await.unwrap().broken.is_empty());
        }
    });
}

#[test]
fn what_waited_on_a_past_day_is_what_the_facts_of_that_day_say() {
    run(async {
        let world = shared(Engine::Sqlite).await;
        let mut lan = world.browser("lan");
        let (now, then) = (rows(&mut lan, "tab=all").await, rows(&mut lan, "tab=all&as_of=2019-01-01").await);
        assert!(!then.is_empty() && then != now);
        let day = "2019-01-01";
        assert!(then.iter().all(|row| row["since"].as_str().unwrap() <= day), "{then:?}");
    });
}

#[test]
fn who_leads_sees_the_same_counts_as_the_list() {
    run(async {
        let world = shared(Engine::Sqlite).await;
        for login in ["lan", "an", "minh"] {
            let mut browser = world.browser(login);
            let overview = browser.get_json("/overview").await;
            let list = browser.get_json("/work?tab=all").await;
            let open = |severity: &str| overview["open"][severity].as_u64().unwrap();
            let total = list["paging"]["total"].as_u64().unwrap();
            assert_eq!(open("error") + open("warning") + open("note"), total, "{login}: {overview}");
        }
    });
}
