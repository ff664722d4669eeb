//! Simple tables as files: a line of headings, and rows.

use kit_base::{Day, Error, Result};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};

/// What is put into a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Out {
    /// Nothing.
    Empty,
    /// Text; never a formula.
    Text(String),
    /// A number.
    Number(f64),
    /// A day.
    Day(Day),
}

/// A sheet to be written.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// The names of its columns.
    pub head: Vec<String>,
    /// Its rows.
    pub rows: Vec<Vec<Out>>,
}

/// The sheets as an Excel file: the same sheets are the same bytes.
///
/// # Errors
/// A fault, for example a name of a sheet that Excel does not take.
pub fn xlsx(sheets: &[Sheet]) -> Result<Vec<u8>> {
    build(sheets).map_err(|cause| Error::fault("write a sheet", cause))
}

fn build(sheets: &[Sheet]) -> std::result::Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let written = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&written));
    let (bold, dated) = (Format::new().set_bold(), Format::new().set_num_format("dd/mm/yyyy"));
    for sheet in sheets {
        let page = book.add_worksheet().set_name(&sheet.name)?;
        for (column, text) in (0..).zip(&sheet.head) {
            page.write_string_with_format(0, column, text, &bold)?;
            let width = u16::try_from(text.chars().count()).unwrap_or(40).clamp(10, 40);
            page.set_column_width(column, f64::from(width) + 4.0)?;
        }
        page.set_freeze_panes(1, 0)?;
        for (row, cells) in (1..).zip(&sheet.rows) {
            for (column, cell) in (0..).zip(cells) {
                match cell {
                    Out::Empty => {}
                    Out::Text(text) => drop(page.write_string(row, column, text)?),
                    Out::Number(number) => drop(page.write_number(row, column, *number)?),
                    Out::Day(day) => {
                        let day = ExcelDateTime::parse_from_str(&day.to_string())?;
                        page.write_datetime_with_format(row, column, &day, &dated)?;
                    }
                }
            }
        }
    }
    book.save_to_buffer()
}

/// A sheet as CSV with the mark of UTF-8, which Excel needs, and commas.
#[must_use]
pub fn csv(sheet: &Sheet) -> Vec<u8> {
    let head = sheet.head.iter().map(|text| field(text)).collect::<Vec<_>>().join(",");
    let rows = sheet.rows.iter().map(|cells| {
        let cells = cells.iter().map(|cell| match cell {
            Out::Empty => String::new(),
            Out::Text(text) => field(text),
            Out::Number(number) => number.to_string(),
            Out::Day(day) => day.to_string(),
        });
        cells.collect::<Vec<_>>().join(",")
    });
    let lines: Vec<_> = std::iter::once(head).chain(rows).collect();
    format!("\u{feff}{}\r\n", lines.join("\r\n")).into_bytes()
}

/// Text that a program might take for a formula gets the mark that says it is none.
fn field(text: &str) -> String {
    let mark = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
    format!("\"{mark}{}\"", text.replace('"', "\"\""))
}
