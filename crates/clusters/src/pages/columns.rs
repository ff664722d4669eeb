//! Columns that slices above the register compute for it, for example whether a cluster operates.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use kit_db::Reader;
use kit_sheets::Out;
use kit_web::{Cell, Column, Html, Result, Ui};
use serde_json::Value as Json;

/// The columns the person may see, each with its cells by code of the cluster.
pub(super) struct Columns(Vec<(Column, Arc<HashMap<String, Cell>>)>);

impl Columns {
    pub(super) async fn of(reader: &Reader, ui: &Ui) -> Result<Self> {
        let mut found = Vec::new();
        for column in ui.app().slices().iter().flat_map(|slice| slice.columns) {
            if column.record == "cluster" {
                found.push((*column, (column.cells)(reader, ui.actor(), ui.at()).await?));
            }
        }
        Ok(Self(found))
    }

    /// Keys of their words, and whether they hold numbers.
    pub(super) fn heads(&self) -> Vec<(&'static str, bool)> {
        let numbers =
            |cells: &HashMap<String, Cell>| !cells.values().any(|cell| matches!(cell, Cell::Word { .. }));
        self.0.iter().map(|(column, cells)| (column.word, numbers(cells))).collect()
    }

    pub(super) fn json(&self, code: &str) -> BTreeMap<&'static str, Json> {
        let told = |cell: Option<&Cell>| match cell {
            Some(Cell::Value(value, _)) => serde_json::to_value(value).unwrap_or_default(),
            Some(Cell::Word { sign, .. }) => Json::from(*sign),
            None => Json::Null,
        };
        self.0.iter().map(|(column, cells)| (column.key, told(cells.get(code)))).collect()
    }

    pub(super) fn outs(&self, ui: &Ui, code: &str) -> Vec<Out> {
        let told = |cell: Option<&Cell>| match cell {
            Some(Cell::Value(value, _)) => kit_web::out(*value),
            Some(Cell::Word { word, .. }) => kit_web::text(ui.t(word)),
            None => Out::Empty,
        };
        self.0.iter().map(|(_, cells)| told(cells.get(code))).collect()
    }

    pub(super) fn cells(&self, ui: &Ui, code: &str) -> Vec<Html> {
        let shown = |cell: Option<&Cell>| match cell {
            Some(Cell::Value(value, _)) => Html::text(&ui.value(*value)),
            Some(Cell::Word { word, sign }) => Html(format!(
                "<span class=\"cm-life\" data-life=\"{sign}\">{}{}</span>",
                ui.icon(&format!("life-{sign}")),
                Html::text(&ui.t(word))
            )),
            None => Html("<span class=\"cm-muted\">–</span>".to_owned()),
        };
        self.0.iter().map(|(_, cells)| shown(cells.get(code))).collect()
    }
}
