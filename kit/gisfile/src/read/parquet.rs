//! `GeoParquet` (geoparquet.org, 1.x): geometry as WKB in a column of a Parquet file.

use parquet::{
    basic::Type,
    column::reader::ColumnReader,
    file::{
        metadata::FileMetaData,
        reader::{FileReader, Length, SerializedFileReader},
    },
};
use serde_json::Value;

use super::{
    Named, Out, Source, choose,
    columns::{self, guarded},
    pages::{Pages, column},
    stem, wkb,
};
use crate::{Crs, Error, FaultKind, Layer, Result, Rings};

/// Names under which geometry stands in files without the metadata of the standard.
const USUAL_NAMES: [&str; 3] = ["geometry", "geom", "wkb_geometry"];

/// Values that are alike take next to nothing, and a file of a kilobyte may say that it has a billion rows. Where shapes or ids
/// differ a row takes a bit or more; this is eight times that.
const MOST_ROWS_A_BYTE: u64 = 64;

struct Geometry {
    column: String,
    index: usize,
    crs: Crs,
}

pub(super) fn read(source: &Source<'_>, mut out: Out<'_>) -> Result<Layer> {
    let pages = Pages::open(source.path)?;
    let mut room = pages.len().saturating_mul(MOST_ROWS_A_BYTE);
    let file = guarded(|| SerializedFileReader::new(pages))?;
    let meta = file.metadata().file_metadata();
    let geometry = geometry(meta, source.layer)?;
    let id_column = source.id_column.map(|wanted| id_column(meta, wanted)).transpose()?;
    out.sink.expect(u64::try_from(meta.num_rows()).unwrap_or_default());
    let mut rings = Rings::default();
    for group in 0..file.num_row_groups() {
        let group = file.get_row_group(group)?;
        let rows = rows(group.metadata().num_rows(), &mut room)?;
        let mut ids = match id_column {
            Some(index) => Some(columns::ids(guarded(|| column(&*group, index))?, rows)?.into_iter()),
            None => None,
        };
        let ColumnReader::ByteArrayColumnReader(mut reader) = guarded(|| column(&*group, geometry.index))?
        else {
            return Err(Error::Damaged("geometry that is no text of bytes".to_owned()));
        };
        columns::each(&mut reader, rows, |value| {
            let named = match &mut ids {
                Some(ids) => ids.next().flatten().map_or(Named::Nameless, Named::By),
                None => Named::ByRow,
            };
            rings.clear();
            let found = match value {
                Some(bytes) => wkb::read(bytes.data(), &mut rings),
                None => Err(FaultKind::Empty),
            };
            out.feature(named, found, &rings);
        })?;
    }
    let name = if source.layer.is_some() { geometry.column } else { stem(source.path) };
    Ok(out.layer(name, geometry.crs))
}

/// The rows of a group, taken out of the room that the size of the file gives.
fn rows(said: i64, room: &mut u64) -> Result<usize> {
    let left = u64::try_from(said).ok().and_then(|rows| room.checked_sub(rows));
    *room = left.ok_or_else(|| Error::Damaged(format!("{said} rows, which is not in so small a file")))?;
    usize::try_from(said).map_err(|_| Error::Damaged(format!("{said} rows")))
}

/// The geometry column asked for, else the primary one.
fn geometry(meta: &FileMetaData, wanted: Option<&str>) -> Result<Geometry> {
    let said = meta.key_value_metadata().into_iter().flatten().find(|pair| pair.key == "geo");
    let Some(text) = said.and_then(|pair| pair.value.as_ref()) else {
        let column = USUAL_NAMES
            .iter()
            .find(|name| leaf(meta, name).is_some_and(|(_, kind)| kind == Type::BYTE_ARRAY));
        let column = column.ok_or(Error::NoFeatures)?;
        choose(&[*column], wanted, |name| name)?;
        let index = leaf(meta, column).map(|(index, _)| index).ok_or(Error::NoFeatures)?;
        return Ok(Geometry { column: (*column).to_owned(), index, crs: Crs::UNKNOWN });
    };
    let geo: Value = serde_json::from_str(text)
        .map_err(|cause| Error::Damaged(format!("the metadata \"geo\": {cause}")))?;
    let names: Vec<String> =
        geo["columns"].as_object().into_iter().flat_map(|all| all.keys().cloned()).collect();
    let primary = geo["primary_column"].as_str();
    let column = choose(&names, wanted.or(primary), String::as_str)?;
    let about = &geo["columns"][column];
    let encoding = about["encoding"].as_str().unwrap_or_default();
    if !encoding.eq_ignore_ascii_case("WKB") {
        return Err(Error::Unsupported(format!("geometry encoded as {encoding}; write it as WKB")));
    }
    let (index, kind) = leaf(meta, column)
        .ok_or_else(|| Error::Damaged(format!("no column {column}, which \"geo\" names")))?;
    if kind != Type::BYTE_ARRAY {
        return Err(Error::Damaged(format!("column {column} holds {kind} where WKB belongs")));
    }
    let crs = match about.get("crs") {
        Some(Value::Null) => Crs::UNKNOWN,
        Some(json) => Crs::from_projjson(json),
        // The standard's default.
        None => Crs { assumed: true, ..Crs::wgs84() },
    };
    Ok(Geometry { column: column.clone(), index, crs })
}

/// A column that is no part of another: its number and what it holds.
fn leaf(meta: &FileMetaData, name: &str) -> Option<(usize, Type)> {
    let columns = meta.schema_descr().columns();
    let index =
        columns.iter().position(|column| column.path().parts() == [name] && column.max_rep_level() == 0)?;
    Some((index, columns[index].physical_type()))
}

fn id_column(meta: &FileMetaData, wanted: &str) -> Result<usize> {
    leaf(meta, wanted).map(|(index, _)| index).ok_or_else(|| {
        let plain = meta.schema_descr().columns().iter().filter(|column| column.path().parts().len() == 1);
        Error::NoColumn {
            wanted: wanted.to_owned(),
            columns: plain.map(|column| column.name().to_owned()).collect(),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Found by the fuzzer: seconds, and gigabytes of ids, for a file of a kilobyte.
    #[test]
    fn more_rows_than_a_file_of_this_size_can_hold_are_refused() {
        let mut room = 1000 * MOST_ROWS_A_BYTE;
        assert_eq!(rows(60_000, &mut room).unwrap(), 60_000);
        assert_eq!(rows(4_000, &mut room).unwrap(), 4_000);
        assert_eq!(
            rows(1, &mut room).unwrap_err().to_string(),
            "damaged: 1 rows, which is not in so small a file"
        );
        assert!(rows(-1, &mut room).is_err());
    }
}
