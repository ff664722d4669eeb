//! A slice with a page of rows, a page that fails in every way, and one that is kept by the browser.

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use kit_base::{Action, Error, FieldProblem, Message};
use kit_db::Engine;
use kit_testing::{Browser, TestApp, acting, on, people};
use kit_web::{Form, Page, Paging, Result, Route, Slice, Template, Ui, cached};
use serde::Serialize;

/// A deed nobody here may do, unless they are Lan.
pub const TRY: Action = Action::new("trial.try");

const VI: &str = "[action.trial]\ntry = \"Làm thử\"\n";
const EN: &str = "[action.trial]\ntry = \"try something\"\n";

/// Numbers from 1.
#[derive(Template, Serialize)]
#[template(
    source = "{% for row in rows %}<p>{{ row }}</p>{% endfor %}{% include \"pages.html\" %}",
    ext = "html"
)]
struct Numbers {
    #[serde(skip)]
    ui: Ui,
    rows: Vec<usize>,
    paging: Paging,
    first: usize,
    last: usize,
}

impl Page for Numbers {
    fn ui(&self) -> &Ui {
        &self.ui
    }
}

async fn rows(ui: Ui, Path(total): Path<usize>) -> Response {
    let paging = Paging::of(&ui, total);
    let (first, last) = (paging.first(), paging.last());
    Numbers { rows: paging.cut((1..=total).collect()), paging, first, last, ui }.answer()
}

async fn fail(_: Ui, Path(kind): Path<String>) -> Result<Response> {
    let problem = |field| FieldProblem::new(field, Message::new("base.not-an-area").with("text", field));
    let error = match kind.as_str() {
        "signed-out" => Error::SignedOut,
        "rule" => Error::Refused(Message::new("form.other-site")),
        "right" => Error::Refused(Message::new("db.may-not").with("action", TRY.name).with("subject", "<b>")),
        "missing" => Error::NotFound(Message::new("measure.no-such").with("code", "<script>")),
        "invalid" => Error::Invalid(vec![problem("area"), problem("other")]),
        "storage" => Error::Storage(Message::new("db.busy")),
        _ => Error::fault("draw a page", "the secret cause"),
    };
    Err(error.into())
}

async fn kept(ui: Ui) -> Result<Response> {
    let reader = ui.read_db().await?;
    cached(&ui, &reader, async |key| Ok(key.to_owned().into_response())).await
}

fn slice() -> Slice {
    Slice {
        actions: &[&TRY],
        routes: || {
            vec![
                Route::get("/rows/{total}", &kit_web::PUBLIC, rows),
                Route::get("/fail/{kind}", &kit_web::PUBLIC, fail),
                Route::get("/kept", &kit_web::PUBLIC, kept),
                Route::get("/closed", &TRY, fail_never),
                Route::get("/form", &TRY, empty),
                Route::post("/form", &TRY, echo),
            ]
        },
        ..Slice::new("trial", VI, EN)
    }
}

async fn empty(ui: Ui) -> String {
    ui.csrf().0
}

async fn echo(form: Form) -> String {
    form.get("name").len().to_string()
}

async fn fail_never() -> &'static str {
    "open"
}

/// The application on 2026-06-30.
pub async fn app() -> TestApp {
    TestApp::new(Engine::Sqlite, vec![slice()], acting::PEOPLE, on("2026-06-30")).await
}

/// Lan, who may do it.
pub fn lan(app: &TestApp) -> Browser {
    app.acting_as(&people::LAN.may_everywhere(&["trial.*", "measure.view"]))
}

/// Bình, who may not.
pub fn binh(app: &TestApp) -> Browser {
    app.acting_as(&people::BINH.may_everywhere(&["measure.view"]))
}

/// The same person in English.
pub fn in_english(mut browser: Browser) -> Browser {
    browser.set_cookie("lang", "en");
    browser
}
