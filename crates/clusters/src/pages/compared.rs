//! The list of clusters beside that of another day, and what moved between them for maps.

use std::sync::Arc;

use kit_base::Day;
use kit_db::Reader;
use kit_web::{Change, Comparison, Heads, Result, Ui, Uncompared};
use places::Places;

use super::{
    columns::Columns,
    conditions::wanted,
    row::{Row, heads, row},
};
use crate::{Cluster, Register, register, register::first_day};

/// The rows beside those of the day that the address names, through the same door. Both days use the units of the day
/// of the page: a reorganisation of units is no change of a cluster. Nothing when there is nothing to compare with.
pub(super) async fn compared(
    ui: &Ui,
    reader: &Reader,
    heads: &Heads,
    columns: &Columns,
    clusters: &[Arc<Cluster>],
    places: &Places,
) -> Result<Option<Comparison<Row>>> {
    let Some(then) = ui.then() else { return Ok(None) };
    let before = register(reader, ui.actor(), then.at()).await?.clusters;
    if before.is_empty() {
        return Ok(None);
    }
    let day = ui.at().as_of;
    let columns_then = Columns::of(reader, &then).await?;
    let before = wanted(&then, before, places, day);
    let before = before.iter().map(|cluster| row(&then, cluster, places, &columns_then, day)).collect();
    let rows = clusters.iter().map(|cluster| row(ui, cluster, places, columns, day)).collect();
    Ok(Some(Comparison::of(ui, &then, heads, rows, before)))
}

/// Why nothing is compared although the address names a day.
pub(super) async fn uncompared(ui: &Ui, reader: &Reader, told: bool) -> Result<Option<Uncompared>> {
    match ui.then() {
        None => Ok(Uncompared::same_day(ui)),
        Some(_) if told => Ok(None),
        Some(then) => {
            let first = first_day(reader, ui.actor(), then.at().known_at).await?;
            Ok(Uncompared::nothing_then(ui, first.filter(|first| then.at().as_of < *first)))
        }
    }
}

/// The codes of those that entered or changed, for the map.
pub(super) fn moving(found: &Comparison<Row>) -> Vec<&str> {
    found.standing().into_iter().filter(|(_, change)| *change != Change::Same).map(|(code, _)| code).collect()
}

/// The clusters that entered or changed since the day that the address names, as far as the person may see both; for
/// maps. Nothing when the address names none, or nothing is known of it.
///
/// # Errors
/// [`kit_base::Error::Storage`].
pub async fn moved(reader: &Reader, ui: &Ui) -> Result<Option<Moves>> {
    let Some(then) = ui.then() else { return Ok(None) };
    let Register { clusters, places } = register(reader, ui.actor(), ui.at()).await?;
    let columns = Columns::of(reader, ui).await?;
    let heads = Heads::chosen(ui, heads(ui, &columns));
    let clusters = wanted(ui, clusters, &places, ui.at().as_of);
    let found = compared(ui, reader, &heads, &columns, &clusters, &places).await?;
    Ok(found.map(|found| Moves {
        day: then.at().as_of,
        codes: moving(&found).into_iter().map(str::to_owned).collect(),
    }))
}

/// What moved on a map.
#[derive(Clone, Debug)]
pub struct Moves {
    /// Since which day.
    pub day: Day,
    /// Codes of the clusters that entered or changed.
    pub codes: Vec<String>,
}
