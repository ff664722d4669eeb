//! The ids of one row group of a Parquet file.

use std::panic::{AssertUnwindSafe, catch_unwind};

use parquet::{
    column::reader::{ColumnReader, ColumnReaderImpl},
    data_type::{ByteArray, DataType, FixedLenByteArray},
};

use crate::{Error, Id, Result};

/// The values of a column, `None` where it has none.
pub(super) fn ids(reader: ColumnReader, rows: usize) -> Result<Vec<Option<Id>>> {
    match reader {
        ColumnReader::Int32ColumnReader(mut reader) => {
            values(&mut reader, rows, |value: &i32| Id::Number((*value).into()))
        }
        ColumnReader::Int64ColumnReader(mut reader) => {
            values(&mut reader, rows, |value: &i64| Id::Number(*value))
        }
        ColumnReader::DoubleColumnReader(mut reader) => {
            values(&mut reader, rows, |value: &f64| Id::Text(value.to_string().into()))
        }
        ColumnReader::FloatColumnReader(mut reader) => {
            values(&mut reader, rows, |value: &f32| Id::Text(value.to_string().into()))
        }
        ColumnReader::ByteArrayColumnReader(mut reader) => {
            values(&mut reader, rows, |value: &ByteArray| text(value.data()))
        }
        ColumnReader::FixedLenByteArrayColumnReader(mut reader) => {
            values(&mut reader, rows, |value: &FixedLenByteArray| hexadecimal(value.data()))
        }
        ColumnReader::BoolColumnReader(_) | ColumnReader::Int96ColumnReader(_) => {
            Err(Error::Unsupported("ids in a column of this type".to_owned()))
        }
    }
}

fn text(bytes: &[u8]) -> Id {
    Id::Text(String::from_utf8_lossy(bytes).into())
}

/// A UUID, for example.
fn hexadecimal(bytes: &[u8]) -> Id {
    let mut text = String::new();
    for digit in bytes.iter().flat_map(|byte| [byte >> 4, byte & 0xf]) {
        text.extend(char::from_digit(digit.into(), 16));
    }
    Id::Text(text.into())
}

/// Reads records to the end: `each` is called for every one, with none where the column is empty.
pub(super) fn each<T: DataType>(
    reader: &mut ColumnReaderImpl<T>,
    rows: usize,
    mut each: impl FnMut(Option<&T::T>),
) -> Result<()> {
    let (mut levels, mut values) = (Vec::new(), Vec::new());
    let mut left = rows;
    while 0 < left {
        levels.clear();
        values.clear();
        let (records, _, _) =
            guarded(|| reader.read_records(left.min(BATCH), Some(&mut levels), None, &mut values))?;
        if records == 0 {
            return Err(Error::Damaged(format!("a column ends {left} rows early")));
        }
        left -= records;
        // A column that must have values has no levels.
        let mut present = values.iter();
        for record in 0..records {
            let is_there = levels.get(record).is_none_or(|level| *level != 0);
            each(if is_there { present.next() } else { None });
        }
    }
    Ok(())
}

/// What the library does; where it panics at damage that it did not foresee, the file is damaged. What it worked on must not
/// be used again.
pub(super) fn guarded<T>(work: impl FnOnce() -> parquet::errors::Result<T>) -> Result<T> {
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(result) => Ok(result?),
        Err(_) => Err(Error::Damaged("the library that reads Parquet stopped at it".to_owned())),
    }
}

/// Records at once: enough that their cost vanishes, few enough that their bytes stay near the processor.
const BATCH: usize = 1024;

fn values<T: DataType>(
    reader: &mut ColumnReaderImpl<T>,
    rows: usize,
    id: impl Fn(&T::T) -> Id,
) -> Result<Vec<Option<Id>>> {
    let mut ids = Vec::new();
    each(reader, rows, |value| ids.push(value.map(&id)))?;
    Ok(ids)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_of_the_library_is_told_as_damage() {
        let panics = || -> parquet::errors::Result<()> { panic!("not foreseen") };
        assert!(matches!(guarded(panics), Err(Error::Damaged(_))));
        assert_eq!(guarded(|| Ok(1)).unwrap(), 1);
    }
}
