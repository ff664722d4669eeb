//! The day, the language, and what a page carries along to the next.

use crate::trial::{app, in_english, lan};

#[tokio::test]
async fn both_ways_of_writing_a_day_are_read_and_today_is_the_day_when_none_is_given() {
    let app = app().await;
    let mut lan = lan(&app);
    for (query, as_of, known_at) in [
        ("", "2026-06-30", None),
        ("?as_of=&known_at=", "2026-06-30", None),
        ("?as_of=2024-04-22", "2024-04-22", None),
        ("?as_of=22/04/2024", "2024-04-22", None),
        ("?as_of=22%2F04%2F2024&known_at=+2024-05-01+", "2024-04-22", Some("2024-05-01")),
        ("?as_of=9999-12-30", "9999-12-30", None),
        ("?known_at=2026-06-30", "2026-06-30", Some("2026-06-30")),
    ] {
        let rows = lan.get_json(&format!("/rows/3{query}")).await;
        assert_eq!((&rows["as_of"], &rows["known_at"]), (&as_of.into(), &known_at.into()), "{query}");
        let page = lan.get(&format!("/measures{query}")).await.expect(200).text();
        let past = as_of != "2026-06-30" || known_at.is_some_and(|day| day != "2026-06-30");
        assert_eq!(page.contains("<body data-past"), past, "the chip shows when it is not today: {query}");
    }
}

#[tokio::test]
async fn a_day_that_is_none_is_refused_by_name_and_never_read_as_today() {
    let app = app().await;
    for (query, told) in [
        ("as_of=31/02/2024", "“31/02/2024” không phải là ngày."),
        ("known_at=yesterday", "“yesterday” không phải là ngày."),
        ("as_of=2024-04-22T00:00", "không phải là ngày."),
        ("as_of=0024-04-22", "không phải là ngày."),
        ("as_of=2024-04-22&known_at=13/13/2024", "“13/13/2024”"),
    ] {
        let page = lan(&app).get(&format!("/rows/3?{query}")).await.expect(422).text();
        assert!(page.contains(told) && page.contains("ví dụ 22/04/2024"), "{query}: {page}");
        let _ = lan(&app).get(&format!("/rows/3.json?{query}")).await.expect(422);
    }
}

#[tokio::test]
async fn the_open_end_and_a_day_of_recording_to_come_are_refused() {
    let app = app().await;
    for (query, told) in [
        ("as_of=9999-12-31", "không phải một ngày để xem"),
        ("known_at=2026-07-01", "Ngày ghi nhận chưa đến."),
        ("known_at=9999-12-31", "Ngày ghi nhận chưa đến."),
    ] {
        let page = lan(&app).get(&format!("/rows/3?{query}")).await.expect(422).text();
        assert!(page.contains(told), "{query}: {page}");
        let json = lan(&app).get(&format!("/rows/3.json?{query}")).await.expect(422).json();
        assert!(json["help"].as_str().unwrap().contains(told), "{json}");
    }
}

#[tokio::test]
async fn a_form_on_a_page_carries_its_other_conditions_but_not_its_place_in_the_list() {
    let app = app().await;
    let query = "q=%22a%22&state=x&state=y&page=3&draft=k&empty=&as_of=2024-04-22";
    let page = lan(&app).get(&format!("/measures?{query}")).await.expect(200).text();
    let form = page.split_once("id=\"known_at\"").unwrap().1.split_once("</form>").unwrap().0;
    let hidden = |name: &str| form.matches(&format!("<input type=\"hidden\" name=\"{name}\"")).count();
    assert_eq!(
        (hidden("q"), hidden("state"), hidden("page"), hidden("draft"), hidden("as_of")),
        (1, 2, 0, 0, 0),
        "{form}"
    );
    assert!(!form.contains("value=\"\"a\"\""), "a quote would end the attribute: {form}");
    // The search in the top bar starts anew, but for the same day.
    assert!(page.contains("href=\"/?as_of=2024-04-22\""), "{page}");
    // Back to today: everything but the dates.
    let today = page.split_once("class=\"cm-today\" href=\"").unwrap().1.split_once('"').unwrap().0;
    assert!(today.contains("state=x") && today.contains("state=y") && !today.contains("as_of"), "{today}");
}

#[tokio::test]
async fn the_language_is_remembered_and_leads_back_to_our_own_pages_only() {
    let app = app().await;
    let mut lan = lan(&app);
    let page = lan.get("/measures?as_of=2024-04-22").await.expect(200).text();
    assert!(page.contains("href=\"/language/en?next=/measures%3Fas_of%3D2024-04-22\""), "{page}");
    let answer = lan.get("/language/en?next=/measures%3Fas_of%3D2024-04-22").await.expect(303);
    assert_eq!(answer.location(), "/measures?as_of=2024-04-22");
    assert!(answer.header("set-cookie").contains("SameSite=Lax"));
    let page = lan.get(answer.location()).await.expect(200).text();
    assert!(page.contains("<html lang=\"en\">"), "{page}");
    for elsewhere in [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "/%09/evil.example", // browsers drop the tab
        "/%0A/evil.example",
        "/%00",
        "evil.example",
        "javascript:alert(1)",
        "",
    ] {
        let answer = lan.get(&format!("/language/vi?next={elsewhere}")).await.expect(303);
        assert_eq!(answer.location(), "/", "{elsewhere}");
    }
    let _ = lan.get("/language/klingon").await.expect(303);
    assert!(lan.get("/measures").await.text().contains("<html lang=\"vi\">"));
    let mut odd = in_english(app.as_visitor());
    odd.set_cookie("lang", "<script>");
    assert!(odd.get("/about").await.text().contains("<html lang=\"vi\">"));
}

#[tokio::test]
async fn letters_and_their_marks_in_an_address_are_composed() {
    let app = app().await;
    let page = lan(&app).get("/measures?q=Phu%CC%9Bo%CC%9B%CC%A3ng").await.expect(200).text();
    assert!(page.contains("value=\"Phượng\""), "{page}");
}
