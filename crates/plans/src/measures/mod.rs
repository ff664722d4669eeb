//! The figures of the plan in force. One file each; the list is explicit.

mod clusters_area_ha;
mod clusters_count;
mod clusters_new;
mod clusters_withdrawn;
mod parks_area_ha;
mod parks_count;

use kit_base::{Actor, At, Error, Message, Result};
use kit_db::{Measure, Member, Reader, Scope, Value};

use crate::{Lists, Row, RowKind, lists, lists::sources};

/// All figures of the slice.
pub const ALL: &[Measure] = &[
    clusters_count::MEASURE,
    clusters_area_ha::MEASURE,
    parks_count::MEASURE,
    parks_area_ha::MEASURE,
    clusters_new::MEASURE,
    clusters_withdrawn::MEASURE,
];

/// Which rows of the plan in force enter a figure, and what each adds.
struct Wanted {
    kind: RowKind,
    is: fn(&Row) -> bool,
    value: fn(&Row) -> Option<Value>,
}

/// The rows of the plan in force for clusters or parks, narrowed to the scope. A row without a unit belongs to the
/// territory as a whole.
async fn rows(reader: &Reader, who: &Actor, at: At, scope: &Scope, wanted: Wanted) -> Result<Vec<Member>> {
    let lists = lists(reader, who, at).await?;
    let Some(plan) = lists.in_force(wanted.kind) else { return Ok(Vec::new()) };
    let rows = plan.rows.iter().filter(|row| row.kind == wanted.kind && (wanted.is)(row));
    let rows = scoped(&lists, rows.collect(), at, scope)?;
    let labels = documents::labels(reader, at.known_at, sources(std::iter::once(plan))).await?;
    let members = rows.into_iter().map(|row| Member {
        id: format!("{}/{}", plan.code, row.nr),
        name: row.name.clone(),
        value: (wanted.value)(row),
        href: plan.href(row),
        source: labels.get(&row.source).map_or(String::new(), |(_, label)| label.clone()),
        illustrative: row.origin == documents::Origin::Illustrative,
        doubt: None,
    });
    Ok(members.collect())
}

fn scoped<'a>(lists: &Lists, mut rows: Vec<&'a Row>, at: At, scope: &Scope) -> Result<Vec<&'a Row>> {
    let Some(key) = &scope.unit else { return Ok(rows) };
    match lists.places.unit_by_key(key) {
        Some(unit) => rows.retain(|row| {
            (scope.territory && row.units.is_empty()) || row.lies_within(&lists.places, unit, at.as_of)
        }),
        // The units of the territory are recorded later than its oldest plans.
        None if scope.territory => {}
        None => return Err(Error::NotFound(Message::new("units.no-such").with("key", key))),
    }
    Ok(rows)
}
