//! Lists that people kept under a name (*chế độ xem đã lưu*), offered above the list they belong to. A view is an address
//! and nothing more: whoever opens it sees what they may see.

use std::{future::Future, pin::Pin};

use kit_db::Reader;

use crate::Ui;

/// A list under a name.
#[derive(Clone, Debug)]
pub struct SavedView {
    /// What it is called.
    pub name: String,
    /// The list with its conditions, columns and order.
    pub href: String,
    /// Who shared it; nothing for one's own.
    pub by: Option<String>,
    /// Whether the others of the body see it, too.
    pub shared: bool,
    /// Whether it is the list that is open.
    pub current: bool,
}

/// The views of a list that the person may open.
pub type SavedViews =
    for<'a> fn(
        &'a Reader,
        &'a Ui,
    ) -> Pin<Box<dyn Future<Output = kit_base::Result<Vec<SavedView>>> + Send + 'a>>;

impl Ui {
    /// The views of the list that is open.
    ///
    /// # Errors
    /// [`kit_base::Error::Storage`].
    pub async fn saved_views(&self, reader: &Reader) -> kit_base::Result<Vec<SavedView>> {
        let mut found = Vec::new();
        for saved in self.app().slices().iter().flat_map(|slice| slice.saved) {
            found.extend(saved(reader, self).await?);
        }
        Ok(found)
    }

    /// Whether lists can be kept under a name here.
    #[must_use]
    pub fn keeps_views(&self) -> bool {
        self.actor().is_signed_in() && self.app().slices().iter().any(|slice| !slice.saved.is_empty())
    }
}
