//! A table of boundary points in a file of its own: CSV or Excel.

use std::{fs::File, io::Read, path::Path};

use calamine::{Data, Reader, Xlsx, open_workbook};
use kit_charset::detect;
use kit_geo::boundary_table::{BoundaryTable, Row};

use crate::{Error, Result, read::unpacked_size};

/// More than any table of points.
const MOST_BYTES: u64 = 16 << 20;
/// What an Excel file of such a table unpacks to at most.
const MOST_UNPACKED_BYTES: u64 = 256 << 20;

/// Reads the table of a file: of an Excel file the first sheet with points, else the first.
///
/// # Errors
/// What makes the file as a whole unreadable; what is wrong with rows is among the findings of the table.
pub fn boundary_table(path: &Path) -> Result<BoundaryTable> {
    if path.is_dir() {
        return Err(Error::Folder);
    }
    let mut bytes = Vec::new();
    File::open(path)?.take(MOST_BYTES + 1).read_to_end(&mut bytes)?;
    if MOST_BYTES < bytes.len() as u64 {
        return Err(Error::TooLarge { bytes: std::fs::metadata(path)?.len(), limit: MOST_BYTES });
    }
    if bytes.trim_ascii().is_empty() {
        return Err(Error::EmptyFile);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return sheet(path);
    }
    if bytes.contains(&0) {
        return Err(Error::Unsupported("neither text nor .xlsx; save the table as .xlsx or .csv".to_owned()));
    }
    let lines = bytes.split(|byte| *byte == b'\n');
    let charset = detect(lines).charset;
    Ok(BoundaryTable::read(&charset.decode(&bytes)))
}

fn sheet(path: &Path) -> Result<BoundaryTable> {
    let bytes = unpacked_size(path)?;
    if MOST_UNPACKED_BYTES < bytes {
        return Err(Error::TooLarge { bytes, limit: MOST_UNPACKED_BYTES });
    }
    let damaged = |cause: calamine::XlsxError| Error::Damaged(format!("Excel: {cause}"));
    let mut book: Xlsx<_> = open_workbook(path).map_err(damaged)?;
    let mut first = None;
    for name in book.sheet_names() {
        let range = book.worksheet_range(&name).map_err(damaged)?;
        let start = range.start().map_or(0, |(row, _)| row);
        let rows: Vec<Row> = (start + 1..)
            .zip(range.rows())
            .map(|(number, cells)| Row { number, cells: cells.iter().map(text).collect() })
            .filter(|row| !row.text().is_empty())
            .collect();
        let table = BoundaryTable::read_rows(&rows);
        if !table.parts.is_empty() {
            return Ok(table);
        }
        first = first.or(Some(table));
    }
    first.ok_or(Error::NoFeatures)
}

/// A number of the file is exact, while `12.345` as text may mean two things.
fn text(cell: &Data) -> String {
    match cell {
        Data::Float(number) => {
            let text = number.to_string();
            match text.split_once('.') {
                Some((_, decimals)) if decimals.len() == 3 => format!("{text}0"),
                _ => text,
            }
        }
        other => kit_charset::Charset::Utf8.decode(other.to_string().as_bytes()),
    }
}
