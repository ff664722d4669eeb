//! Faults of whole files in the person's words.

use std::path::Path;

use kit_base::{Error, Message};
use kit_gisfile::{Drawing, Error as FileError};

/// A file that cannot be read.
pub(crate) fn unreadable(path: &Path, error: &FileError) -> Error {
    let message = match error {
        FileError::Io(cause) => Message::new("overlay.file.io").with("cause", cause),
        FileError::Folder => Message::new("overlay.file.folder"),
        FileError::EmptyFile => Message::new("overlay.file.empty"),
        FileError::NeedsExport { drawing, converter } => {
            let key = match drawing {
                Drawing::Dwg(_) => "overlay.file.dwg",
                Drawing::DgnV7 => "overlay.file.dgn-v7",
                Drawing::DgnV8 => "overlay.file.dgn-v8",
            };
            Message::new(key).with("said", converter.as_deref().unwrap_or("–"))
        }
        FileError::MissingPart(suffix) => Message::new("overlay.file.missing-part").with("suffix", suffix),
        FileError::UnknownFormat => Message::new("overlay.file.unknown"),
        FileError::Damaged(reason) => Message::new("overlay.file.damaged").with("cause", reason),
        FileError::Unsupported(reason) | FileError::NotWritten(reason) => {
            Message::new("overlay.file.unsupported").with("cause", reason)
        }
        FileError::NoLayer { wanted, layers } => {
            Message::new("overlay.file.no-layer").with("layer", wanted).with("layers", layers.join(", "))
        }
        FileError::SeveralLayers(layers) => {
            Message::new("overlay.file.several-layers").with("layers", layers.join(", "))
        }
        FileError::NoFeatures => Message::new("overlay.file.no-features"),
        FileError::NoColumn { wanted, columns } => {
            Message::new("overlay.file.no-column").with("column", wanted).with("columns", columns.join(", "))
        }
        FileError::NoShapefile => Message::new("overlay.file.no-shapefile"),
        FileError::TooLarge { bytes, limit } => {
            Message::new("overlay.file.too-large").with("bytes", bytes).with("limit", limit)
        }
    };
    Error::Refused(message.with("file", path.display()))
}

/// A file that cannot be written.
pub(crate) fn unwritable(path: Option<&Path>, error: &FileError) -> Error {
    let name = path.map_or_else(|| "-".to_owned(), |path| path.display().to_string());
    Error::Storage(Message::new("overlay.cannot-write").with("file", name).with("cause", error))
}
