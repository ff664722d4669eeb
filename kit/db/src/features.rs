//! Rows with shapes as a `GeoPackage` of their own (OGC 12-128r18), for programs that draw maps.

use kit_base::{Error, Result};
use kit_geo::Geometry;
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement, Value};
use serde_json::Value as Json;

use crate::{
    connect::SRID,
    geopackage::{APPLICATION_ID, contents},
};

/// A layer: rows with their shapes in the installation's coordinate system.
#[derive(Clone, Debug, Default)]
pub struct Features {
    /// Name of its table: letters, digits and `_`.
    pub name: String,
    /// Its title.
    pub title: String,
    /// Names of its columns.
    pub columns: Vec<String>,
    /// Its rows: texts, numbers, nothing.
    pub rows: Vec<Vec<Json>>,
    /// The shape of each row.
    pub shapes: Vec<Option<Geometry>>,
}

/// The bytes of a file with this one layer.
///
/// # Errors
/// A fault, for example when there is no room for the file.
pub async fn geopackage(layer: &Features) -> Result<Vec<u8>> {
    let folder = tempfile::tempdir().map_err(|cause| Error::fault("export", cause))?;
    let file = folder.path().join("layer.gpkg");
    let mut options = ConnectOptions::new(format!("sqlite://{}?mode=rwc", file.display()));
    options.max_connections(1).sqlx_logging(false);
    let fault = |cause| Error::fault("export", cause);
    let db = Database::connect(options).await.map_err(fault)?;
    let filled = fill(&db, layer).await;
    db.close().await.map_err(fault)?;
    filled.map_err(fault)?;
    std::fs::read(&file).map_err(|cause| Error::fault("export", cause))
}

async fn fill(db: &DatabaseConnection, layer: &Features) -> std::result::Result<(), sea_orm::DbErr> {
    let name = quoted(&layer.name);
    let head = [
        format!("pragma application_id = {APPLICATION_ID}"),
        "pragma user_version = 10300".to_owned(),
        "begin".to_owned(),
    ];
    let columns = layer.columns.iter().enumerate().map(|(i, column)| {
        let numbers = layer.rows.iter().all(|row| row.get(i).is_none_or(|cell| !cell.is_string()));
        format!(", {} {}", quoted(column), if numbers { "DOUBLE" } else { "TEXT" })
    });
    let columns: String = columns.collect();
    let table = format!("create table {name} (fid INTEGER primary key, geom GEOMETRY{columns})");
    for sql in head.into_iter().chain(contents()).chain([table]) {
        db.execute_unprepared(&sql).await?;
    }
    let gaps = ", ?".repeat(layer.columns.len());
    let insert = format!("insert into {name} values (?, ?{gaps})");
    for (i, (row, shape)) in (1_i64..).zip(layer.rows.iter().zip(&layer.shapes)) {
        let values = [Value::from(i), Value::from(shape.as_ref().map(encoded))];
        let values = values.into_iter().chain(row.iter().map(value));
        db.execute_raw(Statement::from_sql_and_values(DbBackend::Sqlite, &insert, values)).await?;
    }
    let around = layer.shapes.iter().flatten().filter_map(kit_geo::bounds).reduce(kit_geo::join);
    let mut contents: Vec<Value> = vec![layer.name.clone().into(), layer.title.clone().into()];
    let side = |side: fn(kit_geo::Rect) -> f64| Value::from(around.map(side));
    contents.extend([side(|r| r.min().x), side(|r| r.min().y), side(|r| r.max().x), side(|r| r.max().y)]);
    contents.push(i64::from(SRID).into());
    let insert = "insert into gpkg_contents (table_name, data_type, identifier, min_x, min_y, max_x, max_y, srs_id) \
                  values (?, 'features', ?, ?, ?, ?, ?, ?)";
    db.execute_raw(Statement::from_sql_and_values(DbBackend::Sqlite, insert, contents)).await?;
    let insert = "insert into gpkg_geometry_columns values (?, 'geom', 'GEOMETRY', ?, 0, 0)";
    let values: [Value; 2] = [layer.name.clone().into(), i64::from(SRID).into()];
    db.execute_raw(Statement::from_sql_and_values(DbBackend::Sqlite, insert, values)).await?;
    db.execute_unprepared("commit").await.map(|_| ())
}

fn encoded(shape: &Geometry) -> Vec<u8> {
    let mut bytes = kit_geo::gpkg::header(kit_geo::Srid(SRID)).to_vec();
    bytes.extend(kit_geo::wkb::write(shape));
    bytes
}

fn value(cell: &Json) -> Value {
    match cell {
        Json::String(text) => text.clone().into(),
        Json::Number(number) => number.as_f64().into(),
        _ => Value::from(None::<String>),
    }
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', ""))
}
