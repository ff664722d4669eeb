//! Who may open what: every person at every route of every slice, as one table that is read in review like code.

use std::{collections::BTreeMap, fmt::Write, path::Path};

use axum::http::Method;
use kit_db::Engine;
use kit_testing::engines;
use kit_web::Route;

use crate::world::{World, everybody, run, shared};

/// An address for every path that has a gap in it.
pub const SAMPLES: &[(&str, &str)] = &[
    ("/audit/{seq}", "/audit/1"),
    ("/clusters/{code}", "/clusters/24-901"),
    ("/clusters/{code}/facts/{fact}", "/clusters/24-901/facts/land"),
    ("/clusters/{code}/land", "/clusters/24-901/land"),
    ("/clusters/{code}/map", "/clusters/24-901/map"),
    ("/clusters/{code}/plan", "/clusters/24-901/plan"),
    ("/clusters/{code}/projects", "/clusters/24-901/projects"),
    ("/clusters/{code}/record", "/clusters/24-901/record"),
    ("/clusters/{code}/works", "/clusters/24-901/works"),
    ("/documents/{key}", "/documents/minh-hoa"),
    ("/documents/{key}/files", "/documents/minh-hoa/files"),
    // The demonstration has no files: whoever gets in finds none.
    ("/documents/{key}/files/{sha256}", "/documents/minh-hoa/files/0000"),
    ("/enterprises/{code}", "/enterprises/DN-0155"),
    ("/enterprises/{code}/record", "/enterprises/DN-0155/record"),
    // The demonstration has imported nothing: whoever gets in finds none.
    ("/imports/drafts/{id}", "/imports/drafts/0000"),
    ("/imports/drafts/{id}/check", "/imports/drafts/0000/check"),
    ("/imports/drafts/{id}/findings", "/imports/drafts/0000/findings"),
    ("/imports/drafts/{id}/write", "/imports/drafts/0000/write"),
    ("/imports/templates/{kind}", "/imports/templates/clusters"),
    ("/imports/{number}", "/imports/1"),
    ("/imports/{number}/file", "/imports/1/file"),
    ("/imports/{number}/undo", "/imports/1/undo"),
    ("/language/{code}", "/language/en"),
    ("/layers/{code}", "/layers/rice"),
    // The demonstration has no versions: whoever gets in finds none.
    ("/layers/{code}/files/{sha256}", "/layers/rice/files/0000"),
    ("/layers/{code}/versions", "/layers/rice/versions"),
    ("/layers/{code}/versions/new", "/layers/rice/versions/new"),
    ("/layers/{code}/versions/{from}/record", "/layers/rice/versions/2024-01-01/record"),
    ("/measures/{code}", "/measures/clusters.count"),
    ("/absences/{login}/end", "/absences/nobody/end"),
    // The demonstration has no such delegation: whoever gets in finds none.
    ("/delegations/{id}/end", "/delegations/0000/end"),
    ("/people/{login}", "/people/lan"),
    // Nobody is called so: the deeds would lock the fixed people out of the other questions.
    ("/people/{login}/close", "/people/nobody/close"),
    ("/people/{login}/first-password", "/people/nobody/first-password"),
    ("/people/{login}/open", "/people/nobody/open"),
    ("/people/{login}/unlock", "/people/nobody/unlock"),
    // The position of the first of the fixed people.
    ("/positions/{number}", "/positions/1"),
    ("/positions/{number}/end", "/positions/1/end"),
    ("/positions/{number}/hand-over", "/positions/1/hand-over"),
    ("/positions/{number}/holders/new", "/positions/1/holders/new"),
    ("/positions/{number}/rights/new", "/positions/1/rights/new"),
    ("/plans/{code}", "/plans/QH-2021-2030"),
    ("/plans/{code}/record", "/plans/QH-2021-2030/record"),
    ("/plans/{code}/rows/new", "/plans/QH-2021-2030/rows/new"),
    ("/plans/{code}/rows/{kind}/{nr}", "/plans/QH-2021-2030/rows/cluster/1"),
    ("/requests/{number}", "/requests/1"),
    ("/requests/{number}/answer", "/requests/1/answer"),
    ("/requests/{number}/withdraw", "/requests/1/withdraw"),
    ("/projects/{code}", "/projects/DA-0155"),
    ("/projects/{code}/leases", "/projects/DA-0155/leases"),
    ("/projects/{code}/record", "/projects/DA-0155/record"),
    ("/projects/{code}/state", "/projects/DA-0155/state"),
    ("/projects/{code}/workers", "/projects/DA-0155/workers"),
    ("/tiles/{z}/{x}/{y}", "/tiles/0/0/0.mvt"),
    ("/units/{key}", "/units/d-viet-yen"),
    ("/views/{id}", "/views/none"),
];

#[test]
fn everybody_gets_in_exactly_where_the_table_says() {
    run(async {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/permissions.txt");
        let bless = std::env::var_os("COTMOC_BLESS").is_some();
        for engine in engines() {
            let table = Answers::ask(shared(engine).await).await.table();
            if bless && engine == Engine::Sqlite {
                std::fs::write(&path, &table).unwrap();
            }
            let should = std::fs::read_to_string(&path).unwrap();
            let old = should.lines().filter(|line| !table.lines().any(|other| other == *line));
            let new = table.lines().filter(|line| !should.lines().any(|other| other == *line));
            let differs: Vec<_> =
                old.map(|line| format!("- {line}")).chain(new.map(|line| format!("+ {line}"))).collect();
            assert!(
                differs.is_empty(),
                "{engine:?} answers otherwise than permissions.txt says; if the change is meant, write it anew with \
                 COTMOC_BLESS=1 cargo test -p cotmoc permissions\n{}",
                differs.join("\n")
            );
        }
    });
}

