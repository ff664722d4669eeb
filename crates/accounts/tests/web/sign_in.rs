//! Signing in and out, by the person at the browser.

use std::net::SocketAddr;

use crate::world::{HOUR, MINUTE, PASSWORD, World, on_each_engine, sign_in, sign_in_request, system};
use axum::{extract::ConnectInfo, http::HeaderValue};
use kit_db::{Engine, Files};
use kit_web::{App, Config};

const WRONG: &str = "Sai tên đăng nhập hoặc mật khẩu.";
const LOCKED: &str = "Đăng nhập bị khóa đến 30/06/2026";

#[tokio::test]
async fn lan_signs_in_and_is_known_by_name_and_position() {
    on_each_engine(async |world| {
        let mut lan = world.app.as_visitor();
        let answer = sign_in(&mut lan, " Lan ", PASSWORD).await.expect(303);
        assert_eq!(answer.location(), "/");
        let me = lan.get("/me").await.expect(200).json();
        assert_eq!(me["name"], "Nguyễn Thị Lan");
        assert_eq!(me["position"], "Chuyên viên, Sở Công Thương Tỉnh Mới");
        let _ = lan.get("/form").await.expect(200);
    })
    .await;
}

#[tokio::test]
async fn a_wrong_password_is_told_and_the_login_stays_in_its_field() {
    on_each_engine(async |world| {
        let mut lan = world.app.as_visitor();
        let answer = sign_in(&mut lan, "lan", "không phải mật khẩu").await.expect(422);
        assert!(answer.text().contains(WRONG), "{}", answer.text());
        assert!(answer.text().contains("Còn 4 lần thử trước khi khóa 15 phút."));
        assert!(answer.text().contains("role=\"alert\""));
        assert!(answer.text().contains("value=\"lan\""));
        assert!(!answer.text().contains("không phải mật khẩu"));
        assert_eq!(lan.cookie("cotmoc_session"), None);
    })
    .await;
}

#[tokio::test]
async fn nothing_tells_whether_a_login_exists() {
    on_each_engine(async |world| {
        for _ in 0..6 {
            let answers = ["lan", "nobody"].map(async |login| {
                let answer = sign_in(&mut world.app.as_visitor(), login, "không phải mật khẩu").await;
                (answer.status, answer.text().replace(&format!("value=\"{login}\""), "value=\"LOGIN\""))
            });
            let [known, unknown] = answers;
            assert_eq!(known.await, unknown.await);
        }
    })
    .await;
}

#[tokio::test]
async fn five_wrong_tries_lock_a_login_for_fifteen_minutes_even_for_the_right_password() {
    on_each_engine(async |world| {
        let mut lan = world.app.as_visitor();
        for left in [4, 3, 2, 1] {
            let answer = sign_in(&mut lan, "lan", "không phải mật khẩu").await.expect(422);
            assert!(answer.text().contains(&format!("Còn {left} lần thử")), "{}", answer.text());
            world.pass(MINUTE);
        }
        let fifth = sign_in(&mut lan, "lan", "không phải mật khẩu").await.expect(422);
        assert!(fifth.text().contains(LOCKED), "{}", fifth.text());
        assert!(fifth.text().contains("09:19"), "{}", fifth.text());
        world.pass(14 * MINUTE);
        let right = sign_in(&mut lan, "lan", PASSWORD).await.expect(422);
        assert!(right.text().contains(LOCKED));
        world.pass(MINUTE);
        let _ = sign_in(&mut lan, "lan", PASSWORD).await.expect(303);
    })
    .await;
}

#[tokio::test]
async fn a_right_password_gives_all_tries_back() {
    on_each_engine(async |world| {
        let mut lan = world.app.as_visitor();
        for _ in 0..3 {
            for _ in 0..4 {
                let _ = sign_in(&mut lan, "lan", "không phải mật khẩu").await.expect(422);
            }
            let _ = sign_in(&mut world.app.as_visitor(), "lan", PASSWORD).await.expect(303);
        }
    })
    .await;
}

