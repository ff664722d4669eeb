//! Why a file is of no use, in the person's words: what is wrong, and the way out.

use kit_base::{Error, Message};
use kit_gisfile::{Drawing, Error as FileError};
use kit_gisstore::{Reason, Refusal};
use kit_web::Ui;

/// The key of the word for a reason.
pub(super) fn reason(reason: Reason) -> String {
    format!("layers.reasons.{}", reason.code())
}

/// The sentence for a file that is refused.
///
/// # Errors
/// A fault, where the file is not to blame.
pub(super) fn told(ui: &Ui, refusal: &Refusal) -> kit_base::Result<Message> {
    Ok(match refusal {
        Refusal::EmptyFile => Message::new("layers.refused.empty"),
        Refusal::NoCrs => Message::new("layers.refused.no-crs"),
        Refusal::UnknownCrs(crs) => Message::new("layers.refused.unknown-crs").with("crs", crs),
        Refusal::NoFeatures => Message::new("layers.refused.no-features"),
        Refusal::NothingLeft { rows, reason: Reason::OutOfDomain } => {
            Message::new("layers.refused.out-of-domain").with("n", rows)
        }
        Refusal::NothingLeft { rows, reason: Reason::NotPolygon } => {
            Message::new("layers.refused.not-polygons").with("n", rows)
        }
        Refusal::NothingLeft { rows, reason: why } => {
            Message::new("layers.refused.nothing-left").with("n", rows).with("why", ui.t(reason(*why)))
        }
        Refusal::File(error) => file(error),
        Refusal::Fault(cause) => return Err(Error::fault("read a layer", cause)),
    })
}

fn file(error: &FileError) -> Message {
    match error {
        FileError::EmptyFile => Message::new("layers.refused.empty"),
        FileError::NeedsExport { drawing: Drawing::Dwg(_), .. } => Message::new("layers.refused.dwg"),
        FileError::NeedsExport { .. } => Message::new("layers.refused.dgn"),
        FileError::MissingPart(suffix) => Message::new("layers.refused.missing-part").with("suffix", suffix),
        FileError::UnknownFormat | FileError::Folder => Message::new("layers.refused.format"),
        FileError::SeveralLayers(layers) => {
            Message::new("layers.refused.several-layers").with("layers", layers.join(", "))
        }
        FileError::NoLayer { wanted, layers } => {
            Message::new("layers.refused.no-layer").with("layer", wanted).with("layers", layers.join(", "))
        }
        FileError::NoColumn { wanted, columns } => {
            let columns = columns.join(", ");
            Message::new("layers.refused.no-column").with("column", wanted).with("columns", columns)
        }
        FileError::NoFeatures => Message::new("layers.refused.no-features"),
        FileError::NoShapefile => Message::new("layers.refused.no-shapefile"),
        FileError::TooLarge { limit, .. } => {
            Message::new("layers.refused.unpacked-too-large").with("most", limit >> 20)
        }
        FileError::Unsupported(cause) | FileError::NotWritten(cause) => {
            Message::new("layers.refused.unsupported").with("cause", cause)
        }
        FileError::Damaged(cause) => Message::new("layers.refused.damaged").with("cause", cause),
        FileError::Io(cause) => Message::new("layers.refused.damaged").with("cause", cause),
    }
}

#[cfg(test)]
mod tests {
    use kit_base::{Lang, Words};

    use super::*;

    #[test]
    fn every_reason_for_leaving_a_feature_out_has_its_words() {
        let words = Words::read(&[crate::slice().words]).unwrap();
        for lang in [Lang::Vi, Lang::En] {
            for code in Reason::ALL.map(reason) {
                assert!(words.find(lang, &code).is_some(), "{code}");
            }
        }
    }
}
