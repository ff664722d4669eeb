//! What makes a file as a whole unusable, in plain English; the caller knows its name.

use std::fmt;

use crate::Drawing;

/// A result of reading or writing.
pub type Result<T> = std::result::Result<T, Error>;

/// Why a file cannot be read or written.
#[derive(Debug)]
pub enum Error {
    /// The file cannot be opened, read or made.
    Io(std::io::Error),
    /// A folder where a file belongs.
    Folder,
    /// A file of no bytes, or of blanks.
    EmptyFile,
    /// A drawing that has to be exported first, and what the converter said where there is one.
    NeedsExport {
        /// What it is.
        drawing: Drawing,
        /// What `ogr2ogr` said; none where it is not installed.
        converter: Option<String>,
    },
    /// Nothing that is read here begins like this.
    UnknownFormat,
    /// The file ends early, or says something that cannot be.
    Damaged(String),
    /// The file is right and uses something that is not read here.
    Unsupported(String),
    /// There is no such layer; these are there.
    NoLayer {
        /// What was asked for.
        wanted: String,
        /// What is there.
        layers: Vec<String>,
    },
    /// More than one layer, and none was named.
    SeveralLayers(Vec<String>),
    /// A file without any layer of polygons.
    NoFeatures,
    /// There is no such column; these are there.
    NoColumn {
        /// What was asked for.
        wanted: String,
        /// What is there.
        columns: Vec<String>,
    },
    /// A packed file without a `.shp` in it.
    NoShapefile,
    /// A Shapefile without the file of this suffix, which is needed: `dbf` holds the columns, `shp` the shapes.
    MissingPart(&'static str),
    /// A packed file that unpacks to more than is taken.
    TooLarge {
        /// How many bytes it would be.
        bytes: u64,
        /// How many are taken.
        limit: u64,
    },
    /// A format that is not written, or not to where it was asked.
    NotWritten(String),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(cause) => cause.fmt(f),
            Self::Folder => f.write_str("a folder, not a file"),
            Self::EmptyFile => f.write_str("an empty file"),
            Self::NeedsExport { drawing, converter: None } => write!(f, "{drawing}: {}", drawing.recipe()),
            Self::NeedsExport { drawing, converter: Some(said) } => {
                write!(f, "{drawing}, which ogr2ogr cannot convert ({said}): {}", drawing.recipe())
            }
            Self::UnknownFormat => {
                f.write_str("neither GeoPackage, GeoParquet, FlatGeobuf, Shapefile, GeoJSON, KML nor DXF")
            }
            Self::Damaged(reason) => write!(f, "damaged: {reason}"),
            Self::Unsupported(reason) => write!(f, "not supported: {reason}"),
            Self::NoLayer { wanted, layers } => {
                write!(f, "no layer {wanted}; there are {}", layers.join(", "))
            }
            Self::SeveralLayers(layers) => write!(f, "several layers: {}", layers.join(", ")),
            Self::NoFeatures => f.write_str("no layer of features"),
            Self::NoColumn { wanted, columns } => {
                write!(f, "no column {wanted}; there are {}", columns.join(", "))
            }
            Self::NoShapefile => f.write_str("no .shp in the packed file"),
            Self::MissingPart(suffix) => write!(f, "the .{suffix} of the Shapefile is missing"),
            Self::TooLarge { bytes, limit } => write!(f, "{bytes} bytes unpacked; {limit} are taken at most"),
            Self::NotWritten(reason) => f.write_str(reason),
        }
    }
}

impl std::error::Error for Error {}

impl From<std::io::Error> for Error {
    fn from(cause: std::io::Error) -> Self {
        match cause.kind() {
            std::io::ErrorKind::UnexpectedEof => Self::Damaged("the file ends early".to_owned()),
            _ => Self::Io(cause),
        }
    }
}

impl From<rusqlite::Error> for Error {
    fn from(cause: rusqlite::Error) -> Self {
        Self::Damaged(cause.to_string())
    }
}

impl From<parquet::errors::ParquetError> for Error {
    fn from(cause: parquet::errors::ParquetError) -> Self {
        match cause {
            parquet::errors::ParquetError::NYI(reason) => Self::Unsupported(reason),
            other => Self::Damaged(other.to_string()),
        }
    }
}
