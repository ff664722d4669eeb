//! Enterprises, projects and leases from files (*nhập doanh nghiệp, dự án, hợp đồng thuê đất*): which record a row means,
//! what it changes, and writing it.

mod enterprises;
mod projects;

mod leases;
mod periods;

mod undo;
mod world;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use kit_base::{Actor, Area, Lang, Message, Money, fmt};
use kit_web::{
    CellProblem, Checked, CheckedRow, FieldChange, FieldKind, ImportField, ImportKind, ImportQuestion,
    ImportRequest, ImportRow, ImportValue, NEW_RECORD,
};

use crate::model::Coded;

/// The kinds of this slice.
pub(crate) const ALL: &[ImportKind] = &[enterprises::KIND, projects::KIND, leases::KIND];

const fn field(key: &'static str, word: &'static str, also: &'static str, kind: FieldKind) -> ImportField {
    ImportField { key, word, also, required: false, kind }
}

const fn needed(field: ImportField) -> ImportField {
    ImportField { required: true, ..field }
}

/// What a row is to do, as far as it is clear.
struct Plan<W> {
    row: CheckedRow,
    /// What the row speaks of; two rows that speak of the same are one too many.
    means: String,
    work: Option<W>,
}

impl<W> Plan<W> {
    /// The beginning of a check: what could not be read is wrong already.
    fn of(row: &ImportRow, label: &str) -> Self {
        let row = CheckedRow {
            number: row.number,
            key: row.text("code").to_owned(),
            label: label.to_owned(),
            problems: row.problems.clone(),
            ..CheckedRow::default()
        };
        Self { row, means: String::new(), work: None }
    }

    /// Takes what was found for the row: a record, or nothing for a new one. It ends here when that is unclear or wrong.
    fn takes<'a, T>(&mut self, found: Found<'a, T>) -> ControlFlow<(), Option<&'a T>> {
        match found {
            Found::Known(one) => return ControlFlow::Continue(Some(one)),
            Found::New => return ControlFlow::Continue(None),
            Found::Unsure(question) => self.row.question = Some(question),
            Found::Wrong(wrong) => self.row.problems.push(wrong),
        }
        ControlFlow::Break(())
    }

    fn wrong(&mut self, row: &ImportRow, field: &str, message: Message) {
        self.row.problems.push(CellProblem { at: row.at(field), message });
    }

    fn warn(&mut self, row: &ImportRow, field: &str, message: Message) {
        self.row.warnings.push(CellProblem { at: row.at(field), message });
    }

    /// Notes what changes; tells whether it does. Without a new value nothing is said.
    fn change(&mut self, field: &'static str, old: Option<ImportValue>, new: Option<ImportValue>) -> bool {
        match new {
            Some(new) if old.as_ref() != Some(&new) => {
                self.row.changes.push(FieldChange { field, old, new });
                true
            }
            _ => false,
        }
    }
}

/// Which record a row means.
enum Found<'a, T> {
    Known(&'a T),
    New,
    Unsure(ImportQuestion),
    Wrong(CellProblem),
}

/// What is asked when a row may mean one of these: the answer, if there is one, decides.
fn ask<'a, T>(
    why: CellProblem,
    candidates: &[&'a T],
    named: impl Fn(&T) -> (String, String),
    answer: Option<&str>,
    may_be_new: bool,
) -> Found<'a, T> {
    let told: Vec<_> = candidates.iter().map(|one| named(one)).collect();
    let chosen = told.iter().position(|(key, _)| Some(key.as_str()) == answer);
    match chosen.and_then(|at| candidates.get(at)) {
        Some(one) => Found::Known(one),
        None if candidates.is_empty() || (may_be_new && answer == Some(NEW_RECORD)) => Found::New,
        None => {
            let labels: Vec<_> = told.iter().map(|(_, label)| label.clone()).collect();
            let message = why.message.with("records", labels.join(", "));
            let why = CellProblem { message, ..why };
            Found::Unsure(ImportQuestion { why, candidates: told, may_be_new })
        }
    }
}

