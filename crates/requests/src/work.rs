//! Requests that wait, for the list of what waits.

use accounts::Offices;
use kit_base::{Actor, Result};
use kit_db::Reader;
use kit_web::{Severity, Ui, WorkItem};

use crate::{
    pages::{desk, field_word, of_record},
    visible::{Seen, visible},
};

/// The open requests that somebody may see: those to answer, and their own.
pub(crate) async fn work(reader: &Reader, ui: &Ui, actor: &Actor) -> Result<Vec<WorkItem>> {
    let mut seen = visible(reader, ui.app(), actor, ui.at()).await?;
    seen.retain(Seen::is_open);
    if seen.is_empty() {
        return Ok(Vec::new());
    }
    let offices = Offices::load(reader).await?;
    Ok(seen.iter().map(|seen| item(ui, &offices, seen)).collect())
}

fn item(ui: &Ui, offices: &Offices, seen: &Seen) -> WorkItem {
    let page = format!("/requests/{}", seen.number);
    let text = format!("{}: {}", field_word(ui, seen), seen.told.proposed);
    WorkItem {
        kind: "request",
        kind_word: ui.t("requests.work"),
        severity: Severity::Warning,
        text: if seen.told.person_name.is_empty() {
            text
        } else {
            format!("{text} ({})", seen.told.person_name)
        },
        record: (of_record(ui, seen).0, seen.told.record_key.clone()),
        deed: seen.may_answer.then(|| (page.clone(), ui.t("requests.answer"))),
        page,
        desk: desk(ui, offices, seen),
        awaited: true,
        mine: seen.may_answer,
        since: seen.now.valid_from,
        until: None,
        place: (seen.told.record == "cluster" && !seen.hidden).then(|| seen.told.record_key.clone()),
    }
}
