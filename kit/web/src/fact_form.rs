//! The form with which a fact is recorded or corrected: its fields, since when it holds, and the document it rests on.
//!
//! Two people may have the same form open. Each form carries what stood when it was opened; when something else stands
//! as it is sent, nothing is written, and the person sees field by field what the other one recorded.

use askama::Template;
use axum::{http::StatusCode, response::Response};
use kit_base::{Day, Error, Message};
use serde::Serialize;

use crate::{Form, Page, Problems, Ui};

/// How a field is written.
#[derive(Clone, Debug, PartialEq)]
pub enum FieldInput {
    /// One line.
    Text,
    /// Several lines.
    Lines,
    /// A number with its unit.
    Number(&'static str),
    /// One of these codes, each with its word; nothing when it is not known.
    Choice(Vec<(String, String)>),
    /// One line, with these codes proposed, each with its word.
    Proposed(Vec<(String, String)>),
    /// Not written: what else stands, so that a change of it is noticed.
    Shown,
}

impl FieldInput {
    /// One of these codes, each with its word.
    pub fn choice<C: Into<String>>(choices: impl IntoIterator<Item = (C, String)>) -> Self {
        Self::Choice(choices.into_iter().map(|(code, word)| (code.into(), word)).collect())
    }

    fn words(&self) -> &[(String, String)] {
        match self {
            Self::Choice(words) | Self::Proposed(words) => words,
            _ => &[],
        }
    }
}

/// A field of a fact.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its name in the form.
    pub name: &'static str,
    /// The key of its word; `word-help` explains it, when there is such a word.
    pub word: &'static str,
    /// How it is written.
    pub kind: FieldInput,
    /// Whether it must be filled.
    pub need: bool,
    /// What stands now, as the field would be written.
    pub standing: String,
}

impl Field {
    /// A field that was never filled; [`Self::standing`] says what stands.
    #[must_use]
    pub const fn new(name: &'static str, word: &'static str, kind: FieldInput, need: bool) -> Self {
        Self { name, word, kind, need, standing: String::new() }
    }

    /// With what stands now.
    #[must_use]
    pub fn standing(self, standing: impl Into<String>) -> Self {
        Self { standing: standing.into(), ..self }
    }

    /// Whether it is so, or is not or no longer: the last field of a fact that can be taken back.
    #[must_use]
    pub fn holds(ui: &Ui) -> Self {
        let words = [("yes", "form.holds-yes"), ("no", "form.holds-no")];
        let choices = FieldInput::choice(words.map(|(code, word)| (code, ui.t(word))));
        Self::new(HOLDS, "form.holds", choices, true).standing("yes")
    }

    /// What is written, as people read it: the word of a code.
    fn told(&self, written: &str) -> String {
        let found = self.kind.words().iter().find(|(code, _)| code == written);
        found.map_or_else(|| written.to_owned(), |(_, word)| word.clone())
    }

    /// Whether it takes the whole line.
    const fn is_wide(&self) -> bool {
        matches!(self.kind, FieldInput::Lines)
    }
}

/// What two people wrote into one field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Clash {
    /// The name of the field.
    pub field: &'static str,
    /// The key of the field's word.
    pub word: &'static str,
    /// What stood when the form was opened.
    pub was: String,
    /// What somebody recorded since.
    pub theirs: String,
    /// What this person wrote; nothing when they left the field as it was.
    pub yours: Option<String>,
}

/// The form as a page.
#[derive(Template, Serialize)]
#[template(path = "fact-form.html")]
pub struct FactForm {
    #[serde(skip)]
    ui: Ui,
    title: String,
    /// Where the form leads back to, and its name.
    back: (String, String),
    #[serde(skip)]
    fields: Vec<Field>,
    #[serde(skip)]
    form: Form,
    #[serde(skip)]
    problems: Problems,
    #[serde(skip)]
    kept: bool,
    #[serde(skip)]
    documents: Vec<(String, String)>,
    clashes: Vec<Clash>,
    #[serde(skip)]
    confirm: (String, String),
}

/// When a fact holds and what it rests on, as every such form asks.
#[derive(Clone, Debug, PartialEq)]
pub struct Basis {
    /// From this day on.
    pub from: Day,
    /// Until before this day; nothing when it still holds.
    pub to: Option<Day>,
    /// The document, as written.
    pub document: String,
    /// Whether it is so in that period; otherwise what was recorded is taken back.
    pub holds: bool,
}

