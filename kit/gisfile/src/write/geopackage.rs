//! `GeoPackage` 1.3 (OGC 12-128r17): one feature table, without the optional index.

use std::path::Path;

use kit_geo::{Srid, gpkg};
use rusqlite::{
    Connection, params, params_from_iter,
    types::{Null, ToSqlOutput},
};

use super::{ColumnKind, NOWHERE, Shape, Table, Value, join, wkb};
use crate::{Crs, Result};

const SCHEMA: &str = "
pragma application_id = 0x47504B47;
pragma user_version = 10300;
create table gpkg_spatial_ref_sys (
  srs_name text not null, srs_id integer primary key, organization text not null,
  organization_coordsys_id integer not null, definition text not null, description text);
create table gpkg_contents (
  table_name text primary key not null, data_type text not null, identifier text unique, description text default '',
  last_change datetime not null default (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  min_x double, min_y double, max_x double, max_y double, srs_id integer references gpkg_spatial_ref_sys(srs_id));
create table gpkg_geometry_columns (
  table_name text primary key references gpkg_contents(table_name), column_name text not null,
  geometry_type_name text not null, srs_id integer not null references gpkg_spatial_ref_sys(srs_id),
  z tinyint not null, m tinyint not null);
insert into gpkg_spatial_ref_sys values
  ('Undefined Cartesian', -1, 'NONE', -1, 'undefined', null),
  ('Undefined geographic', 0, 'NONE', 0, 'undefined', null);
";

/// The number of a system that has none in the EPSG registry (the standard leaves those above 100000 to us).
const OWN_SRS: i32 = 100_001;
/// The undefined plane system of the standard.
const UNDEFINED: i32 = -1;

pub(super) struct GeoPackage {
    db: Connection,
    insert: String,
    table: String,
    srid: i32,
    bounds: [f64; 4],
    blob: Vec<u8>,
}

impl GeoPackage {
    pub(super) fn begin(path: &Path, table: Table) -> Result<Self> {
        let db = Connection::open(path)?;
        // The file has no name yet: when the machine stops, nothing of value is lost.
        db.pragma_update(None, "journal_mode", "off")?;
        db.pragma_update(None, "synchronous", "off")?;
        db.execute_batch(SCHEMA)?;
        db.execute_batch("begin")?;
        let srid = system(&db, &table.crs)?;
        let name = if table.name.is_empty() { "pairs".to_owned() } else { table.name };
        let columns = table.columns.iter().map(|column| {
            let kind = match column.kind {
                ColumnKind::Integer => "integer",
                ColumnKind::Real => "double",
                ColumnKind::Text => "text",
            };
            format!("{} {kind}", quoted(column.name))
        });
        let columns = columns.collect::<Vec<_>>().join(", ");
        db.execute_batch(&format!(
            "create table {} (fid integer primary key autoincrement not null, geom blob, {columns})",
            quoted(&name)
        ))?;
        db.execute(
            "insert into gpkg_contents (table_name, data_type, identifier, srs_id) values (?1, 'features', ?1, ?2)",
            params![name, srid],
        )?;
        let kind = if table.polygons { "MULTIPOLYGON" } else { "POINT" };
        db.execute(
            "insert into gpkg_geometry_columns values (?1, 'geom', ?2, ?3, 0, 0)",
            params![name, kind, srid],
        )?;
        let names = table.columns.iter().map(|column| quoted(column.name)).collect::<Vec<_>>().join(", ");
        let gaps = vec!["?"; table.columns.len() + 1].join(", ");
        let insert = format!("insert into {} (geom, {names}) values ({gaps})", quoted(&name));
        Ok(Self { db, insert, table: name, srid, bounds: NOWHERE, blob: Vec::new() })
    }

    pub(super) fn row(&mut self, values: &[Value<'_>], shape: Shape<'_>) -> Result<()> {
        self.bounds = join(self.bounds, shape.bounds());
        self.blob.clear();
        self.blob.extend(gpkg::header(Srid(self.srid)));
        wkb::write(shape, &mut self.blob);
        let blob = match shape {
            Shape::Nothing => ToSqlOutput::from(Null),
            Shape::Polygons(_) | Shape::Point(_) => ToSqlOutput::from(self.blob.as_slice()),
        };
        let values = values.iter().map(|value| match value {
            Value::Integer(number) => ToSqlOutput::from(*number),
            Value::Real(number) => ToSqlOutput::from(*number),
            Value::Text(text) => ToSqlOutput::from(*text),
            Value::Nothing => ToSqlOutput::from(Null),
        });
        self.db
            .prepare_cached(&self.insert)?
            .execute(params_from_iter(std::iter::once(blob).chain(values)))?;
        Ok(())
    }

    pub(super) fn finish(self) -> Result<()> {
        if self.bounds[0].is_finite() {
            let [min_x, min_y, max_x, max_y] = self.bounds;
            self.db.execute(
                "update gpkg_contents set min_x = ?2, min_y = ?3, max_x = ?4, max_y = ?5 where table_name = ?1",
                params![self.table, min_x, min_y, max_x, max_y],
            )?;
        }
        self.db.execute_batch("commit")?;
        self.db.close().map_err(|(_, cause)| cause)?;
        Ok(())
    }
}

/// Enters the system and gives its number.
fn system(db: &Connection, crs: &Crs) -> Result<i32> {
    if crs.is_unknown() {
        return Ok(UNDEFINED);
    }
    // GDAL looks a numbered system up by itself where the text is missing.
    let definition = crs.wkt().unwrap_or_else(|| "undefined".to_owned());
    let (srid, organization) = match crs.epsg() {
        Some(epsg) => (epsg, "EPSG"),
        None if definition == "undefined" => return Ok(UNDEFINED),
        None => (OWN_SRS, "NONE"),
    };
    db.execute(
        "insert into gpkg_spatial_ref_sys values (?1, ?2, ?3, ?2, ?4, null)",
        params![crs.label(), srid, organization, definition],
    )?;
    Ok(srid)
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
