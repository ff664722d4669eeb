//! Money in whole đồng.

use std::{iter::Sum, str::FromStr};

use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    Message,
    area::{both_ways, split_decimal},
};

/// An amount in whole đồng. Papers write billions (*tỷ đồng*) with decimals; floats would not add up to the last đồng.
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
pub struct Money(i64);

/// One billion đồng.
const BILLION: i64 = 1_000_000_000;

impl Money {
    /// From whole đồng.
    #[must_use]
    pub const fn from_dong(dong: i64) -> Self {
        Self(dong)
    }

    /// Whole đồng.
    #[must_use]
    pub const fn dong(self) -> i64 {
        self.0
    }

    /// Billions of đồng, for JSON and screens; never to be added up.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "a province's capital is some 10^14 đồng, below 2^53")]
    pub fn billions(self) -> f64 {
        self.0 as f64 / BILLION as f64
    }
}

impl Sum for Money {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        Self(amounts.map(|money| money.0).sum())
    }
}

impl FromStr for Money {
    type Err = Message;

    /// Reads billions of đồng as people write them: `636,7`, `1.185`, `32.765,5`. Unlike hectares, a single mark with
    /// three digits behind it is common for billions and still ambiguous: it is refused.
    fn from_str(text: &str) -> Result<Self, Message> {
        let text = text.trim();
        let bad = |key| Message::new(key).with("text", text);
        let (whole, part) = split_decimal(text).ok_or_else(|| both_ways("base.money-ambiguous", text))?;
        let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || !digits(&whole) || !digits(&part) || 9 < part.len() || 8 < whole.len() {
            return Err(bad("base.not-money"));
        }
        let number = |s: &str| s.parse::<i64>().unwrap_or(0);
        Ok(Self(number(&whole) * BILLION + number(&format!("{part:0<9}"))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: i64) {
        assert_eq!(text.parse::<Money>().map(Money::dong), Ok(expect), "{text}");
    }

    #[test]
    fn billions_are_read_to_the_last_dong() {
        check("636,7", 636_700_000_000);
        check("576.2350", 576_235_000_000);
        check("32.765,5", 32_765_500_000_000);
        check("0,000000001", 1);
        check("700", 700_000_000_000);
    }

    #[test]
    fn what_can_be_read_two_ways_or_not_at_all_is_refused() {
        assert_eq!("1.185".parse::<Money>().unwrap_err().key, "base.money-ambiguous");
        for text in ["", "-4", "4 tỷ", "1e3", "NaN", "0,0000000001"] {
            assert_eq!(text.parse::<Money>().unwrap_err().key, "base.not-money", "{text}");
        }
    }
}
