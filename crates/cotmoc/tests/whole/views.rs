//! Saved views: for their owner, or for the people of one body; and what a compared list, figure and first page say.

use kit_db::Engine;
use kit_testing::Browser;
use serde_json::Value;

use crate::world::{World, run};

async fn save(browser: &mut Browser, name: &str, address: &str, more: &[(&str, &str)]) -> (u16, String) {
    let mut fields = vec![("name", name), ("address", address)];
    fields.extend(more);
    let answer = browser.post_form("/views", &fields).await;
    let told = if answer.status == 303 { answer.location().to_owned() } else { answer.text() };
    (answer.status.as_u16(), told)
}

async fn names(browser: &mut Browser) -> Vec<String> {
    let list = browser.get_json("/views").await;
    list["rows"].as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_view_is_its_owners_until_it_is_shared_and_then_of_the_people_of_the_same_body() {
    run(async {
        for engine in kit_testing::engines() {
            let world = World::new(engine).await;
            let (mut lan, mut giamdoc) = (world.browser("lan"), world.browser("giamdoc"));
            let address = "/clusters?state=operating&columns=area_ha&as_of=2024-04-22&page=2";
            let (status, way) = save(&mut lan, "Đang hoạt động", address, &[]).await;
            assert_eq!((status, way.as_str()), (303, "/clusters?state=operating&columns=area_ha"));
            assert_eq!((names(&mut lan).await.len(), names(&mut giamdoc).await.len()), (1, 0));
            let (status, told) = save(&mut lan, "Đang hoạt động", address, &[]).await;
            assert!(status == 422 && told.contains("Đã có chế độ xem tên “Đang hoạt động”"), "{told}");
            let id = lan.get_json("/views").await["rows"][0]["id"].as_str().unwrap().to_owned();
            let more = [("replace", id.as_str()), ("shared", "yes"), ("fixed", "yes")];
            let (status, way) = save(&mut lan, "Đang hoạt động", address, &more).await;
            assert_eq!(status, 303);
            assert!(way.contains("as_of=2024-04-22"), "{way}");
            assert_eq!(names(&mut giamdoc).await, ["Đang hoạt động"]);
            for login in ["an", "minh", "hoa", "tuan"] {
                assert!(names(&mut world.browser(login)).await.is_empty(), "{login}");
            }
            let page = giamdoc.get("/clusters").await.expect(200).text();
            assert!(page.contains("Chế độ xem đã lưu") && page.contains("Nguyễn Thị Lan"), "who shared it");
            // Only who saved it renames or deletes it; for others it is not there to change.
            let path = format!("/views/{id}");
            let _ = giamdoc.post_form(&path, &[("do", "delete")]).await.expect(404);
            let _ = lan.post_form(&path, &[("do", "rename"), ("name", "Tên mới")]).await.expect(303);
            assert_eq!(names(&mut giamdoc).await, ["Tên mới"]);
            let _ = lan.post_form(&path, &[("do", "delete")]).await.expect(303);
            assert!(names(&mut lan).await.is_empty());
            for odd in ["https://elsewhere/clusters", "//elsewhere", "/no-such-list"] {
                assert_eq!(save(&mut lan, "x", odd, &[]).await.0, 422, "{odd}");
            }
        }
    });
}

#[test]
fn an_address_opened_from_a_view_shows_nobody_more_than_they_may_see() {
    run(async {
        let world = World::new(Engine::Sqlite).await;
        for login in ["an", "minh", "hoa"] {
            let mut browser = world.browser(login);
            for list in ["/clusters", "/projects", "/enterprises"] {
                let codes = |json: &Value| -> Vec<String> {
                    let rows = json["rows"].as_array().cloned().unwrap_or_default();
                    rows.iter().map(|row| row["code"].as_str().unwrap().to_owned()).collect()
                };
                let now = codes(&browser.get_json(list).await);
                let then = codes(&browser.get_json(&format!("{list}?as_of=2024-04-22")).await);
                let both = browser.get_json(&format!("{list}?compare=2024-04-22")).await;
                let known = |code: &String| now.contains(code) || then.contains(code);
                assert!(codes(&both).iter().all(known), "{login} {list}");
            }
        }
    });
}

#[test]
fn a_figure_and_the_first_page_tell_the_difference_and_which_records_make_it() {
    run(async {
        let world = World::new(Engine::Sqlite).await;
        let mut lan = world.browser("lan");
        let value = async |lan: &mut Browser, query: &str| {
            lan.get_json(&format!("/measures/clusters.count?{query}")).await["value"].as_f64().unwrap()
        };
        let (now, then) = (value(&mut lan, "").await, value(&mut lan, "as_of=2024-04-22").await);
        let card = lan.get_json("/measures/clusters.count?compare=2024-04-22").await;
        let since = &card["compare"];
        assert_eq!((since["value"].as_f64(), since["difference"].as_f64()), (Some(then), Some(now - then)));
        let count = |what: &str| since[what]["count"].as_f64().unwrap();
        assert!((count("entered") - count("left") - (now - then)).abs() < 1e-9, "{since}");
        let home = lan.get_json("/?compare=2024-04-22").await;
        let first = &home["figures"][0]["then"];
        assert_eq!(first["difference"].as_f64(), Some(now - then), "{first}");
        let before = lan.get_json("/measures/clusters.count?compare=1990-01-01").await;
        assert_eq!(before["compare"]["value"], Value::Null);
        let page = lan.get("/measures/clusters.count?compare=1990-01-01").await.expect(200).text();
        assert!(page.contains("Chưa so sánh được: vào ngày 01/01/1990"), "{page}");
    });
}

#[test]
fn a_record_and_its_form_lead_back_to_the_list_with_its_conditions() {
    run(async {
        let world = World::new(Engine::Sqlite).await;
        let mut lan = world.browser("lan");
        let list = lan.get("/clusters?state=operating&columns=area_ha").await.expect(200).text();
        let link = list.split("href=\"").find(|part| part.starts_with("/clusters/24-")).unwrap();
        let link = link.split('"').next().unwrap().replace("&#38;", "&").replace("&amp;", "&");
        let record = lan.get(&link).await.expect(200).text();
        let back = "href=\"/clusters?state=operating&";
        assert!(record.replace("&#38;", "&").replace("&amp;", "&").contains(back), "{link}");
        let form = record.split("href=\"").find(|part| part.contains("/record")).unwrap();
        let form = form.split('"').next().unwrap().replace("&#38;", "&").replace("&amp;", "&");
        let fields = [
            ("name", "minh họa, tên mới"),
            ("area", "41"),
            ("investor_kind", "enterprise"),
            ("valid_from", "2026-01-05"),
            ("document", "minh-hoa"),
        ];
        let answer = lan.post_form(&form, &fields).await.expect(303);
        let record = lan.get(answer.location()).await.expect(200).text();
        assert!(record.replace("&#38;", "&").replace("&amp;", "&").contains(back), "{}", answer.location());
    });
}
