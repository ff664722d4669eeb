//! A cell: where it stands in the person's file, and what it holds.

use std::fmt;

use kit_base::{Day, Message, compose};

/// The address of a cell as programs show it: `B7`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Address {
    /// The row, from 1.
    pub row: u32,
    /// The column, from 0.
    pub column: u32,
}

impl Address {
    /// The letters of the column.
    #[must_use]
    pub fn letters(self) -> String {
        let mut rest = self.column + 1;
        let mut letters = Vec::new();
        while 0 < rest {
            rest -= 1;
            letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
            rest /= 26;
        }
        letters.iter().rev().collect()
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.letters(), self.row)
    }
}

/// What a cell holds, as the file says it.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// Text as it stands in the file.
    Text(String),
    /// A number.
    Number(f64),
    /// A day.
    Day(Day),
    /// An error of the program that wrote it: `#REF!`.
    Error(String),
    /// A formula whose value was never computed: the file was written by a program that does not compute.
    Uncomputed,
}

/// A cell of a table. An empty one holds nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// Where it stands.
    pub at: Address,
    /// What it holds.
    pub content: Option<Content>,
}

/// The first serial number that is taken for a day: 1927-05-18. What is smaller is a year, a count, a mistake.
const FIRST_SERIAL: f64 = 10_000.0;
/// 9999-12-31.
const LAST_SERIAL: f64 = 2_958_465.0;

impl Cell {
    /// Whether nothing is in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.content.is_none()
    }

    /// What it says, composed and without blanks around it. Numbers have a decimal point.
    #[must_use]
    pub fn text(&self) -> String {
        match &self.content {
            None | Some(Content::Uncomputed) => String::new(),
            Some(Content::Text(text)) => plain(text),
            Some(Content::Number(number)) => digits(*number),
            Some(Content::Day(day)) => day.date().format("%d/%m/%Y").to_string(),
            Some(Content::Error(sign)) => sign.clone(),
        }
    }

    /// A number in letters that can be read in one way only: a number of the file is exact, while `1.234` as text may
    /// mean two things and stays as it is.
    #[must_use]
    pub fn decimal(&self) -> String {
        let text = self.text();
        match (&self.content, text.split_once('.')) {
            (Some(Content::Number(_)), Some((_, part))) if part.len() == 3 => format!("{text}0"),
            _ => text,
        }
    }

    /// A whole number; marks between groups of three are those of thousands.
    ///
    /// # Errors
    /// The text is no whole number.
    pub fn whole(&self) -> Result<i64, Message> {
        let text = self.text();
        let mut groups = text.split(['.', ',', ' ', '\u{a0}']);
        let first = groups.next().unwrap_or_default();
        let is_number = matches!(self.content, Some(Content::Number(_)));
        let rest: Vec<_> = groups.collect();
        let grouped = rest.iter().all(|group| group.len() == 3) && (rest.is_empty() || first.len() <= 3);
        let joined = [first, &rest.concat()].concat();
        let valid =
            grouped && !(is_number && text.contains('.')) && joined.bytes().all(|b| b.is_ascii_digit());
        joined
            .parse()
            .ok()
            .filter(|_| valid)
            .ok_or_else(|| Message::new("sheets.not-whole").with("text", text))
    }

    /// A day: of the file, written as `22/04/2024` or `2024-04-22`, or its serial number.
    ///
    /// # Errors
    /// The text is no day.
    pub fn day(&self) -> Result<Day, Message> {
        match self.content {
            Some(Content::Day(day)) => Ok(day),
            Some(Content::Number(serial)) if (FIRST_SERIAL..=LAST_SERIAL).contains(&serial) => {
                crate::xlsx::day(serial)
                    .ok_or_else(|| Message::new("base.not-a-day").with("text", self.text()))
            }
            _ => self.text().parse(),
        }
    }

    /// What keeps the cell from being read at all, named by its address.
    #[must_use]
    pub fn fault(&self) -> Option<Message> {
        match &self.content {
            Some(Content::Error(sign)) => Some(Message::new("sheets.error-value").with("sign", sign)),
            Some(Content::Uncomputed) => Some(Message::new("sheets.uncomputed")),
            _ => None,
        }
    }
}

/// Composed text without blanks around it, be they of no width.
#[must_use]
pub fn plain(text: &str) -> String {
    let blank = |c: char| c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}' | '\u{2060}');
    compose(text).trim_matches(blank).to_owned()
}

/// Fifteen digits are what spreadsheet programs keep: `0.1 + 0.2` is `0.3`.
fn digits(number: f64) -> String {
    let rounded = format!("{number:.14e}").parse::<f64>().unwrap_or(number);
    rounded.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(content: Content) -> Cell {
        Cell { at: Address { row: 7, column: 1 }, content: Some(content) }
    }

    fn text(text: &str) -> Cell {
        cell(Content::Text(text.to_owned()))
    }

    #[test]
    fn an_address_is_written_as_programs_show_it() {
        for (column, expect) in [(0, "A7"), (25, "Z7"), (26, "AA7"), (701, "ZZ7"), (702, "AAA7")] {
            assert_eq!(Address { row: 7, column }.to_string(), expect);
        }
    }

    #[test]
    fn text_is_composed_and_has_no_blanks_around_it() {
        assert_eq!(text("\u{a0} Hợp Thịnh\u{200b}\n").text(), "Hợp Thịnh");
    }

    #[test]
    fn a_number_of_the_file_can_be_read_in_one_way_only() {
        assert_eq!(cell(Content::Number(1.234)).decimal(), "1.2340");
        assert_eq!(cell(Content::Number(0.1 + 0.2)).decimal(), "0.3");
        assert_eq!(cell(Content::Number(1234.0)).decimal(), "1234");
        assert_eq!(text("1.234").decimal(), "1.234");
    }

    #[test]
    fn a_whole_number_may_have_marks_of_thousands_and_no_part() {
        assert_eq!(text("65.001").whole(), Ok(65_001));
        assert_eq!(text("1 234 567").whole(), Ok(1_234_567));
        assert_eq!(cell(Content::Number(65_001.0)).whole(), Ok(65_001));
        for bad in [text("65,5"), text("-3"), text("ba"), text(""), cell(Content::Number(1.234))] {
            assert_eq!(bad.whole().unwrap_err().key, "sheets.not-whole", "{bad:?}");
        }
    }

    #[test]
    fn a_day_is_read_from_text_and_from_its_serial_number_and_a_year_is_none() {
        let expect: Day = "2024-04-22".parse().unwrap();
        for cell in [
            text("22/04/2024"),
            text(" 2024-04-22"),
            cell(Content::Number(45_404.0)),
            cell(Content::Day(expect)),
        ] {
            assert_eq!(cell.day(), Ok(expect), "{cell:?}");
        }
        assert_eq!(cell(Content::Number(2024.0)).day().unwrap_err().key, "base.not-a-day");
        assert_eq!(text("tháng 4").day().unwrap_err().key, "base.not-a-day");
    }
}
