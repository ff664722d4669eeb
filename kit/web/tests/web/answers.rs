//! Forms of an answer, pages of rows, what browsers keep, and what they are told not to do.

use kit_base::{Action, Actor, Subject};
use kit_testing::people;

use crate::trial::{app, lan};

#[tokio::test]
async fn the_page_asked_for_is_kept_within_what_there_is() {
    let app = app().await;
    let mut lan = lan(&app);
    for (query, page, first, last) in [
        ("", 1, 1, 50),
        ("?page=1", 1, 1, 50),
        ("?page=2", 2, 51, 100),
        ("?page=3", 3, 101, 120),
        ("?page=0", 1, 1, 50),
        ("?page=-1", 1, 1, 50),
        ("?page=999", 3, 101, 120),
        ("?page=abc", 1, 1, 50),
        ("?page=99999999999999999999999", 1, 1, 50),
        ("?page=1.5", 1, 1, 50),
    ] {
        let rows = lan.get_json(&format!("/rows/120{query}")).await;
        assert_eq!(
            (&rows["paging"]["page"], &rows["paging"]["total"]),
            (&page.into(), &120.into()),
            "{query}"
        );
        let shown = rows["rows"].as_array().unwrap();
        assert_eq!((&shown[0], &shown[shown.len() - 1]), (&first.into(), &last.into()), "{query}");
        assert_eq!((&rows["first"], &rows["last"]), (&first.into(), &last.into()), "{query}");
    }
    for (total, first, last) in [(0, 0, 0), (1, 1, 1), (50, 1, 50), (51, 1, 50)] {
        let rows = lan.get_json(&format!("/rows/{total}?page=1")).await;
        assert_eq!((&rows["first"], &rows["last"]), (&first.into(), &last.into()), "{total}");
    }
    let page = lan.get("/rows/120?page=2&as_of=2024-04-22").await.expect(200).text();
    let link = |page: usize| format!("as_of=2024-04-22&#38;page={page}\"");
    assert!(page.contains(&link(1)) && page.contains(&link(3)), "{page}");
    assert!(!lan.get("/rows/50").await.text().contains("page=2"));
}

#[tokio::test]
async fn a_suffix_chooses_the_form_of_the_answer() {
    let app = app().await;
    let mut lan = lan(&app);
    assert!(lan.get("/rows/3").await.expect(200).header("content-type").starts_with("text/html"));
    let json = lan.get("/rows/3.json?as_of=2024-04-22").await.expect(200);
    assert_eq!(json.header("content-type"), "application/json");
    assert_eq!(json.json()["rows"], serde_json::json!([1, 2, 3]));
    let tile = lan.get("/rows/3.mvt").await.expect(406).json();
    assert!(tile["error"].as_str().unwrap().contains(".mvt"), "{tile}");
    let page = lan.get("/rows/3.xml").await.expect(400).text();
    assert!(page.contains("Không đọc được địa chỉ"), "{page}");
    assert!(lan.get("/.json").await.expect(404).json()["error"].is_string());
}

