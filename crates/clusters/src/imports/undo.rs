//! Taking an import of clusters back, unless somebody changed one of them since.

use std::collections::{BTreeMap, BTreeSet};

use kit_base::{Actor, Error, Instant, Message, Result, Subject};
use kit_db::{OrFault, Reader, Tx, Version};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::SimpleExpr};

use super::on;
use crate::{
    ClusterId, RECORD, register,
    store::{cluster, cluster_alias, cluster_shape, cluster_state, cluster_unit, cluster_version},
};

pub(super) async fn undo(tx: &mut Tx, who: &Actor, deed: Instant) -> Result<()> {
    let touched = touched(tx.reader(), deed).await?;
    let changed = changed(tx.reader(), deed, &touched).await?;
    let names = names(tx.reader(), &touched).await?;
    if !changed.is_empty() {
        let list: Vec<_> =
            changed.iter().filter_map(|id| names.get(id)).map(|(label, _)| label.clone()).collect();
        return Err(Error::Refused(
            Message::new("clusters.import.changed-since").with("clusters", list.join("; ")),
        ));
    }
    if let Some((label, _)) = names.values().find(|(_, subject)| !who.may(&RECORD, subject)) {
        let message = Message::new("db.may-not").with("action", RECORD.name).with("subject", label);
        return Err(Error::Refused(message));
    }
    tx.take_back::<cluster_version::Entity>(deed).await?;
    tx.take_back::<cluster_unit::Entity>(deed).await?;
    tx.take_back::<cluster_state::Entity>(deed).await
}

/// The clusters that the deed wrote, or cleared something of.
async fn touched(reader: &Reader, deed: Instant) -> Result<BTreeSet<ClusterId>> {
    let mut found = BTreeSet::new();
    found.extend(of::<cluster_version::Entity>(reader, deed, |row| row.id).await?);
    found.extend(of::<cluster_unit::Entity>(reader, deed, |row| row.cluster_id).await?);
    found.extend(of::<cluster_state::Entity>(reader, deed, |row| row.cluster_id).await?);
    Ok(found)
}

async fn of<E: Version>(
    reader: &Reader,
    deed: Instant,
    id: fn(&E::Model) -> ClusterId,
) -> Result<Vec<ClusterId>> {
    let rows = reader.written_by::<E>(deed).await?.into_iter().chain(reader.stood_before::<E>(deed).await?);
    Ok(rows.map(|row| id(&row)).collect())
}

/// Those of which the same was recorded since; of those that the deed made, anything.
async fn changed(
    reader: &Reader,
    deed: Instant,
    touched: &BTreeSet<ClusterId>,
) -> Result<BTreeSet<ClusterId>> {
    let mut found: BTreeSet<ClusterId> = BTreeSet::new();
    found.extend(reader.changed_since::<cluster_version::Entity>(deed).await?.iter().map(|row| row.id));
    found.extend(reader.changed_since::<cluster_unit::Entity>(deed).await?.iter().map(|row| row.cluster_id));
    found.extend(reader.changed_since::<cluster_state::Entity>(deed).await?.iter().map(|row| row.cluster_id));
    for id in touched {
        if !is_made_by(reader, deed, *id).await? {
            continue;
        }
        let later = any::<cluster_alias::Entity>(
            reader,
            [cluster_alias::Column::ClusterId.eq(*id), cluster_alias::Column::RecordedAt.gt(deed)],
        )
        .await?
            || any::<cluster_shape::Entity>(
                reader,
                [cluster_shape::Column::ClusterId.eq(*id), cluster_shape::Column::RecordedAt.gt(deed)],
            )
            .await?
            || any::<cluster_unit::Entity>(
                reader,
                [cluster_unit::Column::ClusterId.eq(*id), cluster_unit::Column::RecordedAt.gt(deed)],
            )
            .await?
            || any::<cluster_state::Entity>(
                reader,
                [cluster_state::Column::ClusterId.eq(*id), cluster_state::Column::RecordedAt.gt(deed)],
            )
            .await?
            || any::<cluster_version::Entity>(
                reader,
                [cluster_version::Column::Id.eq(*id), cluster_version::Column::RecordedAt.gt(deed)],
            )
            .await?;
        if later {
            found.insert(*id);
        }
    }
    Ok(found)
}

async fn is_made_by(reader: &Reader, deed: Instant, id: ClusterId) -> Result<bool> {
    let before = [cluster_version::Column::Id.eq(id), cluster_version::Column::RecordedAt.lt(deed)];
    Ok(!any::<cluster_version::Entity>(reader, before).await?)
}

/// Whether there is a row that meets both conditions.
async fn any<E: EntityTrait>(reader: &Reader, [of, when]: [SimpleExpr; 2]) -> Result<bool> {
    Ok(E::find()
        .filter(of)
        .filter(when)
        .one(reader)
        .await
        .or_fault("what was recorded of a cluster")?
        .is_some())
}

/// What they are called and what rights on them are compared with.
async fn names(reader: &Reader, ids: &BTreeSet<ClusterId>) -> Result<BTreeMap<ClusterId, (String, Subject)>> {
    let today = reader.today();
    let standing = register(reader, &Actor::system("import"), on(today)).await?;
    let codes = cluster::Entity::find().all(reader).await.or_fault("clusters")?;
    let codes = codes.into_iter().filter(|row| ids.contains(&row.id));
    let named = codes.map(|row| {
        let cluster = standing.clusters.iter().find(|cluster| cluster.id == row.id);
        let subject = cluster.map_or_else(
            || Subject::new("cluster", &row.code, &row.code),
            |cluster| cluster.subject(&standing.places, today),
        );
        let label = cluster.map_or(row.code.clone(), |cluster| format!("{} {}", row.code, cluster.name));
        (row.id, (label, subject))
    });
    Ok(named.collect())
}