impl Page for FactForm {
    fn ui(&self) -> &Ui {
        &self.ui
    }
}

impl FactForm {
    /// An empty form, filled with what stands, or with what the address says.
    #[must_use]
    pub fn new(
        ui: Ui,
        title: String,
        back: (String, String),
        fields: Vec<Field>,
        documents: Vec<(String, String)>,
    ) -> Self {
        let form =
            Form::of(fields.iter().map(|field| (field.name.to_owned(), field.standing.clone())).collect());
        let form = ui.filled(form);
        let (problems, clashes, confirm) = (Problems::default(), Vec::new(), Default::default());
        Self { ui, title, back, fields, form, problems, kept: false, documents, clashes, confirm }
    }

    /// The form with what was typed before a session ended.
    #[must_use]
    pub fn with_draft(self, draft: Option<Form>) -> Self {
        Self { kept: draft.is_some(), form: draft.unwrap_or_else(|| self.form.clone()), ..self }
    }

    /// The form with the period of what is corrected.
    #[must_use]
    pub fn with_period(self, from: String, last_day: String) -> Self {
        Self { form: self.form.fixed([("valid_from", from), ("last_day", last_day)]), ..self }
    }

    /// What a person confirms by ticking, when the field `confirm` has a problem: its value and its words.
    #[must_use]
    pub fn with_confirm(self, value: String, words: String) -> Self {
        Self { confirm: (value, words), ..self }
    }

    /// The form again, with what was typed and what is wrong with it.
    #[must_use]
    pub fn again(self, form: Form, problems: Problems) -> Response {
        Self { form, problems, ..self }.answer_with(StatusCode::UNPROCESSABLE_ENTITY)
    }

    /// The form again, because somebody else recorded something since it was opened.
    #[must_use]
    pub fn clashed(self, form: Form) -> Response {
        let clashes = clashes(&form, &self.fields);
        // Who left a field alone does not put the old value back by sending the form again.
        let untouched = |name: &str| clashes.iter().any(|clash| clash.field == name && clash.yours.is_none());
        let given = |name: &str| {
            self.fields
                .iter()
                .find(|field| field.name == name && untouched(name))
                .map(|f| f.standing.as_str())
        };
        let form = form.filled(given);
        Self { form, clashes, ..self }.answer_with(StatusCode::CONFLICT)
    }

    fn choices(&self, field: &Field) -> Vec<(String, String, bool)> {
        let chosen = self.form.get(field.name);
        field.kind.words().iter().map(|(code, word)| (code.clone(), word.clone(), *code == chosen)).collect()
    }

    /// What stands, where something else is written; long texts are told by the comparison alone.
    fn stands(&self, field: &Field) -> Option<String> {
        if field.is_wide()
            || field.kind == FieldInput::Shown
            || field.standing.is_empty()
            || self.form.get(field.name) == field.standing
        {
            return None;
        }
        Some(self.ui.fill("form.stands", "value", field.told(&field.standing)))
    }

    fn help(&self, field: &Field) -> Option<String> {
        self.ui.find(&format!("{}-help", field.word))
    }

    fn unit(&self, field: &Field) -> String {
        match field.kind {
            FieldInput::Number(unit) if !unit.is_empty() => format!(", {}", self.ui.unit(unit)),
            _ => String::new(),
        }
    }
}

/// Where something else stands than when the form was opened. A form that does not say what stood asks for no
/// comparison.
#[must_use]
pub fn clashes(form: &Form, fields: &[Field]) -> Vec<Clash> {
    let changed = fields.iter().filter_map(|field| {
        // Browsers send line ends as `\r\n`, also those of hidden fields.
        let was = form.find(&format!("was-{}", field.name))?.replace("\r\n", "\n");
        let yours = form.get(field.name).replace("\r\n", "\n");
        let differs = was != field.standing && yours != field.standing;
        differs.then(|| Clash {
            field: field.name,
            word: field.word,
            was: field.told(&was),
            theirs: field.told(&field.standing),
            yours: (yours != was).then(|| field.told(&yours)),
        })
    });
    changed.collect()
}

