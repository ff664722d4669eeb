//! What slices tell of the office itself: which rules are in force, what lies on a desk, what is missing in how the
//! installation is set up.

use std::{future::Future, pin::Pin};

use kit_base::{Actor, Area, Day};
use kit_db::{Basis, BasisFile, Reader};
use serde::Serialize;
use utoipa::ToSchema;

use crate::Ui;

/// A value that the law sets for a time (*quy định*), from the same data that the rules of a slice use.
#[derive(Clone, Debug)]
pub struct Rule {
    /// The key of the word for its field of law.
    pub field: &'static str,
    /// The key of the word for what is set.
    pub name: String,
    /// What it is.
    pub value: RuleValue,
    /// First day.
    pub from: Day,
    /// First day on which it is not so any more.
    pub to: Day,
    /// Where it stands, and how surely that was read.
    pub basis: Basis,
}

/// What a rule sets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RuleValue {
    /// Nothing but where it stands.
    Nothing,
    /// A word by its key.
    Word(String),
    /// A size.
    Area(Area),
}

impl Rule {
    /// Whether it is in force on a day.
    #[must_use]
    pub fn holds(&self, day: Day) -> bool {
        self.from <= day && day < self.to
    }

    /// The articles that a slice's figures rest on, as rules of a field of law.
    #[must_use]
    pub fn of_figures(field: &'static str, bases: &BasisFile) -> Vec<Self> {
        let rule = |(measure, from, to, basis): (String, Day, Day, Basis)| Self {
            field,
            name: format!("measure.{measure}.name"),
            value: RuleValue::Nothing,
            from,
            to,
            basis,
        };
        bases.all().into_iter().map(rule).collect()
    }
}

/// Something open that waits at a desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct OpenMatter {
    /// In the words of the page.
    pub what: String,
    /// Since when it waits.
    pub since: Day,
    /// Its page.
    pub href: String,
}

/// What waits at the desk of whoever may do this much.
pub type Desk = for<'a> fn(
    &'a Reader,
    &'a Ui,
    &'a Actor,
) -> Pin<Box<dyn Future<Output = kit_base::Result<Vec<OpenMatter>>> + Send + 'a>>;

/// How much a gap in the set-up hinders.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum GapSeverity {
    /// Somebody waits for what nobody can do.
    High,
    /// It will hinder soon, or hinders a few.
    Medium,
    /// To be tidied up.
    Low,
}

/// Something missing in how the installation is set up: what, where, and what to do next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Gap {
    /// How much it hinders.
    pub severity: GapSeverity,
    /// Its kind, the same in all languages: `position.vacant`.
    pub code: &'static str,
    /// What is missing, and where.
    pub what: String,
    /// What to do next.
    pub next: String,
    /// Where that is done.
    pub href: String,
}

/// The gaps that a slice knows of.
pub type Gaps =
    for<'a> fn(&'a Reader, &'a Ui) -> Pin<Box<dyn Future<Output = kit_base::Result<Vec<Gap>>> + Send + 'a>>;
