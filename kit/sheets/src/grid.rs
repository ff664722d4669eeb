//! The cells of a sheet that hold something, wherever they stand: formatting far below makes no cell.

use std::collections::BTreeMap;

use kit_base::Message;

use crate::{Content, cell::plain};

/// The most cells of a file: a table of some twenty columns at its longest.
const MOST_CELLS: usize = 500_000;

/// Cells that were merged: first and last row (from 1), first and last column (from 0).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Merged {
    pub(crate) rows: (u32, u32),
    pub(crate) columns: (u32, u32),
}

/// A sheet as it lies there.
#[derive(Clone, Debug, Default)]
pub(crate) struct Grid {
    pub(crate) name: String,
    /// By row, from 1, and column, from 0.
    pub(crate) rows: BTreeMap<u32, BTreeMap<u32, Content>>,
    pub(crate) merged: Vec<Merged>,
    cells: usize,
}

impl Grid {
    pub(crate) fn new(name: &str) -> Self {
        Self { name: name.to_owned(), ..Self::default() }
    }

    /// Adds a cell; text without a letter is none.
    pub(crate) fn add(&mut self, row: u32, column: u32, content: Content) -> Result<(), Message> {
        if matches!(&content, Content::Text(text) if plain(text).is_empty()) {
            return Ok(());
        }
        self.cells += 1;
        if MOST_CELLS < self.cells {
            return Err(Message::new("sheets.too-many-cells"));
        }
        self.rows.entry(row).or_default().insert(column, content);
        Ok(())
    }

    /// What stands at a place, or in the first cell of what is merged over it: with the place where it stands.
    pub(crate) fn at(&self, row: u32, column: u32) -> Option<(u32, u32, &Content)> {
        let own = self.rows.get(&row).and_then(|cells| cells.get(&column));
        if let Some(content) = own {
            return Some((row, column, content));
        }
        let over = self.merged.iter().find(|merged| {
            (merged.rows.0..=merged.rows.1).contains(&row)
                && (merged.columns.0..=merged.columns.1).contains(&column)
        })?;
        let (row, column) = (over.rows.0, over.columns.0);
        self.rows.get(&row)?.get(&column).map(|content| (row, column, content))
    }
}
