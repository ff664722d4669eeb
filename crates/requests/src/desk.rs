//! What of requests waits at a desk, and for which kinds of records nobody answers.

use accounts::Offices;
use kit_base::{Actor, At, Instant, Result, Subject};
use kit_db::Reader;
use kit_web::{Gap, GapSeverity, OpenMatter, Ui};

use crate::{ANSWER, visible::visible};

/// The requests that whoever may this much has to answer.
pub(crate) async fn desk(reader: &Reader, ui: &Ui, actor: &Actor) -> Result<Vec<OpenMatter>> {
    let now = At { as_of: ui.today(), known_at: Instant::LATEST };
    let seen = visible(reader, ui.app(), actor, now).await?;
    let waiting = seen.into_iter().filter(|seen| seen.may_answer && seen.is_open());
    let told = waiting.map(|seen| OpenMatter {
        what: ui.fill2("requests.open-matter", "number", seen.number, "record", &seen.told.record_name),
        since: seen.now.valid_from,
        href: format!("/requests/{}", seen.number),
    });
    Ok(told.collect())
}

/// The kinds of records about which people may ask and nobody can answer.
pub(crate) async fn gaps(reader: &Reader, ui: &Ui) -> Result<Vec<Gap>> {
    let offices = Offices::load(reader).await?;
    let kinds = ui.app().slices().iter().flat_map(|slice| slice.askable);
    let unanswered = kinds.filter(|kind| {
        let anywhere = Subject::new(kind.record, "", "");
        offices.that_may(ui, &[&ANSWER, kind.action], &anywhere).is_empty()
    });
    let told = unanswered.map(|kind| Gap {
        severity: GapSeverity::High,
        code: "requests-unanswered",
        what: ui.fill("requests.unanswered", "action", ui.t(kind.action.word())),
        next: ui.t("requests.unanswered-next"),
        href: ui.href_with("/who-may", "action", kind.action.name),
    });
    Ok(told.collect())
}
