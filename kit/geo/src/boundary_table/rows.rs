//! Lines of pasted text cut into cells, whatever stands between the columns.

use unicode_normalization::UnicodeNormalization;

use super::number;

/// A row of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its number in what was pasted or in the sheet, from 1.
    pub number: u32,
    /// Its cells from left to right.
    pub cells: Vec<String>,
}

impl Row {
    /// The whole row for showing, with one blank between cells.
    #[must_use]
    pub fn text(&self) -> String {
        let filled: Vec<&str> =
            self.cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect();
        filled.join(" ")
    }
}

/// Every line that is not blank.
pub(super) fn rows(text: &str) -> Vec<Row> {
    let row = |(number, line): (u32, &str)| {
        let line: String = line.nfc().filter(|c| !is_unseen(*c)).collect();
        Row { number, cells: cells(&join_groups(&line)) }
    };
    (1..).zip(text.lines()).map(row).filter(|row| !row.text().is_empty()).collect()
}

/// The mark of UTF-8 and blanks of no width, which PDF programs leave behind.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{ad}')
}

/// Marks that part columns and nothing else.
const SURE_MARKS: [char; 3] = ['\t', ';', '|'];

fn cells(line: &str) -> Vec<String> {
    if let Some(mark) = SURE_MARKS.into_iter().find(|mark| line.contains(*mark)) {
        return fields(line, mark);
    }
    if line.trim().contains("  ") {
        return line
            .trim()
            .split("  ")
            .map(str::trim)
            .filter(|cell| !cell.is_empty())
            .flat_map(words)
            .collect();
    }
    let words = words(line);
    if 1 < words.len() {
        return words;
    }
    if line.contains(',') && number::plain(line).is_none_or(|text| number::value(&text, None).is_none()) {
        return fields(line, ',');
    }
    words
}

/// By single blanks, when two of the words at least are numbers; else the line is one cell.
fn words(line: &str) -> Vec<String> {
    if number::plain(line).is_some() {
        return vec![line.trim().to_owned()];
    }
    let words: Vec<&str> = line.split_whitespace().map(|word| word.trim_end_matches(',')).collect();
    let is_number =
        |word: &&str| number::plain(word).is_some_and(|text| number::value(&text, None).is_some());
    if words.iter().copied().filter(|word| is_number(word)).count() < 2 {
        return vec![line.trim().to_owned()];
    }
    words.into_iter().map(str::to_owned).collect()
}

/// By a mark, which does not count between quotation marks (RFC 4180).
fn fields(line: &str, mark: char) -> Vec<String> {
    let (mut fields, mut field, mut quoted) = (Vec::new(), String::new(), false);
    for letter in line.chars() {
        match letter {
            '"' => quoted = !quoted,
            letter if letter == mark && !quoted => fields.push(std::mem::take(&mut field)),
            letter => field.push(letter),
        }
    }
    fields.push(field);
    fields.iter().map(|field| field.trim().to_owned()).collect()
}

/// No-break and thin blanks inside a number part thousands: they are taken out; elsewhere they are blanks.
fn join_groups(line: &str) -> String {
    let letters: Vec<char> = line.chars().collect();
    let digits_from = |at: usize| letters[at..].iter().take_while(|c| c.is_ascii_digit()).count();
    let joins = |at: usize| 0 < at && letters[at - 1].is_ascii_digit() && digits_from(at + 1) == 3;
    let each = |(at, letter): (usize, &char)| match letter {
        '\u{a0}' | '\u{2007}' | '\u{2009}' | '\u{202f}' => (!joins(at)).then_some(' '),
        letter => Some(*letter),
    };
    letters.iter().enumerate().filter_map(each).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_parted_by_whatever_parts_them() {
        let expect = ["1", "2345678.12", "500123.45"];
        for line in [
            "1\t2345678.12\t500123.45",
            "1;2345678.12; 500123.45",
            "1  2345678.12     500123.45",
            "1 2345678.12 500123.45",
            "1, 2345678.12, 500123.45",
            "1,2345678.12,500123.45",
            "1,2345678.12, 500123.45",
            "1   2345678.12 500123.45",
            "\"1\",\"2345678.12\",\"500123.45\"",
            "\u{feff}1\u{a0}2345678.12\u{a0}500123.45",
        ] {
            check(line, &expect);
        }
    }

    #[test]
    fn decimal_commas_and_groups_stay_inside_their_cell() {
        check("M1 2.345.678,12 500.123,45", &["M1", "2.345.678,12", "500.123,45"]);
        check("1\t2 345 678,12\t500 123,45", &["1", "2 345 678,12", "500 123,45"]);
        check("1 2\u{a0}345\u{a0}678,12 500\u{202f}123,45", &["1", "2345678,12", "500123,45"]);
        check("\"1\",\"2.345.678,12\",\"500.123,45\"", &["1", "2.345.678,12", "500.123,45"]);
    }

    #[test]
    fn a_line_of_text_is_one_cell_and_empty_cells_keep_their_place() {
        check("Khu số 1", &["Khu số 1"]);
        check("To\u{323}a \u{111}o\u{323}\u{302}", &["Tọa độ"]);
        check("\tX (m)\tY (m)", &["", "X (m)", "Y (m)"]);
        check("45,32", &["45,32"]);
    }

    #[test]
    fn rows_are_numbered_as_they_were_pasted() {
        let numbers: Vec<u32> = rows("a\n\n \u{a0}\nb\r\n").iter().map(|row| row.number).collect();
        assert_eq!(numbers, [1, 4]);
    }

    #[track_caller]
    fn check(line: &str, expect: &[&str]) {
        let rows = rows(line);
        assert_eq!(rows.iter().map(|row| row.cells.clone()).collect::<Vec<_>>(), [expect], "{line:?}");
    }
}
