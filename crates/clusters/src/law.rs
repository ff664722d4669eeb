//! The law as data: which texts govern clusters on a day (*bộ quy tắc*), and what the figures rest on.

use std::sync::LazyLock;

use kit_base::Day;
use kit_db::{BasisFile, toml_day as day};
use kit_web::Notch;
use serde::{Deserialize, Serialize};

/// A set of texts in force together.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleSet {
    /// `R0` to `R3`; its word is `clusters.rule-sets.<code>`.
    pub code: String,
    /// First day.
    #[serde(deserialize_with = "day")]
    pub valid_from: Day,
    /// First day on which it is not in force any more.
    #[serde(deserialize_with = "day")]
    pub valid_to: Day,
    /// The texts.
    pub texts: Vec<String>,
    /// `A` read in the official text, `B` in a secondary source, `U` to be verified.
    pub confidence: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleSetFile {
    rule_set: Vec<RuleSet>,
}

static RULE_SETS: LazyLock<Result<Vec<RuleSet>, String>> = LazyLock::new(|| {
    let file = toml::from_str::<RuleSetFile>(include_str!("../law/rule_sets.toml"));
    file.map(|file| file.rule_set).map_err(|cause| format!("clusters/law/rule_sets.toml: {cause}"))
});

/// What the figures rest on.
pub(crate) static BASES: BasisFile =
    BasisFile::new("clusters/law/measures.toml", include_str!("../law/measures.toml"));

/// Reads all files of the slice's law.
///
/// # Errors
/// What is wrong with a file, with its line. It stops the start.
pub(crate) fn check() -> Result<(), String> {
    rule_sets()?;
    BASES.check()
}

/// All rule sets, oldest first.
///
/// # Errors
/// What is wrong with the file, with its line.
pub fn rule_sets() -> Result<&'static [RuleSet], String> {
    RULE_SETS.as_ref().map(Vec::as_slice).map_err(Clone::clone)
}

pub(crate) fn notches() -> Vec<Notch> {
    let sets = rule_sets().unwrap_or_default();
    sets.iter()
        .map(|set| Notch { day: set.valid_from, word: format!("clusters.rule-sets.{}", set.code) })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_rule_set_begins_where_the_one_before_ends() {
        let sets = rule_sets().unwrap();
        for pair in sets.windows(2) {
            assert_eq!(pair[0].valid_to, pair[1].valid_from);
        }
        assert_eq!(sets.last().map(|set| set.valid_to), Some(Day::OPEN));
    }

    #[test]
    fn a_figure_cites_what_was_in_force_on_its_day() {
        check().unwrap();
        let documents = |day: &str| BASES.on("clusters.count", day.parse().unwrap()).len();
        assert_eq!(documents("2018-01-01"), 0);
        assert_eq!(documents("2024-06-01"), 1);
        assert_eq!(documents("2026-11-24"), 2);
    }
}
