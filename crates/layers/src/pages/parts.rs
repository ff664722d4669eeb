//! What several pages tell of layers.

use kit_base::Day;
use kit_web::{Html, Ui};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{Confidence, Layer, LayerVersion, Pattern, Quality, Style};

/// Where it stands that a layer is to be looked at.
#[derive(Serialize, ToSchema)]
#[schema(as = LayerBasisText)]
pub(super) struct BasisText {
    pub(super) document: String,
    pub(super) article: String,
    pub(super) confidence: Confidence,
    /// Whether it was read in the official text.
    pub(super) verified: bool,
    /// First day, where it is known.
    pub(super) from: Option<Day>,
}

pub(super) fn bases(layer: &Layer) -> Vec<BasisText> {
    let told = layer.basis.iter().map(|basis| BasisText {
        document: basis.document.clone(),
        article: basis.article.clone(),
        confidence: basis.confidence,
        verified: basis.confidence.is_verified(),
        from: basis.valid_from,
    });
    told.collect()
}

/// A version as lists tell it.
#[derive(Serialize, ToSchema)]
#[schema(as = LayerVersionRow)]
pub(super) struct VersionText {
    pub(super) name: String,
    pub(super) from: Day,
    /// Its last day; nothing where it still stands.
    pub(super) last_day: Option<Day>,
    /// Denominator of the scale.
    pub(super) scale: Option<i64>,
    pub(super) quality: Quality,
    pub(super) delivered_on: Day,
    pub(super) age_months: u32,
    pub(super) old: bool,
    pub(super) features: i64,
    pub(super) left_out: i64,
    pub(super) area_ha: f64,
    pub(super) file_name: String,
    pub(super) bytes: i64,
    pub(super) sha256: String,
    pub(super) source_srid: i64,
    #[serde(skip)]
    #[schema(ignore)]
    pub(super) area: String,
}

impl VersionText {
    pub(super) fn of(ui: &Ui, version: &LayerVersion) -> Self {
        let day = ui.at().as_of;
        Self {
            name: version.name.clone(),
            from: version.from,
            last_day: (version.to != Day::OPEN).then(|| version.to.previous()),
            scale: version.scale,
            quality: version.quality,
            delivered_on: version.delivered_on,
            age_months: version.age_months(day),
            old: version.is_old(day),
            features: version.features,
            left_out: version.left_out,
            area_ha: version.area.hectares(),
            file_name: version.file_name.clone(),
            bytes: version.bytes,
            sha256: version.sha256.clone(),
            source_srid: version.source_srid,
            area: ui.ha(version.area),
        }
    }
}

/// A scale as people write it; nothing where it is not known.
pub(super) fn scale(ui: &Ui, denominator: Option<i64>) -> String {
    denominator.map(|scale| format!("1:{}", ui.number(scale))).unwrap_or_default()
}

/// The sign of a layer: its colours and the way its ground is filled. Its name always stands beside it.
pub(super) fn swatch(style: Option<&Style>) -> Html {
    let Some(Style { fill, line, pattern }) = style else { return Html(String::new()) };
    let lines = match pattern {
        Pattern::Solid => "",
        Pattern::Hatch => "M1 13 13 1M7 13 19 1M13 13l8-8",
        Pattern::Cross => "M1 13 13 1M7 13 19 1M13 13l8-8M9 13-1 3M15 13 3 1M21 13 9 1",
    };
    Html(format!(
        "<svg class=\"cm-swatch\" width=\"22\" height=\"14\" viewBox=\"0 0 22 14\" aria-hidden=\"true\">\
         <rect x=\".5\" y=\".5\" width=\"21\" height=\"13\" fill=\"{}\" stroke=\"{}\"/>\
         <path d=\"{lines}\" stroke=\"{}\" fill=\"none\"/></svg>",
        fill.0, line.0, line.0,
    ))
}
