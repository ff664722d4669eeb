//! `GeoJSON` (RFC 7946). The standard knows longitude and latitude alone; other systems are named as its draft of 2008 had it,
//! which GDAL and QGIS read.

use std::io::Write;

use serde_json::{Map, json};

use super::{Column, Shape, Table, Value};
use crate::{Agreement, Crs, Result};

pub(super) struct GeoJson {
    out: Box<dyn Write>,
    columns: Vec<Column>,
    first: bool,
}

impl GeoJson {
    pub(super) fn begin(out: impl Write + 'static, table: &Table) -> Result<Self> {
        let mut out: Box<dyn Write> = Box::new(out);
        out.write_all(br#"{"type":"FeatureCollection","#)?;
        if let Some((authority, code)) =
            table.crs.code.as_ref().filter(|_| table.crs.agrees(&Crs::wgs84()) != Agreement::Same)
        {
            let crs = json!({"type": "name", "properties": {"name": format!("urn:ogc:def:crs:{authority}::{code}")}});
            write!(out, "\"crs\":{crs},")?;
        }
        out.write_all(b"\"features\":[")?;
        Ok(Self { out, columns: table.columns.clone(), first: true })
    }

    pub(super) fn row(&mut self, values: &[Value<'_>], shape: Shape<'_>) -> Result<()> {
        let properties: Map<String, serde_json::Value> = self
            .columns
            .iter()
            .zip(values)
            .map(|(column, value)| {
                let value = match value {
                    Value::Integer(number) => json!(number),
                    Value::Real(number) => json!(number),
                    Value::Text(text) => json!(text),
                    Value::Nothing => json!(null),
                };
                (column.name.to_owned(), value)
            })
            .collect();
        let between = if std::mem::take(&mut self.first) { "\n" } else { ",\n" };
        let properties = serde_json::Value::Object(properties);
        write!(self.out, "{between}{{\"type\":\"Feature\",\"properties\":{properties},\"geometry\":")?;
        self.geometry(shape)?;
        Ok(self.out.write_all(b"}")?)
    }

    fn geometry(&mut self, shape: Shape<'_>) -> Result<()> {
        let out = &mut self.out;
        match shape {
            Shape::Nothing => out.write_all(b"null")?,
            Shape::Point([x, y]) => write!(out, r#"{{"type":"Point","coordinates":[{x},{y}]}}"#)?,
            Shape::Polygons(rings) => {
                out.write_all(br#"{"type":"MultiPolygon","coordinates":["#)?;
                for (p, part) in rings.parts().enumerate() {
                    out.write_all(if p == 0 { b"[" } else { b",[" })?;
                    for (r, ring) in part.enumerate() {
                        out.write_all(if r == 0 { b"[" } else { b",[" })?;
                        for (at, [x, y]) in ring.iter().enumerate() {
                            write!(out, "{}[{x},{y}]", if at == 0 { "" } else { "," })?;
                        }
                        out.write_all(b"]")?;
                    }
                    out.write_all(b"]")?;
                }
                out.write_all(b"]}")?;
            }
        }
        Ok(())
    }

    pub(super) fn finish(mut self) -> Result<()> {
        self.out.write_all(b"\n]}\n")?;
        Ok(self.out.flush()?)
    }
}
