//! Writing: a table of plain columns, with a geometry in each row where the format has one.
//!
//! A file is written under a passing name in the folder it belongs to and takes its own name when it is whole, so that nobody
//! ever finds half of one; what stood there before stays until then.

use std::{
    io::{BufWriter, Write},
    path::{Path, PathBuf},
};

use tempfile::NamedTempFile;

use crate::{Crs, Error, Result, Rings};

mod csv;
mod geojson;
mod geopackage;
mod parquet;
mod wkb;

/// Formats that are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WriteFormat {
    /// RFC 4180; without geometry.
    Csv,
    /// RFC 7946, with the system of the coordinates in the older `crs` member.
    GeoJson,
    /// OGC 12-128.
    GeoPackage,
    /// geoparquet.org 1.1, packed with zstd.
    GeoParquet,
}

impl WriteFormat {
    /// By the suffix of a file.
    #[must_use]
    pub fn of(path: &Path) -> Option<Self> {
        let suffix = path.extension()?.to_str()?.to_lowercase();
        Some(match suffix.as_str() {
            "csv" => Self::Csv,
            "geojson" | "json" => Self::GeoJson,
            "gpkg" => Self::GeoPackage,
            "parquet" | "geoparquet" => Self::GeoParquet,
            _ => return None,
        })
    }

    /// Whether rows carry geometry.
    #[must_use]
    pub fn has_geometry(self) -> bool {
        self != Self::Csv
    }

    /// Whether it can be written from beginning to end, as into a pipe.
    #[must_use]
    pub fn is_text(self) -> bool {
        matches!(self, Self::Csv | Self::GeoJson)
    }
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKind {
    /// Whole numbers.
    Integer,
    /// Numbers.
    Real,
    /// Text.
    Text,
}

/// A column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub kind: ColumnKind,
}

/// A value; of the kind its column has.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value<'a> {
    /// A whole number.
    Integer(i64),
    /// A number.
    Real(f64),
    /// A text.
    Text(&'a str),
    /// Not known.
    Nothing,
}

/// The geometry of a row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Shape<'a> {
    /// A multipolygon.
    Polygons(&'a Rings),
    /// A place.
    Point([f64; 2]),
    /// None.
    Nothing,
}

impl Shape<'_> {
    fn bounds(&self) -> [f64; 4] {
        match self {
            Self::Point([x, y]) => [*x, *y, *x, *y],
            Self::Polygons(rings) => rings.check().unwrap_or(NOWHERE),
            Self::Nothing => NOWHERE,
        }
    }
}

/// A box that holds nothing and grows by what is put into it.
const NOWHERE: [f64; 4] = [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY];

fn join(a: [f64; 4], b: [f64; 4]) -> [f64; 4] {
    [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])]
}

/// What a table is called and holds.
#[derive(Debug, Clone)]
struct Table {
    name: String,
    columns: Vec<Column>,
    crs: Crs,
    /// Polygons, else points.
    polygons: bool,
}

enum Form {
    Csv(csv::Csv),
    GeoJson(geojson::GeoJson),
    GeoPackage(geopackage::GeoPackage),
    GeoParquet(Box<parquet::GeoParquet>),
}

/// A table that is being written.
pub struct Writer {
    form: Form,
    /// The passing file and the name it will have; none into a pipe.
    file: Option<(NamedTempFile, PathBuf)>,
}

impl std::fmt::Debug for Writer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Writer").field("file", &self.file).finish_non_exhaustive()
    }
}

impl Writer {
    /// Begins a file. `polygons` says whether rows carry polygons, else points; `crs` is that of all geometry.
    ///
    /// # Errors
    /// The folder is not there or may not be written to.
    pub fn to_file(
        path: &Path,
        format: WriteFormat,
        columns: &[Column],
        crs: &Crs,
        polygons: bool,
    ) -> Result<Self> {
        if path.is_dir() {
            return Err(Error::Folder);
        }
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let mut passing = tempfile::Builder::new();
        passing.prefix(".overlay-");
        // As any file the person makes; the package would let nobody else read it.
        #[cfg(unix)]
        passing.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        let file = passing.tempfile_in(folder)?;
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let table = Table { name, columns: columns.to_vec(), crs: crs.clone(), polygons };
        let form = match format {
            WriteFormat::GeoPackage => Form::GeoPackage(geopackage::GeoPackage::begin(file.path(), table)?),
            WriteFormat::GeoParquet => {
                Form::GeoParquet(Box::new(parquet::GeoParquet::begin(file.reopen()?, table)?))
            }
            WriteFormat::Csv | WriteFormat::GeoJson => Self::text(Box::new(file.reopen()?), format, &table)?,
        };
        Ok(Self { form, file: Some((file, path.to_owned())) })
    }

    /// Begins a text into a pipe.
    ///
    /// # Errors
    /// A format that is no text; or the pipe does not take it.
    pub fn to_pipe(
        out: Box<dyn Write>,
        format: WriteFormat,
        columns: &[Column],
        crs: &Crs,
        polygons: bool,
    ) -> Result<Self> {
        let table = Table { name: String::new(), columns: columns.to_vec(), crs: crs.clone(), polygons };
        Ok(Self { form: Self::text(out, format, &table)?, file: None })
    }

    fn text(out: Box<dyn Write>, format: WriteFormat, table: &Table) -> Result<Form> {
        let out = BufWriter::with_capacity(1 << 16, out);
        match format {
            WriteFormat::Csv => Ok(Form::Csv(csv::Csv::begin(out, table)?)),
            WriteFormat::GeoJson => Ok(Form::GeoJson(geojson::GeoJson::begin(out, table)?)),
            WriteFormat::GeoPackage | WriteFormat::GeoParquet => {
                Err(Error::NotWritten("a binary format needs a file".to_owned()))
            }
        }
    }

    /// Writes a row: a value for every column, and its geometry, which CSV leaves out.
    ///
    /// # Errors
    /// The disk is full, the pipe was closed.
    pub fn row(&mut self, values: &[Value<'_>], shape: Shape<'_>) -> Result<()> {
        match &mut self.form {
            Form::Csv(form) => form.row(values),
            Form::GeoJson(form) => form.row(values, shape),
            Form::GeoPackage(form) => form.row(values, shape),
            Form::GeoParquet(form) => form.row(values, shape),
        }
    }

    /// Ends the table and gives the file its name.
    ///
    /// # Errors
    /// As for a row.
    pub fn finish(self) -> Result<()> {
        match self.form {
            Form::Csv(form) => form.finish()?,
            Form::GeoJson(form) => form.finish()?,
            Form::GeoPackage(form) => form.finish()?,
            Form::GeoParquet(form) => form.finish()?,
        }
        if let Some((file, path)) = self.file {
            file.persist(path).map_err(|refused| Error::Io(refused.error))?;
        }
        Ok(())
    }
}
