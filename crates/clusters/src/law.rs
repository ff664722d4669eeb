//! The law as data: which texts govern clusters on a day (*bộ quy tắc*), and what the figures rest on.

use std::sync::LazyLock;

use kit_base::{Area, Day};
use kit_db::{Basis, BasisFile, toml_day as day};
use kit_web::{Notch, Rule, RuleValue};
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

/// The largest area a cluster may have in a period.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AreaLimit {
    #[serde(deserialize_with = "day")]
    valid_from: Day,
    #[serde(deserialize_with = "day")]
    valid_to: Day,
    #[serde(rename = "most_ha", deserialize_with = "hectares")]
    pub(crate) most: Area,
    pub(crate) document: String,
    pub(crate) article: String,
    pub(crate) confidence: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LimitFile {
    area: Vec<AreaLimit>,
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

static LIMITS: LazyLock<Result<Vec<AreaLimit>, String>> = LazyLock::new(|| {
    let file = toml::from_str::<LimitFile>(include_str!("../law/limits.toml"));
    file.map(|file| file.area).map_err(|cause| format!("clusters/law/limits.toml: {cause}"))
});

/// Reads all files of the slice's law.
///
/// # Errors
/// What is wrong with a file, with its line. It stops the start.
pub(crate) fn check() -> Result<(), String> {
    rule_sets()?;
    LIMITS.as_ref().map_err(Clone::clone)?;
    BASES.check()
}

/// The largest area of a cluster by the law of a day. Nothing where no text of that time was read.
pub(crate) fn area_limit(on: Day) -> Option<&'static AreaLimit> {
    let all = LIMITS.as_deref().unwrap_or_default().iter();
    all.rev().find(|limit| limit.valid_from <= on && on < limit.valid_to)
}

/// All rule sets, oldest first.
///
/// # Errors
/// What is wrong with the file, with its line.
pub fn rule_sets() -> Result<&'static [RuleSet], String> {
    RULE_SETS.as_ref().map(Vec::as_slice).map_err(Clone::clone)
}

/// What the law sets for clusters, from the same data.
pub(crate) fn rules() -> Vec<Rule> {
    let basis = |document: &str, article: &str, confidence: &str| Basis {
        document: document.to_owned(),
        article: article.to_owned(),
        confidence: confidence.to_owned(),
    };
    let sets = rule_sets().unwrap_or_default().iter().flat_map(|set| {
        set.texts.iter().map(move |text| Rule {
            field: "rules.clusters",
            name: "rules.rule-set".to_owned(),
            value: RuleValue::Word(format!("clusters.rule-sets.{}", set.code)),
            from: set.valid_from,
            to: set.valid_to,
            basis: basis(text, "", &set.confidence),
        })
    });
    let limits = LIMITS.as_deref().unwrap_or_default().iter().map(|limit| Rule {
        field: "rules.clusters",
        name: "rules.most-area".to_owned(),
        value: RuleValue::Area(limit.most),
        from: limit.valid_from,
        to: limit.valid_to,
        basis: basis(&limit.document, &limit.article, &limit.confidence),
    });
    sets.chain(limits).chain(Rule::of_figures("rules.cluster-figures", &BASES)).collect()
}

pub(crate) fn notches() -> Vec<Notch> {
    let sets = rule_sets().unwrap_or_default();
    sets.iter()
        .map(|set| Notch { day: set.valid_from, word: format!("clusters.rule-sets.{}", set.code) })
        .collect()
}

fn hectares<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Area, D::Error> {
    let text = String::deserialize(deserializer)?;
    text.parse().map_err(|_| serde::de::Error::custom(format!("{text} is not an area")))
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
    fn the_page_of_rules_tells_the_limit_that_the_form_asks() {
        let day: Day = "2026-06-30".parse().unwrap();
        let told =
            rules().into_iter().find(|rule| rule.name == "rules.most-area" && rule.holds(day)).unwrap();
        assert_eq!(told.value, RuleValue::Area(area_limit(day).unwrap().most));
    }

    #[test]
    fn the_largest_area_is_that_of_the_law_of_the_day() {
        let limit = |day: &str| area_limit(day.parse().unwrap());
        assert!(limit("2024-04-30").is_none(), "the text of that time was not read");
        let told = |day: &str| limit(day).map(|limit| (limit.most.hectares(), limit.confidence.as_str()));
        assert_eq!(told("2024-05-01"), Some((75.0, "A")));
        assert_eq!(told("2026-09-15"), Some((75.0, "B")));
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
