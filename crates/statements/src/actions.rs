//! The deeds on statements and notes, and what their forms say.

use documents::{DocumentId, Origin};
use kit_base::{Action, Actor, Day, Message, Result, Subject};
use kit_db::{Db, Measure};
use kit_web::{Form, Problems};
use sea_orm::Set;

use crate::{
    Qualifier, Stated,
    store::{figure_note, statement},
};

/// Looking at what documents state.
pub const VIEW: Action = Action::new("statement.view");
/// Recording what a document states, or how a figure is to be read.
pub const RECORD: Action = Action::new("statement.record");

/// The longest note.
const MOST_NOTE: usize = 2_000;

/// The document something rests on.
#[derive(Clone, Debug)]
pub(crate) struct Basis {
    pub(crate) source: DocumentId,
    /// Key of the document in addresses.
    pub(crate) key: String,
    pub(crate) label: String,
    pub(crate) origin: Origin,
}

/// What a document states of a figure.
#[derive(Clone, Debug)]
pub(crate) struct Told {
    pub(crate) measure: String,
    pub(crate) as_of: Day,
    pub(crate) qualifier: Qualifier,
    pub(crate) value: Stated,
    pub(crate) note: String,
}

/// How a figure is to be read.
#[derive(Clone, Debug)]
pub(crate) struct Noted {
    pub(crate) measure: String,
    pub(crate) from: Day,
    /// The first day on which it is no longer so.
    pub(crate) to: Day,
    pub(crate) text_vi: String,
    pub(crate) text_en: String,
}

/// Like documents, statements hold from the first day the program can think of.
fn always() -> Day {
    "1900-01-01".parse().unwrap_or(Day::OPEN)
}

/// Records a statement, or corrects it.
pub(crate) async fn record(db: &Db, who: &Actor, told: Told, basis: Basis) -> Result<()> {
    let key = format!("{}.{}.{}", basis.key, told.measure, told.as_of);
    let subject = Subject::new("statement", &key, format!("{}, {}", basis.label, told.measure));
    let row = statement::ActiveModel {
        key: Set(key),
        measure: Set(told.measure),
        as_of: Set(told.as_of),
        qualifier: Set(told.qualifier),
        value: Set(told.value.to_string()),
        note: Set(told.note),
        origin: Set(basis.origin),
        source_id: Set(basis.source),
        ..Default::default()
    };
    db.act(who, &RECORD, subject, async |tx| {
        tx.cite(basis.label);
        tx.record::<statement::Entity>(row, always(), Day::OPEN).await.map(|_| ())
    })
    .await
}

/// Records a note, or corrects it.
pub(crate) async fn record_note(db: &Db, who: &Actor, noted: Noted, basis: Basis) -> Result<()> {
    let key = format!("{}.{}.{}", basis.key, noted.measure, noted.from);
    let subject = Subject::new("statement", &key, format!("{}, {}", basis.label, noted.measure));
    let row = figure_note::ActiveModel {
        key: Set(key),
        measure: Set(noted.measure),
        text_vi: Set(noted.text_vi),
        text_en: Set(noted.text_en),
        origin: Set(basis.origin),
        source_id: Set(basis.source),
        ..Default::default()
    };
    db.act(who, &RECORD, subject, async |tx| {
        tx.cite(basis.label);
        tx.record::<figure_note::Entity>(row, noted.from, noted.to).await.map(|_| ())
    })
    .await
}

/// The figure a form chose.
fn measure(form: &Form, known: &[Measure], problems: &mut Problems) -> Option<Measure> {
    let code = form.required("measure", problems);
    let found = known.iter().find(|measure| measure.code == code).copied();
    if found.is_none() && !problems.has("measure") {
        problems.add("measure", Message::new("measure.no-such").with("code", code));
    }
    found
}

/// A day that has to be there, and on which something can begin.
fn day(form: &Form, name: &'static str, problems: &mut Problems) -> Option<Day> {
    let day = form.parsed::<Day>(name, problems);
    if let Some(open) = day.filter(|day| Day::OPEN <= *day) {
        problems.add(name, Message::new("base.not-a-day").with("text", open));
    }
    if day.is_none() && !problems.has(name) {
        problems.add(name, Message::new("form.required"));
    }
    day
}

impl Told {
    /// Reads the form, and tells every problem; gives the document as typed.
    pub(crate) fn from_form(form: &Form, known: &[Measure]) -> std::result::Result<(Self, String), Problems> {
        let mut problems = Problems::default();
        let measure = measure(form, known, &mut problems);
        let as_of = day(form, "as_of", &mut problems);
        let qualifier = form.parsed::<Qualifier>("qualifier", &mut problems).unwrap_or(Qualifier::Exact);
        let text = form.required("value", &mut problems);
        let counts = measure.is_some_and(|measure| measure.unit.digits == 0);
        let value = if text.is_empty() {
            None
        } else {
            Stated::from_people(&text, counts).map_err(|message| problems.add("value", message)).ok()
        };
        let note = form.lines("note", MOST_NOTE, &mut problems);
        let document = form.required("document", &mut problems);
        match (measure, as_of, value) {
            (Some(measure), Some(as_of), Some(value)) if problems.is_empty() => {
                let measure = measure.code.to_owned();
                Ok((Self { measure, as_of, qualifier, value, note }, document))
            }
            _ => Err(problems),
        }
    }
}

impl Noted {
    /// Reads the form, and tells every problem; gives the document as typed.
    pub(crate) fn from_form(form: &Form, known: &[Measure]) -> std::result::Result<(Self, String), Problems> {
        let mut problems = Problems::default();
        let measure = measure(form, known, &mut problems);
        let from = day(form, "from", &mut problems);
        let to = form.parsed::<Day>("to", &mut problems).unwrap_or(Day::OPEN);
        if from.is_some_and(|from| to <= from) {
            problems.add("to", Message::new("statements.ends-before"));
        }
        let _ = form.required("text_vi", &mut problems);
        let text_vi = form.lines("text_vi", MOST_NOTE, &mut problems);
        let text_en = form.lines("text_en", MOST_NOTE, &mut problems);
        let document = form.required("document", &mut problems);
        match (measure, from) {
            (Some(measure), Some(from)) if problems.is_empty() => {
                Ok((Self { measure: measure.code.to_owned(), from, to, text_vi, text_en }, document))
            }
            _ => Err(problems),
        }
    }
}
