//! One layer: what it is for, its versions through time, what was left out of the one in force, how it is delivered.

use axum::{
    extract::Path,
    http::header,
    response::{IntoResponse, Response},
};
use kit_base::{Day, Error, Lang, Message, Subject};
use kit_web::{Html, Page, Plain, Result, Template, Ui, downloaded};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    parts::{BasisText, VersionText, bases, scale, swatch},
    refusal, seen,
};
use crate::{Class, Geometry, Kind, Layer, LayerVersion, RECORD, State, Style, state, store, versions};

/// One layer on a day.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "layer.html")]
pub(crate) struct LayerPage {
    #[serde(skip)]
    #[schema(ignore)]
    ui: Ui,
    code: &'static str,
    name: &'static str,
    kind: Kind,
    geometry: Geometry,
    basis: Vec<BasisText>,
    supplier: &'static str,
    consult: &'static str,
    /// After how many months a version counts as old.
    due_months: Option<u32>,
    state: State,
    /// Why it is never stored.
    never_stored: Option<&'static str>,
    style: Option<Style>,
    distances: Vec<DistanceText>,
    /// All versions, newest first.
    versions: Vec<VersionText>,
    /// First day of the version in force on the day.
    in_force: Option<Day>,
    /// What was left out of it.
    left: Vec<LeftText>,
    classes: &'static [Class],
    #[serde(skip)]
    sources: Vec<(String, String)>,
}

/// A distance that is to be kept on the day.
#[derive(Serialize, ToSchema)]
#[schema(as = LayerDistance)]
struct DistanceText {
    metres: f64,
    of: Option<String>,
    document: String,
    article: String,
}

/// A feature that was left out.
#[derive(Serialize, ToSchema)]
#[schema(as = LayerLeft)]
struct LeftText {
    /// Its row in the file, from 1.
    row: u64,
    id: String,
    reason: String,
    /// East and north in metres, where it is told.
    at: Option<[f64; 2]>,
}

impl Page for LayerPage {
    fn ui(&self) -> &Ui {
        &self.ui
    }
}

impl LayerPage {
    fn may_record(&self) -> bool {
        self.ui.may(&RECORD) && self.never_stored.is_none()
    }

    fn swatch(&self) -> Html {
        swatch(self.style.as_ref())
    }

    fn colour(class: &Class) -> Html {
        let rect = |colour: &crate::Colour| {
            let colour = &colour.0;
            format!(
                "<svg class=\"cm-swatch\" width=\"22\" height=\"14\" aria-hidden=\"true\"><rect x=\".5\" y=\".5\" \
                 width=\"21\" height=\"13\" fill=\"{colour}\" stroke=\"currentColor\" stroke-opacity=\".35\"/></svg>"
            )
        };
        Html(class.colour.as_ref().map(rect).unwrap_or_default())
    }

    fn scale(&self, version: &VersionText) -> String {
        scale(&self.ui, version.scale)
    }

    fn size(&self, bytes: impl Plain<i64>) -> String {
        kit_base::fmt::file_size(bytes.plain(), self.ui.lang())
    }

    fn metres(&self, value: impl Plain<f64>) -> String {
        kit_base::fmt::number(value.plain(), 2, self.ui.lang())
    }

    fn file(&self, version: &VersionText) -> String {
        self.ui.href(&format!("/layers/{}/files/{}", self.code, version.sha256))
    }

    fn look(&self) -> (&'static str, &'static str) {
        self.state.look()
    }

    /// How it is delivered: areas, or areas of what is long.
    fn shapes(&self) -> String {
        match self.geometry {
            Geometry::Polygon => self.ui.t("layers.shapes.polygon"),
            Geometry::Corridor => self.ui.t("layers.shapes.corridor"),
        }
    }
}

pub(crate) async fn show(ui: Ui, Path(code): Path<String>) -> Result<Response> {
    let layer = seen(&ui, &code)?;
    let reader = ui.read_db().await?;
    let (at, lang) = (ui.at(), ui.lang());
    let mut all = versions::all(&reader, at.known_at).await?;
    all.retain(|version| version.layer.code == layer.code);
    all.reverse();
    let now = all.iter().find(|version| version.from <= at.as_of && at.as_of < version.to);
    let (left, in_force) = (left(&ui, now).await?, now.map(|version| version.from));
    let labels = documents::labels(&reader, at.known_at, all.iter().map(|version| version.source).collect());
    let labels = labels.await?;
    let sources = all.iter().map(|version| labels.get(&version.source).cloned().unwrap_or_default());
    let sources = sources.collect();
    let page = LayerPage {
        code: layer.code,
        name: layer.name.said(lang),
        kind: layer.kind,
        geometry: layer.geometry,
        basis: bases(layer),
        supplier: layer.supplier.said(lang),
        consult: layer.consult.said(lang),
        due_months: layer.due_months,
        state: state(layer, now, at.as_of),
        never_stored: layer.never_stored.as_ref().map(|reason| reason.said(lang)),
        style: layer.style.clone(),
        distances: distances(layer, at.as_of),
        versions: all.iter().map(|version| VersionText::of(&ui, version)).collect(),
        in_force,
        left,
        classes: &layer.class,
        sources,
        ui,
    };
    Ok(page.answer())
}

fn distances(layer: &Layer, day: Day) -> Vec<DistanceText> {
    let told = layer.distances(day).map(|distance| DistanceText {
        metres: distance.metres,
        of: distance.of.clone(),
        document: distance.document.clone(),
        article: distance.article.clone(),
    });
    told.collect()
}

async fn left(ui: &Ui, version: Option<&LayerVersion>) -> Result<Vec<LeftText>> {
    let Some(version) = version.filter(|version| 0 < version.left_out) else { return Ok(Vec::new()) };
    let open = version.open(ui.app().files()).await?;
    Ok(told(ui, &open.report.left))
}

fn told(ui: &Ui, left: &[kit_gisstore::Left]) -> Vec<LeftText> {
    let told = left.iter().map(|left| LeftText {
        row: left.row + 1,
        id: left.id.clone(),
        reason: ui.t(refusal::reason(left.reason)),
        at: left.at,
    });
    told.collect()
}

pub(crate) async fn download(ui: Ui, Path((code, sha256)): Path<(String, String)>) -> Result<Response> {
    let layer = seen(&ui, &code)?;
    let reader = ui.read_db().await?;
    let file = store::file(&reader, layer.code, &sha256, ui.at().known_at).await?;
    let missing = || Error::NotFound(Message::new("layers.no-such-file").with("code", layer.code));
    let file = file.ok_or_else(missing)?;
    let content = ui.app().files().get(&file.sha256).await?;
    drop(reader);
    let label = format!("{}: {}", layer.name.said(Lang::Vi), file.file_name);
    downloaded(&ui, Subject::new("layer", layer.code, label)).await?;
    let name = kit_web::percent_encoded(&file.file_name);
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename*=UTF-8''{name}")),
    ];
    Ok((headers, content).into_response())
}
