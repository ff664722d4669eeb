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
async fn five_wrong_tries_lock_a_login_at_an_address_for_fifteen_minutes_even_for_the_right_password() {
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

/// Signs in from an address.
async fn from(world: &World, address: &str, login: &str, password: &str) -> (u16, String) {
    let mut request = sign_in_request(login, password);
    let peer: SocketAddr = format!("{address}:1000").parse().unwrap();
    request.extensions_mut().insert(ConnectInfo(peer));
    request.headers_mut().insert("x-forwarded-for", HeaderValue::from_static("198.51.100.9"));
    let (answer, page) = world.send(request).await;
    (answer.status().as_u16(), page)
}

#[tokio::test]
async fn nobody_locks_out_somebody_else_from_afar() {
    on_each_engine(async |world| {
        let (office, afar) = ("203.0.113.7", "198.51.100.1");
        for _ in 0..5 {
            from(&world, afar, "lan", "không phải mật khẩu").await;
        }
        let (_, page) = from(&world, afar, "lan", PASSWORD).await;
        assert!(page.contains(LOCKED), "{page}");
        assert_eq!(from(&world, office, "lan", PASSWORD).await.0, 303);
    })
    .await;
}

#[tokio::test]
async fn fifty_wrong_tries_from_many_places_stop_new_places_but_not_the_known_one() {
    on_each_engine(async |world| {
        assert_eq!(from(&world, "203.0.113.7", "lan", PASSWORD).await.0, 303);
        for n in 0..50 {
            let (status, page) = from(&world, &format!("198.51.100.{n}"), "lan", "không phải mật khẩu").await;
            assert_eq!((status, page.contains(LOCKED)), (422, n == 49), "{n}");
        }
        let (_, page) = from(&world, "192.0.2.1", "lan", PASSWORD).await;
        assert!(page.contains(LOCKED), "{page}");
        let (_, page) = from(&world, "192.0.2.1", "an", "không phải mật khẩu").await;
        assert!(page.contains("Còn 4 lần thử"), "another login is free: {page}");
        assert_eq!(from(&world, "203.0.113.7", "lan", PASSWORD).await.0, 303);
        world.pass(15 * MINUTE);
        assert_eq!(from(&world, "192.0.2.1", "lan", PASSWORD).await.0, 303);
    })
    .await;
}

#[tokio::test]
async fn what_is_too_long_for_a_login_is_told_and_not_stored() {
    on_each_engine(async |world| {
        for login in ["a".repeat(65), "x".repeat(100_000), "la\0n".to_owned(), "lan\u{202e}".to_owned()] {
            let page = sign_in(&mut world.app.as_visitor(), &login, PASSWORD).await.expect(422).text();
            assert!(page.contains("nhiều nhất 64 ký tự"), "{page}");
            assert!(page.len() < 10_000, "what is too long is not sent back");
        }
        let rows = "delete from sign_in_attempt";
        assert_eq!(world.app.test.at.tamper(rows).await.unwrap(), 0);
    })
    .await;
}

#[tokio::test]
async fn thirty_wrong_tries_lock_an_address_for_logins_that_are_new_there() {
    let world = World::new(Engine::Sqlite).await;
    assert_eq!(from(&world, "203.0.113.7", "an", PASSWORD).await.0, 303);
    for n in 0..30 {
        from(&world, "203.0.113.7", &format!("nobody{n}"), "không phải mật khẩu").await;
    }
    let (status, page) = from(&world, "203.0.113.7", "lan", PASSWORD).await;
    assert_eq!(status, 422);
    assert!(page.contains(LOCKED), "{page}");
    assert_eq!(from(&world, "203.0.113.7", "an", PASSWORD).await.0, 303);
    assert_eq!(from(&world, "203.0.113.8", "lan", PASSWORD).await.0, 303);
    world.pass(15 * MINUTE);
    assert_eq!(from(&world, "203.0.113.7", "lan", PASSWORD).await.0, 303);
}

#[tokio::test]
async fn behind_the_proxy_of_the_installation_tries_are_counted_by_what_it_added_last() {
    let world = World::new(Engine::Sqlite).await;
    let behind = configured(&world, Config { proxy: Some([127, 0, 0, 1].into()), ..config() });
    let from = async |added: &[&'static str], password: &str| {
        let mut request = sign_in_request("lan", password);
        request.extensions_mut().insert(ConnectInfo(SocketAddr::from(([127, 0, 0, 1], 1000))));
        for line in added {
            request.headers_mut().append("x-forwarded-for", HeaderValue::from_static(line));
        }
        crate::world::send(&behind, request).await
    };
    for made_up in ["192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.4", "192.0.2.5"] {
        from(&[made_up, "198.51.100.9"], "không phải mật khẩu").await;
    }
    assert!(from(&["192.0.2.6, 198.51.100.9"], PASSWORD).await.1.contains(LOCKED));
    assert_eq!(from(&["198.51.100.10"], PASSWORD).await.0.status(), 303);
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
    Config {
        installation: "Tỉnh thử nghiệm".to_owned(),
        secure_cookies: false,
        proxy: None,
        demo: false,
        territory: None,
    }
}

/// The same data behind an application that is set up in another way.
fn configured(world: &World, config: Config) -> App {
    let files = Files::folder(&world.app.test.at.folder().join("files")).unwrap();
    let slices = vec![places::slice(), documents::slice(), accounts::slice()];
    App::new(world.app.db().clone(), files, config, accounts::people(), slices).unwrap()
}
