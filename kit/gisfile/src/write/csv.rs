//! CSV (RFC 4180): the columns, without geometry.

use std::io::Write;

use super::{Table, Value};
use crate::{Error, Result};

pub(super) struct Csv {
    out: ::csv::Writer<Box<dyn Write>>,
}

impl Csv {
    pub(super) fn begin(out: impl Write + 'static, table: &Table) -> Result<Self> {
        let mut out = ::csv::Writer::from_writer(Box::new(out) as Box<dyn Write>);
        out.write_record(table.columns.iter().map(|column| column.name)).map_err(io)?;
        Ok(Self { out })
    }

    pub(super) fn row(&mut self, values: &[Value<'_>]) -> Result<()> {
        for value in values {
            match value {
                Value::Integer(number) => self.out.write_field(number.to_string()),
                Value::Real(number) => self.out.write_field(number.to_string()),
                Value::Text(text) => self.out.write_field(text),
                Value::Nothing => self.out.write_field(""),
            }
            .map_err(io)?;
        }
        self.out.write_record(None::<&[u8]>).map_err(io)
    }

    pub(super) fn finish(mut self) -> Result<()> {
        Ok(self.out.flush()?)
    }
}

fn io(cause: ::csv::Error) -> Error {
    Error::Io(cause.into())
}
