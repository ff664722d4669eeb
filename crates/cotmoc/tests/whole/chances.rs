//! Clusters, rights and questions as chance makes them: whatever a person is not to see of them, no way in tells.

use std::collections::BTreeSet;

use clusters::{Basis, BoundaryMethod, BoundaryQuality, Dated, Fact, Line, State, Version};
use documents::Origin;
use kit_base::{Actor, Chance, Clock, Grant, Instant};
use kit_db::Engine;
use kit_geo::Srid;
use kit_testing::{Browser, TestApp, acting, day, people};
use places::Places;

use crate::{
    permissions::SAMPLES,
    world::{at, run, system},
};

/// How many clusters and people are drawn.
const CLUSTERS: usize = 16;
const PEOPLE: usize = 8;

/// What a right may be to, and how many of a hundred people have it.
const RIGHTS: [(&str, i64); 14] = [
    ("cluster.view", 85),
    ("cluster.record", 30),
    ("enterprise.view", 60),
    ("project.record", 20),
    ("measure.view", 90),
    ("map.view", 90),
    ("list.export", 90),
    ("document.view", 70),
    ("plan.view", 60),
    ("statement.view", 50),
    ("unit.view", 80),
    ("request.make", 60),
    ("finding.dismiss", 40),
    ("audit.view", 40),
];

/// Questions that go with a page.
const QUESTIONS: [&str; 6] =
    ["", "as_of=2021-06-30", "q=kin%20dao", "state=operating", "tab=all", "known_at=2026-11-01"];

struct Drawn {
    app: TestApp,
    units: Vec<String>,
    bodies: Vec<String>,
}

/// A name that stands nowhere else.
fn name(number: usize) -> String {
    format!("Kín Đáo Qz{number:02}")
}

/// A square of a kilometre somewhere in the province, in VN-2000 with the meridian 107°.
fn square(chance: &mut Chance) -> Line {
    let (east, north) = (chance.between(400, 430), chance.between(2350, 2370));
    let corner = |x: i64, y: i64| {
        let metres = |kilometres: i64| f64::from(i32::try_from(kilometres).unwrap()) * 1000.0;
        kit_geo::Coord { x: metres(x), y: metres(y) }
    };
    let ring = vec![
        corner(east, north),
        corner(east + 1, north),
        corner(east + 1, north + 1),
        corner(east, north + 1),
        corner(east, north),
    ];
    let geometry = geo_types::Polygon::new(geo_types::LineString::new(ring), Vec::new()).into();
    let (quality, method) = (BoundaryQuality::Illustrative, BoundaryMethod::Schematic);
    Line { geometry, srid: Srid(9214), quality, scale: None, method }
}

async fn draw(chance: &mut Chance) -> Drawn {
    let demo = cotmoc::Demo::embedded().unwrap();
    let clock = Clock::standing_at(demo.first_day().start());
    let app = TestApp::new(Engine::Sqlite, cotmoc::slices(), acting::PEOPLE, clock.clone()).await;
    cotmoc::fill(&app.test, &clock, &system(), demo, |_, _| {}).await.unwrap();
    let reader = app.test.read().await.unwrap();
    let places = Places::load(&reader, Instant::LATEST).await.unwrap();
    let all = clusters::register(&reader, &system(), at(clock.today(), None)).await.unwrap();
    let source = documents::all(&reader, Instant::LATEST).await.unwrap()[0].id;
    drop(reader);
    let units: Vec<_> = all.clusters.iter().flat_map(|cluster| cluster.units.clone()).collect();
    let bodies: Vec<_> = places.bodies_on(clock.today()).iter().map(|body| body.id).collect();
    for number in 0..CLUSTERS {
        let investor = chance.is(70).then(|| *chance.pick(&bodies));
        let version =
            Version { name: name(number), area: None, investor_kind: None, investor, note: String::new() };
        let mut facts = vec![Fact::Version(version), Fact::State(State::Established)];
        facts.extend(chance.is(80).then(|| Fact::Unit(*chance.pick(&units))));
        facts.extend(chance.is(70).then(|| Fact::Shape(square(chance))));
        let basis = Basis { precision: clusters::Precision::Day, origin: Origin::Illustrative, source };
        let from = day(chance.pick::<&str>(&["2012-01-01", "2020-03-01", "2026-01-01"]));
        let dated = facts.into_iter().map(|fact| Dated { fact, from, to: None, basis }).collect();
        let made = (app.test.clock().id(), format!("24-7{number:02}"));
        clusters::create(&app.test, &system(), (made.0, &made.1, &name(number)), dated).await.unwrap();
    }
    Drawn {
        units: units.iter().map(ToString::to_string).collect(),
        bodies: bodies.iter().map(ToString::to_string).collect(),
        app,
    }
}

