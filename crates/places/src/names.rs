//! What units and bodies are called on pages of others: in the audit, and as the scope of a figure.

use std::collections::HashMap;

use kit_base::{At, Result};
use kit_db::Reader;
use kit_web::{ScopeUnit, Ui};
use serde_json::Value as Json;

/// Names of the day by id; of what is not of that day, the last.
pub(crate) async fn names(reader: &Reader, at: At) -> Result<HashMap<String, String>> {
    let places = crate::known(reader, at.known_at).await?;
    let units = places.units.keys().map(|id| {
        let name = places.unit_on(*id, at.as_of).map_or_else(|| places.name(*id), |unit| &unit.name);
        (id.to_string(), name.to_owned())
    });
    let bodies = places.bodies.keys().map(|id| {
        let name = places.body_on(*id, at.as_of).map_or_else(|| places.body_name(*id), |body| &body.name);
        (id.to_string(), name.to_owned())
    });
    Ok(units.chain(bodies).collect())
}

/// The classes of units, as names begin with them.
const CLASSES: [&str; 7] = ["Tỉnh ", "Thành phố ", "Thị xã ", "Huyện ", "Phường ", "Thị trấn ", "Xã "];

/// The name of a unit without its class: *Bắc Giang*.
pub(crate) fn bare(name: &str) -> &str {
    CLASSES.iter().find_map(|class| name.strip_prefix(class)).unwrap_or(name)
}

/// Whether a text in lower case begins with a class, and goes on.
pub(crate) fn has_class(text: &str) -> bool {
    CLASSES.iter().any(|class| text.starts_with(&class.to_lowercase()))
}

/// The unit with this key under its name of the day; of one that is no more, the last name and the last day.
pub(crate) async fn scope(reader: &Reader, at: At, key: &str) -> Result<Option<ScopeUnit>> {
    let places = crate::known(reader, at.known_at).await?;
    let Some(id) = places.unit_by_key(key) else { return Ok(None) };
    let found = places.unit_on(id, at.as_of).or(places.versions(id).last());
    Ok(found.map(|unit| ScopeUnit {
        name: unit.name.clone(),
        bare: bare(&unit.name).to_owned(),
        until: (unit.to <= at.as_of).then(|| unit.to.previous()),
    }))
}

/// The word for a code in a table.
pub(crate) fn cell(ui: &Ui, table: &str, column: &str, value: &Json) -> Option<String> {
    let code = value.as_str()?;
    match (table, column) {
        ("unit_version", "kind") => ui.find(&format!("units.{code}")),
        ("unit_succession" | "body_succession", "kind") => ui.find(&format!("units.link.{code}")),
        ("body_version", "kind") => ui.find(&format!("bodies.kinds.{code}")),
        _ => None,
    }
}
