//! Who sees a request: its asker, and who records the record. No way in tells anybody else of it.

use kit_testing::Browser;

use crate::world::{ABOUT_911, World, ask, on_each_engine};

/// What nobody else may read.
const SECRET: &str = "41,5 hecta theo bản vẽ riêng";

async fn told(browser: &mut Browser, path: &str) -> String {
    browser.get(path).await.text()
}

/// All the ways that could tell of request 1 about 24-911, with its document.
const WAYS: [&str; 10] = [
    "/requests",
    "/requests?tab=all",
    "/requests.json?tab=all",
    "/requests?tab=all&record=cluster&key=24-911",
    "/requests/1",
    "/requests/1.json",
    "/clusters/24-911",
    "/clusters/24-911.json",
    "/documents/bc-7",
    "/documents/bc-7.json",
];

async fn asked(world: &World) -> Browser {
    let mut asker = world.giamdoc();
    let fields =
        [("field", "other"), ("proposed", SECRET), ("reason", "Không nói ra."), ("document", "bc-7")];
    let _ = asker.post_form(ABOUT_911, &fields).await.expect(303);
    asker
}

#[tokio::test]
async fn no_way_shows_a_request_to_anybody_but_its_asker_and_who_records_the_record() {
    on_each_engine(async |world| {
        let mut asker = asked(&world).await;
        for mut other in [world.binh(), world.minh(), world.hoa(), world.an(), world.hung(), world.quantri()]
        {
            let _ = other.get("/requests/1").await.expect(404);
            for path in WAYS {
                // What was asked for stands in the address of the page that says that there is no such request.
                let text = told(&mut other, path).await.replace(&format!("{path}\""), "");
                for secret in [SECRET, "Không nói ra", "đề nghị sửa đang chờ", "/requests/1\""] {
                    assert!(!text.contains(secret), "{path} tells {secret}: {text}");
                }
            }
        }
        for mut theirs in [asker.clone(), world.lan()] {
            assert!(told(&mut theirs, "/requests/1").await.contains(SECRET));
            assert!(told(&mut theirs, "/clusters/24-911").await.contains("1 đề nghị sửa đang chờ"));
        }
        assert!(told(&mut asker, "/documents/bc-7").await.contains("/requests/1\""));
    })
    .await;
}

#[tokio::test]
async fn who_may_no_more_see_the_record_reads_their_own_words_and_nothing_of_the_record() {
    on_each_engine(async |world| {
        let request = ask(&mut world.minh(), ABOUT_911, "area", "41,5").await;
        let mut minh = world.minh_elsewhere();
        for path in
            [request.clone(), format!("{request}.json"), "/requests".to_owned(), "/requests.json".to_owned()]
        {
            let text = told(&mut minh, &path).await;
            assert!(text.contains("41,5") && text.contains("ngoài quyền xem của bạn"), "{path}: {text}");
            for secret in ["Thử Một", "50,00"] {
                assert!(!text.contains(secret), "{path} tells {secret}: {text}");
            }
        }
        let _ = minh.post_form(&format!("{request}/withdraw"), &[]).await.expect(303);
    })
    .await;
}

#[tokio::test]
async fn the_audit_tells_that_somebody_asked_and_keeps_what() {
    on_each_engine(async |world| {
        let _ = asked(&world).await;
        let mut quantri = world.quantri();
        let deed = quantri.get_json("/audit?kind=request&key=1").await["rows"][0].clone();
        assert_eq!((&deed["action"], &deed["name"]), (&"request.make".into(), &"Đặng Quốc Việt".into()));
        let path = format!("/audit/{}", deed["seq"]);
        for path in [path.clone(), format!("{path}.json"), "/audit".to_owned(), "/audit.json".to_owned()] {
            let text = told(&mut quantri, &path).await;
            for secret in [SECRET, "Không nói ra", "Thử Một", "7/BC-SCT"] {
                assert!(
                    !text.contains(secret) || path.starts_with("/audit.") || path == "/audit",
                    "{path}: {text}"
                );
            }
            assert!(!text.contains(SECRET), "{path}: {text}");
        }
        let page = told(&mut quantri, &path).await;
        assert!(page.contains("nội dung không thuộc quyền xem của bạn"), "{page}");
        assert!(world.app.db().verify().await.unwrap().broken.is_empty(), "the chain covers it all the same");
    })
    .await;
}

#[tokio::test]
async fn who_records_in_one_area_sees_the_requests_of_that_area_alone() {
    on_each_engine(async |world| {
        let _ = ask(&mut world.minh(), ABOUT_911, "area", "41,5").await;
        let about = "/requests/new?record=cluster&key=24-912";
        let theirs = ask(&mut world.an(), about, "area", "21").await;
        let list = world.hung().get_json("/requests?tab=waiting").await;
        let numbers: Vec<_> = list["rows"].as_array().unwrap().iter().map(|row| &row["number"]).collect();
        assert_eq!(numbers, [&serde_json::Value::from(2)]);
        assert_eq!(theirs, "/requests/2");
        assert_eq!(crate::world::answer(&mut world.hung(), &theirs, "accepted").await, 303);
        assert_eq!(world.lan().get_json("/requests?tab=all").await["rows"].as_array().unwrap().len(), 2);
    })
    .await;
}
