//! An application with layers, a document to rest on, and files made by code.

use documents::{Document, Kind, Origin, SeedDocument};
use kit_base::{At, Instant};
use kit_gisfile::{Column, ColumnKind, Crs, Rings, Shape, Value, WriteFormat, Writer};
use kit_testing::{Answer, Browser, TestApp, acting, engines, on, people};
use layers::LayerVersion;

pub const TODAY: &str = "2026-06-30";
/// A place in the province, in the installation's coordinate system: east, north.
pub const HERE: [f64; 2] = [416_000.0, 2_353_000.0];

pub struct World {
    pub app: TestApp,
}

/// Runs a test on both engines, on 2026-06-30.
pub async fn on_each_engine(check: impl AsyncFn(World)) {
    for engine in engines() {
        let slices = vec![places::slice(), documents::slice(), layers::slice()];
        let app = TestApp::new(engine, slices, acting::PEOPLE, on(TODAY)).await;
        let document = Document {
            kind: Kind::Letter,
            number: "12/SNNMT".to_owned(),
            issued_on: Some(TODAY.parse().unwrap()),
            issuer: "Sở Nông nghiệp và Môi trường".to_owned(),
            title: "Bàn giao dữ liệu".to_owned(),
            url: String::new(),
            origin: Origin::Illustrative,
            note: String::new(),
        };
        let seed = SeedDocument { key: "cv-12".to_owned(), document };
        let who = people::LAN.may_everywhere(&["document.record"]);
        seed.record(app.db(), &who, app.db().clock().id()).await.unwrap();
        check(World { app }).await;
    }
}

impl World {
    /// Lan, who records versions.
    pub fn lan(&self) -> Browser {
        self.app.acting_as(&people::LAN.may_everywhere(&[
            "layer.*",
            "document.view",
            "audit.view",
            "list.export",
        ]))
    }

    /// Bình, who only looks at layers.
    pub fn binh(&self) -> Browser {
        self.app.acting_as(&people::BINH.may_everywhere(&["layer.view"]))
    }

    /// The versions in force on a day, as known now.
    pub async fn in_force(&self, day: &str) -> Vec<LayerVersion> {
        let at = At { as_of: day.parse().unwrap(), known_at: Instant::LATEST };
        layers::in_force(&self.app.db().read().await.unwrap(), at).await.unwrap()
    }
}

/// A square.
pub fn square(x: f64, y: f64, side: f64) -> Rings {
    polygon(&[[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]])
}

/// A ring as it is.
pub fn polygon(points: &[[f64; 2]]) -> Rings {
    let mut shape = Rings::default();
    shape.points(points.iter().copied());
    shape.end_ring();
    shape.end_part();
    shape
}

/// A `GeoPackage` with a column `ma`, in the system with this number.
pub fn file(srid: &str, features: &[(&str, Rings)]) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("lop.gpkg");
    let columns = [Column { name: "ma", kind: ColumnKind::Text }];
    let crs = Crs::from_code("EPSG", srid);
    let mut writer = Writer::to_file(&path, WriteFormat::of(&path).unwrap(), &columns, &crs, true).unwrap();
    for (name, rings) in features {
        writer.row(&[Value::Text(name)], Shape::Polygons(rings)).unwrap();
    }
    writer.finish().unwrap();
    std::fs::read(&path).unwrap()
}

/// Two fields of one hectare and a bow tie.
pub fn rice() -> Vec<u8> {
    let [x, y] = HERE;
    let bow = polygon(&[[x, y], [x + 10.0, y + 10.0], [x + 10.0, y], [x, y + 10.0], [x, y]]);
    file("9214", &[("LUC", square(x, y, 100.0)), ("LUK", square(x + 500.0, y, 100.0)), ("hỏng", bow)])
}

/// The fields of a good form, with some of them set anew.
pub fn fields<'a>(changed: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut fields = vec![
        ("name", "Đất lúa năm 2026"),
        ("scale", "1:10.000"),
        ("quality", "digitised"),
        ("delivered_on", "15/06/2026"),
        ("srid", ""),
        ("layer", ""),
        ("id_column", "ma"),
        ("valid_from", "01/01/2026"),
        ("last_day", ""),
        ("document", "12/SNNMT"),
        ("clean", "yes"),
    ];
    for (name, value) in changed {
        fields.retain(|(other, _)| other != name);
        fields.push((name, value));
    }
    fields
}

/// Sends the file with the form: the dry run.
pub async fn check(browser: &mut Browser, content: &[u8], changed: &[(&str, &str)]) -> Answer {
    let fields = fields(changed);
    browser.post_file("/layers/rice/versions/new", &fields, ("file", "lúa.gpkg", content)).await
}

/// The value of a hidden field of a page.
pub fn hidden(page: &str, name: &str) -> String {
    let start = format!("name=\"{name}\" value=\"");
    let rest = page.split_once(&start).unwrap_or_else(|| panic!("no field {name}: {page}")).1;
    rest.split_once('"').unwrap().0.to_owned()
}

/// Sends the dry run on, as the person does who has seen it.
pub async fn write(browser: &mut Browser, checked: &str, changed: &[(&str, &str)]) -> Answer {
    let sha256 = hidden(checked, "sha256");
    let mut fields = fields(changed);
    fields.extend([("sha256", sha256.as_str()), ("file_name", "lúa.gpkg")]);
    browser.post_form("/layers/rice/versions", &fields).await
}

/// Dry run and record.
pub async fn record(browser: &mut Browser, content: &[u8], changed: &[(&str, &str)]) {
    let checked = check(browser, content, changed).await.expect(200).text();
    let _ = write(browser, &checked, changed).await.expect(303);
}
