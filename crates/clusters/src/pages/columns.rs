//! Columns that slices above the register compute for it, for example whether a cluster operates.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use kit_db::Reader;
use kit_sheets::Out;
use kit_web::{Cell, Column, Head, Html, Result, Shown, Ui};
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

    /// Them as columns of the list.
    pub(super) fn heads(&self, ui: &Ui) -> Vec<Head> {
        let head = |(column, cells): &(Column, Arc<HashMap<String, Cell>>)| {
            let word = cells.values().any(|cell| matches!(cell, Cell::Word { .. }));
            Head::new(column.key, ui.t(column.word)).class(if word { "cm-nw" } else { "n" }).wide()
        };
        self.0.iter().map(head).collect()
    }

    pub(super) fn json(&self, code: &str) -> BTreeMap<&'static str, Json> {
        self.0.iter().map(|(column, cells)| (column.key, json(cells.get(code)))).collect()
    }

    /// The cells of a cluster by the keys of their columns.
    pub(super) fn cells(&self, ui: &Ui, code: &str) -> BTreeMap<&'static str, Shown> {
        self.0.iter().map(|(column, cells)| (column.key, shown(ui, cells.get(code)))).collect()
    }
}

fn json(cell: Option<&Cell>) -> Json {
    match cell {
        Some(Cell::Value(value, _)) => serde_json::to_value(value).unwrap_or_default(),
        Some(Cell::Word { sign, .. }) => Json::from(*sign),
        None => Json::Null,
    }
}

fn shown(ui: &Ui, cell: Option<&Cell>) -> Shown {
    let found = match cell {
        Some(Cell::Value(value, _)) => Shown::new(Html::text(&ui.value(*value)), kit_web::out(*value)),
        Some(Cell::Word { word, sign }) => {
            let icon = ui.icon(&format!("life-{sign}"));
            let word = ui.t(word);
            let html =
                format!("<span class=\"cm-life\" data-life=\"{sign}\">{icon}{}</span>", Html::text(&word));
            Shown::new(Html(html), kit_web::text(word))
        }
        None => Shown::new(Html("<span class=\"cm-muted\">–</span>".to_owned()), Out::Empty),
    };
    found.coded(json(cell))
}
