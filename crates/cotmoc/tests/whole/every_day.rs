//! Every page on far days, in both languages: never a fault, and never a key in place of a word.

use std::collections::BTreeSet;

use axum::http::Method;
use kit_base::Lang;
use kit_db::Engine;

use crate::{
    permissions::address,
    world::{run, shared},
};

const DAYS: [&str; 6] = ["1900-01-01", "2011-01-01", "2022-12-31", "2024-02-29", "2999-12-31", "9999-12-31"]; // the last one is refused

#[test]
fn every_page_answers_on_far_days_in_both_languages() {
    run(async {
        let world = shared(Engine::Sqlite).await;
        let keys: BTreeSet<&str> =
            world.app.words().keys(Lang::Vi).filter(|key| key.contains('.') && 8 < key.len()).collect();
        let admin = world.actor("quantri").await;
        for route in world.app.routes().iter().filter(|route| route.method == Method::GET) {
            let login = if admin.may_somewhere(route.action) { "quantri" } else { "lan" };
            let mut browser = world.browser(login);
            let days = DAYS.iter().flat_map(|day| [("as_of", day), ("known_at", day)]);
            // The words of a page are the same on all days; the other language is asked on one.
            let asked = days.map(|(name, day)| ("vi", name, day)).chain([("en", "as_of", &DAYS[1])]);
            for (lang, name, day) in asked {
                browser.set_cookie("lang", lang); // the page that chooses the language is among them
                let path = format!("{}?{name}={day}", address(route));
                let answer = browser.get(&path).await;
                assert!(!answer.status.is_server_error(), "{path} {}", answer.text());
                assert_no_key(&keys, &path, &answer.text());
                if answer.header("content-type").starts_with("text/html") {
                    assert!(answer.text().contains(&format!("<html lang=\"{lang}\"")), "{path}");
                }
            }
        }
    });
}

#[test]
fn what_is_known_until_today_is_what_is_known() {
    run(async {
        let world = shared(Engine::Sqlite).await;
        let mut lan = world.browser("lan");
        let today = lan.get_json("/clusters").await;
        let day = world.app.db().clock().today();
        assert_eq!(lan.get_json(&format!("/clusters?known_at={day}")).await["all"], today["all"]);
        assert_eq!(lan.get_json("/clusters?as_of=1900-01-01").await["all"], 0);
    });
}

/// A word that is missing shows as its key between tags.
fn assert_no_key(keys: &BTreeSet<&str>, path: &str, page: &str) {
    for text in page.split('>').filter_map(|part| part.split_once('<')).map(|(text, _)| text.trim()) {
        let looks = text.contains('.')
            && !text.contains(' ')
            && text.chars().all(|c| c.is_ascii_lowercase() || ".-_".contains(c));
        assert!(!(looks && keys.contains(text)), "{path} shows the key {text}");
    }
}
