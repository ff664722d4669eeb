//! How rows of clusters read in the audit: names for their ids, words for their codes, hectares for their areas.

use std::collections::HashMap;

use kit_base::{Actor, Area, At, Result, fmt};
use kit_db::Reader;
use kit_web::Ui;
use serde_json::Value as Json;

/// The names of the clusters of a day with their codes, by id. Whoever reads the audit reads all of it, so no right
/// to clusters narrows this.
pub(crate) async fn names(reader: &Reader, at: At) -> Result<HashMap<String, String>> {
    let register = clusters::register(reader, &Actor::system("audit"), at).await?;
    let named = |cluster: std::sync::Arc<clusters::Cluster>| {
        (cluster.id.to_string(), format!("CCN {} ({})", cluster.name, cluster.code))
    };
    Ok(register.clusters.into_iter().map(named).collect())
}

/// The text of a code or of an area.
pub(crate) fn cell(ui: &Ui, table: &str, column: &str, value: &Json) -> Option<String> {
    if !table.starts_with("cluster") {
        return None;
    }
    match (column, value) {
        ("decision_area", Json::Number(number)) => {
            let area: Area = serde_json::from_value(Json::Number(number.clone())).ok()?;
            Some(fmt::hectares_unit(area, 2, ui.lang()))
        }
        ("state", Json::String(code)) => ui.find(&format!("clusters.states.{code}")),
        ("investor_kind", Json::String(code)) => ui.find(&format!("clusters.investors.{code}")),
        ("precision", Json::String(code)) => ui.find(&format!("precision.{code}")),
        _ => None,
    }
}
