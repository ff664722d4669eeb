//! The configuration check (*kiểm tra cấu hình*): what all slices find missing, the worst first.

use axum::response::Response;
use kit_web::{Gap, GapSeverity, Page, Plain, Result, Template, Ui};
use serde::Serialize;
use utoipa::ToSchema;

/// What is missing in how the installation is set up.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "configuration.html")]
pub(crate) struct Configuration {
    #[serde(skip)]
    #[schema(ignore)]
    pub(super) ui: Ui,
    gaps: Vec<Gap>,
}

/// `GET /configuration`
pub(crate) async fn show(ui: Ui) -> Result<Response> {
    let reader = ui.read_db().await?;
    let mut gaps = Vec::new();
    for of in ui.app().slices().iter().flat_map(|slice| slice.gaps) {
        gaps.extend(of(&reader, &ui).await?);
    }
    gaps.sort_by_key(|gap| gap.severity);
    drop(reader);
    Ok(Configuration { ui, gaps }.answer())
}

impl Configuration {
    fn sign(severity: impl Plain<GapSeverity>) -> &'static str {
        match severity.plain() {
            GapSeverity::High => "late",
            GapSeverity::Medium => "soon",
            GapSeverity::Low => "wait",
        }
    }

    fn word(&self, severity: impl Plain<GapSeverity>) -> String {
        self.ui.t(match severity.plain() {
            GapSeverity::High => "setup.high",
            GapSeverity::Medium => "setup.medium",
            GapSeverity::Low => "setup.low",
        })
    }
}
