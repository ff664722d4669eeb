//! A row of a file of the seed: fields by name, and what every fact says of its basis.

use std::{collections::HashMap, str::FromStr};

use clusters::Precision;
use documents::{DocumentId, Origin};
use kit_base::{Day, Error, Result};
use sea_orm::ActiveEnum;

use crate::{
    actions::{Dated, Fact},
    model::Coded,
};

/// A row with its place in the file.
pub(crate) struct Row {
    file: &'static str,
    line: usize,
    fields: HashMap<String, String>,
    /// The day on which it is recorded.
    pub(crate) recorded: Day,
}

/// The rows of a file in the order in which they are recorded; none for an empty text.
pub(crate) fn rows(file: &'static str, text: &str) -> Result<Vec<Row>> {
    if text.is_empty() {
        return Ok(Vec::new());
    }
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let mut found = Vec::new();
    for (nr, fields) in reader.deserialize::<HashMap<String, String>>().enumerate() {
        let fields = fields.map_err(|cause| Error::fault(file, cause))?;
        let mut row = Row { file, line: nr + 2, fields, recorded: Day::OPEN };
        row.recorded = row.day("recorded")?;
        found.push(row);
    }
    found.sort_by_key(|row| row.recorded);
    Ok(found)
}

impl Row {
    /// The fault of a field.
    pub(crate) fn wrong(&self, name: &str) -> Error {
        Error::fault(self.file, format!("line {}: {name} is “{}”", self.line, self.text(name)))
    }

    /// A field; empty when it is not there.
    pub(crate) fn text(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", |text| text.trim())
    }

    /// A field that is not empty.
    pub(crate) fn some(&self, name: &str) -> Option<&str> {
        Some(self.text(name)).filter(|text| !text.is_empty())
    }

    /// A field by `T`'s rules, when it is not empty.
    pub(crate) fn parsed<T: FromStr>(&self, name: &str) -> Result<Option<T>> {
        self.some(name).map(|text| text.parse().map_err(|_| self.wrong(name))).transpose()
    }

    /// A whole number, when the field is not empty.
    pub(crate) fn some_whole(&self, name: &str) -> Result<Option<i64>> {
        self.parsed(name)
    }

    /// A whole number.
    pub(crate) fn whole(&self, name: &str) -> Result<i64> {
        self.parsed(name)?.ok_or_else(|| self.wrong(name))
    }

    /// `true` or `false`.
    pub(crate) fn yes(&self, name: &str) -> Result<bool> {
        self.parsed(name)?.ok_or_else(|| self.wrong(name))
    }

    /// A value out of a short list.
    pub(crate) fn coded<T: Coded>(&self, name: &str) -> Result<T> {
        T::read(self.text(name)).map_err(|_| self.wrong(name))
    }

    /// The record of another file that a field names.
    pub(crate) fn find<'a, T>(&self, among: &'a HashMap<String, T>, name: &str) -> Result<&'a T> {
        among.get(self.text(name)).ok_or_else(|| self.wrong(name))
    }

    fn day(&self, name: &str) -> Result<Day> {
        self.parsed(name)?.ok_or_else(|| self.wrong(name))
    }

    /// A fact with the period and the basis that the row tells.
    pub(crate) fn dated(
        &self,
        fact: Fact,
        new: Option<String>,
        sources: &HashMap<String, DocumentId>,
    ) -> Result<Dated> {
        let by = |name: &str| self.text(name).to_owned();
        Ok(Dated {
            fact,
            new,
            from: self.day("from")?,
            to: Some(self.day("to")?),
            precision: Precision::try_from_value(&by("precision")).map_err(|_| self.wrong("precision"))?,
            origin: Origin::try_from_value(&by("origin")).map_err(|_| self.wrong("origin"))?,
            source: *self.find(sources, "source")?,
        })
    }
}
