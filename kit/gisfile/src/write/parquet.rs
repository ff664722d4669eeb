//! `GeoParquet` 1.1 (geoparquet.org): plain columns and geometry as WKB, packed with zstd.

use std::{fs::File, io::BufWriter, sync::Arc};

use parquet::{
    basic::{Compression, LogicalType, Repetition, Type as Physical, ZstdLevel},
    data_type::{ByteArray, ByteArrayType, DoubleType, Int64Type},
    file::{metadata::KeyValue, properties::WriterProperties, writer::SerializedFileWriter},
    schema::types::Type,
};
use serde_json::json;

use super::{ColumnKind, NOWHERE, Shape, Table, Value, join, wkb};
use crate::{Error, Result};

/// Rows that are packed together: readers skip or share out groups of this size.
const GROUP_ROWS: usize = 65_536;

/// The values of a column, and for each row whether it has one (a definition level of the format).
struct Cells {
    there: Vec<i16>,
    values: Values,
}

enum Values {
    Integer(Vec<i64>),
    Real(Vec<f64>),
    Text(Vec<ByteArray>),
}

impl Cells {
    fn new(kind: ColumnKind) -> Self {
        let values = match kind {
            ColumnKind::Integer => Values::Integer(Vec::new()),
            ColumnKind::Real => Values::Real(Vec::new()),
            ColumnKind::Text => Values::Text(Vec::new()),
        };
        Self { there: Vec::new(), values }
    }

    fn push(&mut self, value: &Value<'_>) -> Result<()> {
        match (&mut self.values, value) {
            (_, Value::Nothing) => {}
            (Values::Integer(values), Value::Integer(number)) => values.push(*number),
            (Values::Real(values), Value::Real(number)) => values.push(*number),
            (Values::Text(values), Value::Text(text)) => values.push(ByteArray::from(*text)),
            (_, value) => return Err(Error::NotWritten(format!("{value:?} in a column of another kind"))),
        }
        self.there.push(i16::from(*value != Value::Nothing));
        Ok(())
    }
}

pub(super) struct GeoParquet {
    out: SerializedFileWriter<BufWriter<File>>,
    table: Table,
    cells: Vec<Cells>,
    shapes: Cells,
    bounds: [f64; 4],
}

impl GeoParquet {
    pub(super) fn begin(file: File, table: Table) -> Result<Self> {
        let mut fields = Vec::new();
        for column in &table.columns {
            let (kind, logical) = match column.kind {
                ColumnKind::Integer => (Physical::INT64, None),
                ColumnKind::Real => (Physical::DOUBLE, None),
                ColumnKind::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
            };
            fields.push(field(column.name, kind, logical)?);
        }
        fields.push(field("geometry", Physical::BYTE_ARRAY, None)?);
        let schema = Type::group_type_builder("schema").with_fields(fields).build()?;
        let properties =
            WriterProperties::builder().set_compression(Compression::ZSTD(ZstdLevel::default())).build();
        let out = SerializedFileWriter::new(BufWriter::new(file), Arc::new(schema), Arc::new(properties))?;
        let cells = Self::empty(&table);
        Ok(Self { out, table, cells, shapes: Cells::new(ColumnKind::Text), bounds: NOWHERE })
    }

    fn empty(table: &Table) -> Vec<Cells> {
        table.columns.iter().map(|column| Cells::new(column.kind)).collect()
    }

    pub(super) fn row(&mut self, values: &[Value<'_>], shape: Shape<'_>) -> Result<()> {
        for (cells, value) in self.cells.iter_mut().zip(values) {
            cells.push(value)?;
        }
        self.bounds = join(self.bounds, shape.bounds());
        self.shapes.there.push(i16::from(shape != Shape::Nothing));
        if let (Values::Text(shapes), false) = (&mut self.shapes.values, shape == Shape::Nothing) {
            let mut bytes = Vec::new();
            wkb::write(shape, &mut bytes);
            shapes.push(ByteArray::from(bytes));
        }
        if self.shapes.there.len() == GROUP_ROWS { self.group() } else { Ok(()) }
    }

    /// Writes what has come together.
    fn group(&mut self) -> Result<()> {
        let mut group = self.out.next_row_group()?;
        let cells = std::mem::replace(&mut self.cells, Self::empty(&self.table));
        let shapes = std::mem::replace(&mut self.shapes, Cells::new(ColumnKind::Text));
        for Cells { there, values } in cells.into_iter().chain([shapes]) {
            let mut column = group
                .next_column()?
                .ok_or_else(|| Error::NotWritten("fewer columns than values".to_owned()))?;
            match values {
                Values::Integer(values) => {
                    column.typed::<Int64Type>().write_batch(&values, Some(&there), None)?
                }
                Values::Real(values) => {
                    column.typed::<DoubleType>().write_batch(&values, Some(&there), None)?
                }
                Values::Text(values) => {
                    column.typed::<ByteArrayType>().write_batch(&values, Some(&there), None)?
                }
            };
            column.close()?;
        }
        group.close()?;
        Ok(())
    }

    pub(super) fn finish(mut self) -> Result<()> {
        if !self.shapes.there.is_empty() {
            self.group()?;
        }
        let kind = if self.table.polygons { "MultiPolygon" } else { "Point" };
        let mut about = json!({
            "encoding": "WKB", "geometry_types": [kind],
            // Without PROJJSON the system stays untold: leaving the member out would mean longitude and latitude.
            "crs": self.table.crs.projjson(),
        });
        if self.bounds[0].is_finite() {
            about["bbox"] = json!(self.bounds);
        }
        let geo = json!({"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": about}});
        self.out.append_key_value_metadata(KeyValue::new("geo".to_owned(), geo.to_string()));
        // This writes the summary; what is buffered must then reach the disk, too.
        std::io::Write::flush(&mut self.out.into_inner()?)?;
        Ok(())
    }
}

fn field(name: &str, kind: Physical, logical: Option<LogicalType>) -> Result<Arc<Type>> {
    let field = Type::primitive_type_builder(name, kind)
        .with_repetition(Repetition::OPTIONAL)
        .with_logical_type(logical);
    Ok(Arc::new(field.build()?))
}
