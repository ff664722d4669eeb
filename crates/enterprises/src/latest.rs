//! What is recorded last of something, and what begins next: for writing on top of what stands.

use kit_base::{Day, Instant, Result};
use kit_db::{AsOf, OrFault, Reader, Version};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};

use crate::{
    actions::Fact,
    store::{enterprise_version, lease_version, project_state, project_version, worker_count},
};

/// Number of the last row of that of which the fact speaks; 0 when there is none.
pub(crate) async fn last_row(reader: &Reader, of: &Fact) -> Result<i64> {
    use enterprise_version::Column as E;
    use lease_version::Column as L;
    use project_state::Column as S;
    use project_version::Column as P;
    use worker_count::Column as W;
    match of {
        Fact::Enterprise(id, _) => {
            last(reader, enterprise_version::Entity::find().filter(E::Id.eq(*id)), E::RowId).await
        }
        Fact::Project(id, _) => {
            last(reader, project_version::Entity::find().filter(P::Id.eq(*id)), P::RowId).await
        }
        // Of all states and all series together: a person sees them together.
        Fact::State(id, _) => {
            last(reader, project_state::Entity::find().filter(S::ProjectId.eq(*id)), S::RowId).await
        }
        Fact::Lease(id, _) => {
            last(reader, lease_version::Entity::find().filter(L::Id.eq(*id)), L::RowId).await
        }
        Fact::Workers(id, ..) => {
            last(reader, worker_count::Entity::find().filter(W::ProjectId.eq(*id)), W::RowId).await
        }
    }
}

/// The day on which the next of the same begins, after a day.
pub(crate) async fn next_begins(reader: &Reader, of: &Fact, after: Day) -> Result<Day> {
    use enterprise_version::Column as E;
    use lease_version::Column as L;
    use project_state::Column as S;
    use project_version::Column as P;
    use worker_count::Column as W;
    match of {
        Fact::Enterprise(id, _) => {
            next(reader, enterprise_version::Entity::find().filter(E::Id.eq(*id)), E::ValidFrom, after).await
        }
        Fact::Project(id, _) => {
            next(reader, project_version::Entity::find().filter(P::Id.eq(*id)), P::ValidFrom, after).await
        }
        Fact::State(id, state) => {
            let query =
                project_state::Entity::find().filter(S::ProjectId.eq(*id)).filter(S::State.eq(*state));
            next(reader, query, S::ValidFrom, after).await
        }
        Fact::Lease(id, _) => {
            next(reader, lease_version::Entity::find().filter(L::Id.eq(*id)), L::ValidFrom, after).await
        }
        Fact::Workers(id, series, _) => {
            let query =
                worker_count::Entity::find().filter(W::ProjectId.eq(*id)).filter(W::Series.eq(*series));
            next(reader, query, W::ValidFrom, after).await
        }
    }
}

/// The next free code with that prefix: `DA-0001`.
pub(crate) async fn next_code<E: EntityTrait>(
    reader: &Reader,
    prefix: &str,
    code: E::Column,
) -> Result<String> {
    let codes = E::find().select_only().column(code).into_tuple::<String>().all(reader).await;
    let codes = codes.or_fault("codes")?;
    let number = |code: &String| code.strip_prefix(prefix)?.strip_prefix('-')?.parse::<u32>().ok();
    let last = codes.iter().filter_map(number).max().unwrap_or(0);
    Ok(format!("{prefix}-{:04}", last + 1))
}

async fn last<E: Version>(reader: &Reader, query: Select<E>, row_id: E::Column) -> Result<i64> {
    let row = query.select_only().column(row_id).order_by_desc(row_id).into_tuple::<i64>().one(reader).await;
    Ok(row.or_fault("last row")?.unwrap_or(0))
}

async fn next<E: Version>(reader: &Reader, query: Select<E>, from: E::Column, after: Day) -> Result<Day> {
    let later = query.known(Instant::LATEST).filter(from.gt(after)).select_only().column(from);
    let row = later.order_by_asc(from).into_tuple::<Day>().one(reader).await;
    Ok(row.or_fault("what begins next")?.unwrap_or(Day::OPEN))
}
