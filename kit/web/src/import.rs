//! What a slice says of a kind of records that can be taken from a file (*loại nhập*): its fields, how rows are checked
//! against what is recorded, how they are written, and how the whole is taken back. The engine is the slice `imports`.

use std::{
    collections::{BTreeMap, BTreeSet},
    future::Future,
    pin::Pin,
};

use kit_base::{Action, Actor, Area, Day, Id, Instant, Message, Money, Result};
use kit_db::{Reader, Source, Tx};
use kit_sheets::Address;
use serde::Serialize;

/// A kind of records that can be imported.
#[derive(Clone, Copy)]
pub struct ImportKind {
    /// Its name on the command line and in tables, for example `clusters`.
    pub name: &'static str,
    /// The key of its word.
    pub word: &'static str,
    /// Where the pages of its records are: `/clusters` for `/clusters/24-015`. Empty when they have none of their own.
    pub page: &'static str,
    /// The right that each record needs, beside the right to import.
    pub action: &'static Action,
    /// Its fields, in the order of the template.
    pub fields: &'static [ImportField],
    /// Compares the rows with what is recorded. It writes nothing.
    pub check: ImportCheck,
    /// Writes the accepted rows, by their numbers, within the deed of the import.
    pub write: ImportWrite,
    /// Takes back what the deed of that moment wrote; refuses, by name, what was changed since.
    pub undo: ImportUndo,
}

/// A field of a kind.
#[derive(Clone, Copy, Debug)]
pub struct ImportField {
    /// Its name in mappings.
    pub key: &'static str,
    /// The key of its word, which is its heading in the template.
    pub word: &'static str,
    /// The key of a list of other headings for it, with semicolons between.
    pub also: &'static str,
    /// Whether every row needs it.
    pub required: bool,
    /// What its cells hold.
    pub kind: FieldKind,
}

/// What the cells of a field hold.
#[derive(Clone, Copy, Debug)]
pub enum FieldKind {
    /// A line of text.
    Text,
    /// Several texts with commas, semicolons or line breaks between.
    List,
    /// Hectares.
    Area,
    /// Billions of đồng.
    Money,
    /// A whole number.
    Whole,
    /// A day.
    Day,
    /// One of these: code and key of its word.
    Choice(fn() -> Vec<(&'static str, String)>),
}

/// A value of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportValue {
    /// A line of text.
    Text(String),
    /// Several texts.
    List(Vec<String>),
    /// An area.
    Area(Area),
    /// Money.
    Money(Money),
    /// A whole number.
    Whole(i64),
    /// A day.
    Day(Day),
    /// A choice: its code and the key of its word.
    Choice(&'static str, String),
}

/// What is wrong with a cell, or to be asked about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellProblem {
    /// The cell in the person's file.
    pub at: Address,
    /// What is wrong and what to do.
    pub message: Message,
}

/// A row of the file, read by the mapping.
#[derive(Clone, Debug)]
pub struct ImportRow {
    /// Its number in the person's file.
    pub number: u32,
    /// The cells that the mapping points to, also empty ones.
    pub cells: BTreeMap<&'static str, Address>,
    /// What could be read. An empty cell has no value: the file says nothing of it, and what is recorded stays.
    pub values: BTreeMap<&'static str, ImportValue>,
    /// What could not be read.
    pub problems: Vec<CellProblem>,
}

impl ImportRow {
    /// The cell of a field, or the beginning of the row when the file has no such column.
    #[must_use]
    pub fn at(&self, field: &str) -> Address {
        let first = Address { row: self.number, column: 0 };
        self.cells.get(field).copied().unwrap_or(first)
    }

    /// Whether what stands in the cell of a field could not be read; it is then told already.
    #[must_use]
    pub fn is_unread(&self, field: &str) -> bool {
        self.cells.get(field).is_some_and(|cell| self.problems.iter().any(|problem| problem.at == *cell))
    }

    /// The text of a field; empty when there is none.
    #[must_use]
    pub fn text(&self, field: &str) -> &str {
        match self.values.get(field) {
            Some(ImportValue::Text(text)) => text,
            _ => "",
        }
    }

    /// The texts of a field.
    #[must_use]
    pub fn list(&self, field: &str) -> Option<&[String]> {
        match self.values.get(field) {
            Some(ImportValue::List(texts)) => Some(texts),
            _ => None,
        }
    }

    /// The area of a field.
    #[must_use]
    pub fn area(&self, field: &str) -> Option<Area> {
        match self.values.get(field) {
            Some(ImportValue::Area(area)) => Some(*area),
            _ => None,
        }
    }

