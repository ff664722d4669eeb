//! `overlay check A`: every defect of the areas of a file, with its kind and place.

use std::{path::Path, process::ExitCode};

use kit_base::{Error, Message, Result};
use kit_gisfile::{Column, ColumnKind, Crs, Id, Shape, Value, WriteFormat, Writer};
use overlay::{Frame, validity::Defect};

use crate::{
    FOUND, Terminal,
    args::{Check, threads},
    findings::{self, Finding, What},
    prepare::{self, Input, Invalid, Ready},
    refusal,
    table::text,
};

/// `ring` is 0 for the shell; `other_part` and `other_ring` are those it is in conflict with; `x`, `y` in units of the file.
const COLUMNS: [(&str, ColumnKind); 9] = [
    ("id", ColumnKind::Integer),
    ("row", ColumnKind::Integer),
    ("kind", ColumnKind::Text),
    ("part", ColumnKind::Integer),
    ("ring", ColumnKind::Integer),
    ("other_part", ColumnKind::Integer),
    ("other_ring", ColumnKind::Integer),
    ("x", ColumnKind::Real),
    ("y", ColumnKind::Real),
];

pub(crate) fn run(wanted: &Check, terminal: &mut Terminal<'_>) -> Result<ExitCode> {
    let format = format(wanted)?;
    let (path, layer) = prepare::with_layer(&wanted.a, wanted.layer.as_deref());
    let input = Input { path, layer, id_column: wanted.id_column.clone(), metres: wanted.metres };
    let mut ready = prepare::index(prepare::load(&input, None, terminal)?);
    prepare::see_to_invalid(&mut ready, Invalid::LeftOut, threads(wanted.threads));
    let count = write(wanted, format, &ready, terminal)
        .map_err(|error| refusal::unwritable(wanted.out.as_deref(), &error))?;
    let message = if count == 0 { "overlay.check.clean" } else { "overlay.check.found" };
    let message = Message::new(message).with("file", input.name()).with("features", ready.whole);
    terminal.note(&message.with("n", count).with("faulty", ready.findings.len()));
    Ok(if count == 0 { ExitCode::SUCCESS } else { ExitCode::from(FOUND) })
}

fn format(wanted: &Check) -> Result<WriteFormat> {
    match (&wanted.out, wanted.format.map(WriteFormat::from)) {
        (None, None) => Ok(WriteFormat::Csv),
        (None, Some(format)) if !format.is_text() => {
            Err(Error::Refused(Message::new("overlay.binary-needs-out")))
        }
        (_, Some(format)) => Ok(format),
        (Some(path), None) => WriteFormat::of(path).ok_or_else(|| {
            Error::Refused(Message::new("overlay.unknown-suffix").with("file", path.display()))
        }),
    }
}

fn write(
    wanted: &Check,
    format: WriteFormat,
    ready: &Ready,
    terminal: &mut Terminal<'_>,
) -> kit_gisfile::Result<u64> {
    let mut columns = COLUMNS.map(|(name, kind)| Column { name, kind });
    if ready.findings.iter().any(|finding| matches!(finding.id, Id::Text(_))) {
        columns[0].kind = ColumnKind::Text;
    }
    let mut writer = begin(wanted.out.as_deref(), format, &columns, &ready.crs, terminal)?;
    let mut count = 0;
    for finding in &ready.findings {
        let mut row = Row { writer: &mut writer, finding, id_kind: columns[0].kind };
        match &finding.what {
            What::Fault(kind) => row.write(findings::fault_name(kind), None, None)?,
            What::TooFar(at) => row.write("too_far", None, Some(*at))?,
            What::Repeated => row.write("repeated_id", None, None)?,
            What::Invalid(defects) | What::Repaired(defects, ..) => {
                for defect in &defects.list {
                    row.write(
                        findings::name(defect.kind),
                        Some(defect),
                        Some(place(defect, ready.set.frame())),
                    )?;
                }
                count += defects.list.len() as u64 + defects.more;
                continue;
            }
        }
        count += 1;
    }
    writer.finish()?;
    Ok(count)
}

fn begin(
    out: Option<&Path>,
    format: WriteFormat,
    columns: &[Column],
    crs: &Crs,
    terminal: &mut Terminal<'_>,
) -> kit_gisfile::Result<Writer> {
    if let Some(path) = out {
        return Writer::to_file(path, format, columns, crs, false);
    }
    let out = terminal.out.take().unwrap_or_else(|| Box::new(std::io::sink()));
    Writer::to_pipe(out, format, columns, crs, false)
}

fn place(defect: &Defect, frame: &Frame) -> [f64; 2] {
    frame.metres(defect.at)
}

struct Row<'a> {
    writer: &'a mut Writer,
    finding: &'a Finding,
    id_kind: ColumnKind,
}

impl Row<'_> {
    fn write(
        &mut self,
        kind: &str,
        defect: Option<&Defect>,
        at: Option<[f64; 2]>,
    ) -> kit_gisfile::Result<()> {
        let number =
            |number: Option<u32>| number.map_or(Value::Nothing, |number| Value::Integer(number.into()));
        let as_text = text(&self.finding.id, self.id_kind);
        let id = match (&self.finding.id, &as_text) {
            (_, Some(text)) => Value::Text(text),
            (Id::Number(number), None) => Value::Integer(*number),
            (Id::Text(text), None) => Value::Text(text),
        };
        let other = defect.and_then(|defect| defect.other);
        let values = [
            id,
            Value::Integer(self.finding.row.cast_signed()),
            Value::Text(kind),
            number(defect.map(|defect| defect.part)),
            number(defect.map(|defect| defect.ring)),
            number(other.map(|(part, _)| part)),
            number(other.map(|(_, ring)| ring)),
            at.map_or(Value::Nothing, |[x, _]| Value::Real(x)),
            at.map_or(Value::Nothing, |[_, y]| Value::Real(y)),
        ];
        self.writer.row(&values, at.map_or(Shape::Nothing, Shape::Point))
    }
}
