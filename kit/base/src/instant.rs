//! A moment in time, exact to the microsecond.

use std::fmt;

use chrono::{DateTime, FixedOffset, Utc};
use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize, Serializer};
use utoipa::ToSchema;

use crate::Day;

/// Microseconds since 1970 in UTC.
///
/// An integer in both engines: `SQLite` keeps time as text of varying length, and `PostgreSQL` cuts nanoseconds, so
/// comparing texts or clocks gives wrong rows.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    DeriveValueType,
    Serialize,
    Deserialize,
    ToSchema,
)]
#[serde(transparent)]
pub struct Instant(i64);

impl Instant {
    /// The end of what is still so: 9999-12-31.
    pub const OPEN: Self = Self(253_402_214_400_000_000);

    /// The last moment before [`Self::OPEN`]: asked with it, everything recorded so far counts.
    pub const LATEST: Self = Self(Self::OPEN.0 - 1);

    /// From microseconds since 1970.
    #[must_use]
    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }

    /// Microseconds since 1970.
    #[must_use]
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// The instant `seconds` later, or earlier when negative.
    #[must_use]
    pub const fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0 + seconds * 1_000_000)
    }

    /// The civil day in Viet Nam.
    #[must_use]
    pub fn day(self) -> Day {
        Day::new(self.local().date_naive())
    }

    /// The moment in Viet Nam's time (UTC+7, no summer time).
    #[must_use]
    pub fn local(self) -> DateTime<FixedOffset> {
        self.utc().with_timezone(&Day::zone())
    }

    fn utc(self) -> DateTime<Utc> {
        DateTime::from_timestamp_micros(self.0).unwrap_or_default()
    }
}

/// How pages tell a moment to programs: as text (RFC 3339), with `#[serde(serialize_with = "kit_base::moment")]`. Rows of
/// facts keep the integer, which their hash is made of.
///
/// # Errors
/// Whatever the serializer returns.
pub fn moment<S, I>(instant: &I, serializer: S) -> Result<S::Ok, S::Error>
where
    S: Serializer,
    I: Copy + Into<Option<Instant>>,
{
    match (*instant).into() {
        Some(instant) => serializer.collect_str(&instant),
        None => serializer.serialize_none(),
    }
}

/// `2026-11-24T03:14:00.000000Z`: the same length for every instant.
impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.utc().format("%Y-%m-%dT%H:%M:%S%.6fZ"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_is_the_day_in_viet_nam() {
        let late_evening_utc = Instant::from_micros(1_719_767_000_000_000); // 2024-06-30 17:03 UTC
        assert_eq!(late_evening_utc.day().to_string(), "2024-07-01");
    }

    #[test]
    fn pages_tell_a_moment_as_text_and_rows_as_the_number_that_is_hashed() {
        #[derive(Serialize)]
        struct Page {
            #[serde(serialize_with = "moment")]
            at: Instant,
            #[serde(serialize_with = "moment")]
            until: Option<Instant>,
            row: Instant,
        }
        let at = Instant::from_micros(1_719_767_000_000_000);
        assert_eq!(
            serde_json::to_string(&Page { at, until: None, row: at }).unwrap(),
            r#"{"at":"2024-06-30T17:03:20.000000Z","until":null,"row":1719767000000000}"#
        );
    }

    #[test]
    fn the_open_end_is_the_last_day_of_9999() {
        assert_eq!(Instant::OPEN.to_string(), "9999-12-31T00:00:00.000000Z");
    }
}
