//! How long a session holds, what its forms must carry, and what becomes of a form when it has ended.

use crate::world::{DAY, HOUR, PASSWORD, World, on_each_engine, sign_in};
use kit_testing::Browser;
use serde_json::Value;

async fn is_signed_in(browser: &mut Browser) -> bool {
    browser.get("/me").await.json()["person"] != Value::Null
}

#[tokio::test]
async fn a_session_that_is_used_goes_on_and_one_that_is_not_ends_after_eight_hours() {
    on_each_engine(async |world| {
        let (mut busy, mut idle) = (world.signed_in("lan").await, world.signed_in("an").await);
        world.pass(5 * HOUR);
        assert!(is_signed_in(&mut busy).await);
        world.pass(3 * HOUR);
        assert!(is_signed_in(&mut busy).await);
        assert!(!is_signed_in(&mut idle).await);
    })
    .await;
}

#[tokio::test]
async fn a_session_ends_after_a_day_however_it_is_used() {
    on_each_engine(async |world| {
        let mut lan = world.signed_in("lan").await;
        for _ in 0..23 {
            world.pass(HOUR);
            assert!(is_signed_in(&mut lan).await);
        }
        world.pass(HOUR);
        assert!(!is_signed_in(&mut lan).await);
    })
    .await;
}

#[tokio::test]
async fn what_was_typed_when_the_session_ended_is_there_after_signing_in() {
    on_each_engine(async |world| {
        let mut lan = world.signed_in("lan").await;
        world.pass(9 * HOUR);
        let answer = lan.post_form("/form", &[("name", "Hợp Thịnh")]).await.expect(303);
        let page = lan.get(answer.location()).await.expect(200).text();
        assert!(page.contains("Phiên làm việc đã hết.") && page.contains("Bạn không mất dữ liệu."), "{page}");
        let next = hidden(&page, "next");
        let fields = [("username", "lan"), ("password", PASSWORD), ("next", &next)];
        let answer = lan.post_bare("/sign-in", &fields).await.expect(303);
        assert_eq!(answer.location(), next);
        let form = lan.get(&next).await.expect(200).text();
        assert!(form.contains("kept: Hợp Thịnh"), "{form}");
    })
    .await;
}

#[tokio::test]
async fn what_somebody_else_had_typed_is_not_found() {
    on_each_engine(async |world| {
        let mut lan = world.signed_in("lan").await;
        world.pass(9 * HOUR);
        let answer = lan.post_form("/form", &[("name", "Hợp Thịnh")]).await.expect(303);
        let next = hidden(&lan.get(answer.location()).await.text(), "next");
        let key = next.split_once("draft=").unwrap().1.to_owned();
        let people = accounts::people();
        let of = async |browser: &mut Browser| {
            let id = browser.get("/me").await.json()["person"].as_str().unwrap().to_owned();
            (people.draft)((*world.app).clone(), id, key.clone()).await.unwrap()
        };
        assert_eq!(of(&mut world.signed_in("an").await).await, None);
        assert!(of(&mut world.signed_in("lan").await).await.is_some());
    })
    .await;
}

#[tokio::test]
async fn a_form_of_a_visitor_is_not_kept() {
    on_each_engine(async |world| {
        let _ = world.app.as_visitor().post_form("/form", &[("name", "a")]).await.expect(401);
    })
    .await;
}

#[tokio::test]
async fn passwords_typed_into_an_ended_session_are_not_kept() {
    on_each_engine(async |world| {
        let mut lan = world.signed_in("lan").await;
        let me = lan.get("/me").await.json()["person"].as_str().unwrap().to_owned();
        world.pass(9 * HOUR);
        let answer =
            lan.post_form("/password", &[("password", PASSWORD), ("password-new", "bí mật khác nữa")]).await;
        let next = hidden(&lan.get(answer.expect(303).location()).await.text(), "next");
        let key = next.split_once("draft=").unwrap().1.to_owned();
        let kept = (accounts::people().draft)((*world.app).clone(), me, key).await.unwrap();
        assert_eq!(kept.as_deref(), Some(""));
    })
    .await;
}

#[tokio::test]
async fn a_form_needs_the_token_of_its_own_session() {
    on_each_engine(async |world| {
        let mut lan = world.signed_in("lan").await;
        let other = world.signed_in("lan").await;
        let _ = lan.post_bare("/form", &[("name", "a")]).await.expect(403);
        let _ = lan.post_bare("/form", &[("name", "a"), ("csrf", "")]).await.expect(403);
        let _ = lan.post_bare("/form", &[("name", "a"), ("csrf", "x")]).await.expect(403);
        let _ = lan.post_bare("/form", &[("name", "a"), ("csrf", &other.csrf)]).await.expect(403);
        let _ = lan.post_bare("/sign-out", &[]).await.expect(403);
        let _ = lan.post_form("/form", &[("name", "a")]).await.expect(200);
    })
    .await;
}

