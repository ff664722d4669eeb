//! Language, licences, health.

use askama::Template;
use axum::{
    Json,
    extract::Path,
    http::{StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use kit_base::Lang;
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
    version: &'static str,
    #[serde(skip)]
    notices: &'static str,
}

impl Page for About {
    fn ui(&self) -> &Ui {
        &self.ui
    }
}

/// What this is, and the licences of all that is inside.
pub(crate) async fn about(ui: Ui) -> Response {
    About { ui, version: env!("CARGO_PKG_VERSION"), notices: assets::NOTICES }.answer()
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