#[tokio::test]
async fn every_answer_says_what_a_browser_must_not_do() {
    let app = app().await;
    let paths =
        ["/measures", "/rows/3.json", "/fail/fault", "/nowhere", "/kept", "/health", "/assets/1/none.js"];
    for path in paths {
        let answer = lan(&app).get(path).await;
        let policy = answer.header("content-security-policy");
        assert!(
            policy.contains("default-src 'self'") && policy.contains("object-src 'none'"),
            "{path}: {policy}"
        );
        assert!(policy.contains("frame-ancestors 'none'") && policy.contains("form-action 'self'"), "{path}");
        assert!(!policy.contains("unsafe"), "{path}: {policy}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("referrer-policy"), "same-origin", "{path}");
        assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin", "{path}");
        // What carries a key is asked for again; a page is not kept at all, so that nobody reads it after signing out.
        let kept = if path == "/kept" { "private, no-cache" } else { "private, no-store" };
        assert_eq!(answer.header("cache-control"), kept, "{path}");
    }
    let page = lan(&app).get("/measures").await.text();
    assert!(
        !page.contains(" style=\"") && !page.contains("<style") && !page.contains(" onclick="),
        "nothing inline"
    );
    assert_eq!(
        page.matches("<script").count(),
        page.matches("<script type=\"module\" src=\"/assets/").count()
    );
}

#[tokio::test]
async fn assets_are_kept_for_ever_under_the_address_of_their_content_only() {
    let app = app().await;
    let page = lan(&app).get("/measures").await.text();
    let style = page.split_once("rel=\"stylesheet\" href=\"").unwrap().1.split_once('"').unwrap().0;
    let asset = app.as_visitor().get(style).await.expect(200);
    assert_eq!(asset.header("cache-control"), "public, max-age=31536000, immutable");
    assert_eq!(asset.header("content-type"), "text/css; charset=utf-8");
    assert!(!asset.body.is_empty());
    let older = app.as_visitor().get("/assets/000000000000/app.css").await.expect(200);
    assert_eq!(older.header("cache-control"), "no-cache");
    assert!(older.body == asset.body);
    for odd in [
        "/assets/1/../../Cargo.toml",
        "/assets/1/..%2F..%2FCargo.toml",
        "/assets/1/app.css.json",
        "/assets/x",
    ] {
        let _ = app.as_visitor().get(odd).await.expect(404);
    }
}

#[tokio::test]
async fn what_is_kept_holds_for_one_day_one_person_and_one_state_of_the_facts() {
    const DEED: Action = Action::new("trial.try");
    let app = app().await;
    let mut lan = lan(&app);
    let first = lan.get("/kept").await.expect(200);
    let tag = first.header("etag").to_owned();
    assert_eq!(tag, format!("\"{}\"", first.text()));
    let same = lan.get_with("/kept", &[("if-none-match", &tag)]).await.expect(304);
    assert!(same.body.is_empty() && same.header("etag") == tag);
    assert_eq!(same.header("cache-control"), "private, no-cache");
    let _ = lan.get_with("/kept", &[("if-none-match", "\"other\"")]).await.expect(200);
    assert_eq!(lan.get("/kept?as_of=2026-06-30").await.header("etag"), tag, "the same day, said aloud");
    let mut tags = vec![tag.clone()];
    for query in ["?as_of=2026-06-29", "?known_at=2026-06-29", "?as_of=2026-06-29&known_at=2026-06-29"] {
        tags.push(lan.get(&format!("/kept{query}")).await.header("etag").to_owned());
    }
    let mut binh = app.acting_as(&people::BINH.may_everywhere(&["trial.look"]));
    tags.push(binh.get("/kept").await.header("etag").to_owned());
    let subject = Subject::new("trial", "1", "Thử");
    app.db().act(&Actor::system("test"), &DEED, subject, async |_| Ok(())).await.unwrap();
    tags.push(lan.get("/kept").await.header("etag").to_owned());
    // Rights are today's: tomorrow somebody may see less, although nothing was recorded.
    app.db().clock().set(app.db().clock().now().plus_seconds(86_400));
    tags.push(lan.get("/kept?as_of=2026-06-30").await.header("etag").to_owned());
    let all = tags.len();
    tags.sort();
    tags.dedup();
    assert_eq!(tags.len(), all, "{tags:?}");
}

#[tokio::test]
async fn the_api_description_names_the_pages_that_answer_in_json() {
    let app = app().await;
    let description = app.as_visitor().get("/openapi").await.expect(200).json();
    let paths = description["paths"].as_object().unwrap();
    for path in ["/measures.json", "/measures/{code}.json", "/audit.json", "/audit/{seq}.json"] {
        assert!(paths.contains_key(path), "{path}");
    }
    let mut lan = app.acting_as(&people::LAN.may_everywhere(&["audit.view"]));
    for odd in ["/audit/abc", "/audit/0", "/audit/9223372036854775807", "/audit/1.5"] {
        let _ = lan.get(odd).await.expect(404);
    }
}