/// Refuses, within a deed, when something else stands by now than when the form was opened: `fields` are read anew there,
/// so that nobody can record in between. [`is_clash`] knows the refusal.
///
/// # Errors
/// [`Error::Refused`].
pub fn unless_clashed(form: &Form, fields: &[Field]) -> kit_base::Result<()> {
    if clashes(form, fields).is_empty() { Ok(()) } else { Err(clash()) }
}

/// The refusal of [`unless_clashed`].
#[must_use]
pub const fn clash() -> Error {
    Error::Refused(Message::new(CLASH))
}

/// Whether a deed was refused because something else stands.
#[must_use]
pub fn is_clash(error: &Error) -> bool {
    matches!(error, Error::Refused(message) if message.key == CLASH)
}

const CLASH: &str = "form.clash";
const HOLDS: &str = "holds";

impl Basis {
    /// Reads the period and the document, and tells every problem.
    pub fn from_form(form: &Form, today: Day, problems: &mut Problems) -> Option<Self> {
        let from = form.parsed::<Day>("valid_from", problems);
        if from.is_none() && !problems.has("valid_from") {
            problems.add("valid_from", Message::new("form.required"));
        }
        // The last day on which it was so is what people write; periods are half-open.
        let last = form.parsed::<Day>("last_day", problems);
        if let Some(open) = last.filter(|last| Day::OPEN <= *last) {
            problems.add("last_day", Message::new("base.not-a-day").with("text", open));
        }
        if from.zip(last).is_some_and(|(from, last)| last < from) {
            problems.add("last_day", Message::new("form.ends-before"));
        }
        if from.is_some_and(|from| from.year() < FIRST_YEAR || today.year() + 1 < from.year()) {
            problems.add(
                "valid_from",
                Message::new("form.day-unlikely").with("first", FIRST_YEAR).with("last", today.year() + 1),
            );
        }
        let document = form.required_text("document", 200, problems);
        let holds = form.find(HOLDS).unwrap_or("yes");
        if !["yes", "no"].contains(&holds) {
            problems.add(HOLDS, Message::new("form.required"));
        }
        let to = last.map(Day::next);
        Some(Self { from: from?, to, document, holds: holds == "yes" })
    }
}

/// Nothing in a register of clusters began before the first of them.
const FIRST_YEAR: i32 = 1990;

#[cfg(test)]
mod tests {
    use super::*;

    fn field(name: &'static str, standing: &str) -> Field {
        Field::new(name, "x", FieldInput::Text, false).standing(standing)
    }

    fn check(body: &str, standing: &str, expect: usize) {
        let found = clashes(&Form::read(body.as_bytes()), &[field("name", standing)]);
        assert_eq!(found.len(), expect, "{body} against {standing}");
    }

    #[test]
    fn what_somebody_else_recorded_meanwhile_is_told() {
        check("name=b&was-name=a", "a", 0);
        check("name=b&was-name=a", "c", 1);
        check("name=c&was-name=a", "c", 0);
        check("name=a&was-name=a", "c", 1);
        check("name=b", "c", 0);
        check("name=x&was-name=a%0D%0Ab", "a\nb", 0);
        check("name=a%0D%0Ab&was-name=z", "a\nb", 0);
        check("name=a%0D%0Ac&was-name=a%0D%0Ad", "a\nb", 1);
    }

    #[test]
    fn a_period_is_read_with_its_last_day() {
        let read = |body: &str| {
            let mut problems = Problems::default();
            let basis =
                Basis::from_form(&Form::read(body.as_bytes()), "2026-11-24".parse().unwrap(), &mut problems);
            basis
                .filter(|_| problems.is_empty())
                .map(|basis| (basis.from.to_string(), basis.to.map(|to| to.to_string())))
        };
        let good = read("valid_from=01/07/2024&last_day=30/06/2025&document=d");
        assert_eq!(good, Some(("2024-07-01".to_owned(), Some("2025-07-01".to_owned()))));
        assert_eq!(read("valid_from=01/07/2024&last_day=30/06/2024&document=d"), None);
        assert_eq!(read("valid_from=01/07/1024&document=d"), None);
        assert_eq!(read("valid_from=01/07/2024&last_day=31/12/9999&document=d"), None);
        assert_eq!(read("valid_from=01/07/2024&document=d&holds=x"), None);
        assert_eq!(read("valid_from=01/07/2024&document="), None);
    }
}
