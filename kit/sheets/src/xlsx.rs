//! Excel files, cell by cell: a value at the far end of a sheet costs one cell and not all between.

use std::io::Cursor;

use calamine::{DataRef, ExcelDateTime, ExcelDateTimeType, Reader, Xlsx, XlsxError};
use chrono::NaiveDate;
use kit_base::{Day, Message};

use crate::{
    Content,
    grid::{Grid, Merged},
};

/// What a packed file may hold when it is unpacked.
const MOST_UNPACKED: u64 = 200 << 20;

pub(crate) fn grids(content: &[u8]) -> Result<Vec<Grid>, Message> {
    let broken = |cause: XlsxError| Message::new("sheets.broken").with("cause", cause);
    refuse_bombs(content)?;
    let mut book = Xlsx::new(Cursor::new(content)).map_err(broken)?;
    let mut grids = Vec::new();
    for name in book.sheet_names() {
        let mut grid = Grid::new(&name);
        match fill(&mut book, &name, &mut grid) {
            Ok(filled) => filled?,
            // A sheet that holds a chart has no cells.
            Err(XlsxError::NotAWorksheet(_)) => continue,
            Err(cause) => return Err(broken(cause)),
        }
        let merged = book.merge_cells_by_sheet_name(&name).unwrap_or_default();
        grid.merged = merged
            .iter()
            .map(|at| Merged { rows: (at.start.0 + 1, at.end.0 + 1), columns: (at.start.1, at.end.1) })
            .collect();
        grids.push(grid);
    }
    Ok(grids)
}

fn refuse_bombs(content: &[u8]) -> Result<(), Message> {
    let broken = |cause| Message::new("sheets.broken").with("cause", cause);
    let mut parts = zip::ZipArchive::new(Cursor::new(content)).map_err(broken)?;
    let mut all = 0_u64;
    for part in 0..parts.len() {
        all = all.saturating_add(parts.by_index_raw(part).map_err(broken)?.size());
    }
    if MOST_UNPACKED < all { Err(Message::new("sheets.too-many-cells")) } else { Ok(()) }
}

type Book<'a> = Xlsx<Cursor<&'a [u8]>>;

fn fill(book: &mut Book<'_>, name: &str, grid: &mut Grid) -> Result<Result<(), Message>, XlsxError> {
    let mut cells = book.worksheet_cells_reader(name)?;
    while let Some(cell) = cells.next_cell_with_formula()? {
        let content = match cell.value {
            DataRef::Empty if cell.formula.is_some() => Content::Uncomputed,
            DataRef::Empty => continue,
            DataRef::SharedString(text) => Content::Text(text.to_owned()),
            DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
                Content::Text(text)
            }
            #[expect(
                clippy::cast_precision_loss,
                reason = "cells hold floats; whole ones only come from other programs"
            )]
            DataRef::Int(number) => Content::Number(number as f64),
            DataRef::Float(number) => Content::Number(number),
            DataRef::Bool(truth) => Content::Number(f64::from(u8::from(truth))),
            DataRef::DateTime(moment) => moment_content(&moment),
            DataRef::Error(error) => Content::Error(error.to_string()),
        };
        if let Err(message) = grid.add(cell.pos.0 + 1, cell.pos.1, content) {
            return Ok(Err(message));
        }
    }
    Ok(Ok(()))
}

fn moment_content(moment: &ExcelDateTime) -> Content {
    let day = moment.is_datetime().then(|| civil(moment)).flatten();
    day.map_or(Content::Number(moment.as_f64()), Content::Day)
}

fn civil(moment: &ExcelDateTime) -> Option<Day> {
    let (year, month, day, ..) = moment.to_ymd_hms_milli();
    let date = NaiveDate::from_ymd_opt(i32::from(year), u32::from(month), u32::from(day));
    date.map(Day::new).filter(|day| (1900..=9999).contains(&day.year()))
}

/// The day of a serial number, counted from 1900.
pub(crate) fn day(serial: f64) -> Option<Day> {
    civil(&ExcelDateTime::new(serial, ExcelDateTimeType::DateTime, false))
}
