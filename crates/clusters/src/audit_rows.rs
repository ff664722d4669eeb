//! How rows of clusters read in the audit: names for their ids, words for their codes, hectares for their areas.

use std::collections::HashMap;

use kit_base::{Area, At, Money, Result, fmt};
use kit_db::Reader;
use kit_web::Ui;
use serde_json::Value as Json;

/// The names of the clusters of a day with their codes, by id. Whoever reads the audit reads all of it, so no right
/// to clusters narrows this.
pub(crate) async fn names(reader: &Reader, at: At) -> Result<HashMap<String, String>> {
    let named = crate::names(reader, at).await?;
    Ok(named.iter().map(|(id, (code, name))| (id.to_string(), format!("CCN {name} ({code})"))).collect())
}

/// The text of a code, an area or an amount.
pub(crate) fn cell(ui: &Ui, table: &str, column: &str, value: &Json) -> Option<String> {
    if !table.starts_with("cluster") && table != "part_state" {
        return None;
    }
    match (column, value) {
        ("investment", Json::Number(_)) => {
            let money: Money = serde_json::from_value(value.clone()).ok()?;
            Some(format!("{} {}", fmt::number(money.billions(), 1, ui.lang()), ui.unit("bn_vnd")))
        }
        ("capacity_m3_day" | "source_srid" | "source_scale", Json::Number(_)) => None,
        (_, Json::Number(_)) if AREAS.contains(&column) => {
            let area: Area = serde_json::from_value(value.clone()).ok()?;
            Some(fmt::hectares_unit(area, 2, ui.lang()))
        }
        ("state", Json::String(code)) => ui.find(&format!("clusters.states.{code}")),
        ("investor_kind", Json::String(code)) => ui.find(&format!("clusters.investors.{code}")),
        ("flag", Json::String(code)) => ui.find(&format!("clusters.flags.{code}")),
        ("status", Json::String(code)) => ui.find(&format!("clusters.wastewater.{code}")),
        ("kind", Json::String(code)) => ui.find(&format!("clusters.areas.{code}")),
        ("quality", Json::String(code)) => ui.find(&format!("clusters.boundary.{code}")),
        ("method", Json::String(code)) => ui.find(&format!("clusters.method.{code}")),
        ("precision", Json::String(code)) => ui.find(&format!("precision.{code}")),
        _ => None,
    }
}

const AREAS: [&str; 9] =
    ["decision_area", "area", "industrial", "leasable", "service", "road", "green", "technical", "other"];
