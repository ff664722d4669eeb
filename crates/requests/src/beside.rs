//! What is said of requests elsewhere: beside records, on documents, in the audit. Nobody learns there of a request that
//! is not theirs to see.

use std::{future::Future, pin::Pin};

use documents::DocumentId;
use kit_base::{Actor, At, Instant, Result, Subject};
use kit_db::{AsOf, OrFault, Reader};
use kit_web::{Beside, Citation, Ui};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::Value as Json;

use crate::{
    MAKE,
    store::{self, change_request_version},
    visible::visible,
};

type Answer<'a, T> = Pin<Box<dyn Future<Output = Result<T>> + Send + 'a>>;

/// How many requests about the record wait that the person may see, and the way to ask for something oneself.
pub(crate) fn beside<'a>(reader: &'a Reader, ui: &'a Ui, record: &'a Subject) -> Answer<'a, Vec<Beside>> {
    Box::pin(async move {
        let mut found = Vec::new();
        let Some(askable) = ui.app().askable(record.kind).filter(|_| ui.actor().may_somewhere(&MAKE)) else {
            return Ok(found);
        };
        let query = format!("record={}&key={}", record.kind, record.key);
        let seen = visible(reader, ui.app(), ui.actor(), ui.at()).await?;
        let about = seen.iter().filter(|seen| {
            seen.is_open() && seen.told.record == record.kind && seen.told.record_key == record.key
        });
        let waiting = about.count();
        if 0 < waiting {
            let text = ui.fill("requests.waiting-count", "n", ui.count(waiting));
            found.push(Beside { text, href: format!("/requests?tab=all&{query}"), waits: true });
        }
        if ui.actor().may(&MAKE, record) && !ui.actor().may(askable.action, record) {
            let text = ui.t("requests.ask");
            found.push(Beside { text, href: format!("/requests/new?{query}"), waits: false });
        }
        Ok(found)
    })
}

/// The person's own requests that rest on a document. Who answers reads of it on the request's page.
pub(crate) fn citations<'a>(
    reader: &'a Reader,
    who: &'a Actor,
    at: At,
    source: DocumentId,
) -> Answer<'a, Vec<Citation>> {
    Box::pin(async move {
        let Some(person) = &who.person else { return Ok(Vec::new()) };
        let query = change_request_version::Entity::find().known(at.known_at);
        let query = query.filter(change_request_version::Column::SourceId.eq(source));
        let query = query.filter(change_request_version::Column::Person.eq(person));
        let rows = query.all(reader).await.or_fault("requests")?;
        let numbers = store::numbers(reader).await?;
        let cited = |row: change_request_version::Model| {
            let number = numbers.get(&row.id)?;
            Some(Citation {
                // Not the record's name: it may be no more theirs to see.
                record: number.to_string(),
                href: format!("/requests/{number}"),
                what: "requests.one".to_owned(),
                from: row.valid_from,
            })
        };
        Ok(rows.into_iter().filter_map(cited).collect())
    })
}

/// The audit tells that somebody asked or answered, and keeps what: that is for those who may see the request.
pub(crate) fn kept<'a>(reader: &'a Reader, ui: &'a Ui, table: &'a str, row: &'a Json) -> Answer<'a, bool> {
    Box::pin(async move {
        let id = match table {
            "change_request_version" => &row["id"],
            "change_request_state" => &row["request_id"],
            _ => return Ok(false),
        };
        let now = At { as_of: reader.today(), known_at: Instant::LATEST };
        let seen = visible(reader, ui.app(), ui.actor(), now).await?;
        Ok(!seen.iter().any(|seen| !seen.hidden && Some(seen.id.to_string().as_str()) == id.as_str()))
    })
}
