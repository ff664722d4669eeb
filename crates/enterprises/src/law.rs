//! The law as data: what the figures rest on, and the sections of the branches.

use kit_db::BasisFile;
use kit_web::Rule;

use crate::vsic;

/// What the figures rest on.
pub(crate) static BASES: BasisFile =
    BasisFile::new("enterprises/law/measures.toml", include_str!("../law/measures.toml"));

/// Reads all files of the slice's law.
///
/// # Errors
/// What is wrong with a file, with its line. It stops the start.
pub(crate) fn check() -> Result<(), String> {
    vsic::check()?;
    BASES.check()
}

/// What the figures rest on, as rules.
pub(crate) fn rules() -> Vec<Rule> {
    Rule::of_figures("rules.enterprise-figures", &BASES)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_cites_what_was_in_force_on_its_day() {
        check().unwrap();
        let on = |measure: &str, day: &str| BASES.on(measure, day.parse().unwrap()).len();
        assert_eq!((on("occupancy.pct", "2024-04-22"), on("occupancy.pct", "2024-06-01")), (0, 1));
        assert_eq!(on("occupancy.pct", "2025-03-31"), 2);
        assert_eq!(on("clusters.producing.count", "2025-03-31"), 0, "a reading of our own");
    }
}