/// What all rows together show: records in two rows, and codes for those that are new and have none.
fn together<W>(plans: &mut [Plan<W>], request: &ImportRequest, prefix: &str, taken: &BTreeSet<String>) {
    let mut rows_of: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for plan in plans.iter().filter(|plan| !plan.means.is_empty()) {
        rows_of.entry(plan.means.clone()).or_default().push(plan.row.number);
    }
    for (plan, row) in plans.iter_mut().zip(&request.rows) {
        let others = rows_of.get(&plan.means).into_iter().flatten().filter(|other| **other != row.number);
        let others: Vec<_> = others.map(ToString::to_string).collect();
        if !others.is_empty() {
            let message = Message::new("enterprises.import.twice").with("rows", others.join(", "));
            plan.wrong(row, "code", message.with("name", plan.row.label.clone()));
        }
    }
    let in_file = plans.iter().map(|plan| &plan.row.key);
    let number = |code: &String| code.strip_prefix(prefix)?.strip_prefix('-')?.parse::<u32>().ok();
    let mut last = taken.iter().chain(in_file).filter_map(number).max().unwrap_or(0);
    for plan in plans.iter_mut().filter(|plan| plan.row.is_accepted() && plan.row.key.is_empty()) {
        last += 1;
        plan.row.key = format!("{prefix}-{last:04}");
    }
}

/// What a check tells: rows, with what is wrong in the order of their cells, and what stands and is in none of them.
fn checked<W>(mut plans: Vec<Plan<W>>, standing: impl Iterator<Item = (String, String)>) -> Checked {
    for plan in &mut plans {
        plan.row.problems.sort_by_key(|problem| problem.at);
    }
    let mentioned = |plan: &Plan<W>| {
        let asked = plan.row.question.iter().flat_map(|question| question.candidates.iter());
        asked.map(|(key, _)| key.clone()).chain([plan.row.key.clone()]).collect::<Vec<_>>()
    };
    let told: BTreeSet<_> = plans.iter().flat_map(mentioned).collect();
    let missing = standing.filter(|(key, _)| !told.contains(key)).collect();
    Checked { rows: plans.into_iter().map(|plan| plan.row).collect(), missing }
}

/// A code that a new record may have: it stands in addresses of pages.
fn code_fault(code: &str) -> Option<Message> {
    let fits = code.len() <= 40 && code.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    (!fits).then(|| Message::new("enterprises.import.code-form").with("text", code))
}

fn choices<T: Coded>() -> Vec<(&'static str, String)> {
    T::CODES.iter().copied().zip(T::all().into_iter().map(Coded::word)).collect()
}

fn choice<T: Coded>(row: &ImportRow, field: &str) -> Option<T> {
    row.choice(field).and_then(|code| T::read(code).ok())
}

fn told<T: Coded>(one: T) -> ImportValue {
    let code = one.code();
    let code = T::CODES.iter().copied().find(|known| *known == code).unwrap_or_default();
    ImportValue::Choice(code, one.word())
}

fn text(value: impl std::fmt::Display) -> Option<ImportValue> {
    Some(value.to_string()).filter(|text| !text.is_empty()).map(ImportValue::Text)
}

/// The answer that the person gave for a row.
fn answer<'a>(request: &'a ImportRequest, row: &ImportRow) -> Option<&'a str> {
    request.answers.get(&row.number).map(String::as_str)
}

/// Hectares within a sentence, as the register writes them.
fn hectares(area: Area) -> String {
    trimmed(area.hectares(), 2)
}

/// Billions within a sentence.
fn billions(money: Money) -> String {
    trimmed(money.billions(), 1)
}

fn trimmed(number: f64, least: usize) -> String {
    let text = fmt::number(number, 6, Lang::Vi);
    let end = text.trim_end_matches('0').len().max(text.len() + least - 6);
    text[..end].to_owned()
}

/// Everybody: what rows are compared with is more than the person may see.
fn everybody() -> Actor {
    Actor::system("import")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_sentences_are_exact_and_have_no_idle_noughts() {
        let area = |text: &str| hectares(text.parse().unwrap());
        assert_eq!([area("10"), area("33,333333"), area("0,5")], ["10,00", "33,333333", "0,50"]);
        assert_eq!(billions(Money::from_dong(1_234_500_000_000)), "1.234,5");
    }

    #[test]
    fn a_code_stands_in_addresses() {
        for code in ["DN-0001", "0100109106-001"] {
            assert_eq!(code_fault(code), None, "{code}");
        }
        for code in ["12/HĐ", "DN 1", "DN.json", "..", "Đ1"] {
            assert!(code_fault(code).is_some(), "{code}");
        }
    }
}
