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
    /// The days on which the world changed.
    pub marks: Vec<Mark>,
    /// Today.
    pub today: String,
    /// What is still to come.
    pub rest: String,
    /// The date in force.
    pub post: String,
}

/// A day on which the world changed, with its word where there is room for it.
pub struct Mark {
    /// The day.
    pub x: String,
    /// Its word.
    pub word: String,
    /// Width of the window from which on the word stands free of its neighbours; nothing when it never does.
    pub from: Option<u32>,
}

/// A year on the ruler.
pub struct Year {
    /// Its first day.
    pub x: String,
    /// Its number.
    pub year: i32,
}

/// The widths at which styles show words (`base.css`, `.cm-ruler .from-…`): the ruler is as wide as the window.
const WIDTHS: [u32; 7] = [900, 1050, 1200, 1350, 1500, 1800, 2400];

/// What a letter of the ruler's type takes at most on average, and what stays free around a word, in pixels.
const LETTER: f64 = 6.0;
const ROOM: f64 = 14.0;

/// Years the ruler shows before today, when no notch lies further back.
const YEARS_BACK: i32 = 5;

impl Ruler {
    pub(crate) fn new(today: Day, as_of: Day, notches: &[Notch], word: impl Fn(&str) -> String) -> Self {
        let last = today.year() + 2;
        let oldest = notches.iter().map(|notch| notch.day.year()).min();
        let first = oldest.unwrap_or(i32::MAX).min(today.year() - YEARS_BACK);
        let scale = Scale { start: january(first), end: january(last) };
        let years = (first..last).map(|year| Year { x: scale.x(january(year)), year });
        let quarters = (first..last).flat_map(|y| [4, 7, 10].map(|month| scale.x(day(y, month))));
        let now = scale.share(today);
        Self {
            years: years.collect(),
            quarters: quarters.collect(),
            marks: marks(&scale, notches, word),
            today: percent(now),
            rest: percent(100.0 - now),
            post: scale.x(as_of),
        }
    }
}

/// A word begins at its line and may reach to the next one, or to the end of the ruler.
#[expect(clippy::cast_precision_loss, reason = "letters of a word")]
fn marks(scale: &Scale, notches: &[Notch], word: impl Fn(&str) -> String) -> Vec<Mark> {
    let ends = notches.iter().skip(1).map(|next| scale.share(next.day)).chain([100.0]);
    let mark = |(notch, end): (&Notch, f64)| {
        let word = word(&notch.word);
        let needed = word.chars().count() as f64 * LETTER + ROOM;
        let room = (end - scale.share(notch.day)) / 100.0;
        let from = WIDTHS.into_iter().find(|width| needed <= room * f64::from(*width));
        Mark { x: scale.x(notch.day), word, from }
    };
    notches.iter().zip(ends).map(mark).collect()
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

    fn ruler(as_of: &str, notches: &[Notch]) -> Ruler {
        let today = "2026-11-24".parse().unwrap();
        Ruler::new(today, as_of.parse().unwrap(), notches, str::to_owned)
    }

    fn notch(day: &str, word: &str) -> Notch {
        Notch { day: day.parse().unwrap(), word: word.to_owned() }
    }

    #[test]
    fn a_word_shows_from_the_width_at_which_it_ends_before_the_next_line() {
        let notches = [
            notch("2021-01-01", "short"),
            notch("2026-01-01", "a word that is rather long"),
            notch("2027-01-01", "x"),
            notch("2027-01-08", "never"),
            notch("2027-01-09", "last"),
        ];
        let marks = ruler("2026-11-24", &notches).marks;
        // Seven years from 2021: a year is a seventh of the window, and the long word needs 170 pixels.
        let from: Vec<_> = marks.iter().map(|mark| mark.from).collect();
        assert_eq!(from, [Some(900), Some(1200), None, None, Some(900)]);
    }

    #[test]
    fn the_post_stands_where_the_date_is_and_stays_on_the_ruler() {
        let at = |text: &str| ruler(text, &[]).post;
        assert_eq!(at("2021-01-01"), "0.00%");
        assert_eq!(at("1999-01-01"), "0.00%");
        assert_eq!(at("2026-11-24"), ruler("2026-11-24", &[]).today);
    }
}