    /// The money of a field.
    #[must_use]
    pub fn money(&self, field: &str) -> Option<Money> {
        match self.values.get(field) {
            Some(ImportValue::Money(money)) => Some(*money),
            _ => None,
        }
    }

    /// The day of a field.
    #[must_use]
    pub fn day(&self, field: &str) -> Option<Day> {
        match self.values.get(field) {
            Some(ImportValue::Day(day)) => Some(*day),
            _ => None,
        }
    }

    /// The code that was chosen in a field.
    #[must_use]
    pub fn choice(&self, field: &str) -> Option<&'static str> {
        match self.values.get(field) {
            Some(ImportValue::Choice(code, _)) => Some(code),
            _ => None,
        }
    }
}

/// What is to be imported.
#[derive(Clone, Debug)]
pub struct ImportRequest {
    /// The rows of the file.
    pub rows: Vec<ImportRow>,
    /// From which day on what they say holds.
    pub valid_from: Day,
    /// What the person answered to questions, by row: the key of a record, or [`NEW_RECORD`].
    pub answers: BTreeMap<u32, String>,
}

/// The answer "it is another one, record it anew".
pub const NEW_RECORD: &str = "new";

/// A question about a row: is it this record?
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportQuestion {
    /// Why it is asked.
    pub why: CellProblem,
    /// The records it may be: key and label.
    pub candidates: Vec<(String, String)>,
    /// Whether it may be a new one.
    pub may_be_new: bool,
}

/// A field that a row changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldChange {
    /// The field.
    pub field: &'static str,
    /// What stands; nothing when nothing does.
    pub old: Option<ImportValue>,
    /// What the row says.
    pub new: ImportValue,
}

/// A row after it was compared with what is recorded.
#[derive(Clone, Debug, Default)]
pub struct CheckedRow {
    /// Its number in the file.
    pub number: u32,
    /// The key of its record.
    pub key: String,
    /// The name of its record.
    pub label: String,
    /// Whether the record is there already.
    pub exists: bool,
    /// What it changes.
    pub changes: Vec<FieldChange>,
    /// What is wrong with it.
    pub problems: Vec<CellProblem>,
    /// What the person should look at; the row is written all the same.
    pub warnings: Vec<CellProblem>,
    /// What has to be answered first.
    pub question: Option<ImportQuestion>,
}

/// How a row stands. It follows from what was found, so that a faulty row always says why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum RowState {
    /// A new record.
    New,
    /// It changes a record.
    Changed,
    /// All of it is recorded already.
    Unchanged,
    /// A question has to be answered first.
    Asked,
    /// Something is wrong with it.
    Faulty,
}

impl RowState {
    /// All of them, as pages show them.
    pub const ALL: [Self; 5] = [Self::New, Self::Changed, Self::Unchanged, Self::Asked, Self::Faulty];

    /// Its code in addresses and word files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Changed => "changed",
            Self::Unchanged => "unchanged",
            Self::Asked => "asked",
            Self::Faulty => "faulty",
        }
    }
}

impl CheckedRow {
    /// How it stands.
    #[must_use]
    pub fn state(&self) -> RowState {
        match self {
            row if !row.problems.is_empty() => RowState::Faulty,
            row if row.question.is_some() => RowState::Asked,
            row if !row.exists => RowState::New,
            row if row.changes.is_empty() => RowState::Unchanged,
            _ => RowState::Changed,
        }
    }

    /// Whether it would be written.
    #[must_use]
    pub fn is_accepted(&self) -> bool {
        matches!(self.state(), RowState::New | RowState::Changed)
    }
}

/// What a check found.
#[derive(Clone, Debug, Default)]
pub struct Checked {
    /// The rows, in the order of the file.
    pub rows: Vec<CheckedRow>,
    /// Records that stand and are not in the file: key and label. They are told, and never deleted.
    pub missing: Vec<(String, String)>,
}

/// Something that takes a moment.
pub type Doing<'a, T> = Pin<Box<dyn Future<Output = Result<T>> + Send + 'a>>;

/// Compares rows with what is recorded.
pub type ImportCheck = for<'a> fn(&'a Reader, &'a Actor, &'a ImportRequest) -> Doing<'a, Checked>;

/// Writes the rows of these numbers, resting on the document.
pub type ImportWrite =
    for<'a> fn(&'a mut Tx, &'a Actor, &'a ImportRequest, Id<Source>, &'a BTreeSet<u32>) -> Doing<'a, ()>;

/// Takes the deed of that moment back.
pub type ImportUndo = for<'a> fn(&'a mut Tx, &'a Actor, Instant) -> Doing<'a, ()>;
