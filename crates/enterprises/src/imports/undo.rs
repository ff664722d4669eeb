//! Taking an import back, unless somebody changed one of its records since, or recorded something on what it made.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use kit_base::{Action, Actor, Error, Id, Instant, Message, Result, Subject};
use kit_db::{AsOf, OrFault, Reader, Tx, Version};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::{everybody, world::on};
use crate::{
    EnterpriseId, LeaseId, ProjectId, RECORD, RECORD_PROJECT,
    book::{Book, visible},
    store::{
        enterprise, enterprise_version, lease, lease_version, project, project_state, project_version,
        worker_count,
    },
};

pub(super) async fn enterprises(tx: &mut Tx, who: &Actor, deed: Instant) -> Result<()> {
    use enterprise_version::{Column, Entity};
    use project_version::{Column as P, Entity as Projects};
    let reader = tx.reader();
    let touched = touched::<Entity, _>(reader, deed, |row| row.id).await?;
    let mut changed = changed::<Entity, _>(reader, deed, |row| row.id).await?;
    let made = made::<Entity, _>(reader, deed, touched.clone(), |row| row.id, Column::Id, Column::RecordedAt);
    let made = made.await?;
    changed
        .extend(since::<Entity, _>(reader, deed, &made, |row| row.id, Column::Id, Column::RecordedAt).await?);
    // A project stands on its enterprise.
    let on_it =
        since::<Projects, _>(reader, deed, &made, |row| row.enterprise_id, P::EnterpriseId, P::RecordedAt);
    changed.extend(on_it.await?);
    let names = enterprise_names(reader, &touched).await?;
    let book = today(reader).await?;
    refuse(&names, &changed, who, &RECORD, |id, label| {
        let one = book.enterprises.iter().find(|one| one.id == id);
        one.map_or_else(|| Subject::new("enterprise", label, label), |one| one.subject())
    })?;
    tx.take_back::<Entity>(deed).await
}

pub(super) async fn projects(tx: &mut Tx, who: &Actor, deed: Instant) -> Result<()> {
    use lease_version::{Column as L, Entity as Leases};
    use project_state::{Column as S, Entity as States};
    use project_version::{Column as P, Entity as Versions};
    use worker_count::{Column as W, Entity as Workers};
    let reader = tx.reader();
    let mut all = touched::<Versions, _>(reader, deed, |row| row.id).await?;
    all.extend(touched::<States, _>(reader, deed, |row| row.project_id).await?);
    let mut changed = changed::<Versions, _>(reader, deed, |row| row.id).await?;
    changed.extend(self::changed::<States, _>(reader, deed, |row| row.project_id).await?);
    let made = made::<Versions, _>(reader, deed, all.clone(), |row| row.id, P::Id, P::RecordedAt).await?;
    changed.extend(since::<Versions, _>(reader, deed, &made, |row| row.id, P::Id, P::RecordedAt).await?);
    let states = since::<States, _>(reader, deed, &made, |row| row.project_id, S::ProjectId, S::RecordedAt);
    changed.extend(states.await?);
    let leases = since::<Leases, _>(reader, deed, &made, |row| row.project_id, L::ProjectId, L::RecordedAt);
    changed.extend(leases.await?);
    let workers = since::<Workers, _>(reader, deed, &made, |row| row.project_id, W::ProjectId, W::RecordedAt);
    changed.extend(workers.await?);
    let names = project_names(reader, &all).await?;
    let book = today(reader).await?;
    refuse(&names, &changed, who, &RECORD_PROJECT, |id, label| project_subject(&book, reader, id, label))?;
    tx.take_back::<Versions>(deed).await?;
    tx.take_back::<States>(deed).await
}

pub(super) async fn leases(tx: &mut Tx, who: &Actor, deed: Instant) -> Result<()> {
    use lease_version::{Column, Entity};
    let reader = tx.reader();
    let touched = touched::<Entity, _>(reader, deed, |row| row.id).await?;
    let mut changed = changed::<Entity, _>(reader, deed, |row| row.id).await?;
    let made = made::<Entity, _>(reader, deed, touched.clone(), |row| row.id, Column::Id, Column::RecordedAt);
    let made = made.await?;
    changed
        .extend(since::<Entity, _>(reader, deed, &made, |row| row.id, Column::Id, Column::RecordedAt).await?);
    let codes = lease::Entity::find().all(reader).await.or_fault("leases")?;
    let codes = codes.into_iter().filter(|row| touched.contains(&row.id));
    let names: BTreeMap<LeaseId, String> = codes.map(|row| (row.id, row.code)).collect();
    let written = reader.written_by::<Entity>(deed).await?.into_iter();
    let rows = written.chain(reader.stood_before::<Entity>(deed).await?);
    let of: BTreeMap<LeaseId, ProjectId> = rows.map(|row| (row.id, row.project_id)).collect();
    let book = today(reader).await?;
    refuse(&names, &changed, who, &RECORD_PROJECT, |id, label| match of.get(&id) {
        Some(project) => project_subject(&book, reader, *project, label),
        None => Subject::new("lease", label, label),
    })?;
    tx.take_back::<Entity>(deed).await
}

