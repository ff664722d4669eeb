//! The file below a Parquet reader, with limits: the library asks the memory for as many bytes as a page says it has, before it
//! looks whether they are there.

use std::{
    fs::File,
    io::{BufRead, BufReader},
    path::Path,
};

use parquet::{
    basic::Encoding,
    column::{
        page::{Page, PageMetadata, PageReader},
        reader::{ColumnReader, get_column_reader},
    },
    errors::{ParquetError, Result},
    file::{
        metadata::ColumnChunkMetaData,
        reader::{ChunkReader, Length, RowGroupReader},
    },
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
    let chunk = group.metadata().column(index);
    placed(chunk)?;
    let pages = group.get_column_page_reader(index)?;
    let described = chunk.column_descr_ptr();
    Ok(get_column_reader(described, Box::new(Checked { pages, has_dictionary: false })))
}

/// The library takes for granted that a column begins in the file and has bytes.
fn placed(chunk: &ColumnChunkMetaData) -> Result<()> {
    let begin = chunk.dictionary_page_offset().unwrap_or_else(|| chunk.data_page_offset());
    let bytes = chunk.compressed_size();
    if begin < 0 || bytes < 0 {
        return Err(ParquetError::General(format!("a column of {bytes} bytes from {begin}")));
    }
    Ok(())
}

/// Pages of a column, with what the library takes for granted of dictionaries: that they hold the values they say, for which it
/// makes room, and that a page written with one has one before it.
struct Checked {
    pages: Box<dyn PageReader>,
    has_dictionary: bool,
}

impl PageReader for Checked {
    fn get_next_page(&mut self) -> Result<Option<Page>> {
        let page = self.pages.get_next_page()?;
        match &page {
            Some(Page::DictionaryPage { buf, num_values, .. }) => {
                // A value takes a byte or more.
                if buf.len() < *num_values as usize {
                    let bytes = buf.len();
                    return Err(ParquetError::General(format!(
                        "a dictionary of {num_values} values in {bytes} bytes"
                    )));
                }
                self.has_dictionary = true;
            }
            Some(data) if !self.has_dictionary && is_of_dictionary(data.encoding()) => {
                return Err(ParquetError::General("a page without its dictionary".to_owned()));
            }
            _ => {}
        }
        Ok(page)
    }

    fn peek_next_page(&mut self) -> Result<Option<PageMetadata>> {
        self.pages.peek_next_page()
    }

    fn skip_next_page(&mut self) -> Result<()> {
        self.pages.skip_next_page()
    }
}

impl Iterator for Checked {
    type Item = Result<Page>;

    fn next(&mut self) -> Option<Self::Item> {
        self.get_next_page().transpose()
    }
}

/// Two words for the same; the first is that of version 1 of the format.
fn is_of_dictionary(encoding: Encoding) -> bool {
    matches!(encoding, Encoding::PLAIN_DICTIONARY | Encoding::RLE_DICTIONARY)
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
    use std::{io::Write, sync::Arc};

    use parquet::schema::{parser::parse_message_type, types::SchemaDescriptor};

    use super::*;

    /// A column of one page.
    struct One(Option<Page>);

    impl PageReader for One {
        fn get_next_page(&mut self) -> Result<Option<Page>> {
            Ok(self.0.take())
        }

        fn peek_next_page(&mut self) -> Result<Option<PageMetadata>> {
            Ok(None)
        }

        fn skip_next_page(&mut self) -> Result<()> {
            Ok(())
        }
    }

    impl Iterator for One {
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

    fn checked(page: Page) -> Result<Option<Page>> {
        Checked { pages: Box::new(One(Some(page))), has_dictionary: false }.get_next_page()
    }

    /// Found by the fuzzer: 658 million values in a file of a kilobyte, for which 21 GB were asked.
    #[test]
    fn a_dictionary_of_more_values_than_bytes_is_refused() {
        let dictionary = |num_values| Page::DictionaryPage {
            buf: vec![0; 8].into(),
            num_values,
            encoding: Encoding::PLAIN,
            is_sorted: false,
        };
        assert!(checked(dictionary(8)).is_ok());
        let refused = checked(dictionary(658_505_727)).unwrap_err().to_string();
        assert!(refused.contains("658505727 values in 8 bytes"), "{refused}");
    }

    /// Found by the fuzzer: the library panics.
    #[test]
    fn a_page_that_needs_a_dictionary_and_has_none_is_refused() {
        let data = |encoding| Page::DataPage {
            buf: vec![0; 8].into(),
            num_values: 1,
            encoding,
            def_level_encoding: Encoding::RLE,
            rep_level_encoding: Encoding::RLE,
            statistics: None,
        };
        assert!(checked(data(Encoding::PLAIN)).is_ok());
        assert!(checked(data(Encoding::RLE_DICTIONARY)).is_err());
    }

    /// Found by the fuzzer: the library panics.
    #[test]
    fn a_column_that_begins_before_the_file_is_refused() {
        let schema = parse_message_type("message m { required int64 id; }").unwrap();
        let columns = SchemaDescriptor::new(Arc::new(schema));
        let chunk = |begin, bytes| {
            let made = ColumnChunkMetaData::builder(columns.column(0));
            placed(&made.set_data_page_offset(begin).set_total_compressed_size(bytes).build().unwrap())
        };
        assert!(chunk(4, 10).is_ok());
        assert!(chunk(-4, 10).is_err());
        assert!(chunk(4, -10).is_err());
    }
}
