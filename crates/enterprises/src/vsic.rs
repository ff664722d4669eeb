//! Branches of the economy (*ngành kinh tế*, VSIC): the form of a class code, and the section it lies in.

use std::{fmt, str::FromStr, sync::LazyLock};

use kit_base::Message;
use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A class (four digits) or sub-class (five) of VSIC 2025, as text: leading noughts count.
#[derive(
    Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, DeriveValueType, Serialize, Deserialize, ToSchema,
)]
#[serde(transparent)]
pub struct Vsic(String);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    section: Vec<Section>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Section {
    code: String,
    first: u32,
    last: u32,
    #[serde(rename = "confidence")]
    _confidence: String,
}

static SECTIONS: LazyLock<Result<Vec<Section>, String>> = LazyLock::new(|| {
    let file = toml::from_str::<File>(include_str!("../law/vsic.toml"));
    file.map(|file| file.section).map_err(|cause| format!("enterprises/law/vsic.toml: {cause}"))
});

/// Reads the file of sections.
///
/// # Errors
/// What is wrong with it, with its line.
pub(crate) fn check() -> Result<(), String> {
    SECTIONS.as_ref().map(|_| ()).map_err(Clone::clone)
}

impl Vsic {
    /// The division: its first two digits.
    #[must_use]
    pub fn division(&self) -> &str {
        &self.0[..2]
    }

    /// The letter of its section, where that is known.
    #[must_use]
    pub fn section(&self) -> Option<&'static str> {
        let division = self.division().parse::<u32>().ok()?;
        let sections = SECTIONS.as_ref().ok()?;
        let found = sections.iter().find(|section| section.first <= division && division <= section.last);
        found.map(|section| section.code.as_str())
    }

    /// The key of the word that says most of it: its division in manufacturing, else its section.
    #[must_use]
    pub fn word(&self) -> Option<String> {
        match self.section()? {
            "C" => Some(format!("enterprises.vsic.divisions.d{}", self.division())),
            section => Some(format!("enterprises.vsic.sections.{section}")),
        }
    }
}

impl FromStr for Vsic {
    type Err = Message;

    fn from_str(text: &str) -> Result<Self, Message> {
        let text = text.trim();
        let text = text.strip_prefix(|c: char| c.is_ascii_uppercase()).unwrap_or(text);
        let digits = text.bytes().all(|b| b.is_ascii_digit());
        // There is no division 00.
        if !digits || !(4..=5).contains(&text.len()) || text.starts_with("00") {
            return Err(Message::new("enterprises.vsic-form").with("text", text));
        }
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Display for Vsic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn section(text: &str) -> Option<&'static str> {
        text.parse::<Vsic>().unwrap().section()
    }

    #[test]
    fn a_class_lies_in_a_section_where_that_is_known() {
        check().unwrap();
        assert_eq!(section("2610"), Some("C"));
        assert_eq!(section("C14100"), Some("C"));
        assert_eq!(section("3511"), Some("D"));
        assert_eq!(section("5210"), Some("H"));
        assert_eq!(section("9999"), None);
    }

    #[test]
    fn what_is_no_class_code_is_refused() {
        for text in ["", "26", "261", "261000", "26a0", "0010", "ĐĐ"] {
            assert_eq!(text.parse::<Vsic>().unwrap_err().key, "enterprises.vsic-form", "{text}");
        }
    }
}