#[tokio::test]
async fn twenty_tries_at_once_are_no_more_than_five() {
    on_each_engine(async |world| {
        let mut tries = tokio::task::JoinSet::new();
        for _ in 0..20 {
            let mut browser = world.app.as_visitor();
            tries.spawn(async move { sign_in(&mut browser, "lan", "không phải mật khẩu").await.text() });
        }
        let answers = tries.join_all().await;
        assert_eq!(answers.iter().filter(|text| text.contains("Còn ")).count(), 4);
        assert_eq!(answers.iter().filter(|text| text.contains(LOCKED)).count(), 16);
    })
    .await;
}

#[tokio::test]
async fn a_new_password_of_the_administrator_lifts_the_lock() {
    on_each_engine(async |world| {
        let mut lan = world.app.as_visitor();
        for _ in 0..5 {
            let _ = sign_in(&mut lan, "lan", "không phải mật khẩu").await.expect(422);
        }
        accounts::set_first_password(world.app.db(), &system(), "lan", "một mật khẩu khác").await.unwrap();
        let answer = sign_in(&mut lan, "lan", "một mật khẩu khác").await.expect(303);
        assert_eq!(answer.location(), "/password?next=%2F");
    })
    .await;
}

#[tokio::test]
async fn thirty_wrong_tries_lock_an_address_and_no_other() {
    let world = World::new(Engine::Sqlite).await;
    let from = async |address: &str, login: &str, password: &str| {
        let mut request = sign_in_request(login, password);
        let peer: SocketAddr = address.parse().unwrap();
        request.extensions_mut().insert(ConnectInfo(peer));
        request.headers_mut().insert("x-forwarded-for", HeaderValue::from_static("198.51.100.9"));
        world.send(request).await
    };
    for n in 0..30 {
        from("203.0.113.7:1000", &format!("nobody{n}"), "không phải mật khẩu").await;
    }
    let (answer, page) = from("203.0.113.7:1001", "lan", PASSWORD).await;
    assert_eq!(answer.status(), 422);
    assert!(page.contains(LOCKED), "{page}");
    let (answer, _) = from("203.0.113.8:1000", "lan", PASSWORD).await;
    assert_eq!(answer.status(), 303);
    world.pass(15 * MINUTE);
    let (answer, _) = from("203.0.113.7:1001", "lan", PASSWORD).await;
    assert_eq!(answer.status(), 303);
}

#[tokio::test]
async fn a_person_whose_account_is_closed_cannot_sign_in_or_go_on() {
    on_each_engine(async |world| {
        let mut lan = world.signed_in("lan").await;
        accounts::close(world.app.db(), &system(), "lan").await.unwrap();
        assert_eq!(lan.get("/me").await.json()["person"], serde_json::Value::Null);
        let answer = sign_in(&mut lan, "lan", PASSWORD).await.expect(422);
        assert!(answer.text().contains(WRONG));
    })
    .await;
}

