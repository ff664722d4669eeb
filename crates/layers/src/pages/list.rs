//! All layers of a day: what each is for, who delivers it, and whether it can be used.

use axum::response::Response;
use kit_base::Day;
use kit_sheets::Out;
use kit_web::{Html, Listed, Page, Plain, Result, Template, Ui, text};
use serde::Serialize;
use utoipa::ToSchema;

use super::parts::{BasisText, VersionText, bases, scale, swatch};
use crate::{Kind, Scorecard, State, Style, catalogue, in_force, scorecards, state};

/// The layers of a day.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "layers.html")]
pub(crate) struct LayersPage {
    #[serde(skip)]
    #[schema(ignore)]
    ui: Ui,
    rows: Vec<Row>,
    suppliers: Vec<SupplierRow>,
}

/// A layer.
#[derive(Serialize, ToSchema)]
#[schema(as = LayerRow)]
struct Row {
    code: &'static str,
    name: &'static str,
    kind: Kind,
    basis: Vec<BasisText>,
    supplier: &'static str,
    consult: &'static str,
    state: State,
    /// Its version in force on the day.
    version: Option<VersionText>,
    /// Why it is never stored.
    never_stored: Option<&'static str>,
    style: Option<Style>,
}

/// What a supplier has delivered.
#[derive(Serialize, ToSchema)]
#[schema(as = LayerSupplier)]
struct SupplierRow {
    name: &'static str,
    /// How many layers it delivers.
    layers: usize,
    missing: usize,
    old: usize,
    last: Option<Day>,
}

impl Page for LayersPage {
    fn ui(&self) -> &Ui {
        &self.ui
    }

    fn listed(&self) -> Option<Listed> {
        let columns = [
            ("layer", "layers.layer"),
            ("basis", "layers.basis"),
            ("supplier", "layers.supplier"),
            ("consult", "layers.consult"),
            ("version", "layers.version"),
            ("from", "form.valid-from"),
            ("scale", "layers.scale"),
            ("delivered", "layers.delivered-on"),
            ("state", "layers.state"),
        ];
        let rows = self.rows.iter().map(|row| {
            let version = row.version.as_ref();
            let basis: Vec<_> =
                row.basis.iter().map(|basis| format!("{}, {}", basis.document, basis.article)).collect();
            vec![
                text(row.name),
                text(basis.join("; ")),
                text(row.supplier),
                text(row.consult),
                text(version.map(|version| version.name.clone()).unwrap_or_default()),
                version.map_or(Out::Empty, |version| Out::Day(version.from)),
                text(scale(&self.ui, version.and_then(|version| version.scale))),
                version.map_or(Out::Empty, |version| Out::Day(version.delivered_on)),
                text(self.ui.t(row.state.word())),
            ]
        });
        Some(Listed {
            title: self.ui.t("layers.title"),
            columns: columns.map(|(key, word)| (key.into(), self.ui.t(word))).into(),
            rows: rows.collect(),
            shapes: None,
        })
    }
}

impl LayersPage {
    fn swatch(row: &Row) -> Html {
        swatch(row.style.as_ref())
    }

    fn scale(&self, version: &VersionText) -> String {
        scale(&self.ui, version.scale)
    }

    fn state(&self, state: impl Plain<State>) -> Html {
        let state = state.plain();
        let (matter, icon) = state.look();
        let word = Html::text(&self.ui.t(state.word()));
        Html(format!("<span class=\"cm-tag bare\" data-m=\"{matter}\">{}{word}</span>", self.ui.icon(icon)))
    }

    fn count(&self, state: State) -> String {
        self.ui.count(self.rows.iter().filter(|row| row.state == state).count())
    }
}

pub(crate) async fn list(ui: Ui) -> Result<Response> {
    let reader = ui.read_db().await?;
    let versions = in_force(&reader, ui.at()).await?;
    let layers = catalogue::all().iter().filter(|layer| ui.may(layer.view()));
    let rows = layers.map(|layer| {
        let version = versions.iter().find(|version| version.layer.code == layer.code);
        Row {
            code: layer.code,
            name: layer.name.said(ui.lang()),
            kind: layer.kind,
            basis: bases(layer),
            supplier: layer.supplier.said(ui.lang()),
            consult: layer.consult.said(ui.lang()),
            state: state(layer, version, ui.at().as_of),
            version: version.map(|version| VersionText::of(&ui, version)),
            never_stored: layer.never_stored.as_ref().map(|reason| reason.said(ui.lang())),
            style: layer.style.clone(),
        }
    });
    let rows = rows.collect();
    let cards = scorecards(&reader, ui.actor(), ui.at()).await?;
    let supplier = |Scorecard { supplier, layers, last, missing, old }: Scorecard| SupplierRow {
        name: supplier.said(ui.lang()),
        layers: layers.len(),
        missing,
        old,
        last,
    };
    let suppliers = cards.into_iter().map(supplier).collect();
    Ok(LayersPage { ui, rows, suppliers }.answer())
}
