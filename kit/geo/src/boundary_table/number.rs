//! Numbers as people write them: `2345678.12`, `2.345.678,12`, `2 345 678,12 m`.

/// Which sign stands before the decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecimalMark {
    /// `2345678.12`
    Point,
    /// `2345678,12`
    Comma,
}

/// Digits of a group of thousands.
const GROUP: usize = 3;

/// More than any coordinate on the Earth, in millimetres too.
const MOST: f64 = 1e11;

impl DecimalMark {
    /// The sign itself.
    #[must_use]
    pub fn sign(self) -> char {
        match self {
            Self::Point => '.',
            Self::Comma => ',',
        }
    }

    fn other(self) -> Self {
        match self {
            Self::Point => Self::Comma,
            Self::Comma => Self::Point,
        }
    }
}

/// Only the digits, signs and marks of a number, without blanks between groups and without its unit; none for anything else.
pub(super) fn plain(cell: &str) -> Option<String> {
    let cell = cell.trim().trim_end_matches(['m', 'M']).trim_end();
    let groups: Vec<&str> = cell.split_whitespace().collect();
    let starts = |group: &str| group.bytes().take_while(u8::is_ascii_digit).count();
    // `2 345 678,12` is one number, `2345678 500123` are two.
    let one_number = groups.iter().skip(1).all(|group| starts(group) == GROUP)
        && groups.first().is_none_or(|first| groups.len() == 1 || first.len() <= GROUP + 1);
    let text = groups.concat().replace('\u{2212}', "-");
    let is_number = text.bytes().any(|byte| byte.is_ascii_digit())
        && text
            .strip_prefix(['-', '+'])
            .unwrap_or(&text)
            .bytes()
            .all(|b| b.is_ascii_digit() || b == b'.' || b == b',');
    (one_number && is_number).then_some(text)
}

/// The decimal mark that the text itself shows; none when it has no mark, or may be read two ways as `500.123`.
pub(super) fn shown(text: &str) -> Option<DecimalMark> {
    let count = |mark: DecimalMark| text.matches(mark.sign()).count();
    match (count(DecimalMark::Point), count(DecimalMark::Comma)) {
        (0, 0) => None,
        (points, 0) => lone(text, DecimalMark::Point, points),
        (0, commas) => lone(text, DecimalMark::Comma, commas),
        _ if text.rfind('.') < text.rfind(',') => Some(DecimalMark::Comma),
        _ => Some(DecimalMark::Point),
    }
}

/// With one kind of mark only: twice, it parts thousands; once, its place tells.
fn lone(text: &str, mark: DecimalMark, times: usize) -> Option<DecimalMark> {
    if 1 < times {
        return Some(mark.other());
    }
    let (before, after) = text.split_once(mark.sign())?;
    let before = before.trim_start_matches(['-', '+', '0']).len();
    (after.len() != GROUP || GROUP < before || before == 0).then_some(mark)
}

/// The value; `of_table` decides where the text itself does not show its decimal mark. Groups of thousands must have three
/// digits.
pub(super) fn value(text: &str, of_table: Option<DecimalMark>) -> Option<f64> {
    let lone_mark = || if text.contains(',') { DecimalMark::Comma } else { DecimalMark::Point };
    let mark = shown(text).or(of_table).unwrap_or_else(lone_mark);
    let (whole, decimals) = text.split_once(mark.sign()).unwrap_or((text, ""));
    let mut groups = whole.trim_start_matches(['-', '+']).split(mark.other().sign());
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let grouped = rest.is_empty() || (first.len() <= GROUP && rest.iter().all(|group| group.len() == GROUP));
    if !grouped || !decimals.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let sign = if text.starts_with('-') { "-" } else { "" };
    let value: Option<f64> = format!("{sign}{first}{}.{decimals}0", rest.concat()).parse().ok();
    value.filter(|value| value.abs() < MOST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_however_they_are_written() {
        for text in [
            "2345678.12",
            "2345678,12",
            "2.345.678,12",
            "2,345,678.12",
            "2 345 678,12",
            " 2345678.12 m",
            "+2345678.120",
        ] {
            check(text, None, Some(2_345_678.12));
        }
        check("-12,5", None, Some(-12.5));
        check("\u{2212}12.5", None, Some(-12.5));
        check("7", None, Some(7.0));
    }

    #[test]
    fn three_digits_after_one_mark_follow_the_table() {
        check("500.123", Some(DecimalMark::Comma), Some(500_123.0));
        check("500.123", Some(DecimalMark::Point), Some(500.123));
        check("500.123", None, Some(500.123));
        check("2345678.123", Some(DecimalMark::Comma), Some(2_345_678.123));
        check("0.123", Some(DecimalMark::Comma), Some(0.123));
    }

    #[test]
    fn what_is_no_number_is_none() {
        for text in
            ["", "M1", "2.34.5678", "1,2345678.12", "2345678 500123", "2.345E+06", "12-3", "1.2,3,4", "x (m)"]
        {
            check(text, None, None);
        }
    }

    #[track_caller]
    fn check(cell: &str, mark: Option<DecimalMark>, expect: Option<f64>) {
        assert_eq!(plain(cell).and_then(|text| value(&text, mark)), expect, "{cell}");
    }
}
