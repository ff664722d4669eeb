//! Layers as people look at them, and as they record their versions.

mod correct;
mod layer;
mod list;
mod parts;
mod refusal;
mod upload;
mod within;

pub(crate) use correct::{correct, edit};
pub(crate) use layer::{LayerPage, download, show};
pub(crate) use list::{LayersPage, list};
pub use upload::MOST_FILE_BYTES;
pub(crate) use upload::{check, new, record};

use kit_base::{Error, Message};
use kit_web::Ui;

use crate::{Layer, catalogue};

/// The layer with a code, if the person may see it.
fn seen(ui: &Ui, code: &str) -> kit_base::Result<&'static Layer> {
    let found = catalogue::find(code).filter(|layer| ui.may(layer.view()));
    found.ok_or_else(|| Error::NotFound(Message::new("layers.no-such").with("code", code)))
}
