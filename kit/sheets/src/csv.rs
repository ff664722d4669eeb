//! CSV as the programs of offices write it: commas, semicolons or tabs; with or without the mark of UTF-8.

use kit_base::Message;

use crate::{Content, grid::Grid};

const MARKS: [char; 3] = [',', ';', '\t'];

/// Reads the text; tells whether its letters had to be guessed.
pub(crate) fn grid(content: &[u8]) -> Result<(Grid, bool), Message> {
    let (text, guessed) = decode(content)?;
    let (told, text) = said_mark(&text);
    let mark = told.unwrap_or_else(|| guess_mark(text));
    let mut grid = Grid::new("");
    for (number, record) in (1..).zip(records(text, mark)?) {
        for (column, field) in (0..).zip(record) {
            grid.add(number, column, Content::Text(field))?;
        }
    }
    Ok((grid, guessed))
}

fn decode(content: &[u8]) -> Result<(String, bool), Message> {
    // UTF-16 begins with its mark, as Excel's "Unicode text" does.
    if let Some((encoding, _)) = encoding_rs::Encoding::for_bom(content) {
        let (text, _, broken) = encoding.decode(content);
        return if broken { Err(Message::new("sheets.no-table")) } else { Ok((text.into_owned(), false)) };
    }
    if content.contains(&0) {
        return Err(Message::new("sheets.no-table"));
    }
    match std::str::from_utf8(content) {
        Ok(text) => Ok((text.to_owned(), false)),
        Err(_) => Ok((encoding_rs::WINDOWS_1258.decode_without_bom_handling(content).0.into_owned(), true)),
    }
}

/// Excel reads a first line `sep=;` and does not show it.
fn said_mark(text: &str) -> (Option<char>, &str) {
    let Some(rest) = text.strip_prefix("sep=") else { return (None, text) };
    let mark = rest.chars().next().filter(|mark| MARKS.contains(mark));
    (mark, rest.split_once('\n').map_or("", |(_, rest)| rest))
}

/// The mark by which most of the first lines fall into the same number of fields, and the most of them.
fn guess_mark(text: &str) -> char {
    let start: String = text.split_inclusive('\n').take(40).collect();
    let score = |mark: char| {
        let widths: Vec<_> = parse(&start, mark).0.iter().map(Vec::len).filter(|width| 1 < *width).collect();
        let same = |width: usize| widths.iter().filter(|other| **other == width).count();
        widths.iter().map(|width| (same(*width), *width)).max().unwrap_or((0, 0))
    };
    let best = MARKS.into_iter().rev().max_by_key(|mark| score(*mark));
    best.unwrap_or(',')
}

fn records(text: &str, mark: char) -> Result<Vec<Vec<String>>, Message> {
    match parse(text, mark) {
        (records, true) => Ok(records),
        (records, false) => Err(Message::new("sheets.open-quote").with("row", records.len())),
    }
}

/// The records after RFC 4180, an empty line being one too, as programs count rows; and whether all quotes end.
fn parse(text: &str, mark: char) -> (Vec<Vec<String>>, bool) {
    let mut records = Vec::new();
    let mut record = Vec::new();
    let mut field = String::new();
    let (mut quoted, mut begun) = (false, false);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => {
                letters.next();
                field.push('"');
            }
            '"' if quoted => quoted = false,
            '"' if field.is_empty() => quoted = true,
            letter if letter == mark && !quoted => record.push(std::mem::take(&mut field)),
            '\n' | '\r' if !quoted => {
                if letter == '\r' && letters.peek() == Some(&'\n') {
                    letters.next();
                }
                record.push(std::mem::take(&mut field));
                records.push(std::mem::take(&mut record));
                begun = false;
                continue;
            }
            letter => field.push(letter),
        }
        begun = true;
    }
    if begun {
        record.push(field);
        records.push(record);
    }
    (records, !quoted)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(content: &[u8]) -> Vec<(u32, u32, String)> {
        let (grid, _) = grid(content).unwrap();
        let row = |(row, cells): (u32, std::collections::BTreeMap<u32, Content>)| {
            cells.into_iter().map(move |(column, content)| match content {
                Content::Text(text) => (row, column, text),
                other => panic!("{other:?}"),
            })
        };
        grid.rows.into_iter().flat_map(row).collect()
    }

    fn check(content: &[u8], expect: &[(u32, u32, &str)]) {
        let found = cells(content);
        let found: Vec<_> = found.iter().map(|(row, column, text)| (*row, *column, text.as_str())).collect();
        assert_eq!(found, expect, "{}", String::from_utf8_lossy(content));
    }

    #[test]
    fn commas_semicolons_and_tabs_are_told_apart() {
        let expect = [(1, 0, "Mã"), (1, 1, "DT"), (2, 0, "24-1"), (2, 1, "50,25")];
        check("Mã;DT\n24-1;50,25\n".as_bytes(), &expect);
        check("Mã\tDT\r\n24-1\t50,25".as_bytes(), &expect);
        check("Mã,DT\n24-1,\"50,25\"".as_bytes(), &expect);
        check("sep=;\nMã;DT\n24-1;50,25\n".as_bytes(), &expect);
    }

    #[test]
    fn rows_are_counted_as_programs_show_them_past_empty_lines_and_broken_fields() {
        check(
            "a,b\n\n\"c\nd\",e\n,\nf,g".as_bytes(),
            &[(1, 0, "a"), (1, 1, "b"), (3, 0, "c\nd"), (3, 1, "e"), (5, 0, "f"), (5, 1, "g")],
        );
    }

    #[test]
    fn quotes_are_kept_when_doubled_and_a_quote_without_end_is_told() {
        check(b"a,\"say \"\"x\"\"\"", &[(1, 0, "a"), (1, 1, "say \"x\"")]);
        assert_eq!(grid(b"a,b\n\"c,d\n").unwrap_err().key, "sheets.open-quote");
    }

    #[test]
    fn letters_of_every_common_coding_are_read() {
        let expect = [(1, 0, "Tên"), (1, 1, "Xã")];
        check(b"\xef\xbb\xbfT\xc3\xaan,X\xc3\xa3", &expect);
        let wide: Vec<u8> =
            [0xfeff].into_iter().chain("Tên,Xã".encode_utf16()).flat_map(u16::to_le_bytes).collect();
        check(&wide, &expect);
        let (old, guessed) = grid(b"T\xean,X\xe3").unwrap();
        assert!(guessed && old.rows[&1][&0] == Content::Text("Tên".to_owned()));
        assert_eq!(grid(b"%PDF\x00\x01").unwrap_err().key, "sheets.no-table");
    }
}
