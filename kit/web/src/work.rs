//! What waits for somebody (*việc cần xử lý*), whichever slice knows of it.

use std::{future::Future, pin::Pin};

use kit_base::{Actor, Day};
use kit_db::Reader;

use crate::{Severity, Ui};

/// Something that waits, as its slice tells it to the person who asks.
#[derive(Clone, Debug)]
pub struct WorkItem {
    /// What sort it is, in addresses: the code of a check, or `request`.
    pub kind: &'static str,
    /// The sort, in words.
    pub kind_word: String,
    /// How bad it is.
    pub severity: Severity,
    /// What is the matter, in words.
    pub text: String,
    /// Name of the record, and its key.
    pub record: (String, String),
    /// The page of the record, or of the item itself.
    pub page: String,
    /// Where the person does something about it, and the words of the button; nothing when it is not theirs to do.
    pub deed: Option<(String, String)>,
    /// The offices on whose desk it lies; none when nobody may do it.
    pub desk: Vec<String>,
    /// Whether a person waits for it; otherwise it is the data alone that want it.
    pub awaited: bool,
    /// Whether it lies on the desk of whoever asks.
    pub mine: bool,
    /// Since when it lies there.
    pub since: Day,
    /// Until when it must be done.
    pub until: Option<Day>,
    /// The key of the record on the map that it lies in.
    pub place: Option<String>,
}

/// What waits in a slice, as far as somebody may see it; in the language and on the day of the page.
pub type Work = for<'a> fn(
    &'a Reader,
    &'a Ui,
    &'a Actor,
) -> Pin<Box<dyn Future<Output = kit_base::Result<Vec<WorkItem>>> + Send + 'a>>;
