//! A new version from a file: read and told first (*kiểm tra thử*), recorded on the person's word.

use axum::{
    body::Bytes,
    extract::{Multipart, Path},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use documents::{Known, choices, chosen};
use kit_base::{Area, Instant, Lang, Message};
use kit_gisstore::Report;
use kit_web::{Form, FormBasis, Html, Page, Plain, Problems, Result, Template, Ui};
use serde::Serialize;

use super::{
    refusal, seen,
    within::{Within, within},
};
use crate::{
    Layer, Quality, actions,
    model::{Delivered, Reading, Said},
    stores,
};

/// The largest file that is taken: land use of a province, with every plot, has some hundred megabytes.
pub const MOST_FILE_BYTES: usize = 200 << 20;

/// Fields that are typed, and go on from the dry run to the record.
const FIELDS: [&str; 11] = [
    "name",
    "scale",
    "quality",
    "delivered_on",
    "layer",
    "id_column",
    "srid",
    "valid_from",
    "last_day",
    "document",
    "clean",
];

/// The form for a new version.
#[derive(Template, Serialize)]
#[template(path = "layer-new.html")]
struct NewPage {
    #[serde(skip)]
    ui: Ui,
    #[serde(skip)]
    layer: &'static Layer,
    #[serde(skip)]
    form: Form,
    #[serde(skip)]
    problems: Problems,
    #[serde(skip)]
    kept: bool,
    #[serde(skip)]
    documents: Vec<(String, String)>,
    /// The file that is kept already, when something else was wrong: its hash and name.
    #[serde(skip)]
    held: Option<(String, String)>,
}

/// What was read of the file, before anything is recorded.
#[derive(Template, Serialize)]
#[template(path = "layer-check.html")]
struct CheckPage {
    #[serde(skip)]
    ui: Ui,
    #[serde(skip)]
    layer: &'static Layer,
    #[serde(skip)]
    form: Form,
    #[serde(skip)]
    problems: Problems,
    #[serde(skip)]
    kept: bool,
    file_name: String,
    sha256: String,
    report: Report,
    within: Within,
}

impl Page for NewPage {
    fn ui(&self) -> &Ui {
        &self.ui
    }
}

impl Page for CheckPage {
    fn ui(&self) -> &Ui {
        &self.ui
    }
}

impl NewPage {
    fn name(&self) -> &str {
        self.layer.name.said(self.ui.lang())
    }

    fn qualities(&self) -> Vec<(&'static str, String, bool)> {
        let chosen = self.form.get("quality");
        let choice = |quality: Quality| (quality.code(), self.ui.t(quality.word()), quality.code() == chosen);
        Quality::all().map(choice).collect()
    }

    fn systems(&self) -> Vec<(String, String, bool)> {
        let chosen = self.form.get("srid");
        let choice = |crs: &kit_geo::Crs| {
            let code = crs.srid.0.to_string();
            let name = if self.ui.lang() == Lang::Vi { crs.description() } else { crs.name.to_owned() };
            let is_chosen = code == chosen;
            (code, format!("{name} · {}", crs.srid), is_chosen)
        };
        kit_geo::Crs::ALL.iter().map(choice).collect()
    }

    const fn megabytes() -> usize {
        MOST_FILE_BYTES >> 20
    }

    fn is_clean(&self) -> bool {
        self.form.get("clean") == "yes"
    }
}

impl CheckPage {
    fn name(&self) -> &str {
        self.layer.name.said(self.ui.lang())
    }

    /// The fields that go on, hidden.
    fn hidden(&self) -> Vec<(&'static str, String)> {
        FIELDS.map(|name| (name, self.form.get(name).to_owned())).into()
    }

    fn system(&self) -> String {
        let known = kit_geo::Crs::find(kit_geo::Srid(self.report.srid));
        let name = known.map(|crs| match self.ui.lang() {
            Lang::Vi => crs.description(),
            Lang::En => crs.name.to_owned(),
        });
        format!("{} · EPSG:{}", name.unwrap_or_default(), self.report.srid)
    }

    fn hectares(&self) -> String {
        self.ui.ha(area(&self.report))
    }

    fn metres(&self, value: impl Plain<f64>) -> String {
        kit_base::fmt::number(value.plain(), 2, self.ui.lang())
    }

    fn rows(&self) -> String {
        self.ui.count(usize::try_from(self.report.rows).unwrap_or(usize::MAX))
    }

    fn reason(&self, left: &kit_gisstore::Left) -> String {
        self.ui.t(refusal::reason(left.reason))
    }

    fn row(left: &kit_gisstore::Left) -> u64 {
        left.row + 1
    }

    fn more(&self) -> usize {
        self.report.left_out - self.report.left.len()
    }

    fn note(&self) -> Html {
        let (matter, icon) = self.within.look();
        let (icon, text) = (self.ui.icon(icon), Html::text(&self.ui.t(self.within.word())));
        Html(format!("<span class=\"cm-tag bare\" data-m=\"{matter}\">{icon}{text}</span>"))
    }

    fn is_outside(&self) -> bool {
        self.within == Within::Outside
    }
}

/// The area of what was read, exact to 0.01 m².
fn area(report: &Report) -> Area {
    #[expect(clippy::cast_possible_truncation, reason = "a province has 10^12 of these units")]
    Area::from_cm2_hundreds((report.area_m2 * 100.0).round() as i64)
}

async fn form_page(
    ui: Ui,
    layer: &'static Layer,
    form: Form,
    problems: Problems,
    held: Option<(String, String)>,
) -> Result<NewPage> {
    let known = documents::all(&ui.read_db().await?, Instant::LATEST).await?;
    let documents = choices(&known, &ui);
    Ok(NewPage { ui, layer, form, problems, kept: false, documents, held })
}

/// The layer, if versions of it can be recorded.
fn recorded(ui: &Ui, code: &str) -> kit_base::Result<&'static Layer> {
    let layer = seen(ui, code)?;
    actions::stored(layer, ui.lang())?;
    Ok(layer)
}