#[test]
fn every_gap_in_a_path_has_a_sample_and_no_sample_is_left_over() {
    run(async {
        let world = shared(Engine::Sqlite).await;
        let open: Vec<_> = world.app.routes().iter().map(|route| route.path).collect();
        for path in open.iter().filter(|path| path.contains('{')) {
            assert!(SAMPLES.iter().any(|(of, _)| of == path), "SAMPLES has no address for {path}");
        }
        for (path, _) in SAMPLES {
            assert!(open.contains(path), "there is no route {path} any more");
        }
    });
}

#[test]
fn nobody_gets_a_form_in_from_another_site() {
    run(async {
        let world = shared(Engine::Sqlite).await;
        for route in posts(world) {
            for login in everybody() {
                let browser = world.browser(login);
                let body = format!("csrf={}", browser.csrf);
                for from in [("sec-fetch-site", "cross-site"), ("origin", "http://elsewhere.example")] {
                    let status = world.send_form(&browser, &address(&route), &[from], &body).await;
                    assert_eq!(status, 403, "{login} at {} from {from:?}", route.path);
                }
            }
        }
    });
}

#[test]
fn nobody_gets_a_form_in_without_the_token_of_their_session() {
    run(async {
        let world = shared(Engine::Sqlite).await;
        let strange = world.browser("giamdoc").csrf;
        // Who signs in has no session yet: that form is kept to its own site by the origin alone.
        for route in posts(world).into_iter().filter(|route| route.path != "/sign-in") {
            for login in everybody().into_iter().filter(|login| *login != "giamdoc") {
                let browser = world.browser(login);
                for body in ["", "csrf=", "csrf=undefined", &format!("csrf={strange}")] {
                    let status = world.send_form(&browser, &address(&route), &[], body).await;
                    let refused = if login == "khach" { 401 } else { 403 };
                    assert_eq!(status, refused, "{login} at {} with {body:?}", route.path);
                }
            }
        }
    });
}

#[test]
fn the_visitor_learns_nothing_beyond_the_pages_that_are_for_all() {
    run(async {
        let world = shared(Engine::Sqlite).await;
        let mut visitor = world.browser("khach");
        for route in world.app.routes().iter().filter(|route| route.method == Method::GET) {
            for path in [address(route), format!("{}.json", address(route))] {
                let answer = visitor.get(&path).await;
                let text = answer.text();
                for name in ["24-901", "minh họa 02", "Nguyễn Thị Lan"] {
                    assert!(!text.contains(name), "{path} tells a visitor of {name}");
                }
            }
        }
    });
}

/// What everybody was answered.
struct Answers(BTreeMap<(String, &'static str), Vec<u16>>);

impl Answers {
    async fn ask(world: &World) -> Self {
        let mut rows = BTreeMap::new();
        let mut routes: Vec<_> = world.app.routes().to_vec();
        // Wrong tries at signing in lock the address they come from: they are the last that is asked.
        routes.sort_by_key(|route| route.path == "/sign-in" && route.method == Method::POST);
        for route in routes {
            let mut row = Vec::new();
            for login in everybody() {
                row.push(ask(world, &route, login).await);
            }
            rows.insert((route.path.to_owned(), name(&route.method)), row);
        }
        Self(rows)
    }

    fn table(&self) -> String {
        let mut text = String::from(
            "# Who may open what (person × route → status), on the demonstration province. 303 leads to signing in, or\n\
             # back after a deed; a form is sent with its token and without a field, so 422 means that it got in.\n",
        );
        let heads: Vec<_> = everybody().into_iter().map(|login| format!("{login:>10}")).collect();
        let _ = writeln!(text, "{:<38}{}", "", heads.concat());
        for ((path, method), row) in &self.0 {
            let cells: Vec<_> = row.iter().map(|status| format!("{status:>10}")).collect();
            let _ = writeln!(text, "{:<38}{}", format!("{method:<4} {path}"), cells.concat());
        }
        text
    }
}

async fn ask(world: &World, route: &Route, login: &str) -> u16 {
    let path = address(route);
    // Signing out ends the session: somebody else's browser, so that it does not end in the midst of the questions.
    let mut browser = match (route.path, login) {
        ("/sign-out", "khach") => world.browser(login),
        ("/sign-out", _) => world.sign_in(login).await,
        _ => world.browser(login),
    };
    let answer = match name(&route.method) {
        "GET" => browser.get(&path).await,
        "POST" => browser.post_form(&path, &[]).await,
        other => panic!("{path}: {other} is no method of ours"),
    };
    answer.status.as_u16()
}

fn posts(world: &World) -> Vec<Route> {
    world.app.routes().iter().filter(|route| route.method == Method::POST).cloned().collect()
}

pub fn address(route: &Route) -> String {
    let sample = SAMPLES.iter().find(|(path, _)| *path == route.path);
    assert!(sample.is_some() || !route.path.contains('{'), "SAMPLES has no address for {}", route.path);
    sample.map_or(route.path, |(_, address)| address).to_owned()
}

fn name(method: &Method) -> &'static str {
    if method == Method::GET { "GET" } else { "POST" }
}
