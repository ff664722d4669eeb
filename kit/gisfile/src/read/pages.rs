//! The file below a Parquet reader, with limits: the library asks the memory for as many bytes as a page says it has, before it
//! looks whether they are there.

use std::{
    fs::File,
    io::{BufRead, BufReader},
    path::Path,
};

use parquet::{
    column::{
        page::{Page, PageMetadata, PageReader},
        reader::{ColumnReader, get_column_reader},
    },
    errors::{ParquetError, Result},
    file::reader::{ChunkReader, Length, RowGroupReader},
};

/// A page is usually of one megabyte; of more where one value is.
const MOST_PAGE_BYTES: u64 = 1 << 30;

/// A file whose pages are asked how large they are.
pub(super) struct Pages {
    file: File,
    bytes: u64,
}

impl Pages {
    pub(super) fn open(path: &Path) -> std::io::Result<Self> {
        let file = File::open(path)?;
        Ok(Self { bytes: file.metadata()?.len(), file })
    }
}

impl Length for Pages {
    fn len(&self) -> u64 {
        self.bytes
    }
}

impl ChunkReader for Pages {
    type T = BufReader<File>;

    /// The library reads nothing but headers of pages by it, each from its beginning.
    fn get_read(&self, start: u64) -> Result<Self::T> {
        let mut reader = self.file.get_read(start)?;
        match unpacked_bytes(reader.fill_buf()?) {
            Some(bytes) if MOST_PAGE_BYTES < bytes => Err(ParquetError::General(format!(
                "a page of {bytes} bytes unpacked; {MOST_PAGE_BYTES} are taken at most"
            ))),
            _ => Ok(reader),
        }
    }

    fn get_bytes(&self, start: u64, length: usize) -> Result<bytes::Bytes> {
        if self.bytes < start.saturating_add(length as u64) {
            return Err(ParquetError::EOF(format!("{length} bytes from {start} of {}", self.bytes)));
        }
        self.file.get_bytes(start, length)
    }
}

/// The reader of a column, whose dictionaries are looked at.
pub(super) fn column(group: &dyn RowGroupReader, index: usize) -> Result<ColumnReader> {
    let described = group.metadata().column(index).column_descr_ptr();
    Ok(get_column_reader(described, Box::new(Checked(group.get_column_page_reader(index)?))))
}

/// Pages of a column. The library makes room for as many values as a dictionary says it has; here it may not have more than
/// bytes.
struct Checked(Box<dyn PageReader>);

impl PageReader for Checked {
    fn get_next_page(&mut self) -> Result<Option<Page>> {
        let page = self.0.get_next_page()?;
        match &page {
            Some(Page::DictionaryPage { buf, num_values, .. }) if buf.len() < *num_values as usize => Err(
                ParquetError::General(format!("a dictionary of {num_values} values in {} bytes", buf.len())),
            ),
            _ => Ok(page),
        }
    }

    fn peek_next_page(&mut self) -> Result<Option<PageMetadata>> {
        self.0.peek_next_page()
    }

    fn skip_next_page(&mut self) -> Result<()> {
        self.0.skip_next_page()
    }
}

impl Iterator for Checked {
    type Item = Result<Page>;

    fn next(&mut self) -> Option<Self::Item> {
        self.get_next_page().transpose()
    }
}

/// The second field of a page's header; none where it does not begin as one does. Both are `i32` in the compact protocol of
/// Thrift: the byte says that the next field is one, the number follows.
fn unpacked_bytes(header: &[u8]) -> Option<u64> {
    const NEXT_IS_I32: u8 = 0x15;
    let (_kind, rest) = number(header.strip_prefix(&[NEXT_IS_I32])?)?;
    let (bytes, _) = number(rest.strip_prefix(&[NEXT_IS_I32])?)?;
    // Zigzag: even numbers are the positive ones, doubled.
    (bytes % 2 == 0).then_some(bytes / 2)
}

/// Seven bits a byte, the lowest first; all but the last have the eighth set.
fn number(bytes: &[u8]) -> Option<(u64, &[u8])> {
    const MOST_BYTES: usize = 5;
    let end = bytes.iter().take(MOST_BYTES).position(|byte| byte & 0x80 == 0)?;
    let value = bytes[..=end].iter().rev().fold(0, |value, byte| value << 7 | u64::from(byte & 0x7f));
    Some((value, &bytes[end + 1..]))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use parquet::basic::Encoding;

    use super::*;

    /// A column of one dictionary of so many values in 8 bytes.
    struct Dictionary(Option<u32>);

    impl PageReader for Dictionary {
        fn get_next_page(&mut self) -> Result<Option<Page>> {
            let page = |num_values| Page::DictionaryPage {
                buf: vec![0; 8].into(),
                num_values,
                encoding: Encoding::PLAIN,
                is_sorted: false,
            };
            Ok(self.0.take().map(page))
        }

        fn peek_next_page(&mut self) -> Result<Option<PageMetadata>> {
            Ok(None)
        }

        fn skip_next_page(&mut self) -> Result<()> {
            Ok(())
        }
    }

    impl Iterator for Dictionary {
        type Item = Result<Page>;

        fn next(&mut self) -> Option<Self::Item> {
            self.get_next_page().transpose()
        }
    }

    /// A header of a page of so many bytes, written seven bits a byte.
    fn file(bytes: &[u8]) -> tempfile::NamedTempFile {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(bytes).unwrap();
        file
    }

    #[test]
    fn a_page_that_says_it_has_two_gigabytes_is_refused_unread() {
        let small = file(&[0x15, 0x00, 0x15, 0x80, 0x08, 0x15, 0x10]);
        assert!(Pages::open(small.path()).unwrap().get_read(0).is_ok());
        let huge = file(&[0x15, 0x00, 0x15, 0xfe, 0xff, 0xff, 0xff, 0x0f, 0x15, 0x10]);
        let refused = Pages::open(huge.path()).unwrap().get_read(0).unwrap_err().to_string();
        assert!(refused.contains("a page of 2147483647 bytes"), "{refused}");
    }

    #[test]
    fn bytes_beyond_the_end_are_not_waited_for() {
        let pages = Pages::open(file(&[1, 2, 3]).path()).unwrap();
        assert_eq!(pages.get_bytes(1, 2).unwrap()[..], [2, 3]);
        assert!(pages.get_bytes(1, 3).is_err());
        assert!(pages.get_bytes(u64::MAX, usize::MAX).is_err());
    }

    /// Found by the fuzzer: 658 million values in a file of a kilobyte, for which 21 GB were asked.
    #[test]
    fn a_dictionary_of_more_values_than_bytes_is_refused() {
        let checked = |values| Checked(Box::new(Dictionary(Some(values)))).get_next_page();
        assert!(checked(8).is_ok());
        let refused = checked(658_505_727).unwrap_err().to_string();
        assert!(refused.contains("658505727 values in 8 bytes"), "{refused}");
    }
}
