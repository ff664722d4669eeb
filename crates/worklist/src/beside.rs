//! What waits of a record, at the head of its page.

use std::{future::Future, pin::Pin};

use kit_base::{Result, Subject};
use kit_db::Reader;
use kit_web::{Beside, Ui, WorkItem};

use crate::gather::waiting;

/// How much waits of the record, or in the place that it is, and the way there.
pub(crate) fn beside<'a>(
    reader: &'a Reader,
    ui: &'a Ui,
    record: &'a Subject,
) -> Pin<Box<dyn Future<Output = Result<Vec<Beside>>> + Send + 'a>> {
    Box::pin(async move {
        let all = waiting(reader, ui).await?;
        let about = |item: &WorkItem| {
            let place = item.place.as_ref().filter(|_| record.kind == "cluster");
            // Requests about the record are told by their own slice.
            item.kind != "request" && (item.record.1 == record.key || place == Some(&record.key))
        };
        let count = all.iter().filter(|one| one.is_open() && about(&one.item)).count();
        let text = || ui.fill("worklist.beside", "n", ui.count(count));
        let href = || format!("/work?tab=all&key={}", record.key);
        Ok((0 < count).then(|| Beside { text: text(), href: href(), waits: true }).into_iter().collect())
    })
}