pub(crate) async fn new(ui: Ui, Path(code): Path<String>) -> Result<Response> {
    let layer = recorded(&ui, &code)?;
    let today = ui.day(ui.today());
    let form = Form::with([("delivered_on", today), ("valid_from", String::new())]);
    Ok(form_page(ui, layer, form, Problems::default(), None).await?.answer())
}

/// What was sent: the fields as typed, and the file.
async fn sent(mut parts: Multipart, problems: &mut Problems) -> (Form, Option<(String, Bytes)>) {
    let too_large = || Message::new("layers.too-large").with("most", MOST_FILE_BYTES >> 20);
    let (mut fields, mut file) = (Vec::new(), None);
    loop {
        let part = match parts.next_field().await {
            Ok(Some(part)) => part,
            Ok(None) => break,
            Err(_) => {
                problems.add("file", too_large());
                break;
            }
        };
        let name = part.name().unwrap_or_default().to_owned();
        let file_name = part.file_name().map(kit_base::compose);
        match (part.bytes().await, file_name) {
            (Ok(content), Some(file_name)) if name == "file" && !file_name.is_empty() => {
                file = Some((plain_name(&file_name), content));
            }
            (Ok(content), None) => {
                fields.push((name, kit_base::compose(&String::from_utf8_lossy(&content))));
            }
            (Ok(_), _) => {}
            (Err(_), _) => {
                problems.add("file", too_large());
                break;
            }
        }
    }
    (Form::of(fields), file)
}

/// The name of a file without what nobody sees.
fn plain_name(name: &str) -> String {
    name.chars().filter(|c| kit_base::line_fault(&c.to_string(), 1).is_none()).take(200).collect()
}

/// What the fields say, with all that is wrong with them.
struct Entry<'a> {
    said: Option<Said>,
    basis: Option<FormBasis>,
    document: Option<&'a Known>,
}

fn entry<'a>(ui: &Ui, form: &Form, known: &'a [Known], problems: &mut Problems) -> Entry<'a> {
    if form.get("clean") != "yes" {
        problems.add("clean", Message::new("layers.clean-needed"));
    }
    Entry {
        said: Said::from_form(form, ui.today(), problems),
        basis: FormBasis::from_form(form, ui.today(), problems),
        document: chosen(known, ui, form, problems),
    }
}

