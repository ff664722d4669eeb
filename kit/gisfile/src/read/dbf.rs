//! One column of the `dBASE` table beside a Shapefile (dBASE III file structure).

use std::io::Read;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1258};

use crate::{Error, Id, Result};

const HEADER_BYTES: usize = 32;
const FIELD_BYTES: usize = 32;
const NAME_BYTES: usize = 11;
const END_OF_FIELDS: u8 = 0x0d;

/// Reads the values of one column, row by row.
pub(super) struct Ids<R> {
    file: R,
    record: Vec<u8>,
    start: usize,
    end: usize,
    kind: u8,
    encoding: Option<&'static Encoding>,
}

impl<R: Read> Ids<R> {
    /// `code_page` is the content of the `.cpg` file. Without one, or with an unknown one, text is UTF-8 where it can be, else
    /// the Vietnamese code page of Windows.
    pub(super) fn open(mut file: R, wanted: &str, code_page: Option<&str>) -> Result<Self> {
        let mut header = [0; HEADER_BYTES];
        file.read_exact(&mut header)?;
        let size = |at: usize| usize::from(u16::from_le_bytes([header[at], header[at + 1]]));
        let (header_bytes, record_bytes) = (size(8), size(10));
        let mut fields = vec![0; header_bytes.saturating_sub(HEADER_BYTES)];
        file.read_exact(&mut fields)?;
        // The first byte of a record says whether it is deleted.
        let (mut start, mut names) = (1, Vec::new());
        for field in fields.chunks_exact(FIELD_BYTES).take_while(|field| field[0] != END_OF_FIELDS) {
            let name = field[..NAME_BYTES].split(|byte| *byte == 0).next().unwrap_or_default();
            let name = String::from_utf8_lossy(name).trim().to_owned();
            let end = start + usize::from(field[16]);
            if name.eq_ignore_ascii_case(wanted) {
                if record_bytes < end {
                    break;
                }
                let encoding = code_page.and_then(encoding);
                return Ok(Self {
                    file,
                    record: vec![0; record_bytes],
                    start,
                    end,
                    kind: field[11],
                    encoding,
                });
            }
            names.push(name);
            start = end;
        }
        Err(Error::NoColumn { wanted: wanted.to_owned(), columns: names })
    }

    /// The value of the next row.
    pub(super) fn next(&mut self) -> Result<Option<Id>> {
        self.file.read_exact(&mut self.record)?;
        let bytes = &self.record[self.start..self.end];
        let text = match self.encoding {
            Some(encoding) => encoding.decode(bytes).0,
            None => std::str::from_utf8(bytes).map_or_else(|_| WINDOWS_1258.decode(bytes).0, Into::into),
        };
        let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\0');
        if text.is_empty() {
            return Ok(None);
        }
        let number = if matches!(self.kind, b'N' | b'F') { text.parse().ok() } else { None };
        Ok(Some(number.map_or_else(|| Id::Text(text.into()), Id::Number)))
    }
}

/// `UTF-8`, `1258`, `ANSI 1258`, `ISO 88591` …
fn encoding(code_page: &str) -> Option<&'static Encoding> {
    let name = code_page.trim();
    let last = name.rsplit([' ', '_']).next()?;
    if last == "65001" {
        return Some(UTF_8);
    }
    Encoding::for_label(name.as_bytes()).or_else(|| Encoding::for_label(format!("windows-{last}").as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A table of the columns `MA` (text) and `SO` (numbers).
    fn table(rows: &[(&[u8], &str)]) -> Vec<u8> {
        let mut bytes = vec![0; HEADER_BYTES];
        bytes[0] = 3;
        bytes[8] = 32 + 2 * 32 + 1;
        bytes[10] = 1 + 8 + 5;
        for (name, kind, width) in [("MA", b'C', 8), ("SO", b'N', 5)] {
            let mut field = [0; FIELD_BYTES];
            field[..name.len()].copy_from_slice(name.as_bytes());
            (field[11], field[16]) = (kind, width);
            bytes.extend(field);
        }
        bytes.push(END_OF_FIELDS);
        for (text, number) in rows {
            bytes.push(b' ');
            bytes.extend(text.iter().copied().chain(std::iter::repeat(b' ')).take(8));
            bytes.extend(format!("{number:>5}").bytes());
        }
        bytes
    }

    #[test]
    fn text_and_numbers_are_read_by_name_in_any_case() {
        let bytes = table(&[("Hòa".as_bytes(), "12"), (b"\xc2\xfc", ""), (b"", "1.5")]);
        check(&bytes, "ma", None, &[Some("Hòa"), Some("Âü"), None]);
        check(&bytes, "SO", None, &[Some("12"), None, Some("1.5")]);
        let mut numbers = Ids::open(bytes.as_slice(), "SO", None).unwrap();
        assert_eq!(numbers.next().unwrap(), Some(Id::Number(12)));
    }

    #[test]
    fn the_code_page_beside_the_table_counts() {
        let bytes = table(&[(b"\xe9", "1")]);
        check(&bytes, "MA", Some("ISO-8859-1"), &[Some("é")]);
        check(&bytes, "MA", Some("ANSI 1251"), &[Some("й")]);
    }

    #[test]
    fn a_missing_column_names_those_that_are_there() {
        let error = Ids::open(table(&[]).as_slice(), "id", None).err().unwrap();
        assert_eq!(error.to_string(), "no column id; there are MA, SO");
    }

    #[test]
    fn a_table_that_ends_early_is_damaged() {
        let bytes = table(&[(b"a", "1")]);
        for length in 0..bytes.len() {
            let read = Ids::open(&bytes[..length], "SO", None).and_then(|mut ids| ids.next());
            assert!(matches!(read, Err(Error::Damaged(_) | Error::NoColumn { .. })), "{length}");
        }
    }

    #[track_caller]
    fn check(bytes: &[u8], column: &str, code_page: Option<&str>, expect: &[Option<&str>]) {
        let mut ids = Ids::open(bytes, column, code_page).unwrap();
        for expect in expect {
            assert_eq!(ids.next().unwrap().map(|id| id.to_string()).as_deref(), *expect);
        }
    }
}
