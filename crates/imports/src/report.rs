//! Files that go out: the template of a kind, and what a check found.

use kit_base::{Result, Words};
use kit_sheets::{Out, Sheet};
use kit_web::{CheckedRow, FieldKind, ImportField, ImportKind};

use crate::model::Told;

/// An empty file with the headings of a kind; a second sheet says what goes into each column.
pub(crate) fn template(kind: &ImportKind, told: Told<'_>) -> Result<Vec<u8>> {
    let word = |key: &str| told.words.get(told.lang, key).to_owned();
    let head = kind.fields.iter().map(|field| heading(field, told)).collect();
    let rows = kind.fields.iter().map(|field| {
        let need = if field.required { "imports.needed" } else { "imports.optional" };
        let help = help(field.kind, told.words, told);
        [heading(field, told), word(need), help].map(Out::Text).to_vec()
    });
    let guide = Sheet {
        name: word("imports.guide"),
        head: ["imports.field", "imports.need", "imports.how"].map(word).to_vec(),
        rows: rows.collect(),
    };
    kit_sheets::xlsx(&[Sheet { name: word("imports.data"), head, rows: Vec::new() }, guide])
}

/// What a field is called above its column: with its unit, in which the file is read.
pub(crate) fn heading(field: &ImportField, told: Told<'_>) -> String {
    let word = |key: &str| told.words.get(told.lang, key).to_owned();
    let unit = match field.kind {
        FieldKind::Area => "unit.ha",
        FieldKind::Money => "unit.bn_vnd",
        _ => return word(field.word),
    };
    format!("{} ({})", word(field.word), word(unit))
}

fn help(kind: FieldKind, words: &Words, told: Told<'_>) -> String {
    let word = |key: &'static str| words.get(told.lang, key).to_owned();
    match kind {
        FieldKind::Text => word("imports.kinds.text"),
        FieldKind::List => word("imports.kinds.list"),
        FieldKind::Area => word("imports.kinds.area"),
        FieldKind::Money => word("imports.kinds.money"),
        FieldKind::Whole => word("imports.kinds.whole"),
        FieldKind::Day => word("imports.kinds.day"),
        FieldKind::Choice(choices) => {
            let all: Vec<_> = choices().iter().map(|(_, key)| words.get(told.lang, key).to_owned()).collect();
            all.join("; ")
        }
    }
}

/// Every problem of a check, one in a row, by the cell in the person's file.
pub(crate) fn findings(rows: &[CheckedRow], told: Told<'_>) -> Result<Vec<u8>> {
    let word = |key: &str| told.words.get(told.lang, key).to_owned();
    let lines = rows.iter().flat_map(|row| {
        let asked = row.question.iter().map(|question| &question.why);
        let must = row.problems.iter().chain(asked).map(|problem| ("imports.must", problem));
        let look = row.warnings.iter().map(|warning| ("imports.warning", warning));
        must.chain(look).map(move |(weight, found)| {
            let said = told.words.say(told.lang, &found.message);
            [found.at.to_string(), row.label.clone(), word(weight), said].map(Out::Text).to_vec()
        })
    });
    let sheet = Sheet {
        name: word("imports.findings"),
        head: ["imports.cell", "imports.record", "imports.weight", "imports.finding"].map(word).to_vec(),
        rows: lines.collect(),
    };
    kit_sheets::xlsx(&[sheet])
}