#[tokio::test]
async fn a_form_of_another_site_is_refused_whatever_it_carries() {
    on_each_engine(async |world| {
        let lan = world.signed_in("lan").await;
        let cookie = format!("cotmoc_session={}", lan.cookie("cotmoc_session").unwrap());
        for (name, value) in [("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")] {
            let request = axum::http::Request::post("/form")
                .header("host", "test")
                .header("cookie", &cookie)
                .header(name, value)
                .header("content-type", "application/x-www-form-urlencoded")
                .body(axum::body::Body::from(format!("name=a&csrf={}", lan.csrf)))
                .unwrap();
            let (answer, _) = world.send(request).await;
            assert_eq!(answer.status(), 403, "{name}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_changed_password_ends_the_persons_other_sessions() {
    on_each_engine(async |world| {
        let (mut here, mut elsewhere) = (world.signed_in("lan").await, world.signed_in("lan").await);
        let mut an = world.signed_in("an").await;
        let new = "một câu dài dễ nhớ";
        let fields = [("password", PASSWORD), ("password-new", new), ("password-again", new)];
        let answer = here.post_form("/password", &fields).await.expect(303);
        let page = here.get(answer.location()).await.expect(200).text();
        assert!(page.contains("Đã đổi mật khẩu."), "{page}");
        assert!(is_signed_in(&mut here).await);
        assert!(!is_signed_in(&mut elsewhere).await);
        assert!(is_signed_in(&mut an).await);
        let _ = sign_in(&mut elsewhere, "lan", PASSWORD).await.expect(422);
        let _ = sign_in(&mut elsewhere, "lan", new).await.expect(303);
    })
    .await;
}

#[tokio::test]
async fn a_new_password_is_refused_with_everything_that_is_wrong() {
    on_each_engine(async |world| {
        let mut lan = world.signed_in("lan").await;
        let fields = [("password", PASSWORD), ("password-new", "ngắn"), ("password-again", "khác")];
        let page = lan.post_form("/password", &fields).await.expect(422).text();
        assert!(page.contains("Mật khẩu cần ít nhất 10 ký tự."), "{page}");
        assert!(page.contains("Hai lần nhập mật khẩu mới không giống nhau."));
        let new = "một câu dài dễ nhớ";
        let fields = [("password", "không phải mật khẩu"), ("password-new", new), ("password-again", new)];
        for _ in 0..4 {
            let page = lan.post_form("/password", &fields).await.expect(422).text();
            assert!(page.contains("Mật khẩu đang dùng không đúng."), "{page}");
            assert!(!page.contains(new));
        }
        let page = lan.post_form("/password", &fields).await.expect(422).text();
        assert!(page.contains("Đã nhập sai quá số lần cho phép."), "{page}");
    })
    .await;
}

#[tokio::test]
async fn a_first_password_opens_nothing_but_the_choice_of_ones_own() {
    on_each_engine(async |world| {
        let first = "mật khẩu lần đầu";
        accounts::set_first_password(world.app.db(), &crate::world::system(), "lan", first).await.unwrap();
        let mut lan = world.app.as_visitor();
        let fields = [("username", "lan"), ("password", first), ("next", "/form")];
        let answer = lan.post_bare("/sign-in", &fields).await.expect(303);
        let page = lan.get(answer.location()).await.expect(200).text();
        assert!(page.contains("Mật khẩu này do người khác đặt."), "{page}");
        let _ = lan.get("/form").await.expect(403);
        let new = "một câu dài dễ nhớ";
        let fields = [("password", first), ("password-new", new), ("password-again", new), ("next", "/form")];
        let answer = lan.post_form("/password", &fields).await.expect(303);
        assert!(lan.get(answer.location()).await.text().contains("href=\"/form\""));
        let _ = lan.get("/form").await.expect(200);
    })
    .await;
}

#[tokio::test]
async fn what_ended_long_ago_is_swept_away() {
    on_each_engine(async |world| {
        let mut lan = world.signed_in("lan").await;
        world.pass(9 * HOUR);
        let answer = lan.post_form("/form", &[("name", "a")]).await.expect(303);
        let _ = lan.get(answer.location()).await.expect(200);
        let _ = sign_in(&mut lan, "nobody", "không phải mật khẩu").await.expect(422);
        assert_eq!(kept(&world).await, [1, 2, 1]);
        // An address that was right stays known for a quarter.
        for (wait, left) in [(6 * DAY, [1, 2, 1]), (DAY + 16 * HOUR, [0, 1, 0]), (93 * DAY, [0, 0, 0])] {
            world.pass(wait);
            world.app.db().schedule_jobs().await.unwrap();
            world.app.finish_jobs().await;
            assert_eq!(kept(&world).await, left);
        }
    })
    .await;
}

/// Rows of sessions, attempts and drafts.
async fn kept(world: &World) -> [i64; 3] {
    use sea_orm::{ConnectionTrait, Statement};
    let connection = world.app.test.at.connect().await.unwrap();
    let mut found = [0; 3];
    for (count, table) in found.iter_mut().zip(["session", "sign_in_attempt", "draft"]) {
        let sql = format!("select count(*) from {table}");
        let query = Statement::from_string(connection.get_database_backend(), sql);
        *count = connection.query_one_raw(query).await.unwrap().unwrap().try_get_by_index(0).unwrap();
    }
    connection.close().await.unwrap();
    found
}

/// The value of a hidden field, as a browser reads it.
fn hidden(page: &str, name: &str) -> String {
    let (_, rest) = page.split_once(&format!("name=\"{name}\" value=\"")).unwrap();
    rest.split_once('"').unwrap().0.replace("&amp;", "&").replace("&#38;", "&").replace("&#61;", "=")
}
