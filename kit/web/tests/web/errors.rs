//! Every kind of error as page, part, JSON and log line, in both languages.

use std::{
    io,
    sync::{Arc, Mutex},
};

use kit_testing::Browser;

use crate::trial::{app, binh, in_english, lan};

/// Status, and what a Vietnamese and an English reader is told.
const KINDS: [(&str, u16, &str, &str); 10] = [
    ("/fail/signed-out", 401, "Chưa đăng nhập", "Not signed in"),
    ("/fail/right", 403, "Bạn không có quyền: Làm thử", "You have no right to: try something"),
    ("/fail/rule", 403, "một trang web khác", "another web site"),
    ("/fail/missing", 404, "Không có chỉ tiêu", "There is no"),
    ("/nowhere/at/all", 404, "Không có trang này", "There is no such page"),
    // What the router refuses before a handler sees it.
    ("/rows/abc", 400, "Không đọc được địa chỉ", "cannot be read"),
    ("/rows/%ff", 400, "Kiểm tra lại địa chỉ.", "Check the address."),
    ("/fail/invalid", 422, "“area” không phải là diện tích", "area"),
    ("/fail/storage", 503, "Cơ sở dữ liệu đang bận, chưa ghi được.", "busy"),
    ("/fail/fault", 500, "Có sự cố khi mở trang này", "Something went wrong while opening this page"),
];

async fn check(browser: &mut Browser, path: &str, status: u16, told: &str, lang: &str) {
    let page = browser.get(path).await.expect(status);
    let text = page.text();
    assert!(page.header("content-type").starts_with("text/html"), "{path}");
    assert!(text.contains(told) && text.contains(&format!("<html lang=\"{lang}\">")), "{path}: {text}");
    assert!(text.contains("href=\"/\""), "a way out: {path}");
    let part = browser.get_with(path, &[("hx-request", "true")]).await.expect(status).text();
    assert!(
        part.contains(told) && part.contains("role=\"alert\"") && !part.contains("<html"),
        "{path}: {part}"
    );
    let json = browser.get(&format!("{path}.json")).await.expect(status).json();
    let said = format!("{} {}", json["error"].as_str().unwrap(), json["help"].as_str().unwrap());
    assert!(said.contains(told), "{path}: {json}");
    assert_eq!(json["number"].is_string(), status == 500, "{path}: {json}");
    let tile = browser.get(&format!("{path}.mvt")).await.expect(status).json();
    assert!(tile["error"].is_string(), "{path}: {tile}");
}

#[tokio::test]
async fn every_kind_of_error_is_told_in_both_languages_and_all_forms() {
    let app = app().await;
    for (path, status, vietnamese, english) in KINDS {
        check(&mut app.as_visitor(), path, status, vietnamese, "vi").await;
        check(&mut in_english(lan(&app)), path, status, english, "en").await;
    }
}

#[tokio::test]
async fn all_problems_are_told_and_nothing_from_outside_becomes_markup() {
    let app = app().await;
    let page = lan(&app).get("/fail/invalid").await.text();
    assert!(page.contains("“area”") && page.contains("“other”"), "{page}");
    for path in ["/fail/missing", "/fail/right", "/nowhere/%3Cscript%3E", "/about?as_of=%3Cscript%3Ealert"] {
        let page = lan(&app).get(path).await.text();
        assert!(!page.contains("<script>") && !page.contains("(<b>)"), "{path}: {page}");
    }
}

#[tokio::test]
async fn who_lacks_a_right_is_told_its_name_and_whom_to_ask_and_nobody_else_is() {
    let app = app().await;
    let _ = lan(&app).get("/closed").await.expect(200);
    let page = binh(&app).get("/closed").await.expect(403).text();
    assert!(page.contains("Bạn không có quyền: Làm thử") && page.contains("cấp quyền"), "{page}");
    let page = in_english(binh(&app)).get("/closed").await.expect(403).text();
    assert!(page.contains("You have no right to: try something"), "{page}");
    let rule = binh(&app).get("/fail/rule").await.expect(403).text();
    assert!(
        !rule.contains("cấp quyền") && rule.contains("Chưa có gì thay đổi."),
        "no right would help: {rule}"
    );
    let visitor = app.as_visitor().get("/closed?q=a").await.expect(303);
    assert_eq!(visitor.location(), "/sign-in?next=%2Fclosed%3Fq%3Da");
    let json = app.as_visitor().get("/closed.json").await.expect(401).json();
    assert_eq!(json["error"], "Chưa đăng nhập");
}

#[tokio::test]
async fn a_page_is_no_form_and_a_form_no_page() {
    let app = app().await;
    let page = lan(&app).post_form("/closed", &[]).await.expect(404).text();
    assert!(page.contains("Không có trang này"), "{page}");
}

#[tokio::test]
async fn a_path_of_two_slashes_links_to_no_other_host() {
    let app = app().await;
    for path in ["//evil.example/a?b=c", "///evil.example", "/\\evil.example/a"] {
        let page = lan(&app).get(path).await.expect(404).text();
        assert!(page.contains("/evil.example"), "{page}");
        assert!(!page.contains("\"//") && !page.contains("\"/\\"), "{path}: {page}");
    }
}

#[tokio::test]
async fn a_form_that_is_too_large_is_told_with_the_limit() {
    let app = app().await;
    let mut lan = lan(&app);
    let _ = lan.get("/form").await.expect(200);
    let long = "x".repeat(3 << 20);
    assert_eq!(lan.post_form("/form", &[("name", &long)]).await.expect(200).text(), (3 << 20).to_string());
    let longer = "x".repeat(5 << 20);
    let page = lan.post_form("/form", &[("name", &longer)]).await.expect(413).text();
    assert!(page.contains("nhiều nhất 4 MB") && page.contains("<html lang=\"vi\">"), "{page}");
}

#[tokio::test]
async fn a_fault_is_logged_once_under_the_number_that_the_person_sees() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt().with_ansi(false).with_writer(move || writer.clone()).finish();
    let following = tracing::subscriber::set_default(subscriber);
    let app = app().await;
    let page = lan(&app).get("/fail/fault").await.expect(500).text();
    let json = lan(&app).get("/fail/fault.json").await.expect(500).json();
    let _ = lan(&app).get("/fail/missing").await.expect(404);
    drop(following);
    let lines = log.lines();
    let number = page.split_once("Mã sự cố <span class=\"cm-hash\">").unwrap().1.split_once('<').unwrap().0;
    assert_ne!(json["number"], number);
    for number in [number, json["number"].as_str().unwrap()] {
        let about: Vec<_> = lines.iter().filter(|line| line.contains(number)).collect();
        assert_eq!(about.len(), 1, "{lines:?}");
        assert!(about[0].contains("ERROR") && about[0].contains("/fail/fault"), "{about:?}");
        assert!(about[0].contains("draw a page: the secret cause"), "{about:?}");
    }
    assert!(!page.contains("the secret cause") && !json.to_string().contains("the secret cause"));
    assert!(!lines.iter().any(|line| line.contains("/fail/missing") && line.contains("ERROR")));
}

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    fn lines(&self) -> Vec<String> {
        String::from_utf8_lossy(&self.0.lock().unwrap()).lines().map(str::to_owned).collect()
    }
}

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
