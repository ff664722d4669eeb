//! The law as data: what a plan of clusters is called on a day, and what the figures rest on.

use std::sync::LazyLock;

use kit_base::Day;
use kit_db::{Basis, BasisFile, toml_day as day};
use kit_web::{Rule, RuleValue};
use serde::Deserialize;

/// What the law calls the plan of clusters in a period.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// `scheme` (*phương án*) or `direction` (*phương hướng*).
    pub code: String,
    /// First day.
    #[serde(deserialize_with = "day")]
    pub valid_from: Day,
    /// First day on which it is not the word any more.
    #[serde(deserialize_with = "day")]
    pub valid_to: Day,
    /// The text that uses it.
    pub document: String,
    /// Where.
    pub article: String,
    /// `A` read in the official text, `B` in a secondary source, `U` to be verified.
    pub confidence: String,
}

impl Term {
    /// The key of the word.
    #[must_use]
    pub fn word(&self) -> String {
        format!("plans.terms.{}", self.code)
    }

    /// Whether it was read in the official text.
    #[must_use]
    pub fn is_verified(&self) -> bool {
        self.confidence == "A"
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TermFile {
    term: Vec<Term>,
}

static TERMS: LazyLock<Result<Vec<Term>, String>> = LazyLock::new(|| {
    let file = toml::from_str::<TermFile>(include_str!("../law/terms.toml"));
    file.map(|file| file.term).map_err(|cause| format!("plans/law/terms.toml: {cause}"))
});

/// What the figures rest on.
pub(crate) static BASES: BasisFile =
    BasisFile::new("plans/law/measures.toml", include_str!("../law/measures.toml"));

/// Reads all files of the slice's law; what is wrong with one stops the start.
pub(crate) fn check() -> Result<(), String> {
    TERMS.as_ref().map_err(Clone::clone)?;
    BASES.check()
}

/// What the law says of plans, from the same data.
pub(crate) fn rules() -> Vec<Rule> {
    let terms = TERMS.as_ref().map(Vec::as_slice).unwrap_or_default().iter().map(|term| Rule {
        field: "rules.plans",
        name: "rules.term".to_owned(),
        value: RuleValue::Word(term.word()),
        from: term.valid_from,
        to: term.valid_to,
        basis: Basis {
            document: term.document.clone(),
            article: term.article.clone(),
            confidence: term.confidence.clone(),
        },
    });
    terms.chain(Rule::of_figures("rules.plan-figures", &BASES)).collect()
}

/// The word of a day; nothing for a day whose law was not read.
#[must_use]
pub fn term(on: Day) -> Option<&'static Term> {
    let terms = TERMS.as_ref().map(Vec::as_slice).unwrap_or_default();
    terms.iter().find(|term| term.valid_from <= on && on < term.valid_to)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_word_begins_where_the_one_before_ends() {
        check().unwrap();
        let terms = TERMS.as_ref().unwrap();
        assert!(terms.windows(2).all(|pair| pair[0].valid_to == pair[1].valid_from));
        assert_eq!(terms.last().map(|term| term.valid_to), Some(Day::OPEN));
    }

    #[test]
    fn the_word_changes_with_decree_303_which_is_to_be_verified() {
        let on = |day: &str| term(day.parse().unwrap()).map(|term| (term.code.as_str(), term.is_verified()));
        assert_eq!(on("2026-09-14"), Some(("scheme", true)));
        assert_eq!(on("2026-09-15"), Some(("direction", false)));
        assert_eq!(on("2015-01-01"), None);
    }

    #[test]
    fn a_figure_cites_what_was_in_force_on_its_day() {
        let documents = |day: &str| BASES.on("plan.clusters.count", day.parse().unwrap()).len();
        assert_eq!((documents("2024-04-22"), documents("2024-05-01"), documents("2025-03-31")), (0, 1, 2));
        assert_eq!(BASES.on("plan.parks.count", Day::OPEN).len(), 0, "the law on parks was not read");
    }
}
