//! Plans that are called so, and rows of their lists.

use kit_base::Result;
use kit_db::Reader;
use kit_web::{Found, Hit, Rank, Ui, Wanted};

use crate::{
    VIEW,
    lists::{Plan, Row, lists},
};

pub(crate) async fn search(reader: &Reader, ui: &Ui, wanted: &Wanted) -> Result<Found> {
    let seen = lists(reader, ui.actor(), ui.at()).await?;
    let plans = seen.plans.iter().filter(|_| ui.may(&VIEW));
    let all = plans.flat_map(|plan| {
        let rows = plan.rows.iter().map(move |row| (plan, Some(row)));
        std::iter::once((plan, None)).chain(rows)
    });
    let hit = |rank, (plan, row): (&Plan, Option<&Row>)| match row {
        None => Hit {
            rank,
            label: plan.name.clone(),
            code: plan.code.clone(),
            detail: String::new(),
            page: format!("/plans/{}", plan.code),
        },
        Some(row) => Hit {
            rank,
            label: format!("{}. {}", row.nr, row.name),
            code: plan.code.clone(),
            detail: plan.name.clone(),
            page: plan.href(row),
        },
    };
    Ok(wanted.found("plans.title", all, |one| rank(wanted, one), hit))
}

fn rank(wanted: &Wanted, (plan, row): &(&Plan, Option<&Row>)) -> Option<Rank> {
    match row {
        None => wanted.rank(&plan.name).or_else(|| wanted.rank_code(&plan.code)),
        Some(row) => wanted.rank(&row.name).or_else(|| wanted.rank(&row.park)),
    }
}
