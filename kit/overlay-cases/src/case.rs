//! One line of a file of cases.

use geo::Geometry;
use overlay::boolean::Operation;
use serde::Deserialize;

use crate::{overlays, predicates, wkb, wkt};

/// A case as it stands in the file.
#[derive(Debug, Clone, Deserialize)]
pub struct Case {
    op: String,
    a: String,
    b: Option<String>,
    expected: String,
    pattern: Option<String>,
    scale: Option<f64>,
}

/// How a case went.
#[derive(Debug, Clone, PartialEq)]
pub enum Verdict {
    /// As expected.
    Passes,
    /// Not as expected, but as exact arithmetic gives it.
    Corrected(String),
    /// Wrong, or not to be read.
    Fails(String),
}

impl Case {
    /// Reads a line.
    pub fn read(line: &str) -> Result<Self, String> {
        serde_json::from_str(line).map_err(|error| format!("the line cannot be read: {error}"))
    }

    /// Runs it.
    #[must_use]
    pub fn run(&self) -> Verdict {
        match self.try_run() {
            Ok(Verdict::Fails(why)) | Err(why) => Verdict::Fails(format!("{}: {why}", self.op)),
            Ok(Verdict::Corrected(why)) => Verdict::Corrected(format!("{}: {why}", self.op)),
            Ok(Verdict::Passes) => Verdict::Passes,
        }
    }

    fn try_run(&self) -> Result<Verdict, String> {
        let a = geometry(&self.a)?;
        let b = match self.b.as_deref().map(str::trim) {
            None | Some("") => Geometry::GeometryCollection(geo::GeometryCollection::default()),
            Some(text) => geometry(text)?,
        };
        match self.op.as_str() {
            "isvalid" => Ok(self.compare(predicates::is_valid(&a))),
            "overlayareatest" => Ok(self.compare(overlays::areas_add_up(&a, &b)?)),
            op => {
                if let Some((operation, on_grid)) = operation(op) {
                    let scale = if on_grid || self.scale.is_some() { Some(self.scale()?) } else { None };
                    let expected = Some(self.expected.as_str()).filter(|text| !text.trim().is_empty());
                    let expected = expected.map(geometry).transpose()?;
                    return overlays::run(operation, &a, &b, expected.as_ref(), scale);
                }
                let answer = predicates::relate(op, &a, &b, self.pattern.as_deref().unwrap_or_default())
                    .ok_or_else(|| "an operation that is not known".to_owned())?;
                Ok(self.compare(answer))
            }
        }
    }

    fn compare(&self, answer: bool) -> Verdict {
        if self.expected.trim() == answer.to_string() {
            Verdict::Passes
        } else {
            Verdict::Fails(format!("{answer}, and {} is expected", self.expected.trim()))
        }
    }

    /// Grid units to a unit of the coordinates.
    fn scale(&self) -> Result<f64, String> {
        let written = self.pattern.as_deref().and_then(|pattern| pattern.trim().parse().ok());
        self.scale.or(written).ok_or_else(|| "snap rounding without a scale".to_owned())
    }
}

/// An overlay by its name, and whether its result is to be snap-rounded.
fn operation(op: &str) -> Option<(Operation, bool)> {
    let (name, on_grid) = match op.strip_suffix("sr") {
        Some(name) => (name, true),
        None => (op.strip_suffix("ng").unwrap_or(op), false),
    };
    let operation = match name {
        "intersection" => Operation::Intersection,
        "union" => Operation::Union,
        "difference" => Operation::Difference,
        "symdifference" => Operation::SymmetricDifference,
        _ => return None,
    };
    Some((operation, on_grid))
}

/// WKT, or WKB in hexadecimal digits.
fn geometry(text: &str) -> Result<Geometry<f64>, String> {
    let text = text.trim();
    if text.starts_with(|first: char| first.is_ascii_digit()) { wkb::read_hex(text) } else { wkt::read(text) }
}
