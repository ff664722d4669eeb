//! What higher slices say or offer at the head of a record's page.

use std::{future::Future, pin::Pin};

use kit_base::Subject;
use kit_db::Reader;
use serde::Serialize;
use utoipa::ToSchema;

use crate::Ui;

/// A line at the head of a record's page, with where it leads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Beside {
    /// In the words of the page.
    pub text: String,
    /// Where it leads.
    pub href: String,
    /// Whether something waits there; otherwise it offers a deed.
    pub waits: bool,
}

/// What a slice has to say beside a record that the person may see.
pub type Besides = for<'a> fn(
    &'a Reader,
    &'a Ui,
    &'a Subject,
) -> Pin<Box<dyn Future<Output = kit_base::Result<Vec<Beside>>> + Send + 'a>>;

impl Ui {
    /// What higher slices say beside a record.
    ///
    /// # Errors
    /// [`kit_base::Error::Storage`].
    pub async fn beside(&self, reader: &Reader, subject: &Subject) -> kit_base::Result<Vec<Beside>> {
        let mut found = Vec::new();
        for beside in self.app().slices().iter().flat_map(|slice| slice.beside) {
            found.extend(beside(reader, self, subject).await?);
        }
        Ok(found)
    }
}
