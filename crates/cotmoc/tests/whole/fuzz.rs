//! Nonsense to every route: what chance puts into paths, questions and forms is refused in words and never a fault.
//!
//! The names of parameters and fields are taken from the source, so that a new one is tried too.
//! `COTMOC_FUZZ=20000 cargo test -p cotmoc --test whole -- fuzz` tries more, from another seed each time.

use std::{collections::BTreeSet, env};

use kit_base::Chance;
use kit_db::Engine;
use kit_testing::Browser;
use kit_web::Route;

use crate::{
    permissions::SAMPLES,
    tidy::{all_between, program, sources},
    world::{World, run},
};

/// Values that have broken programs before.
const NASTY: [&str; 26] = [
    "",
    " ",
    "0",
    "-1",
    "1e309",
    "NaN",
    "9223372036854775808",
    "18446744073709551616",
    "1.234,5",
    "9999-12-31",
    "0000-00-00",
    "-0001-01-01",
    "29/02/2023",
    "31/12/999999999",
    "' or 1=1 --",
    "%",
    "_",
    "\\",
    "../../etc/passwd",
    "<script>alert(1)</script>",
    "\u{0}",
    "\u{202e}\u{200b}",
    "e\u{301}\u{327}",
    "\u{1f3ed}\u{feff}",
    "24-001,24-002",
    "POLYGON((0 0,0 0))",
];

struct Names {
    params: Vec<String>,
    fields: Vec<String>,
    /// Codes and keys that mean something somewhere.
    codes: Vec<String>,
}

fn names() -> Names {
    let (mut params, mut fields) =
        (BTreeSet::from(["as_of".to_owned(), "known_at".to_owned()]), BTreeSet::new());
    for file in sources(&["kit", "crates"], &[".rs", ".html"]) {
        if file.path.contains("/tests/") {
            continue;
        }
        let text = program(&file.text);
        params.extend(
            ["param(\"", "params(\""].iter().flat_map(|ask| all_between(text, ask, '"')).map(str::to_owned),
        );
        let asks = ["form.get(\"", "form.find(\"", "required(\"", "parsed(\"", "parsed::<Day>(\"", "name=\""];
        fields.extend(asks.iter().flat_map(|ask| all_between(text, ask, '"')).map(str::to_owned));
    }
    let plain =
        |name: &String| !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || "_-".contains(c));
    let codes = SAMPLES.iter().flat_map(|(_, path)| path.split('/').skip(2)).map(str::to_owned);
    let codes: BTreeSet<String> =
        codes.chain(["xlsx", "csv", "json", "vi", "2024-04-22"].map(str::to_owned)).collect();
    Names {
        params: params.into_iter().filter(plain).collect(),
        fields: fields.into_iter().filter(plain).filter(|name| name != "csrf").collect(),
        codes: codes.into_iter().collect(),
    }
}

fn value(chance: &mut Chance, names: &Names) -> String {
    match chance.between(0, 9) {
        0..5 => (*chance.pick(&NASTY)).to_owned(),
        5..8 => chance.pick(&names.codes).clone(),
        8 => "Ấ".repeat(usize::try_from(chance.between(1, 3_000)).unwrap()),
        _ => chance.between(-5, 2_000).to_string(),
    }
}

fn pairs(chance: &mut Chance, from: &[String], names: &Names, most: i64) -> Vec<(String, String)> {
    (0..chance.between(0, most)).map(|_| (chance.pick(from).clone(), value(chance, names))).collect()
}

/// An address of the route: mostly one that is there, sometimes with nonsense in its gaps.
fn address(chance: &mut Chance, route: &Route, names: &Names) -> String {
    let sample = SAMPLES.iter().find(|(path, _)| *path == route.path).map(|(_, sample)| (*sample).to_owned());
    let mut path = sample.filter(|_| chance.is(60)).unwrap_or_else(|| {
        let mut nonsense = || {
            let given: String = value(chance, names).chars().take(60).collect();
            form_urlencoded::byte_serialize(given.as_bytes()).collect::<String>()
        };
        let fill = |part: &str| if part.starts_with('{') { nonsense() } else { part.to_owned() };
        route.path.split('/').map(fill).collect::<Vec<_>>().join("/")
    });
    if route.method == "GET" && !path.contains('.') && path != "/" {
        path.push_str(chance.pick::<&str>(&["", "", ".json", ".csv", ".xlsx", ".geojson", ".gpkg", ".mvt"]));
    }
    let query = pairs(chance, &names.params, names, 4);
    if query.is_empty() {
        return path;
    }
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(query).finish();
    format!("{path}?{query}")
}

async fn send(browser: &mut Browser, chance: &mut Chance, route: &Route, names: &Names) -> (String, u16) {
    let path = address(chance, route, names);
    if route.method == "GET" {
        return (path.clone(), browser.get(&path).await.status.as_u16());
    }
    let fields = pairs(chance, &names.fields, names, 12);
    let given: Vec<(&str, &str)> =
        fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let status = if chance.is(5) {
        browser.post_file(&path, &given, ("file", "x.xlsx", value(chance, names).as_bytes())).await.status
    } else {
        browser.post_form(&path, &given).await.status
    };
    (format!("{path} with {fields:?}"), status.as_u16())
}

#[test]
fn nonsense_to_any_route_is_refused_in_words_and_never_a_fault() {
    run(async {
        let more = env::var("COTMOC_FUZZ").ok().and_then(|count| count.parse::<usize>().ok());
        let count = more.unwrap_or(1_500);
        let seed = if more.is_some() { kit_base::Clock::system().now().micros().unsigned_abs() } else { 7 };
        let world = World::new(Engine::Sqlite).await;
        let mut chance = Chance::new(seed);
        let names = names();
        assert!(20 < names.params.len() && 40 < names.fields.len(), "names were not found in the source");
        // Signing out and changing the password would end the trial, not make it harder.
        let ends = ["/sign-out", "/password", "/sign-in"];
        let routes: Vec<_> = world
            .app
            .routes()
            .iter()
            .filter(|route| route.method == "GET" || !ends.contains(&route.path))
            .collect();
        let logins = ["lan", "an", "minh", "quantri", "khach"];
        let mut browsers: Vec<Browser> = logins.iter().map(|login| world.browser(login)).collect();
        for browser in &mut browsers {
            let _ = browser.get("/documents").await;
        }
        let mut statuses = std::collections::BTreeMap::<u16, usize>::new();
        for _ in 0..count {
            let at = chance.index(browsers.len());
            let route = *chance.pick(&routes);
            let (what, status) = send(&mut browsers[at], &mut chance, route, &names).await;
            assert!(status < 500, "{} {} {what} gives {status} (seed {seed})", logins[at], route.method);
            *statuses.entry(status).or_default() += 1;
        }
        // Some of it must have got through, or only the front door was tried.
        assert!(statuses.get(&200).is_some_and(|count| 50 < *count), "{statuses:?}");
        assert!(statuses.contains_key(&422) && statuses.contains_key(&404), "{statuses:?}");
        assert!(world.app.test.verify().await.unwrap().broken.is_empty());
    });
}
