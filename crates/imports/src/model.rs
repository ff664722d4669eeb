//! How columns are found for fields, how cells become values, and how values are told. Pure.

use std::collections::{BTreeMap, BTreeSet};

use kit_base::{Lang, Message, Words, fmt, fold_vi};
use kit_sheets::{Cell, Heading, Row, Table};
use kit_web::{CellProblem, FieldKind, ImportField, ImportKind, ImportRow, ImportValue};

/// The column of each field, from 0; nothing when the file has none.
pub type Mapping = BTreeMap<String, Option<u32>>;

/// A heading made comparable: folded, without what stands in brackets, in single blanks.
fn plain(text: &str) -> String {
    let mut depth = 0_usize;
    let outside: String = fold_vi(text)
        .chars()
        .filter(|letter| {
            depth += usize::from(*letter == '(');
            let keep = depth == 0;
            depth -= usize::from(*letter == ')' && 0 < depth);
            keep
        })
        .collect();
    let words = outside.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// What a field may be called, in both languages, made comparable.
fn names(field: &ImportField, words: &Words) -> Vec<String> {
    let both = [Lang::Vi, Lang::En].into_iter().flat_map(|lang| {
        let also = words.get(lang, field.also).split(';').map(str::to_owned);
        also.chain([words.get(lang, field.word).to_owned()]).collect::<Vec<_>>()
    });
    both.chain([field.key.to_owned()]).map(|name| plain(&name)).filter(|name| !name.is_empty()).collect()
}

/// Whether a heading begins with a name of two words or more: *Diện tích theo quyết định thành lập*.
fn begins(heading: &str, name: &str) -> bool {
    name.contains(' ') && heading.strip_prefix(name).is_some_and(|rest| rest.starts_with(' '))
}

/// A way of telling that a heading is a field's.
type Way<'a> = &'a dyn Fn(&ImportField, &str) -> bool;

/// Whether any field of the kind may be called so.
#[must_use]
pub(crate) fn is_known(kind: &ImportKind, words: &Words, text: &str) -> bool {
    let heading = plain(text);
    let mut names = kind.fields.iter().flat_map(|field| names(field, words));
    names.any(|name| name == heading || begins(&heading, &name))
}

/// Finds the columns: by the headings of last time, by name, by the beginning of the heading; no column twice.
#[must_use]
pub fn guess(
    kind: &ImportKind,
    words: &Words,
    head: &[Heading],
    remembered: &BTreeMap<String, String>,
) -> Mapping {
    let mut found: BTreeMap<&str, u32> = BTreeMap::new();
    let by_memory = |field: &ImportField, heading: &str| {
        remembered.get(field.key).is_some_and(|name| plain(name) == heading)
    };
    let by_name = |field: &ImportField, heading: &str| names(field, words).iter().any(|name| name == heading);
    let by_start =
        |field: &ImportField, heading: &str| names(field, words).iter().any(|name| begins(heading, name));
    let ways: [Way<'_>; 3] = [&by_memory, &by_name, &by_start];
    for way in ways {
        for field in kind.fields {
            let free = |heading: &&Heading| !found.values().any(|column| *column == heading.at.column);
            let column = head.iter().filter(free).find(|heading| way(field, &plain(&heading.text)));
            if let Some(column) = column.filter(|_| !found.contains_key(field.key)) {
                found.insert(field.key, column.at.column);
            }
        }
    }
    kind.fields.iter().map(|field| (field.key.to_owned(), found.get(field.key).copied())).collect()
}

/// Reads a mapping file: `field = "heading"` or `field = "column letters"`.
///
/// # Errors
/// A field or column that is not there.
pub fn read_mapping(text: &str, kind: &ImportKind, head: &[Heading]) -> Result<Mapping, Message> {
    let table: BTreeMap<String, String> =
        toml::from_str(text).map_err(|cause| Message::new("imports.mapping-file").with("cause", cause))?;
    let mut mapping: Mapping = kind.fields.iter().map(|field| (field.key.to_owned(), None)).collect();
    for (field, wanted) in table {
        let Some(column) = mapping.get_mut(&field) else {
            return Err(Message::new("imports.no-field").with("field", field));
        };
        let by_name = |heading: &&Heading| plain(&heading.text) == plain(&wanted);
        let by_letters = |heading: &&Heading| heading.at.letters() == wanted.trim().to_uppercase();
        let found = head.iter().find(by_name).or_else(|| head.iter().find(by_letters));
        let found = found.ok_or_else(|| Message::new("imports.no-column").with("column", wanted))?;
        *column = Some(found.at.column);
    }
    Ok(mapping)
}

/// What is wrong with a mapping, by field.
#[must_use]
pub fn mapping_problems(kind: &ImportKind, mapping: &Mapping) -> Vec<(&'static str, Message)> {
    let mut problems = Vec::new();
    let mut taken = BTreeSet::new();
    for field in kind.fields {
        match mapping.get(field.key).copied().flatten() {
            None if field.required => problems.push((field.key, Message::new("imports.column-missing"))),
            Some(column) if !taken.insert(column) => {
                problems.push((field.key, Message::new("imports.column-twice")));
            }
            _ => {}
        }
    }
    problems
}

/// The rows of a table under a mapping; lines without anything in a mapped column are none.
#[must_use]
pub(crate) fn rows(kind: &ImportKind, words: &Words, table: &Table, mapping: &Mapping) -> Vec<ImportRow> {
    table.rows.iter().filter_map(|row| read_row(kind, words, row, mapping)).collect()
}

fn read_row(kind: &ImportKind, words: &Words, row: &Row, mapping: &Mapping) -> Option<ImportRow> {
    let mut read = ImportRow {
        number: row.number,
        cells: BTreeMap::new(),
        values: BTreeMap::new(),
        problems: Vec::new(),
    };
    let mut filled = false;
    for field in kind.fields {
        let Some(column) = mapping.get(field.key).copied().flatten() else { continue };
        let cell = row.cell(column);
        read.cells.insert(field.key, cell.at);
        filled |= !cell.is_empty();
        let problem = if cell.is_empty() && field.required {
            Some(Message::new("imports.cell-empty"))
        } else if cell.is_empty() {
            None
        } else if let Some(fault) = cell.fault() {
            Some(fault)
        } else {
            value(field, words, &cell).map(|value| read.values.insert(field.key, value)).err()
        };
        read.problems.extend(problem.map(|message| CellProblem { at: cell.at, message }));
    }
    filled.then_some(read)
}

fn value(field: &ImportField, words: &Words, cell: &Cell) -> Result<ImportValue, Message> {
    match field.kind {
        FieldKind::Text => Ok(ImportValue::Text(one_line(&cell.text()))),
        FieldKind::List => {
            let text = cell.text();
            let parts = text.split([',', ';', '\n', '\r', '|']).map(one_line);
            Ok(ImportValue::List(parts.filter(|part| !part.is_empty()).collect()))
        }
        FieldKind::Area => cell.decimal().parse().map(ImportValue::Area),
        FieldKind::Money => cell.decimal().parse().map(ImportValue::Money),
        FieldKind::Whole => cell.whole().map(ImportValue::Whole),
        FieldKind::Day => cell.day().map(ImportValue::Day),
        FieldKind::Choice(choices) => {
            let (text, choices) = (cell.text(), choices());
            let is = |word: &str| plain(word) == plain(&text);
            let found = choices.iter().find(|(code, word)| {
                *code == text || is(words.get(Lang::Vi, word)) || is(words.get(Lang::En, word))
            });
            let found = found.map(|(code, word)| ImportValue::Choice(code, word.clone()));
            found.ok_or_else(|| {
                let all: Vec<_> = choices.iter().map(|(_, word)| words.get(Lang::Vi, word)).collect();
                Message::new("imports.no-choice").with("text", text).with("choices", all.join("; "))
            })
        }
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// How values are told: words and the person's language.
#[derive(Clone, Copy, Debug)]
pub struct Told<'a> {
    /// The words.
    pub words: &'a Words,
    /// The language.
    pub lang: Lang,
}

/// A value as people read it.
#[must_use]
pub fn tell(value: &ImportValue, told: Told<'_>) -> String {
    let decimals = |number: f64| {
        let text = fmt::number(number, 6, told.lang);
        let cut = text.trim_end_matches('0').len().max(text.len() - 4);
        text[..cut].to_owned()
    };
    match value {
        ImportValue::Text(text) => text.clone(),
        ImportValue::List(texts) => texts.join("; "),
        ImportValue::Area(area) => format!("{}\u{a0}ha", decimals(area.hectares())),
        ImportValue::Money(money) => {
            format!("{}\u{a0}{}", decimals(money.billions()), told.words.get(told.lang, "unit.bn_vnd"))
        }
        #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
        ImportValue::Whole(number) => fmt::number(*number as f64, 0, told.lang),
        ImportValue::Day(day) => fmt::day(*day, told.lang),
        ImportValue::Choice(_, word) => told.words.get(told.lang, word).to_owned(),
    }
}
