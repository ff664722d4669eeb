//! Tables from Excel and CSV files (*bảng tính*), and simple tables back.
//!
//! A file is read as it lies there: every cell keeps its address in the person's own file, so that whatever is wrong
//! can be named by it. Nothing here knows what the columns mean.

mod cell;
mod csv;
mod grid;
mod table;
mod write;
mod xlsx;

pub use cell::{Address, Cell, Content, plain};
pub use table::{Heading, Row, Table};
pub use write::{Out, Sheet, csv, xlsx};

use kit_base::Message;

/// The largest file that is read.
pub const MOST_BYTES: usize = 10 << 20;
/// The most rows of a table.
pub const MOST_ROWS: usize = 20_000;

/// What was read.
#[derive(Clone, Debug)]
pub struct Read {
    /// The names of all sheets; one without a name for CSV.
    pub sheets: Vec<String>,
    /// The table of the sheet asked for, or of the one that looks most like what is wanted.
    pub table: Table,
    /// The file says nothing of its letters, and they were taken for those of old Vietnamese programs.
    pub guessed_letters: bool,
}

/// Reads a file. `sheet` is wanted, else the one with most headings that `known` knows.
///
/// # Errors
/// What is wrong with the file, and what to do.
pub fn read(content: &[u8], sheet: Option<&str>, known: &dyn Fn(&str) -> bool) -> Result<Read, Message> {
    if MOST_BYTES < content.len() {
        return Err(Message::new("sheets.too-large").with("megabytes", MOST_BYTES >> 20));
    }
    let (grids, guessed_letters) = if content.starts_with(b"PK\x03\x04") {
        (xlsx::grids(content)?, false)
    } else if content.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return Err(Message::new("sheets.old-or-locked"));
    } else {
        let (grid, guessed) = csv::grid(content)?;
        (vec![grid], guessed)
    };
    let sheets = grids.iter().map(|grid| grid.name.clone()).collect();
    let mut tables = grids.iter().filter(|grid| sheet.is_none_or(|name| grid.name == name));
    let mut best: Option<(usize, Table)> = None;
    let mut first_problem = None;
    for grid in &mut tables {
        match table::table(grid, known) {
            Ok(table) => {
                let score = table.head.iter().filter(|heading| known(&heading.text)).count();
                if best.as_ref().is_none_or(|(most, _)| *most < score) {
                    best = Some((score, table));
                }
            }
            Err(message) => first_problem = first_problem.or(Some(message)),
        }
    }
    match best {
        Some((_, table)) => Ok(Read { sheets, table, guessed_letters }),
        None => Err(first_problem.unwrap_or_else(|| Message::new("sheets.no-table"))),
    }
}