pub(crate) async fn check(ui: Ui, Path(code): Path<String>, parts: Multipart) -> Result<Response> {
    let layer = recorded(&ui, &code)?;
    let mut problems = Problems::default();
    let (form, file) = sent(parts, &mut problems).await;
    let known = documents::all(&ui.read_db().await?, Instant::LATEST).await?;
    let _ = entry(&ui, &form, &known, &mut problems);
    let mut reading = Reading::from_form(&form, form.get("held"), &mut problems);
    let held_name = plain_name(form.get("held_name"));
    // A file that is kept is taken by its hash, which only who had the file knows.
    let read = match file {
        Some((name, content)) => Some((name, content)),
        None if reading.sha256.is_empty() => None,
        None => Some((held_name, ui.app().files().get(&reading.sha256).await?.into())),
    };
    let mut held = None;
    let mut report = None;
    match read {
        None if problems.has("file") => {}
        None => problems.add("file", Message::new("layers.no-file")),
        Some((name, content)) => match stores::read(content.clone(), reading.clone()).await? {
            Err(refusal) => problems.add("file", refusal::told(&ui, &refusal)?.with("file", name)),
            Ok(loaded) => {
                reading.sha256 = ui.app().files().put(content.to_vec()).await?;
                report = Some(loaded.report.clone());
                stores::keep(ui.app().files(), &reading, loaded).await?;
                held = Some((reading.sha256.clone(), name));
            }
        },
    }
    match (report, held) {
        (Some(report), Some((sha256, file_name))) if problems.is_empty() => {
            let within = within(&ui.read_db().await?, ui.at(), report.bounds).await?;
            let (problems, kept) = (Problems::default(), false);
            Ok(CheckPage { ui, layer, form, problems, kept, file_name, sha256, report, within }.answer())
        }
        (_, held) => {
            let page = form_page(ui, layer, form, problems, held).await?;
            Ok(page.answer_with(StatusCode::UNPROCESSABLE_ENTITY))
        }
    }
}

pub(crate) async fn record(ui: Ui, Path(code): Path<String>, form: Form) -> Result<Response> {
    let layer = recorded(&ui, &code)?;
    let mut problems = Problems::default();
    let reader = ui.read_db().await?;
    let known = documents::all(&reader, Instant::LATEST).await?;
    let Entry { said, basis, document } = entry(&ui, &form, &known, &mut problems);
    let reading = Reading::from_form(&form, form.get("sha256"), &mut problems);
    if reading.sha256.is_empty() {
        problems.add("file", Message::new("layers.no-file"));
    }
    let (Some(said), Some(basis), Some(document), true) = (said, basis, document, problems.is_empty()) else {
        let page = form_page(ui, layer, form, problems, None).await?;
        return Ok(page.answer_with(StatusCode::UNPROCESSABLE_ENTITY));
    };
    // Fetched although its store may be there: what is recorded must be kept, whole.
    let content = ui.app().files().get(&reading.sha256).await?;
    let open = stores::open(ui.app().files(), &reading).await?;
    let report = open.report.as_ref().clone();
    let file_name = plain_name(form.get("file_name"));
    let within = within(&reader, ui.at(), report.bounds).await?;
    drop(reader);
    if within == Within::Outside && form.get("outside") != "yes" {
        problems.add("outside", Message::new("layers.outside-needed"));
        let (sha256, kept) = (reading.sha256, false);
        let page = CheckPage { ui, layer, form, problems, kept, file_name, sha256, report, within };
        return Ok(page.answer_with(StatusCode::UNPROCESSABLE_ENTITY));
    }
    let whole = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let delivered = Delivered {
        file_name,
        bytes: whole(content.len()),
        reading,
        source_srid: report.srid.into(),
        features: whole(report.features),
        left_out: whole(report.left_out),
        area: area(&report),
    };
    actions::record(ui.app().db(), ui.actor(), layer, (said, delivered), (basis, document)).await?;
    Ok(Redirect::to(&format!("/layers/{code}")).into_response())
}
