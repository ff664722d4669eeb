//! A row of a fact table in words: what its columns are called, who is behind its ids, days and moments as people
//! write them.

use std::collections::HashMap;

use kit_base::{At, Day, Instant};
use kit_db::{Reader, Table};
use serde_json::Value as Json;

use crate::{Result, Ui};

/// Text without a blank that is longer is told by its length; whole it stands in the JSON.
const LONGEST: usize = 120;

/// The names of all records on the day of a deed, by their ids.
pub(super) async fn names(ui: &Ui, reader: &Reader, on: Day) -> Result<HashMap<String, String>> {
    let at = At { as_of: on, known_at: Instant::LATEST };
    let mut found = HashMap::new();
    for names in ui.app().slices().iter().flat_map(|slice| slice.names) {
        found.extend(names(reader, at).await?);
    }
    Ok(found)
}

/// Whether a slice keeps a row from the person.
pub(super) async fn is_kept(ui: &Ui, reader: &Reader, table: &str, row: &Json) -> Result<bool> {
    for kept in ui.app().slices().iter().filter_map(|slice| slice.kept) {
        if kept(reader, ui, table, row).await? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The columns of a row and what stands in them, in the order of the table; empty ones are left out.
pub(super) fn fields(
    ui: &Ui,
    names: &HashMap<String, String>,
    table: &Table,
    row: &Json,
) -> Vec<(String, String)> {
    let told = (table.columns)().into_iter().filter_map(|column| {
        let value = row.get(column).filter(|value| !value.is_null())?;
        Some((label(ui, table.name, column), text(ui, names, table.name, column, value)))
    });
    told.collect()
}

/// What a table is called.
pub(super) fn table_word(ui: &Ui, table: &str) -> String {
    ui.t(format!("tables.{table}"))
}

/// What a column is called: in its table, or else in all tables alike.
fn label(ui: &Ui, table: &str, column: &str) -> String {
    let own = ui.find(&format!("columns.{table}.{column}"));
    own.unwrap_or_else(|| ui.t(format!("columns.all.{column}")))
}

fn text(ui: &Ui, names: &HashMap<String, String>, table: &str, column: &str, value: &Json) -> String {
    if let Some(told) = ui.app().slices().iter().find_map(|slice| (slice.cell)(ui, table, column, value)) {
        return told;
    }
    match value {
        Json::Bool(yes) => ui.t(if *yes { "audit.yes" } else { "audit.no" }),
        Json::Number(number) if column.ends_with("_at") => {
            let at = Instant::from_micros(number.as_i64().unwrap_or_default());
            if at == Instant::OPEN { ui.t("audit.still-held") } else { ui.moment(at) }
        }
        Json::String(text) if names.contains_key(text) => names[text].clone(),
        Json::String(text) if is_day(text) => text.parse().map_or(text.clone(), |on| day(ui, on)),
        Json::String(text) => match text.chars().count() {
            0 => ui.t("audit.blank"),
            n if LONGEST < n && !text.contains(' ') => ui.fill("audit.long", "n", ui.count(n)),
            _ => text.clone(),
        },
        other => other.to_string(),
    }
}

fn day(ui: &Ui, on: Day) -> String {
    if on == Day::OPEN { ui.t("audit.open-end") } else { ui.day(on) }
}

/// Whether a text is a day as JSON writes it; `1/7/2025` in a name is none.
fn is_day(text: &str) -> bool {
    let digits = |part: &str, many: usize| part.len() == many && part.bytes().all(|b| b.is_ascii_digit());
    let parts: Vec<_> = text.split('-').collect();
    matches!(parts[..], [year, month, day] if digits(year, 4) && digits(month, 2) && digits(day, 2))
}
