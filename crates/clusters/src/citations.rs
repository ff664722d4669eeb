//! Which facts of the register rest on a document: of the clusters of the day, whatever day the fact is of.

use std::{collections::HashMap, future::Future, pin::Pin};

use documents::DocumentId;
use kit_base::{Actor, At, Day, Result};
use kit_db::{AsOf, OrFault, Reader, Version};
use kit_web::Citation;
use sea_orm::{ColumnTrait, QueryFilter};

use crate::{
    ClusterId, VIEW, register,
    store::{cluster_alias, cluster_shape, cluster_state, cluster_unit, cluster_version},
};

/// The facts that rest on a document, in clusters of the day that the person may see.
pub(crate) fn citations<'a>(
    reader: &'a Reader,
    who: &'a Actor,
    at: At,
    source: DocumentId,
) -> Pin<Box<dyn Future<Output = Result<Vec<Citation>>> + Send + 'a>> {
    Box::pin(async move {
        if !who.may_somewhere(&VIEW) {
            return Ok(Vec::new());
        }
        let names = names(reader, who, at).await?;
        let facts = facts(reader, at, source).await?;
        let mut found: Vec<_> = facts
            .into_iter()
            .filter_map(|(cluster, what, from)| {
                let (code, name) = names.get(&cluster)?;
                let (record, href) = (format!("CCN {name}"), format!("/clusters/{code}"));
                Some(Citation { record, href, what, from })
            })
            .collect();
        found.sort_by(|a, b| (&a.href, a.from, &a.what).cmp(&(&b.href, b.from, &b.what)));
        Ok(found)
    })
}

/// Codes and names of the clusters of the day that the person may see.
async fn names(reader: &Reader, who: &Actor, at: At) -> Result<HashMap<ClusterId, (String, String)>> {
    let clusters = register(reader, who, at).await?.clusters.into_iter();
    Ok(clusters.map(|cluster| (cluster.id, (cluster.code.clone(), cluster.name.clone()))).collect())
}

/// Whose fact, the key of the word for what it says, and from when.
type Found = (ClusterId, String, Day);

async fn facts(reader: &Reader, at: At, source: DocumentId) -> Result<Vec<Found>> {
    let word = |what: &str| format!("clusters.facts.{what}");
    let mut found: Vec<Found> = Vec::new();
    let rows = resting::<cluster_version::Entity>(reader, at, cluster_version::Column::SourceId, source);
    found.extend(rows.await?.into_iter().map(|row| (row.id, word("version"), row.valid_from)));
    let rows = resting::<cluster_state::Entity>(reader, at, cluster_state::Column::SourceId, source);
    found.extend(rows.await?.into_iter().map(|row| (row.cluster_id, row.state.word(), row.valid_from)));
    let rows = resting::<cluster_unit::Entity>(reader, at, cluster_unit::Column::SourceId, source);
    found.extend(rows.await?.into_iter().map(|row| (row.cluster_id, word("unit"), row.valid_from)));
    let rows = resting::<cluster_alias::Entity>(reader, at, cluster_alias::Column::SourceId, source);
    found.extend(rows.await?.into_iter().map(|row| (row.cluster_id, word("alias"), row.valid_from)));
    let rows = resting::<cluster_shape::Entity>(reader, at, cluster_shape::Column::SourceId, source);
    found.extend(rows.await?.into_iter().map(|row| (row.cluster_id, word("shape"), row.valid_from)));
    Ok(found)
}

/// The rows of a table that rest on a document.
async fn resting<E: Version>(
    reader: &Reader,
    at: At,
    column: E::Column,
    source: DocumentId,
) -> Result<Vec<E::Model>> {
    let rows = E::find().known(at.known_at).filter(column.eq(source)).all(reader).await;
    rows.or_fault("what rests on a document")
}
