//! One column of the `dBASE` table beside a Shapefile (dBASE III file structure).

use std::io::Read;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use kit_charset::{Charset, Detection, Evidence};

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
    letters: Letters,
}

/// How the bytes of text are read.
#[derive(Debug, Clone, Copy)]
pub(super) enum Letters {
    /// As the `.cpg` file says.
    Named(&'static Encoding),
    /// As the column looks.
    Detected(Charset),
}

impl Letters {
    fn decode(self, bytes: &[u8]) -> String {
        match self {
            Self::Named(encoding) => compose(&encoding.decode(bytes).0),
            Self::Detected(charset) => charset.decode(bytes),
        }
    }
}

/// Composed Unicode.
fn compose(text: &str) -> String {
    Charset::Utf8.decode(text.as_bytes())
}

/// How the text of a column is to be read, from `code_page`, the content of the `.cpg` file, and from all its values. The file
/// counts, unless the values cannot be what it says: no UTF-8 where it says so, or surely one of the old Vietnamese character
/// sets where it names the Western code page, which programs write that do not know.
pub(super) fn letters<R: Read>(
    table: R,
    wanted: &str,
    code_page: Option<&str>,
) -> Result<(Letters, Option<Detection>)> {
    let named = code_page.and_then(encoding);
    if let Some(encoding) = named
        && encoding != UTF_8
        && encoding != WINDOWS_1252
    {
        return Ok((Letters::Named(encoding), None));
    }
    let mut column = Ids::open(table, wanted, Letters::Detected(Charset::Utf8))?;
    let mut seen = Evidence::default();
    while column.next_record()? {
        seen.add(column.bytes());
    }
    let found = seen.detection();
    match named {
        Some(encoding) if encoding == UTF_8 && found.charset == Charset::Utf8 => {
            Ok((Letters::Named(encoding), None))
        }
        Some(encoding) if encoding == WINDOWS_1252 && !found.is_sure() => {
            Ok((Letters::Named(encoding), None))
        }
        _ => Ok((Letters::Detected(found.charset), Some(found))),
    }
}

impl<R: Read> Ids<R> {
    pub(super) fn open(mut file: R, wanted: &str, letters: Letters) -> Result<Self> {
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
                let record = vec![0; record_bytes];
                return Ok(Self { file, record, start, end, kind: field[11], letters });
            }
            names.push(name);
            start = end;
        }
        Err(Error::NoColumn { wanted: wanted.to_owned(), columns: names })
    }

    /// The value of the next row.
    pub(super) fn next(&mut self) -> Result<Option<Id>> {
        self.file.read_exact(&mut self.record)?;
        let text = self.letters.decode(self.bytes());
        let text = text.trim_matches(is_filling);
        if text.is_empty() {
            return Ok(None);
        }
        let number = if matches!(self.kind, b'N' | b'F') { text.parse().ok() } else { None };
        Ok(Some(number.map_or_else(|| Id::Text(text.into()), Id::Number)))
    }

    /// Whether there is a further row, whole.
    fn next_record(&mut self) -> Result<bool> {
        match self.file.read_exact(&mut self.record) {
            Ok(()) => Ok(true),
            Err(cause) if cause.kind() == std::io::ErrorKind::UnexpectedEof => Ok(false),
            Err(cause) => Err(cause.into()),
        }
    }

    /// The value of the row, without what fills its field.
    fn bytes(&self) -> &[u8] {
        let bytes = &self.record[self.start..self.end];
        let end = bytes.iter().rposition(|byte| !matches!(byte, b' ' | 0)).map_or(0, |last| last + 1);
        &bytes[..end]
    }
}

fn is_filling(letter: char) -> bool {
    letter.is_whitespace() || letter == '\0'
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

    const ANY: Letters = Letters::Detected(Charset::Utf8);

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
        let mut numbers = Ids::open(bytes.as_slice(), "SO", ANY).unwrap();
        assert_eq!(numbers.next().unwrap(), Some(Id::Number(12)));
    }

    #[test]
    fn the_code_page_beside_the_table_counts() {
        let bytes = table(&[(b"\xe9", "1")]);
        check(&bytes, "MA", Some("ISO-8859-1"), &[Some("é")]);
        check(&bytes, "MA", Some("ANSI 1251"), &[Some("й")]);
    }

    #[test]
    fn old_vietnamese_letters_are_recognised_by_the_whole_column() {
        let old = [b"S\xacn \xa7\xe9ng".as_slice(), b"T\xa9n", b"H\xb5", b"12 ha"];
        let expect = [Some("Sơn Động"), Some("Tân"), Some("Hà"), Some("12 ha")];
        let bytes = table(&old.map(|text| (text, "1")));
        for code_page in [None, Some("UTF-8"), Some("1252"), Some("LDID/3"), Some("no such")] {
            check(&bytes, "MA", code_page, &expect);
        }
        let (_, found) = letters(bytes.as_slice(), "MA", None).unwrap();
        assert_eq!(found.map(|found| (found.charset, found.is_sure())), Some((Charset::Tcvn3, true)));
        // A file that names another code page is believed.
        check(&bytes, "MA", Some("ISO-8859-2"), &[Some("SŹn §éng")]);
    }

    #[test]
    fn a_missing_column_names_those_that_are_there() {
        let error = Ids::open(table(&[]).as_slice(), "id", ANY).err().unwrap();
        assert_eq!(error.to_string(), "no column id; there are MA, SO");
    }

    #[test]
    fn a_table_that_ends_early_is_damaged() {
        let bytes = table(&[(b"a", "1")]);
        for length in 0..bytes.len() {
            let read = Ids::open(&bytes[..length], "SO", ANY).and_then(|mut ids| ids.next());
            assert!(matches!(read, Err(Error::Damaged(_) | Error::NoColumn { .. })), "{length}");
        }
    }

    #[track_caller]
    fn check(bytes: &[u8], column: &str, code_page: Option<&str>, expect: &[Option<&str>]) {
        let (letters, _) = letters(bytes, column, code_page).unwrap();
        let mut ids = Ids::open(bytes, column, letters).unwrap();
        for expect in expect {
            assert_eq!(ids.next().unwrap().map(|id| id.to_string()).as_deref(), *expect);
        }
    }
}
