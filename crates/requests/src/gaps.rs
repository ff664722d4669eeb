//! For which kinds of records nobody answers.

use accounts::Offices;
use kit_base::{Result, Subject};
use kit_db::Reader;
use kit_web::{Gap, GapSeverity, Ui};

use crate::ANSWER;

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
