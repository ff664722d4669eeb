//! Where a sheet's table begins, what its columns are called, and which of its lines are rows.

use std::collections::BTreeMap;

use kit_base::Message;

use crate::{Address, Cell, Content, MOST_ROWS, cell::plain, grid::Grid};

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// Where its name stands.
    pub at: Address,
    /// Its name: of a heading in several lines, all of them.
    pub text: String,
}

/// A line of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its number in the person's file, from 1.
    pub number: u32,
    cells: BTreeMap<u32, Cell>,
}

/// A table of a sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// The name of the sheet; empty for CSV.
    pub sheet: String,
    /// Its columns, from the left.
    pub head: Vec<Heading>,
    /// Its lines that hold something.
    pub rows: Vec<Row>,
    /// Single values far from the table: they make no row, and are told.
    pub strays: Vec<Address>,
}

impl Row {
    /// The cell in a column; empty when nothing is in it.
    #[must_use]
    pub fn cell(&self, column: u32) -> Cell {
        let empty = || Cell { at: Address { row: self.number, column }, content: None };
        self.cells.get(&column).cloned().unwrap_or_else(empty)
    }
}

/// Among so many lines at the top the names of the columns are looked for.
const TOP_LINES: usize = 40;
/// A heading has no more lines.
const HEAD_LINES: u32 = 4;
/// A single value below so many empty lines is none of the table.
const FAR_LINES: u32 = 20;

pub(crate) fn table(grid: &Grid, known: &dyn Fn(&str) -> bool) -> Result<Table, Message> {
    let first = head_row(grid, known).ok_or_else(|| Message::new("sheets.no-table"))?;
    let last = head_end(grid, first);
    let columns =
        (first..=last).filter_map(|row| grid.rows.get(&row)).flat_map(|cells| cells.keys().copied());
    let spans = grid.merged.iter().filter(|m| (first..=last).contains(&m.rows.0)).map(|m| m.columns.1);
    let width = columns.chain(spans).max().unwrap_or(0);
    let head: Vec<_> =
        (0..=width.min(1_000)).filter_map(|column| heading(grid, first..=last, column)).collect();
    let mut table = Table { sheet: grid.name.clone(), head, rows: Vec::new(), strays: Vec::new() };
    let mut before = last;
    for number in grid.rows.range(last + 1..).map(|(number, _)| *number) {
        let cells = cells_of(grid, &table.head, number);
        let own = cells.values().filter(|cell| cell.at.row == number).count();
        if own == 0 || (number == last + 1 && is_numbering(&cells)) {
            continue;
        }
        if own == 1 && before + FAR_LINES < number {
            table.strays.extend(cells.values().map(|cell| cell.at));
            continue;
        }
        before = number;
        table.rows.push(Row { number, cells });
        if MOST_ROWS < table.rows.len() {
            return Err(Message::new("sheets.too-many-rows").with("n", MOST_ROWS));
        }
    }
    Ok(table)
}

/// The line with most names that are known; else the first that is about as full of text as the fullest.
fn head_row(grid: &Grid, known: &dyn Fn(&str) -> bool) -> Option<u32> {
    let top: Vec<_> = grid.rows.iter().take(TOP_LINES).collect();
    let texts = |cells: &BTreeMap<u32, Content>| {
        cells
            .values()
            .filter_map(|content| match content {
                Content::Text(text) => Some(line(text)),
                _ => None,
            })
            .collect::<Vec<_>>()
    };
    let score = |cells: &BTreeMap<u32, Content>| texts(cells).iter().filter(|text| known(text)).count();
    let most = top.iter().map(|(_, cells)| score(cells)).max().unwrap_or(0);
    if 2 <= most {
        return top.iter().find(|(_, cells)| score(cells) == most).map(|(row, _)| **row);
    }
    let fullest = top.iter().map(|(_, cells)| texts(cells).len()).max()?;
    let full =
        |cells: &BTreeMap<u32, Content>| !texts(cells).is_empty() && fullest * 6 <= texts(cells).len() * 10;
    top.iter().find(|(_, cells)| full(cells)).map(|(row, _)| **row)
}

/// The last line of a heading: names that are merged reach down, or spread over names below them.
fn head_end(grid: &Grid, first: u32) -> u32 {
    let begun = grid.merged.iter().filter(|merged| merged.rows.0 == first);
    let mut last = first;
    for merged in begun {
        let below = grid.rows.get(&(merged.rows.1 + 1));
        let named = (merged.columns.0 < merged.columns.1)
            && below.is_some_and(|cells| {
                let mut under = cells.range(merged.columns.0..=merged.columns.1);
                under.next().is_some() && under.all(|(_, content)| matches!(content, Content::Text(_)))
            });
        last = last.max(merged.rows.1 + u32::from(named));
    }
    last.min(first + HEAD_LINES - 1)
}

fn heading(grid: &Grid, rows: std::ops::RangeInclusive<u32>, column: u32) -> Option<Heading> {
    let mut parts: Vec<(Address, String)> = Vec::new();
    for (row, at, content) in rows.filter_map(|row| grid.at(row, column)) {
        let cell = Cell { at: Address { row, column: at }, content: Some(content.clone()) };
        let text = line(&cell.text());
        if !text.is_empty() && parts.iter().all(|(_, other)| *other != text) {
            parts.push((cell.at, text));
        }
    }
    let row = parts.last()?.0.row;
    let texts: Vec<_> = parts.into_iter().map(|(_, text)| text).collect();
    Some(Heading { at: Address { row, column }, text: texts.join(" – ") })
}

fn cells_of(grid: &Grid, head: &[Heading], number: u32) -> BTreeMap<u32, Cell> {
    let found = head.iter().filter_map(|heading| {
        let (row, column, content) = grid.at(number, heading.at.column)?;
        Some((heading.at.column, Cell { at: Address { row, column }, content: Some(content.clone()) }))
    });
    found.collect()
}

/// Forms number their columns below the names: (1), (2), (3).
fn is_numbering(cells: &BTreeMap<u32, Cell>) -> bool {
    let number = |cell: &Cell| cell.text().trim_matches(['(', ')', '[', ']']).parse::<usize>().ok();
    2 <= cells.len() && cells.values().enumerate().all(|(place, cell)| number(cell) == Some(place + 1))
}

/// Text in one line.
fn line(text: &str) -> String {
    plain(text).split_whitespace().collect::<Vec<_>>().join(" ")
}
