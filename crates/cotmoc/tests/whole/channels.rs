//! No way into the register shows a cluster that another hides: list, tiles, figures, pages, map, documents and the
//! first page tell each person of the same clusters, on any day and as known at any time.

use std::collections::BTreeSet;

use clusters::Register;
use kit_base::{Actor, At, Day};
use kit_db::{Engine, Reader};
use kit_testing::{Browser, day};
use serde_json::Value;

use crate::{
    tile,
    world::{World, at, run, shared, times},
};

type Codes = BTreeSet<String>;

/// What the register shows to somebody: the measure for every other way.
struct Shown {
    standing: Codes,
    with_shape: Codes,
    established: Codes,
    /// Those and the clusters of theirs that stand on another day only.
    known_of: Codes,
}

async fn shown(reader: &Reader, who: &Actor, when: At, all: &Codes) -> Shown {
    let Register { clusters, .. } = clusters::register(reader, who, when).await.unwrap();
    let mut with_shape = Codes::new();
    for cluster in &clusters {
        if clusters::boundary(reader, cluster, when).await.unwrap().is_some() {
            with_shape.insert(cluster.code.clone());
        }
    }
    // Any day will do: rights are the same on all of them.
    let mut known_of = Codes::new();
    for year in ["2012-12-31", "2017-12-31", "2020-12-31", "2023-06-30", "2026-06-30"] {
        let then = At { as_of: day(year), ..when };
        let register = clusters::register(reader, who, then).await.unwrap();
        known_of.extend(register.clusters.into_iter().map(|cluster| cluster.code.clone()));
    }
    assert!(known_of.is_subset(all));
    Shown {
        established: clusters.iter().filter(|c| c.is_established()).map(|c| c.code.clone()).collect(),
        standing: clusters.into_iter().map(|cluster| cluster.code.clone()).collect(),
        with_shape,
        known_of,
    }
}

/// Today, two days of the past, and a past state of knowledge.
fn moments(world: &World) -> [(Day, Option<Day>); 5] {
    let today = world.clock.today();
    [
        (today, None),
        (day("2024-04-22"), None),
        (day("2023-01-01"), None),
        (today, Some(day("2024-06-30"))),
        (day("2023-06-01"), Some(day("2023-06-01"))),
    ]
}

#[test]
fn lan_binh_and_the_administrator_see_all_clusters_on_all_ways() {
    for login in ["lan", "binh", "quantri"] {
        check(login, |shown| assert!(3 < shown.standing.len()));
    }
}

#[test]
fn the_commune_officer_an_sees_only_clusters_in_her_commune_on_all_ways() {
    // Two real clusters lie in that commune, and an invented one.
    let hers: Codes = ["24-009", "24-040", "24-903"].map(str::to_owned).into();
    check("an", |shown| assert!(shown.known_of.is_subset(&hers) && shown.standing.contains("24-040")));
}

#[test]
fn the_investors_man_minh_sees_only_his_companys_clusters_on_all_ways() {
    check("minh", |shown| {
        assert!(shown.known_of.contains("24-902"));
        assert!(shown.known_of.iter().all(|code| code.starts_with("24-90")));
    });
}

#[test]
fn hoa_and_the_visitor_see_no_cluster_on_any_way() {
    for login in ["hoa", "khach"] {
        check(login, |shown| assert_eq!(shown.known_of, Codes::new()));
    }
}

fn check(login: &str, expect: impl Fn(&Shown)) {
    run(async {
        let world = shared(Engine::Sqlite).await;
        let who = world.actor(login).await;
        // Binh and the administrator have lan's right to look: they are asked a part of what she is.
        let one_by_one = !["binh", "quantri"].contains(&login);
        let reader = world.app.test.read().await.unwrap();
        let mut all = Codes::new();
        for (as_of, known_at) in moments(world) {
            let register = clusters::register(&reader, &crate::world::system(), at(as_of, known_at)).await;
            all.extend(register.unwrap().clusters.into_iter().map(|cluster| cluster.code.clone()));
        }
        assert!(50 < all.len(), "{}", all.len());
        for (nr, (as_of, known_at)) in moments(world).into_iter().enumerate() {
            let when = times(as_of, known_at);
            let shown = shown(&reader, &who, at(as_of, known_at), &all).await;
            expect(&shown);
            let mut browser = world.browser(login);
            let told = format!("{login} {when}");
            assert_eq!(listed(&mut browser, &when).await, shown.standing, "list, {told}");
            assert_eq!(drawn(&mut browser, &when, "0/0/0").await, shown.with_shape, "tile, {told}");
            assert_eq!(counted(&mut browser, &when).await, shown.established, "figure, {told}");
            let changed = changed(&mut browser, &when).await;
            assert!(changed.is_subset(&shown.standing), "first page, {told}: {changed:?}");
            // Page by page: all of them today, later on those of theirs and a sample of the others.
            let few = shown.known_of.len() < 5;
            let theirs = |code: &String| few && shown.known_of.contains(code);
            let asked = all.iter().enumerate();
            let asked = asked.filter(|(i, code)| (nr == 0 && one_by_one) || i % 7 == nr || theirs(code));
            let asked: Codes = asked.map(|(_, code)| code.clone()).collect();
            let (opened, told_of) = opened(&mut browser, &when, &asked).await;
            let expected: Codes = shown.standing.intersection(&asked).cloned().collect();
            assert_eq!(opened, expected, "pages, {told}");
            assert!(told_of.is_subset(&shown.known_of), "pages of other days, {told}: {told_of:?}");
            if nr == 0 || (nr == 1 && one_by_one) {
                let cited = cited(&mut browser, &when).await;
                let documents = who.may_somewhere(&documents::VIEW);
                let expected = if documents { &shown.standing } else { &Codes::new() };
                assert_eq!(&cited, expected, "documents, {told}");
            }
        }
    });
}

