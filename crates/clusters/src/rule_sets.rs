//! Which texts govern clusters on a day (*bộ quy tắc*), as data.

use std::sync::LazyLock;

use kit_base::Day;
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
struct File {
    rule_set: Vec<RuleSet>,
}

static RULE_SETS: LazyLock<Result<Vec<RuleSet>, String>> = LazyLock::new(|| {
    let file = toml::from_str::<File>(include_str!("../law/rule_sets.toml"));
    file.map(|file| file.rule_set).map_err(|cause| format!("clusters/law/rule_sets.toml: {cause}"))
});

/// All rule sets, oldest first.
///
/// # Errors
/// What is wrong with the file, with its line. It stops the start.
pub fn rule_sets() -> Result<&'static [RuleSet], String> {
    RULE_SETS.as_ref().map(Vec::as_slice).map_err(Clone::clone)
}

pub(crate) fn notches() -> Vec<Notch> {
    let sets = rule_sets().unwrap_or_default();
    sets.iter()
        .map(|set| Notch { day: set.valid_from, word: format!("clusters.rule-sets.{}", set.code) })
        .collect()
}

/// Reads a TOML date.
pub(crate) fn day<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Day, D::Error> {
    let date = toml::value::Datetime::deserialize(deserializer)?;
    date.to_string().parse().map_err(|_| serde::de::Error::custom(format!("{date} is not a day")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_rule_set_begins_where_the_one_before_ends() {
        let sets = rule_sets().unwrap();
        assert_eq!(sets.len(), 4);
        for pair in sets.windows(2) {
            assert_eq!(pair[0].valid_to, pair[1].valid_from);
        }
        assert_eq!(sets[3].valid_to, Day::OPEN);
    }
}
