//! An application with two figures of its own, documents, and what those state.

use kit_base::Words;
use kit_db::{Kind, Measure, Member, Unit, Value};
use kit_testing::{Browser, TestApp, acting, engines, on, people};
use kit_web::Slice;

pub struct World {
    pub app: TestApp,
}

/// A figure that grows: 45 clusters until 2024-12-31, 55 afterwards.
const COUNT: Measure = Measure {
    code: "clusters.count",
    unit: Unit { code: "cluster", digits: 0 },
    kind: Kind::Stock,
    view: &kit_web::system::MEASURE_VIEW,
    basis: |_| Vec::new(),
    members: |_, _, at, _| {
        let many = if at.as_of.year() < 2025 { 45 } else { 55 };
        Box::pin(async move { Ok((0..many).map(|nr| member(nr, Value::Count(1))).collect()) })
    },
    fold: |members| Value::Count(members.len()),
};

const AREA: Measure = Measure {
    code: "clusters.area_ha",
    unit: Unit { code: "ha", digits: 2 },
    members: |_, _, _, _| {
        let area = "1.728,00".parse().map(Value::Area);
        Box::pin(async move { Ok(area.into_iter().map(|area| member(1, area)).collect()) })
    },
    fold: Value::sum_of_areas,
    ..COUNT
};

fn member(nr: usize, value: Value) -> Member {
    Member {
        id: format!("24-{nr:03}"),
        name: format!("CCN {nr}"),
        value: Some(value),
        href: String::new(),
        source: String::new(),
        illustrative: false,
        doubt: None,
    }
}

const WORDS: &str = r#"
[measure.clusters.count]
name = "Số cụm công nghiệp"
definition = "x"
formula = "x"
[measure.clusters.area_ha]
name = "Diện tích cụm công nghiệp"
definition = "x"
formula = "x"
"#;

fn figures() -> Slice {
    Slice { measures: &[COUNT, AREA], ..Slice::new("figures", WORDS, WORDS) }
}

/// Runs a test on both engines, on 2026-06-30, with the letter of 22 April 2024 recorded.
pub async fn on_each_engine(check: impl AsyncFn(World)) {
    assert!(Words::read(&[figures().words]).is_ok());
    for engine in engines() {
        let slices = vec![documents::slice(), figures(), statements::slice()];
        let app = TestApp::new(engine, slices, acting::PEOPLE, on("2026-06-30")).await;
        let world = World { app };
        let letter = [
            ("kind", "letter"),
            ("number", "1234/UBND"),
            ("issued_on", "22/04/2024"),
            ("issuer", "UBND tỉnh"),
            ("title", "Về cụm công nghiệp"),
        ];
        let _ = world.lan().post_form("/documents/new", &letter).await.expect(303);
        check(world).await;
    }
}

/// Key of the letter.
pub const LETTER: &str = "1234-ubnd-2024";

impl World {
    /// Lan, who records documents and what they state.
    pub fn lan(&self) -> Browser {
        let may = ["document.*", "statement.*", "measure.view", "audit.view"];
        self.app.acting_as(&people::LAN.may_everywhere(&may))
    }

    /// Bình, who only looks.
    pub fn binh(&self) -> Browser {
        self.app.acting_as(&people::BINH.may_everywhere(&["document.view", "statement.view", "measure.view"]))
    }

    /// An, who sees the figures of her commune only, and no statement.
    pub fn an(&self) -> Browser {
        self.app.acting_as(&people::AN.may_everywhere(&["document.view", "measure.view"]))
    }
}

/// The fields of a good statement, with some of them set anew.
pub fn fields<'a>(changed: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut fields = vec![
        ("measure", "clusters.count"),
        ("document", LETTER),
        ("as_of", "22/04/2024"),
        ("qualifier", "exact"),
        ("value", "45"),
        ("note", ""),
    ];
    for (name, value) in changed {
        fields.retain(|(other, _)| other != name);
        fields.push((name, value));
    }
    fields
}

/// Records a statement.
pub async fn record(browser: &mut Browser, changed: &[(&str, &str)]) {
    let answer = browser.post_form("/statements/new", &fields(changed)).await.expect(303);
    assert_eq!(answer.location(), format!("/statements?document={LETTER}"));
}

/// Records a note that holds on the letter's day.
pub async fn record_note(browser: &mut Browser) {
    let note = [
        ("measure", "clusters.count"),
        ("document", LETTER),
        ("from", "22/04/2024"),
        ("to", "23/04/2024"),
        ("text_vi", "Số liệu của tháng 8/2022."),
        ("text_en", "Figures of August 2022."),
    ];
    let _ = browser.post_form("/statements/notes/new", &note).await.expect(303);
}
