//! Legal areas, exact to a hundredth of a square metre.

use std::{iter::Sum, str::FromStr};

use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::Message;

/// An area in 0.01 m². Areas in decisions are decimal numbers of hectares; floats would not add up to the last digit.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Default,
    DeriveValueType,
    Serialize,
    Deserialize,
    ToSchema,
)]
#[serde(transparent)]
pub struct Area(i64);

/// One hectare in the unit of [`Area`].
const HECTARE: i64 = 1_000_000;

impl Area {
    /// From hundredths of a square metre.
    #[must_use]
    pub const fn from_cm2_hundreds(value: i64) -> Self {
        Self(value)
    }

    /// Hundredths of a square metre.
    #[must_use]
    pub const fn raw(self) -> i64 {
        self.0
    }

    /// Hectares, for JSON and drawing; never to be added up.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "a province has 10^12 of these units, far below 2^53")]
    pub fn hectares(self) -> f64 {
        self.0 as f64 / HECTARE as f64
    }
}

impl Sum for Area {
    fn sum<I: Iterator<Item = Self>>(areas: I) -> Self {
        Self(areas.map(|area| area.0).sum())
    }
}

impl FromStr for Area {
    type Err = Message;

    /// Reads hectares as people write them: `74,92`, `74.92`, `1.728,4`. One mark with exactly three digits behind
    /// it (`1.234`) can be read two ways and is refused.
    fn from_str(text: &str) -> Result<Self, Message> {
        let bad = |key| Message::new(key).with("text", text.trim());
        let text = text.trim();
        let (whole, part) = split_decimal(text).ok_or_else(|| both_ways("base.area-ambiguous", text))?;
        let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || !digits(&whole) || !digits(&part) || 6 < part.len() || 9 < whole.len() {
            return Err(bad("base.not-an-area"));
        }
        let number = |s: &str| s.parse::<i64>().unwrap_or(0);
        Ok(Self(number(&whole) * HECTARE + number(&format!("{part:0<6}"))))
    }
}

/// Whole and decimal digits; nothing when a single mark could mean thousands as well as decimals.
pub(crate) fn split_decimal(text: &str) -> Option<(String, String)> {
    let marks: Vec<(usize, char)> = text.char_indices().filter(|(_, c)| matches!(c, '.' | ',')).collect();
    let Some(&(last, mark)) = marks.last() else {
        return Some((text.to_owned(), String::new()));
    };
    let tail = &text[last + 1..];
    let both_kinds = marks.iter().any(|(_, c)| *c != mark);
    let same = marks.iter().filter(|(_, c)| *c == mark).count();
    let grouped = |s: &str| s.replace(['.', ','], "");
    if same == 1 && (both_kinds || tail.len() != 3) {
        Some((grouped(&text[..last]), tail.to_owned()))
    } else if 1 < same && !both_kinds {
        Some((grouped(text), String::new()))
    } else {
        None
    }
}

/// A number that can be read two ways, with both ways of writing it plainly.
pub(crate) fn both_ways(key: &'static str, text: &str) -> Message {
    let whole = text.replace(['.', ','], "");
    let decimal = format!("{}0", text.replace('.', ","));
    Message::new(key).with("text", text).with("whole", whole).with("decimal", decimal)
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_number_that_can_be_read_two_ways_is_shown_in_both() {
        let message = both_ways("base.area-ambiguous", "1.300");
        assert_eq!(
            message,
            Message::new("base.area-ambiguous")
                .with("text", "1.300")
                .with("whole", "1300")
                .with("decimal", "1,3000")
        );
        assert_eq!(["1300", "1,3000"].map(|text| text.parse::<Area>().is_ok()), [true, true]);
    }

    use super::*;

    fn check(text: &str, expect: i64) {
        assert_eq!(text.parse::<Area>().map(Area::raw), Ok(expect), "{text}");
    }

    #[test]
    fn hectares_are_read_with_comma_or_point() {
        check("74,92", 74_920_000);
        check("74.92", 74_920_000);
        check("50", 50_000_000);
        check("1.728,4", 1_728_400_000);
        check("1,728.4", 1_728_400_000);
        check("0,000001", 1);
        check("1.234.567", 1_234_567_000_000);
    }

    #[test]
    fn a_number_that_can_be_read_two_ways_is_refused() {
        assert_eq!("1.234".parse::<Area>().unwrap_err().key, "base.area-ambiguous");
        assert_eq!("1,234".parse::<Area>().unwrap_err().key, "base.area-ambiguous");
    }

    #[test]
    fn words_and_negative_numbers_are_no_area() {
        for text in ["", "abc", "-4", "4 ha", "NaN", "1e3", "74,9200001"] {
            assert_eq!(text.parse::<Area>().unwrap_err().key, "base.not-an-area", "{text}");
        }
    }

    #[test]
    fn sums_are_exact() {
        let areas = ["0,1", "0,2"].map(|a| a.parse::<Area>().unwrap());
        assert_eq!(areas.into_iter().sum::<Area>(), "0,3".parse().unwrap());
    }
}
