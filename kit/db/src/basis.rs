//! What figures rest on: dated law data of a slice, `law/measures.toml`.

use std::sync::OnceLock;

use kit_base::Day;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// An article a definition rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Basis {
    /// The document, for example `Nghị định 32/2024/NĐ-CP`.
    pub document: String,
    /// The article.
    pub article: String,
    /// `A` read in the official text, `B` in a secondary source, `U` to be verified.
    pub confidence: String,
}

/// A slice's file of bases, read when it is first asked for.
#[derive(Debug)]
pub struct BasisFile {
    name: &'static str,
    text: &'static str,
    read: OnceLock<Result<Vec<Entry>, String>>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    measure: String,
    #[serde(deserialize_with = "day")]
    valid_from: Day,
    #[serde(deserialize_with = "day")]
    valid_to: Day,
    document: String,
    article: String,
    confidence: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entries {
    basis: Vec<Entry>,
}

impl BasisFile {
    /// The file `name`, for messages, with its text.
    #[must_use]
    pub const fn new(name: &'static str, text: &'static str) -> Self {
        Self { name, text, read: OnceLock::new() }
    }

    fn entries(&self) -> Result<&[Entry], String> {
        let read = || {
            let file = toml::from_str::<Entries>(self.text);
            file.map(|file| file.basis).map_err(|cause| format!("{}: {cause}", self.name))
        };
        self.read.get_or_init(read).as_deref().map_err(Clone::clone)
    }

    /// Reads the file.
    ///
    /// # Errors
    /// What is wrong with it, with its line. It stops the start.
    pub fn check(&self) -> Result<(), String> {
        self.entries().map(|_| ())
    }

    /// All entries: the figure, first day, first day after, and where it stands.
    #[must_use]
    pub fn all(&self) -> Vec<(String, Day, Day, Basis)> {
        let all = self.entries().unwrap_or_default().iter();
        all.map(|entry| (entry.measure.clone(), entry.valid_from, entry.valid_to, entry.told())).collect()
    }

    /// What a figure rests on, on a day. Nothing where no text of that time was read.
    #[must_use]
    pub fn on(&self, measure: &str, day: Day) -> Vec<Basis> {
        let all = self.entries().unwrap_or_default().iter();
        let found = all.filter(|e| e.measure == measure && e.valid_from <= day && day < e.valid_to);
        found.map(Entry::told).collect()
    }
}

impl Entry {
    fn told(&self) -> Basis {
        let Self { document, article, confidence, .. } = self.clone();
        Basis { document, article, confidence }
    }
}

impl Basis {
    /// Whether it was read in the official text.
    #[must_use]
    pub fn is_verified(&self) -> bool {
        self.confidence == "A"
    }
}

/// Reads a TOML date, for files of law data.
///
/// # Errors
/// When it is no day.
pub fn day<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Day, D::Error> {
    let date = toml::value::Datetime::deserialize(deserializer)?;
    date.to_string().parse().map_err(|_| serde::de::Error::custom(format!("{date} is not a day")))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "[[basis]]\nmeasure = \"a.b\"\nvalid_from = 2024-05-01\nvalid_to = 2025-01-01\n\
                        document = \"D\"\narticle = \"1\"\nconfidence = \"A\"\n";

    #[test]
    fn a_figure_cites_what_was_in_force_on_its_day() {
        let file = BasisFile::new("x/law/measures.toml", TEXT);
        let on = |day: &str| file.on("a.b", day.parse().unwrap()).len();
        assert_eq!((on("2024-04-30"), on("2024-05-01"), on("2025-01-01")), (0, 1, 0));
    }

    #[test]
    fn a_fault_names_the_file_and_the_line() {
        let fault = BasisFile::new("x/law/measures.toml", "[[basis]]\nmeasur = 1").check().unwrap_err();
        assert!(fault.starts_with("x/law/measures.toml: ") && fault.contains("line 2"), "{fault}");
    }
}
