//! Which deeds a person may read who reads the audit and may not look at every record.

use kit_base::{At, Instant};
use kit_db::Reader;

use crate::{Askable, Result, Ui};

/// Kinds of records with the keys of those that the person may see; nothing when they may see all there are. Other
/// deeds, such as whole imports, speak of records that are hidden, so they are left out then, too.
pub(super) async fn only(ui: &Ui, reader: &Reader) -> Result<Option<Vec<(String, Vec<String>)>>> {
    let kinds: Vec<&Askable> = ui.app().slices().iter().flat_map(|slice| slice.askable).collect();
    if !kinds.iter().any(|kind| is_limited(ui, kind)) {
        return Ok(None);
    }
    let now = At { as_of: ui.today(), known_at: Instant::LATEST };
    let mut found = Vec::new();
    for kind in kinds {
        let keys = if may(ui, kind) {
            (kind.subjects)(reader, ui.actor(), now).await?.into_keys().collect()
        } else {
            Vec::new()
        };
        found.push((kind.record.to_owned(), keys));
    }
    Ok(Some(found))
}

fn may(ui: &Ui, kind: &Askable) -> bool {
    views(ui, kind).is_some_and(|action| ui.may(action))
}

fn is_limited(ui: &Ui, kind: &Askable) -> bool {
    views(ui, kind).is_none_or(|action| ui.actor().is_limited(action))
}

/// The right to look at such records is that of their page.
fn views(ui: &Ui, kind: &Askable) -> Option<&'static kit_base::Action> {
    let page = kind.page.split_once('{').map_or(kind.page, |(list, _)| list);
    let route =
        |path: &str| path.strip_prefix(page).is_some_and(|rest| rest.starts_with('{') && rest.ends_with('}'));
    ui.app().routes().iter().find(|of| of.method == "GET" && route(of.path)).map(|of| of.action)
}