/// Somebody with rights everywhere, in some units, for a body, or both.
fn somebody(chance: &mut Chance, drawn: &Drawn) -> Actor {
    let limits = |chance: &mut Chance| {
        let units: BTreeSet<String> = (0..4).map(|_| chance.pick(&drawn.units).clone()).collect();
        let body = chance.pick(&drawn.bodies).clone();
        match chance.between(0, 3) {
            0 => (None, None),
            1 => (Some(units), None),
            2 => (None, Some(body)),
            _ => (Some(units), Some(body)),
        }
    };
    let usual = limits(chance);
    let mut grants = Vec::new();
    for (action, percent) in RIGHTS {
        if chance.is(percent) {
            let (units, body) = if chance.is(70) { usual.clone() } else { limits(chance) };
            grants.push(Grant { action: action.to_owned(), body, units });
        }
    }
    people::AN.with(grants)
}

/// The names of drawn clusters that the person may not see.
async fn hidden(drawn: &Drawn, who: &Actor) -> Vec<String> {
    let reader = drawn.app.test.read().await.unwrap();
    let may = who.may_somewhere(&clusters::VIEW);
    let seen = clusters::register(&reader, who, at(drawn.app.test.clock().now().day(), None)).await.unwrap();
    let seen: BTreeSet<_> = seen.clusters.iter().filter(|_| may).map(|of| of.name.clone()).collect();
    (0..CLUSTERS).map(name).filter(|name| !seen.contains(name)).collect()
}

/// Every page there is, with the gaps filled: those about clusters also with drawn ones.
fn pages(drawn: &Drawn, chance: &mut Chance) -> Vec<String> {
    let mut found = Vec::new();
    for route in drawn.app.routes().iter().filter(|route| route.method == "GET") {
        if !route.path.contains('{') {
            found.push(route.path.to_owned());
            continue;
        }
        let sample = SAMPLES.iter().find(|(path, _)| *path == route.path);
        found.extend(sample.map(|(_, sample)| (*sample).to_owned()));
        if route.path.starts_with("/clusters/{code}") && !route.path.contains("{fact}") {
            let number = chance.index(CLUSTERS);
            found.push(route.path.replace("{code}", &format!("24-7{number:02}")));
        }
    }
    found
}

/// What is in the answer, as text: files too.
fn told(path: &str, body: &[u8]) -> String {
    if path.contains(".xlsx") {
        let sheet = kit_sheets::read(body, None, &|_: &str| false);
        return sheet.map(|sheet| format!("{:?}", sheet.table.rows)).unwrap_or_default();
    }
    String::from_utf8_lossy(body).into_owned()
}

async fn look(browser: &mut Browser, page: &str, question: &str, hidden: &[String], who: &Actor) -> usize {
    let mut looked = 0;
    for suffix in ["", ".json", ".csv", ".xlsx", ".geojson", ".gpkg"] {
        if !suffix.is_empty() && (page.contains('.') || page == "/") {
            continue;
        }
        let path = format!("{page}{suffix}{}{question}", if question.is_empty() { "" } else { "?" });
        let answer = browser.get(&path).await;
        assert!(answer.status.as_u16() < 500, "{path}: {}", answer.text());
        let text = told(&path, &answer.body);
        for name in hidden {
            assert!(!text.contains(name.as_str()), "{path} tells {:?} of {name}: {text}", who.grants);
        }
        looked += usize::from(answer.status == 200);
    }
    looked
}

#[test]
fn whatever_rights_chance_gives_no_way_in_tells_of_a_cluster_that_is_hidden() {
    run(async {
        let mut chance = Chance::new(20_261_124);
        let drawn = draw(&mut chance).await;
        let mut looked = 0;
        let mut kept = 0;
        for _ in 0..PEOPLE {
            let who = somebody(&mut chance, &drawn);
            let hidden = hidden(&drawn, &who).await;
            kept += hidden.len();
            let mut browser = drawn.app.acting_as(&who);
            for page in pages(&drawn, &mut chance) {
                let question = *chance.pick(&QUESTIONS);
                looked += look(&mut browser, &page, question, &hidden, &who).await;
            }
        }
        // Otherwise nothing was tried.
        assert!(PEOPLE * CLUSTERS / 4 < kept && 300 < looked, "{kept} hidden, {looked} looked at");
    });
}
