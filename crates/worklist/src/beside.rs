//! What waits of a record, at the head of its page.

use std::{future::Future, pin::Pin};

use kit_base::{Result, Subject};
use kit_db::Reader;
use kit_web::{Beside, Ui};

use crate::gather::count_about;

/// How much waits of the record, or in the place that it is, and the way there. Requests about the record are told by
/// their own slice.
pub(crate) fn beside<'a>(
    reader: &'a Reader,
    ui: &'a Ui,
    record: &'a Subject,
) -> Pin<Box<dyn Future<Output = Result<Vec<Beside>>> + Send + 'a>> {
    Box::pin(async move {
        let count = count_about(reader, ui, record).await?;
        let text = || ui.fill("worklist.beside", "n", ui.count(count));
        let href = || format!("/work?tab=all&key={}", record.key);
        Ok((0 < count).then(|| Beside { text: text(), href: href(), waits: true }).into_iter().collect())
    })
}
