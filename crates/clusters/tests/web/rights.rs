//! Who sees which clusters. Rights are today's, also on a day of the past.

use kit_testing::{Browser, people};

use crate::world::{codes, on_each_engine, shown};

const DAYS: [&str; 4] =
    ["", "?as_of=2023-06-01", "?as_of=2025-06-30&known_at=2025-06-30", "?as_of=2025-07-01"];

/// The same clusters in table, JSON and figures, on each of the days.
async fn sees_only(browser: &mut Browser, theirs: &[&str], not_theirs: &str) {
    for query in DAYS {
        let and = if query.is_empty() { "?" } else { "&" };
        let list = browser.get_json(&format!("/clusters{query}{and}sort=code")).await;
        assert_eq!(codes(&list), theirs, "{query}");
        assert_eq!(list["all"], theirs.len());
        let page = browser.get(&format!("/clusters{query}")).await.expect(200).text();
        assert_eq!(shown(&page), theirs.iter().map(|code| (*code).to_owned()).collect());
        assert!(!page.contains(not_theirs), "{query}: {page}");
        let figure = browser.get_json(&format!("/measures/clusters.count{query}")).await;
        assert_eq!(figure["value"], theirs.len(), "{query}");
        for code in theirs {
            let _ = browser.get(&format!("/clusters/{code}{query}")).await.expect(200);
        }
        for path in [not_theirs.to_owned(), format!("{not_theirs}.json")] {
            let _ = browser.get(&format!("/clusters/{path}{query}")).await.expect(404);
        }
    }
}

#[tokio::test]
async fn an_sees_the_clusters_of_the_commune_of_today_also_under_the_names_of_old() {
    on_each_engine(async |world| {
        let mut an = world.an();
        sees_only(&mut an, &["24-804", "24-903"], "24-901").await;
        let _ = an.get("/clusters/24-903/record").await.expect(403);
        let searched = an.get_json("/clusters?q=24-9").await;
        assert_eq!(codes(&searched), ["24-903"]);
    })
    .await;
}

#[tokio::test]
async fn minh_sees_the_clusters_of_the_firm_also_before_it_came() {
    on_each_engine(async |world| {
        let mut minh = world.minh();
        sees_only(&mut minh, &["24-901", "24-902"], "24-903").await;
        // On that day it had no investor yet: by today's right it is still theirs, and nobody else's.
        let list = minh.get_json("/clusters?as_of=2023-01-10").await;
        assert_eq!(codes(&list), ["24-901"]);
        let _ = minh.get("/clusters/24-902?as_of=2023-01-10").await.expect(200);
        let _ = minh.get("/clusters/24-903?as_of=2023-01-10").await.expect(404);
    })
    .await;
}

#[tokio::test]
async fn what_is_not_theirs_is_not_told_by_any_document_or_choice_either() {
    on_each_engine(async |world| {
        let mut an = world.an_with(&["document.view"]);
        let page = an.get("/documents/minh-hoa").await.expect(200).text();
        assert!(page.contains("minh họa 03") && !page.contains("minh họa 01"), "{page}");
        let list = an.get("/clusters").await.expect(200).text();
        assert!(!list.contains("Việt Yên"), "a condition would tell where others lie: {list}");
    })
    .await;
}

#[tokio::test]
async fn who_sees_a_part_is_told_that_it_is_a_part() {
    on_each_engine(async |world| {
        for mut browser in [world.an(), world.minh()] {
            let list = browser.get("/clusters").await.expect(200).text();
            assert!(list.contains("Đã thành lập, trong phạm vi của bạn"), "{list}");
            assert!(list.contains("<b>2</b>/2 cụm trong phạm vi của bạn"), "{list}");
            assert_eq!(browser.get_json("/clusters").await["limited"], true);
            let catalogue = browser.get("/measures").await.expect(200).text();
            let told = catalogue.matches("Trong phạm vi của bạn").count();
            assert!(2 <= told, "{told} of {catalogue}");
            let card = browser.get_json("/measures/clusters.count").await;
            assert_eq!((&card["limited"], &card["scope"]), (&true.into(), &"Trong phạm vi của bạn".into()));
        }
        let mut lan = world.lan();
        assert!(!lan.get("/clusters").await.expect(200).text().contains("trong phạm vi của bạn"));
        let card = lan.get_json("/measures/clusters.count").await;
        assert_eq!((&card["limited"], &card["scope"]), (&false.into(), &"Phạm vi: toàn tỉnh".into()));
    })
    .await;
}

#[tokio::test]
async fn hoa_whose_firm_builds_no_cluster_is_told_why_the_list_is_empty_and_whom_to_ask() {
    on_each_engine(async |world| {
        let mut hoa = world.hoa();
        let list = hoa.get("/clusters").await.expect(200).text();
        assert!(list.contains("Chưa có cụm công nghiệp nào trong phạm vi của bạn"), "{list}");
        assert!(list.contains("đề nghị Sở Công Thương"), "{list}");
        assert!(!list.contains("/measures/"), "no figure without the right to figures: {list}");
        assert!(!list.contains("class=\"gl\"") && !list.contains("view=map"), "and no map: {list}");
        let lan = world.lan().get("/clusters").await.expect(200).text();
        assert!(lan.contains("class=\"gl\"") && lan.contains("/measures/"), "{lan}");
    })
    .await;
}

#[tokio::test]
async fn without_the_right_to_look_there_is_no_register() {
    on_each_engine(async |world| {
        let mut hoa = world.app.acting_as(&people::HOA.may_everywhere(&["unit.view"]));
        for path in ["/clusters", "/clusters.json", "/clusters/24-901", "/measures/clusters.count"] {
            let _ = hoa.get(path).await.expect(403);
        }
        // The figures are theirs to ask for, but they see no record that enters them.
        let mut tuan = world.app.acting_as(&people::TUAN.may_everywhere(&["measure.view"]));
        assert_eq!(tuan.get_json("/measures/clusters.count").await["value"], 0);
        let _ = world.app.as_visitor().get("/clusters").await.expect(303);
        let _ = world.app.as_visitor().get("/clusters.json").await.expect(401);
    })
    .await;
}
