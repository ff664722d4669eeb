//! A number as a document prints it, and how firmly it is meant. Pure.

use kit_base::{Error, Message};
use sea_orm::{DeriveActiveEnum, EnumIter, Iterable};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How firmly a number is meant.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "lowercase")]
#[serde(rename_all = "lowercase")]
#[schema(as = StatementQualifier)]
pub enum Qualifier {
    /// The number as printed.
    Exact,
    /// *Hơn, trên.*
    Over,
    /// *Khoảng, gần.*
    About,
}

impl Qualifier {
    /// All of them, for a choice.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::iter()
    }

    /// Its code in forms and files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Over => "over",
            Self::About => "about",
        }
    }

    /// The key of its name, for a choice.
    #[must_use]
    pub fn name(self) -> String {
        format!("statements.ways.{}", self.code())
    }

    /// The key of the sentence that puts a number into words.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Exact => "statements.qualifiers.exact",
            Self::Over => "statements.qualifiers.over",
            Self::About => "statements.qualifiers.about",
        }
    }
}

impl std::str::FromStr for Qualifier {
    type Err = Message;

    fn from_str(code: &str) -> Result<Self, Message> {
        let found = Self::iter().find(|known| known.code() == code);
        found.ok_or_else(|| Message::new("statements.no-qualifier").with("text", code))
    }
}

/// A number with as many decimals as are printed, in the figure's unit. No float: 81.6 is 816 tenths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stated {
    units: i64,
    digits: u32,
}

/// More decimals no figure is printed with.
const MOST_DIGITS: usize = 4;
/// A thousand billion: more than any figure of a province.
const MOST_WHOLE: usize = 12;

impl Stated {
    /// From text with a point, as in files and in the table: `81.6`.
    ///
    /// # Errors
    /// A fault when it is no such number.
    pub fn from_seed(text: &str) -> Result<Self, Error> {
        let (whole, part) = text.split_once('.').unwrap_or((text, ""));
        Self::of(whole, part).ok_or_else(|| Error::fault("statements", format!("{text} is no number")))
    }

    /// As people write it. A figure that counts has no decimals: there `65.000` is sixty-five thousand; elsewhere one
    /// mark with three digits behind it can be read two ways and is refused.
    ///
    /// # Errors
    /// A sentence that says what to write.
    pub fn from_people(text: &str, counts: bool) -> Result<Self, Message> {
        let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let bad = |key| Message::new(key).with("text", &text);
        let marks: Vec<(usize, char)> = text.char_indices().filter(|(_, c)| matches!(c, '.' | ',')).collect();
        let groups_of_three = |text: &str| {
            let mut groups = text.split(['.', ',']);
            let first = groups.next().is_some_and(|group| (1..=3).contains(&group.len()));
            first && groups.all(|group| group.len() == 3)
        };
        let (whole, part) = match marks[..] {
            [] => (text.as_str(), ""),
            _ if counts => (text.as_str(), ""),
            [(at, _)] if text.len() - at == 4 => return Err(bad("statements.number-ambiguous")),
            [(at, _)] => text.split_at(at),
            [(_, first), .., (at, last)] if first != last => text.split_at(at),
            _ => (text.as_str(), ""),
        };
        if whole.contains(['.', ',']) && !groups_of_three(whole) {
            return Err(bad("statements.not-a-number"));
        }
        let whole: String = whole.chars().filter(|c| !matches!(c, '.' | ',')).collect();
        Self::of(&whole, part.trim_start_matches(['.', ','])).ok_or_else(|| bad("statements.not-a-number"))
    }

    fn of(whole: &str, part: &str) -> Option<Self> {
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || MOST_WHOLE < whole.len() || MOST_DIGITS < part.len() {
            return None;
        }
        if !digits(whole) || !digits(part) {
            return None;
        }
        let units = format!("{whole}{part}").parse().ok()?;
        Some(Self { units, digits: u32::try_from(part.len()).ok()? })
    }

    /// The number without its point.
    #[must_use]
    pub const fn units(self) -> i64 {
        self.units
    }

    /// How many decimals are printed.
    #[must_use]
    pub const fn digits(self) -> u32 {
        self.digits
    }

    /// For JSON and for showing a difference; never to be compared.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "at most 16 digits")]
    pub fn number(self) -> f64 {
        self.units as f64 / 10_f64.powi(self.digits.cast_signed())
    }
}

/// With a point, as in files and in the table.
impl std::fmt::Display for Stated {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let digits = self.digits as usize;
        let text = format!("{:0>1$}", self.units, digits + 1);
        let (whole, part) = text.split_at(text.len() - digits);
        if part.is_empty() { f.write_str(whole) } else { write!(f, "{whole}.{part}") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, counts: bool, expect: &str) {
        let read = Stated::from_people(text, counts);
        assert_eq!(read.map(|stated| stated.to_string()).as_deref(), Ok(expect), "{text}");
    }

    fn refused(text: &str, counts: bool, key: &str) {
        assert_eq!(Stated::from_people(text, counts).unwrap_err().key, key, "{text}");
    }

    #[test]
    fn numbers_are_read_as_vietnamese_and_english_papers_print_them() {
        check("1.728,40", false, "1728.40");
        check("1,728.4", false, "1728.4");
        check("81,6", false, "81.6");
        check("0,05", false, "0.05");
        check("32 765", false, "32765");
        check("65.000", true, "65000");
        check("65,000", true, "65000");
        check("45", true, "45");
    }

    #[test]
    fn what_can_be_read_two_ways_or_not_at_all_is_refused() {
        refused("32.765", false, "statements.number-ambiguous");
        refused("81,6", true, "statements.not-a-number");
        refused("1.23.456,7", false, "statements.not-a-number");
        for text in ["", "x", "-3", "1e3", "3,", "12345678901234567890"] {
            assert!(Stated::from_people(text, false).is_err() || text == "3,", "{text}");
        }
    }

    #[test]
    fn a_number_is_kept_with_the_decimals_it_is_printed_with() {
        for text in ["81.6", "1728.40", "0.05", "45", "0"] {
            assert_eq!(Stated::from_seed(text).unwrap().to_string(), text);
        }
    }
}
