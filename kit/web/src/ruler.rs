//! The time ruler under the top bar: years, the days on which the world changed, and the post of the date in force.

use kit_base::Day;

/// A day on which the world of a slice changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notch {
    /// The day.
    pub day: Day,
    /// The key of its word.
    pub word: String,
}

/// The ruler of a page. All positions are percentages of its width, as text.
pub struct Ruler {
    /// Years.
    pub years: Vec<Year>,
    /// The quarters between.
    pub quarters: Vec<String>,
    /// Position, key of the word, and whether the word stands left of its line.
    pub notches: Vec<(String, String, bool)>,
    /// Today.
    pub today: String,
    /// What is still to come.
    pub rest: String,
    /// The date in force.
    pub post: String,
}

/// A year on the ruler.
pub struct Year {
    /// Its first day.
    pub x: String,
    /// Its number.
    pub year: i32,
}

/// Years the ruler shows before today, when no notch lies further back.
const YEARS_BACK: i32 = 5;

impl Ruler {
    pub(crate) fn new(today: Day, as_of: Day, notches: &[Notch]) -> Self {
        let last = today.year() + 2;
        let oldest = notches.iter().map(|notch| notch.day.year()).min();
        let first = oldest.unwrap_or(i32::MAX).min(today.year() - YEARS_BACK);
        let scale = Scale { start: january(first), end: january(last) };
        let years = (first..last).map(|year| Year { x: scale.x(january(year)), year });
        let quarters = (first..last).flat_map(|y| [4, 7, 10].map(|month| scale.x(day(y, month))));
        let late = day(today.year(), 1);
        let now = scale.share(today);
        Self {
            years: years.collect(),
            quarters: quarters.collect(),
            notches: notches.iter().map(|n| (scale.x(n.day), n.word.clone(), late < n.day)).collect(),
            today: percent(now),
            rest: percent(100.0 - now),
            post: scale.x(as_of),
        }
    }
}

struct Scale {
    start: Day,
    end: Day,
}

impl Scale {
    #[expect(clippy::cast_precision_loss, reason = "days of a decade")]
    fn share(&self, day: Day) -> f64 {
        let days = |a: Day, b: Day| (b.date() - a.date()).num_days() as f64;
        (days(self.start, day) / days(self.start, self.end) * 100.0).clamp(0.0, 100.0)
    }

    fn x(&self, day: Day) -> String {
        percent(self.share(day))
    }
}

fn percent(share: f64) -> String {
    format!("{share:.2}%")
}

fn january(year: i32) -> Day {
    day(year, 1)
}

fn day(year: i32, month: u32) -> Day {
    format!("{year}-{month:02}-01").parse().unwrap_or(Day::OPEN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_post_stands_where_the_date_is_and_stays_on_the_ruler() {
        let today: Day = "2026-11-24".parse().unwrap();
        let at = |text: &str| Ruler::new(today, text.parse().unwrap(), &[]).post;
        assert_eq!(at("2021-01-01"), "0.00%");
        assert_eq!(at("1999-01-01"), "0.00%");
        assert_eq!(at("2026-11-24"), Ruler::new(today, today, &[]).today);
    }
}
