//! `GeoPackage` (OGC 12-128): a table or view of features in an `SQLite` file.

use rusqlite::{Connection, ErrorCode, OpenFlags, OptionalExtension, Row, types::ValueRef};

use super::{Named, Out, Source, choose, wkb};
use crate::{Crs, Error, FaultKind, Id, Layer, Result, Rings};

struct Table {
    name: String,
    geometry: String,
    srs: i64,
}

pub(super) fn read(source: &Source<'_>, mut out: Out<'_>) -> Result<Layer> {
    let db = Connection::open_with_flags(
        source.path,
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )?;
    let tables = tables(&db)?;
    let table = choose(&tables, source.layer, |table| &table.name)?;
    let key = id_column(&db, &table.name, source.id_column)?;
    if let Some(count) = count(&db, &table.name)? {
        out.sink.expect(count);
    }
    let columns = key.iter().chain([&table.geometry]).map(|name| quoted(name)).collect::<Vec<_>>().join(", ");
    let mut statement = db.prepare(&format!("select {columns} from {}", quoted(&table.name)))?;
    let mut rows = statement.query([])?;
    let mut rings = Rings::default();
    while let Some(row) = rows.next()? {
        let named = if key.is_some() { id(row)? } else { Named::ByRow };
        rings.clear();
        let found = match row.get_ref(usize::from(key.is_some()))? {
            ValueRef::Null => Err(FaultKind::Empty),
            ValueRef::Blob(blob) => geometry(blob, &mut rings),
            other => Err(FaultKind::Malformed(format!("{} where geometry belongs", other.data_type()))),
        };
        out.feature(named, found, &rings);
    }
    Ok(out.layer(table.name.clone(), crs(&db, table.srs)?))
}

fn tables(db: &Connection) -> Result<Vec<Table>> {
    let mut statement = db
        .prepare(
            "select c.table_name, g.column_name, g.srs_id from gpkg_contents c \
             join gpkg_geometry_columns g on g.table_name = c.table_name where c.data_type = 'features' \
             order by c.table_name",
        )
        .map_err(|cause| match cause {
            // Any other SQLite file.
            rusqlite::Error::SqliteFailure(failure, _) if failure.code == ErrorCode::Unknown => {
                Error::NoFeatures
            }
            other => other.into(),
        })?;
    let table = |row: &Row<'_>| Ok(Table { name: row.get(0)?, geometry: row.get(1)?, srs: row.get(2)? });
    Ok(statement.query_map([], table)?.collect::<rusqlite::Result<_>>()?)
}

/// The column asked for; else the primary key of one column; else, in a view, a column called `fid`.
fn id_column(db: &Connection, table: &str, wanted: Option<&str>) -> Result<Option<String>> {
    let mut statement = db.prepare("select name, pk from pragma_table_info(?)")?;
    let columns: Vec<(String, i64)> = statement
        .query_map([table], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let same = |a: &str, b: &str| a.eq_ignore_ascii_case(b);
    if let Some(wanted) = wanted {
        let found = columns.iter().find(|(name, _)| same(name, wanted));
        let (name, _) = found.ok_or_else(|| Error::NoColumn {
            wanted: wanted.to_owned(),
            columns: columns.iter().map(|(name, _)| name.clone()).collect(),
        })?;
        return Ok(Some(name.clone()));
    }
    let keys: Vec<_> = columns.iter().filter(|(_, key)| 0 < *key).collect();
    let key =
        if let [key] = keys[..] { Some(key) } else { columns.iter().find(|(name, _)| same(name, "fid")) };
    Ok(key.map(|(name, _)| name.clone()))
}

fn count(db: &Connection, table: &str) -> Result<Option<u64>> {
    // Counted by GDAL and by us in its table; counting here would read the whole file.
    let sql = "select feature_count from gpkg_ogr_contents where table_name = ?";
    let Ok(mut statement) = db.prepare(sql) else { return Ok(None) };
    let count: Option<Option<i64>> = statement.query_row([table], |row| row.get(0)).optional()?;
    Ok(count.flatten().and_then(|count| u64::try_from(count).ok()))
}

fn id(row: &Row<'_>) -> Result<Named> {
    Ok(match row.get_ref(0)? {
        ValueRef::Null | ValueRef::Blob(_) => Named::Nameless,
        ValueRef::Integer(number) => Named::By(Id::Number(number)),
        ValueRef::Real(number) => Named::By(Id::Text(number.to_string().into())),
        ValueRef::Text(text) => Named::By(Id::Text(String::from_utf8_lossy(text).into())),
    })
}

/// The header of clause 2.1.3, then WKB.
fn geometry(blob: &[u8], rings: &mut Rings) -> std::result::Result<(), FaultKind> {
    const EMPTY: u8 = 0b1_0000;
    const ENVELOPE: u8 = 0b1110;
    let Some(([b'G', b'P', _version, flags, _, _, _, _], rest)) = blob.split_first_chunk::<8>() else {
        return Err(FaultKind::Malformed("no GeoPackage geometry".to_owned()));
    };
    if flags & EMPTY != 0 {
        return Err(FaultKind::Empty);
    }
    let envelope = match (flags & ENVELOPE) >> 1 {
        0 => 0,
        1 => 32,
        2 | 3 => 48,
        4 => 64,
        other => return Err(FaultKind::Malformed(format!("unknown envelope {other}"))),
    };
    match rest.get(envelope..) {
        Some(bytes) => wkb::read(bytes, rings),
        None => Err(FaultKind::Malformed("the geometry ends in its header".to_owned())),
    }
}

fn crs(db: &Connection, srs: i64) -> Result<Crs> {
    // -1 and 0 are the standard's undefined systems.
    if srs <= 0 {
        return Ok(Crs::UNKNOWN);
    }
    let sql = "select organization, organization_coordsys_id, definition, srs_name \
               from gpkg_spatial_ref_sys where srs_id = ?";
    let row = |row: &Row<'_>| {
        Ok((
            row.get::<_, String>(0)?,
            row.get::<_, i64>(1)?,
            row.get::<_, String>(2)?,
            row.get::<_, String>(3)?,
        ))
    };
    let Some((organization, code, definition, name)) = db.query_row(sql, [srs], row).optional()? else {
        return Ok(Crs::UNKNOWN);
    };
    let by_text = Crs::from_wkt(&definition);
    if organization.eq_ignore_ascii_case("NONE") {
        return Ok(by_text);
    }
    let by_code = Crs::from_code(&organization, &code.to_string());
    let kind = if by_text.is_unknown() { by_code.kind } else { by_text.kind };
    let definition = by_text.definition;
    Ok(Crs {
        code: by_code.code,
        name: by_text.name.or(by_code.name).or(Some(name)),
        kind,
        definition,
        assumed: false,
    })
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
