//! What people may ask to have changed of a plan, and what stands there. A row of its list is asked about in words.

use std::collections::HashMap;

use kit_base::{Actor, At, Result, Subject};
use kit_db::Reader;
use kit_web::{Askable, AskedField, Standing};

use crate::{RECORD, lists};

pub(crate) const PLANS: Askable = Askable {
    record: "plan",
    page: "/plans/{key}",
    form: "/plans/{key}/record",
    action: &RECORD,
    fields: &[
        AskedField::new("name", "plans.name").filling("name"),
        AskedField::new("kind", "plans.kind"),
        AskedField::new("stage", "plans.stage"),
    ],
    subjects: |reader, who, at| Box::pin(subjects(reader, who, at)),
    standing: |reader, who, at, key| Box::pin(standing(reader, who, at, key)),
};

async fn subjects(reader: &Reader, who: &Actor, at: At) -> Result<HashMap<String, Subject>> {
    let found = lists(reader, who, at).await?.plans;
    Ok(found.into_iter().map(|plan| (plan.code.clone(), plan.subject())).collect())
}

async fn standing(
    reader: &Reader,
    who: &Actor,
    at: At,
    key: &str,
) -> Result<Option<Vec<(&'static str, Standing)>>> {
    let found = lists(reader, who, at).await?.plans.into_iter().find(|plan| plan.code == key);
    Ok(found.map(|plan| {
        vec![
            ("name", Standing::text(plan.name)),
            ("kind", Standing::words([plan.kind.word()])),
            ("stage", Standing::words([plan.stage.word()])),
        ]
    }))
}
