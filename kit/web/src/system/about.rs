//! Language, licences, health.

use askama::Template;
use axum::{
    Json,
    extract::Path,
    http::{StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use kit_base::Lang;
use kit_db::Engine;
use serde::Serialize;

use crate::{Page, Result, Ui, assets, own_path};

/// Chooses the language and goes back.
pub(crate) async fn language(ui: Ui, Path(code): Path<String>) -> Response {
    let lang = code.parse::<Lang>().unwrap_or_default();
    let back = ui.param("next").and_then(own_path);
    let cookie = format!("lang={}; Path=/; Max-Age=31536000; SameSite=Lax", lang.code());
    ([(header::SET_COOKIE, cookie)], Redirect::to(back.unwrap_or("/"))).into_response()
}

#[derive(Template, Serialize)]
#[template(path = "about.html")]
struct About {
    #[serde(skip)]
    ui: Ui,
    /// Version of the program.
    version: &'static str,
    /// The commit it was built from, when the builder told.
    commit: Option<&'static str>,
    /// The database, for people who are signed in.
    database: Option<Database>,
    #[serde(skip)]
    notices: &'static str,
}

/// The database behind.
#[derive(Serialize)]
struct Database {
    engine: &'static str,
    /// Schema steps taken.
    steps: usize,
    last_step: &'static str,
}

impl Page for About {
    fn ui(&self) -> &Ui {
        &self.ui
    }
}

/// What this is, and the licences of all that is inside.
pub(crate) async fn about(ui: Ui) -> Response {
    let page = About {
        version: env!("CARGO_PKG_VERSION"),
        commit: option_env!("COTMOC_COMMIT").filter(|commit| !commit.is_empty()),
        database: ui.actor().is_signed_in().then(|| database(&ui)),
        notices: assets::NOTICES,
        ui,
    };
    page.answer()
}

fn database(ui: &Ui) -> Database {
    let db = ui.app().db();
    let engine = match db.engine() {
        Engine::Sqlite => "SQLite (GeoPackage)",
        Engine::Postgres => "PostgreSQL (PostGIS)",
    };
    Database { engine, steps: db.steps().len(), last_step: db.steps().last().copied().unwrap_or_default() }
}

/// Whether the database answers.
pub(crate) async fn health(ui: Ui) -> Result<Response> {
    ui.read_db().await?.audit_head().await?;
    Ok((StatusCode::OK, "ok\n").into_response())
}

/// The API description.
pub(crate) async fn openapi(ui: Ui) -> Response {
    Json(crate::openapi(ui.app())).into_response()
}
