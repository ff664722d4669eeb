//! Numbers and dates as people read them: `1.234,5`, `22/04/2024`, a no-break space before the unit.

use crate::{Area, Day, Instant, Lang};

const NO_BREAK: char = '\u{a0}';
const MINUS: char = '\u{2212}';

/// The size of a file in kB, or in MB where it has that many.
#[must_use]
pub fn file_size(bytes: i64, lang: Lang) -> String {
    const MEGABYTE: f64 = 1e6;
    #[expect(clippy::cast_precision_loss, reason = "files are far smaller than 2^53 bytes")]
    let bytes = bytes as f64;
    // What would be rounded to 1,000 kB is a megabyte.
    let (value, unit) = if bytes < MEGABYTE - 50.0 { (bytes / 1e3, "kB") } else { (bytes / MEGABYTE, "MB") };
    format!("{}{NO_BREAK}{unit}", number(value, 1, lang))
}

/// A number with `digits` decimals.
#[must_use]
pub fn number(value: f64, digits: usize, lang: Lang) -> String {
    let plain = format!("{:.digits$}", value.abs());
    let (whole, part) = plain.split_once('.').unwrap_or((&plain, ""));
    let (thousands, decimal) = match lang {
        Lang::Vi => ('.', ','),
        Lang::En => (',', '.'),
    };
    let mut text = String::new();
    if value < 0.0 && plain.bytes().any(|b| (b'1'..=b'9').contains(&b)) {
        text.push(MINUS);
    }
    for (i, digit) in whole.chars().enumerate() {
        if i != 0 && (whole.len() - i) % 3 == 0 {
            text.push(thousands);
        }
        text.push(digit);
    }
    if !part.is_empty() {
        text.push(decimal);
        text.push_str(part);
    }
    text
}

/// A whole number.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "counts of records stay far below 2^53")]
pub fn count(value: usize, lang: Lang) -> String {
    number(value as f64, 0, lang)
}

/// Hectares without the unit: `1.728,40`.
#[must_use]
pub fn hectares(area: Area, digits: usize, lang: Lang) -> String {
    number(area.hectares(), digits, lang)
}

/// Hectares with the unit: `1.728,40 ha`.
#[must_use]
pub fn hectares_unit(area: Area, digits: usize, lang: Lang) -> String {
    format!("{}{NO_BREAK}ha", hectares(area, digits, lang))
}

/// `22/04/2024` in Vietnamese, `22 Apr 2024` in English; a dash for the open end.
#[must_use]
pub fn day(day: Day, lang: Lang) -> String {
    match lang {
        _ if day == Day::OPEN => "–".to_owned(),
        Lang::Vi => day.date().format("%d/%m/%Y").to_string(),
        Lang::En => day.date().format("%-d %b %Y").to_string(),
    }
}

/// Day and time in Viet Nam: `24/11/2026 10:42`.
#[must_use]
pub fn moment(instant: Instant, lang: Lang) -> String {
    format!("{}{NO_BREAK}{}", day(instant.day(), lang), instant.local().format("%H:%M"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_size_of_a_file_is_in_the_unit_that_tells_most() {
        let told = |bytes| file_size(bytes, Lang::Vi).replace(NO_BREAK, " ");
        assert_eq!(
            [0, 743, 999_949, 999_950, 3_200_000].map(told),
            ["0,0 kB", "0,7 kB", "999,9 kB", "1,0 MB", "3,2 MB"]
        );
    }

    #[test]
    fn numbers_carry_the_marks_of_the_language() {
        assert_eq!(number(1728.4, 2, Lang::Vi), "1.728,40");
        assert_eq!(number(1728.4, 2, Lang::En), "1,728.40");
        assert_eq!(number(-0.6, 2, Lang::Vi), "\u{2212}0,60");
        assert_eq!(number(-0.001, 2, Lang::Vi), "0,00");
        assert_eq!(number(999.0, 0, Lang::Vi), "999");
        assert_eq!(number(1_000_000.0, 0, Lang::Vi), "1.000.000");
    }

    #[test]
    fn the_open_end_is_a_dash() {
        assert_eq!(day(Day::OPEN, Lang::Vi), "–");
    }
}