async fn today(reader: &Reader) -> Result<Arc<Book>> {
    visible(reader, &everybody(), on(reader.today())).await
}

fn project_subject(book: &Book, reader: &Reader, id: ProjectId, label: &str) -> Subject {
    let project = book.projects.iter().find(|project| project.id == id);
    project.map_or_else(|| Subject::new("project", label, label), |one| book.subject(one, reader.today()))
}

/// Refuses by name when something was changed since, and when one of the records is not the person's.
fn refuse<K: Copy + Ord>(
    names: &BTreeMap<K, String>,
    changed: &BTreeSet<K>,
    who: &Actor,
    action: &Action,
    subject: impl Fn(K, &str) -> Subject,
) -> Result<()> {
    if !changed.is_empty() {
        let list: Vec<_> = changed.iter().filter_map(|id| names.get(id)).cloned().collect();
        let message = Message::new("enterprises.import.changed-since").with("records", list.join("; "));
        return Err(Error::Refused(message));
    }
    match names.iter().find(|(id, label)| !who.may(action, &subject(**id, label))) {
        Some((_, label)) => {
            let message = Message::new("db.may-not").with("action", action.name).with("subject", label);
            Err(Error::Refused(message))
        }
        None => Ok(()),
    }
}

/// What the deed wrote, or cleared something of.
async fn touched<E: Version, K: Ord>(
    reader: &Reader,
    deed: Instant,
    key: fn(&E::Model) -> K,
) -> Result<BTreeSet<K>> {
    let rows = reader.written_by::<E>(deed).await?.into_iter().chain(reader.stood_before::<E>(deed).await?);
    Ok(rows.map(|row| key(&row)).collect())
}

/// That of which the same was recorded since.
async fn changed<E: Version, K: Ord>(
    reader: &Reader,
    deed: Instant,
    key: fn(&E::Model) -> K,
) -> Result<BTreeSet<K>> {
    Ok(reader.changed_since::<E>(deed).await?.iter().map(key).collect())
}

/// Those of which nothing was recorded before the deed.
async fn made<E: Version, M>(
    reader: &Reader,
    deed: Instant,
    mut touched: BTreeSet<Id<M>>,
    key: fn(&E::Model) -> Id<M>,
    column: E::Column,
    recorded_at: E::Column,
) -> Result<BTreeSet<Id<M>>> {
    let before = E::find().filter(column.is_in(touched.iter().copied())).filter(recorded_at.lt(deed));
    for row in before.all(reader).await.or_fault("what was recorded before")? {
        touched.remove(&key(&row));
    }
    Ok(touched)
}

/// Those on which something stands that was recorded after the deed.
async fn since<E: Version, M>(
    reader: &Reader,
    deed: Instant,
    of: &BTreeSet<Id<M>>,
    key: fn(&E::Model) -> Id<M>,
    column: E::Column,
    recorded_at: E::Column,
) -> Result<BTreeSet<Id<M>>> {
    let later = E::find().known(Instant::LATEST).filter(column.is_in(of.iter().copied()));
    let later = later.filter(recorded_at.gt(deed)).all(reader).await.or_fault("what was recorded since")?;
    Ok(later.iter().map(key).collect())
}

async fn enterprise_names(
    reader: &Reader,
    ids: &BTreeSet<EnterpriseId>,
) -> Result<BTreeMap<EnterpriseId, String>> {
    let codes = enterprise::Entity::find().all(reader).await.or_fault("enterprises")?;
    let rows = enterprise_version::Entity::find().known(Instant::LATEST).all(reader).await;
    let mut names: BTreeMap<_, _> =
        rows.or_fault("enterprises")?.into_iter().map(|row| (row.id, row.name)).collect();
    let codes = codes.into_iter().filter(|row| ids.contains(&row.id));
    let label = |row: enterprise::Model| {
        (row.id, format!("{} {}", row.code, names.remove(&row.id).unwrap_or_default()))
    };
    Ok(codes.map(label).collect())
}

async fn project_names(reader: &Reader, ids: &BTreeSet<ProjectId>) -> Result<BTreeMap<ProjectId, String>> {
    let codes = project::Entity::find().all(reader).await.or_fault("projects")?;
    let rows = project_version::Entity::find().known(Instant::LATEST).all(reader).await;
    let mut names: BTreeMap<_, _> =
        rows.or_fault("projects")?.into_iter().map(|row| (row.id, row.name)).collect();
    let codes = codes.into_iter().filter(|row| ids.contains(&row.id));
    let label =
        |row: project::Model| (row.id, format!("{} {}", row.code, names.remove(&row.id).unwrap_or_default()));
    Ok(codes.map(label).collect())
}