#[tokio::test]
async fn the_way_on_after_signing_in_never_leaves_the_site() {
    on_each_engine(async |world| {
        for (next, expect) in [
            ("/units?q=a", "/units?q=a"),
            ("//evil", "/"),
            ("https://evil", "/"),
            ("/\\evil", "/"),
            ("/units\u{1b}", "/"), // no header could carry it
            ("/units\u{0}", "/"),
            ("/sign-out?draft=1", "/"),
        ] {
            let mut lan = world.app.as_visitor();
            let fields = [("username", "lan"), ("password", PASSWORD), ("next", next)];
            let answer = lan.post_bare("/sign-in", &fields).await.expect(303);
            assert_eq!(answer.location(), expect, "{next}");
            let query = form_urlencoded::Serializer::new(String::new()).append_pair("next", next).finish();
            let again = lan.get(&format!("/sign-in?{query}")).await.expect(303);
            assert_eq!(again.location(), expect, "{next}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_sign_in_from_another_site_is_refused() {
    let world = World::new(Engine::Sqlite).await;
    let mut request = sign_in_request("lan", PASSWORD);
    request.headers_mut().insert("sec-fetch-site", HeaderValue::from_static("cross-site"));
    let (answer, page) = world.send(request).await;
    assert_eq!(answer.status(), 403);
    assert!(answer.headers().get("set-cookie").is_none());
    assert!(page.contains("một trang web khác"), "{page}");
}

#[tokio::test]
async fn the_cookie_is_out_of_reach_and_secure_where_the_installation_says_so() {
    let world = World::new(Engine::Sqlite).await;
    let mut lan = world.app.as_visitor();
    let answer = sign_in(&mut lan, "lan", PASSWORD).await.expect(303);
    let token = lan.cookie("cotmoc_session").unwrap().to_owned();
    assert_eq!(token.len(), 64);
    assert_eq!(
        answer.header("set-cookie"),
        format!("cotmoc_session={token}; HttpOnly; SameSite=Lax; Path=/")
    );

    let secure = configured(&world, Config { secure_cookies: true, ..config() });
    let (answer, _) = crate::world::send(&secure, sign_in_request("lan", PASSWORD)).await;
    assert!(answer.headers()["set-cookie"].to_str().unwrap().ends_with("; Path=/; Secure"));
}

#[tokio::test]
async fn only_the_demo_lists_its_people_and_never_their_passwords() {
    let world = World::new(Engine::Sqlite).await;
    let page = world.app.as_visitor().get("/sign-in").await.expect(200).text();
    assert!(!page.contains("quantri"), "{page}");

    let demo = configured(&world, Config { demo: true, ..config() });
    let request = axum::http::Request::get("/sign-in").body(axum::body::Body::empty()).unwrap();
    let (_, page) = crate::world::send(&demo, request).await;
    assert!(
        page.contains("<code>quantri</code><span>Lý Hải Nam, Quản trị, Sở Công Thương Tỉnh Mới</span>"),
        "{page}"
    );
    assert!(page.contains("demo-passwords.txt"));
    assert!(!page.contains(PASSWORD));
}

#[tokio::test]
async fn signing_out_ends_the_session_on_the_server_too() {
    on_each_engine(async |world| {
        let mut lan = world.signed_in("lan").await;
        let token = lan.cookie("cotmoc_session").unwrap().to_owned();
        let answer = lan.post_form("/sign-out", &[]).await.expect(303);
        assert_eq!(answer.location(), "/");
        assert_eq!(answer.header("clear-site-data"), "\"cache\"");
        assert_eq!(lan.cookie("cotmoc_session"), None);
        let thief = world.app.with_cookie(&token).get("/me").await.json();
        assert_eq!(thief["person"], serde_json::Value::Null);
    })
    .await;
}

#[tokio::test]
async fn every_sign_in_has_a_token_of_its_own_and_replaces_the_one_at_the_same_browser() {
    on_each_engine(async |world| {
        let mut lan = world.signed_in("lan").await;
        let first = lan.cookie("cotmoc_session").unwrap().to_owned();
        world.pass(HOUR);
        let _ = sign_in(&mut lan, "lan", PASSWORD).await.expect(303);
        assert_ne!(lan.cookie("cotmoc_session"), Some(first.as_str()));
        let old = world.app.with_cookie(&first).get("/me").await.json();
        assert_eq!(old["person"], serde_json::Value::Null);
    })
    .await;
}

fn config() -> Config {
    Config { installation: "Tỉnh thử nghiệm".to_owned(), secure_cookies: false, demo: false }
}

/// The same data behind an application that is set up in another way.
fn configured(world: &World, config: Config) -> App {
    let files = Files::folder(&world.app.test.at.folder().join("files")).unwrap();
    let slices = vec![places::slice(), accounts::slice()];
    App::new(world.app.db().clone(), files, config, accounts::people(), slices).unwrap()
}
