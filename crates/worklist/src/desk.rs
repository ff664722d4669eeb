//! What waits at a desk, for the list that is handed over with a position.

use std::{collections::BTreeMap, future::Future, pin::Pin};

use kit_base::{Actor, Result};
use kit_db::Reader;
use kit_web::{OpenMatter, Ui};

use crate::{gather::waiting_for, model::Tab};

/// What people asked for, each of it; what the rules found, by the rule.
pub(crate) fn desk<'a>(
    reader: &'a Reader,
    ui: &'a Ui,
    actor: &'a Actor,
) -> Pin<Box<dyn Future<Output = Result<Vec<OpenMatter>>> + Send + 'a>> {
    Box::pin(async move {
        let waits = waiting_for(reader, ui, actor).await?;
        let mut matters = Vec::new();
        let mut found = BTreeMap::new();
        for one in waits.of(Tab::Mine) {
            if one.matter().is_some() {
                let (_, count, since) = found.entry(one.kind()).or_insert((one, 0, one.since()));
                *count += 1;
                *since = one.since().min(*since);
                continue;
            }
            let item = one.item(ui);
            let what = format!("{}: {}. {}", item.kind_word, item.record.0, item.text);
            matters.push(OpenMatter { what, since: item.since, href: item.page });
        }
        matters.extend(found.into_iter().map(|(kind, (one, count, since))| OpenMatter {
            what: ui.fill2("worklist.handed", "what", one.item(ui).kind_word, "n", ui.count(count)),
            since,
            href: format!("/work?tab=all&kind={kind}"),
        }));
        Ok(matters)
    })
}
