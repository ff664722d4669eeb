//! A civil day, and the pair of dates every question about facts is asked with.

use std::{fmt, str::FromStr};

use chrono::{Datelike, Days, FixedOffset, Months, NaiveDate, NaiveTime, TimeZone};
use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{FieldProblem, Instant, Message};

/// A civil day in Viet Nam, the day legal terms are counted in.
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
pub struct Day(NaiveDate);

impl Day {
    /// The end of what is still so: 9999-12-31.
    pub const OPEN: Self = match NaiveDate::from_ymd_opt(9999, 12, 31) {
        Some(date) => Self(date),
        None => unreachable!(),
    };

    /// Takes a calendar date.
    #[must_use]
    pub const fn new(date: NaiveDate) -> Self {
        Self(date)
    }

    /// The calendar date.
    #[must_use]
    pub const fn date(self) -> NaiveDate {
        self.0
    }

    /// The day after; the open end has none.
    #[must_use]
    pub fn next(self) -> Self {
        self.0.succ_opt().map_or(Self::OPEN, Self)
    }

    /// The day before; the first one there is has none.
    #[must_use]
    pub fn previous(self) -> Self {
        self.0.pred_opt().map_or(self, Self)
    }

    /// So many days later; the open end where there is no such day.
    #[must_use]
    pub fn plus(self, days: u64) -> Self {
        self.0.checked_add_days(Days::new(days)).map_or(Self::OPEN, |day| Self(day).min(Self::OPEN))
    }

    /// Days until another one; below nothing when that is earlier.
    #[must_use]
    pub fn days_until(self, other: Self) -> i64 {
        (other.0 - self.0).num_days()
    }

    /// The calendar year.
    #[must_use]
    pub fn year(self) -> i32 {
        self.0.year()
    }

    /// The same day of the next year; the last one there is, when there is none.
    #[must_use]
    pub fn a_year_later(self) -> Self {
        self.0.checked_add_months(Months::new(12)).map_or(Self::OPEN, Self)
    }

    /// The same day so many months before, or the last of that month; nothing before the calendar begins.
    #[must_use]
    pub fn months_before(self, months: u32) -> Option<Self> {
        self.0.checked_sub_months(Months::new(months)).map(Self).filter(|day| 1900 <= day.year())
    }

    /// The first moment of the day.
    #[must_use]
    pub fn start(self) -> Instant {
        let midnight = self.0.and_time(NaiveTime::MIN);
        let local = Self::zone().from_local_datetime(&midnight).earliest();
        Instant::from_micros(local.map_or(0, |t| t.timestamp_micros()))
    }

    /// The last moment of the day: `known_at` a day means all that was recorded on it.
    #[must_use]
    pub fn end(self) -> Instant {
        let last = self.start().micros() + 86_400_000_000 - 1;
        // What is still so is known on the very last day, too.
        Instant::from_micros(last.min(Instant::OPEN.micros() - 1))
    }

    /// UTC+7 all year.
    pub(crate) fn zone() -> FixedOffset {
        FixedOffset::east_opt(7 * 3600).unwrap_or_else(|| unreachable!("seven hours is a valid offset"))
    }
}

/// `2024-04-22`, as in URLs, files and JSON; for screens see [`crate::fmt::day`].
impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.format("%Y-%m-%d"))
    }
}

impl FromStr for Day {
    type Err = Message;

    /// Reads `2024-04-22` or, as Vietnamese officials write it, `22/04/2024`.
    fn from_str(text: &str) -> Result<Self, Message> {
        let text = text.trim();
        let format = if text.contains('/') { "%d/%m/%Y" } else { "%Y-%m-%d" };
        NaiveDate::parse_from_str(text, format)
            .ok()
            .filter(|date| (1900..=9999).contains(&date.year()))
            .map(Self)
            .ok_or_else(|| Message::new("base.not-a-day").with("text", text))
    }
}

/// The two times of a question: facts valid on `as_of`, as they were recorded up to and including `known_at`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct At {
    /// The day the facts are asked for (*tính đến ngày*).
    pub as_of: Day,
    /// The last moment whose records count (*ghi nhận đến ngày*).
    pub known_at: Instant,
}

impl At {
    /// What somebody asks for who may leave both days out: then today, and all that is recorded.
    ///
    /// # Errors
    /// The name of the day that cannot be asked for, and why.
    pub fn asked(as_of: Option<Day>, known: Option<Day>, today: Day) -> Result<Self, FieldProblem> {
        let as_of = as_of.unwrap_or(today);
        if as_of == Day::OPEN {
            // Periods are half-open: on the open end itself nothing holds.
            return Err(FieldProblem::new("as_of", Message::new("base.open-end")));
        }
        if known.is_some_and(|day| today < day) {
            return Err(FieldProblem::new("known_at", Message::new("base.known-later")));
        }
        Ok(Self { as_of, known_at: known.map_or(Instant::LATEST, Day::end) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_open_end_and_a_record_of_tomorrow_cannot_be_asked_for() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        let today = day("2026-06-30");
        let asked = |as_of, known| At::asked(as_of, known, today).map_err(|problem| problem.message.key);
        assert_eq!(asked(None, None), Ok(At { as_of: today, known_at: Instant::LATEST }));
        assert_eq!(asked(Some(day("9999-12-31")), None), Err("base.open-end"));
        assert_eq!(asked(None, Some(day("2026-07-01"))), Err("base.known-later"));
        assert!(asked(Some(day("9999-12-30")), Some(today)).is_ok());
    }

    #[test]
    fn both_ways_of_writing_a_day_are_read() {
        assert_eq!("22/04/2024".parse::<Day>(), "2024-04-22".parse::<Day>());
    }

    #[test]
    fn a_year_later_than_a_leap_day_is_the_last_of_february() {
        let leap: Day = "2024-02-29".parse().unwrap();
        assert_eq!(leap.a_year_later().to_string(), "2025-02-28");
    }

    #[test]
    fn a_day_that_is_not_in_the_calendar_is_refused_by_name() {
        let refused = "31/02/2024".parse::<Day>().unwrap_err();
        assert_eq!(refused.key, "base.not-a-day");
    }

    #[test]
    fn a_day_ends_one_microsecond_before_the_next() {
        let day: Day = "2024-04-22".parse().unwrap();
        let next: Day = "2024-04-23".parse().unwrap();
        assert_eq!(day.end().micros() + 1, next.start().micros());
        assert_eq!(day.start().to_string(), "2024-04-21T17:00:00.000000Z");
        assert!(Day::OPEN.end() < Instant::OPEN);
    }
}
