//! What the list of clusters shows of their use: whether each operates, projects, leased land, how full it is.

use std::{collections::HashMap, sync::Arc};

use kit_base::{Actor, At, Result};
use kit_db::{Asked, Kept, Reader, Scope, Value};
use kit_web::{Cell, Column};

use crate::{Use, VIEW, use_of_clusters::uses};

/// All columns of the slice.
pub(crate) const ALL: &[Column] = &[
    Column {
        record: "cluster",
        key: "operating",
        word: "enterprises.operating.title",
        cells: |reader, who, at| Box::pin(cells(reader, who, at, "operating", |of| Some(operating(of)))),
    },
    Column {
        record: "cluster",
        key: "projects",
        word: "enterprises.projects",
        cells: |reader, who, at| {
            Box::pin(cells(reader, who, at, "projects", |of| {
                Some(Cell::Value(Value::Count(of.projects), "project"))
            }))
        },
    },
    Column {
        record: "cluster",
        key: "leased_ha",
        word: "enterprises.column-leased",
        cells: |reader, who, at| {
            Box::pin(cells(reader, who, at, "leased_ha", |of| {
                (0 < of.leases).then_some(Cell::Value(Value::Area(of.leased), "ha"))
            }))
        },
    },
    Column {
        record: "cluster",
        key: "occupancy_pct",
        word: "enterprises.column-occupancy",
        cells: |reader, who, at| {
            Box::pin(cells(reader, who, at, "occupancy_pct", |of| {
                of.share(of.industrial()).map(|share| Cell::Value(share, "percent"))
            }))
        },
    },
];

fn operating(of: &Use) -> Cell {
    let (word, sign) = match (of.operates(), of.produces()) {
        (_, true) => ("enterprises.operating.producing", "operating"),
        (true, false) => ("enterprises.operating.registered", "building"),
        (false, false) => ("enterprises.operating.no", "planned"),
    };
    Cell::Word { word, sign }
}

async fn cells(
    reader: &Reader,
    who: &Actor,
    at: At,
    key: &'static str,
    cell: fn(&Use) -> Option<Cell>,
) -> Result<Arc<HashMap<String, Cell>>> {
    if !who.may_somewhere(&VIEW) {
        return Ok(Arc::default());
    }
    let make = Box::pin(async {
        let uses = uses(reader, who, at, &Scope::default()).await?;
        Ok(uses.iter().filter_map(|of| Some((of.code.clone(), cell(of)?))).collect())
    });
    CELLS.get(reader, (key, Asked::by(reader, who, at)), make).await
}

/// Columns of some days for some people.
static CELLS: Kept<(&'static str, Asked), HashMap<String, Cell>> = Kept::new(16);