#[test]
fn minh_finds_no_hidden_cluster_by_search_by_condition_or_deeper_in_the_map() {
    run(async {
        let world = shared(Engine::Sqlite).await;
        let mut minh = world.browser("minh");
        for query in ["q=24-0", "q=hợp+thịnh", "q=a", "district=d-hiep-hoa", "state=operating", "sort=name"]
        {
            let found = codes(&minh.get_json(&format!("/clusters?{query}")).await["rows"], "code");
            assert!(found.iter().all(|code| code.starts_with("24-90")), "{query}: {found:?}");
        }
        let page = minh.get("/clusters").await.expect(200).text();
        assert!(!page.contains("24-0"), "the page of the list names a hidden cluster");
        for unit in ["d-hiep-hoa", "p-bac-giang"] {
            let card = minh.get_json(&format!("/measures/clusters.count?unit={unit}")).await;
            assert!(codes(&card["members"], "id").iter().all(|code| code.starts_with("24-90")));
        }
        // All tiles of the province, eight levels deeper.
        let mut deep = Codes::new();
        for (x, y) in (405..=409).flat_map(|x| (222..=227).map(move |y| (x, y))) {
            deep.extend(drawn(&mut minh, "", &format!("9/{x}/{y}")).await);
        }
        assert_eq!(deep, drawn(&mut minh, "", "0/0/0").await);
        assert!(!deep.is_empty());
    });
}

async fn get(browser: &mut Browser, path: &str) -> Value {
    let answer = browser.get(path).await;
    if answer.status.is_success() { answer.json() } else { Value::Null }
}

/// The codes in the list, over all its pages.
async fn listed(browser: &mut Browser, when: &str) -> Codes {
    let mut found = Codes::new();
    for page in 1..=2 {
        let list = get(browser, &format!("/clusters.json?{when}&page={page}")).await;
        found.extend(codes(&list["rows"], "code"));
    }
    found
}

async fn drawn(browser: &mut Browser, when: &str, tile: &str) -> Codes {
    let answer = browser.get(&format!("/tiles/{tile}.mvt?{when}")).await;
    if answer.status.is_success() { tile::texts(&answer.body, "cluster", "code") } else { Codes::new() }
}

async fn counted(browser: &mut Browser, when: &str) -> Codes {
    let mut found = Codes::new();
    for page in 1..=2 {
        let card = get(browser, &format!("/measures/clusters.count.json?{when}&page={page}")).await;
        found.extend(codes(&card["members"], "id"));
    }
    found
}

/// The clusters whose page says that they stand, and those of which a page or a map tells at all.
async fn opened(browser: &mut Browser, when: &str, all: &Codes) -> (Codes, Codes) {
    let (mut standing, mut told_of) = (Codes::new(), Codes::new());
    for code in all {
        let answer = browser.get(&format!("/clusters/{code}.json?{when}")).await;
        assert!([200, 401, 403, 404].contains(&answer.status.as_u16()), "{code} {}", answer.status);
        if answer.status == 200 {
            told_of.insert(code.clone());
            if answer.json()["standing"] == true {
                standing.insert(code.clone());
            }
        }
        let map = browser.get(&format!("/clusters/{code}/map.json?{when}")).await;
        assert!([200, 401, 403, 404].contains(&map.status.as_u16()), "map of {code} {}", map.status);
        if map.status == 200 {
            told_of.insert(code.clone());
        }
        assert!(!standing.contains(code) || map.status != 404, "{code} stands, and has no map");
    }
    (standing, told_of)
}

async fn changed(browser: &mut Browser, when: &str) -> Codes {
    let home = get(browser, &format!("/.json?{when}")).await;
    of_hrefs(&home["changes"])
}

/// The clusters that documents say rest on them.
async fn cited(browser: &mut Browser, when: &str) -> Codes {
    let list = get(browser, &format!("/documents.json?{when}")).await;
    let mut found = Codes::new();
    for key in codes(&list["rows"], "key") {
        found.extend(of_hrefs(&get(browser, &format!("/documents/{key}.json?{when}")).await["citations"]));
    }
    found
}

fn of_hrefs(rows: &Value) -> Codes {
    let hrefs = codes(rows, "href");
    hrefs.iter().filter_map(|href| href.strip_prefix("/clusters/").map(str::to_owned)).collect()
}

fn codes(rows: &Value, name: &str) -> Codes {
    let rows = rows.as_array().into_iter().flatten();
    rows.map(|row| row[name].as_str().unwrap().to_owned()).collect()
}
