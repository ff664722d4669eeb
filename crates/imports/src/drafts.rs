//! Imports that are being prepared, so that neither a fault nor an ended session costs the person the file.

use std::collections::BTreeMap;

use kit_base::{Error, Message, Result};
use kit_db::{Db, JobRun, OrFault};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, Set,
};

use crate::{
    model::Mapping,
    store::{import_draft, import_mapping},
};

pub(crate) use import_draft::Model as Draft;

const WEEK_SECONDS: i64 = 7 * 86_400;

/// Keeps a draft that is new or changed.
pub(crate) async fn keep(db: &Db, draft: &Draft) -> Result<()> {
    let same = || Condition::all().add(import_draft::Column::Id.eq(&draft.id));
    db.internal(async |tx| {
        let at = tx.now();
        tx.delete_where::<import_draft::Entity>(same()).await?;
        let row = Draft { created_at: at, ..draft.clone() };
        tx.insert::<import_draft::Entity>(row.into_active_model().reset_all()).await
    })
    .await
}

/// The person's drafts, newest first.
pub(crate) async fn of(db: &Db, person: &str) -> Result<Vec<Draft>> {
    let reader = db.read().await?;
    let mine = import_draft::Entity::find().filter(import_draft::Column::Person.eq(person));
    mine.order_by_desc(import_draft::Column::CreatedAt).all(&reader).await.or_fault("drafts of imports")
}

/// One of the person's drafts.
pub(crate) async fn find(db: &Db, person: &str, id: &str) -> Result<Draft> {
    let found = of(db, person).await?.into_iter().find(|draft| draft.id == id);
    found.ok_or_else(|| Error::NotFound(Message::new("imports.no-draft")))
}

/// Forgets a draft.
pub(crate) async fn drop(db: &Db, id: &str) -> Result<()> {
    let same = Condition::all().add(import_draft::Column::Id.eq(id));
    db.internal(async |tx| tx.delete_where::<import_draft::Entity>(same).await.map(|_| ())).await
}

/// The headings by which the fields of a kind were found last.
pub(crate) async fn remembered(db: &Db, kind: &str) -> Result<BTreeMap<String, String>> {
    let reader = db.read().await?;
    let row = import_mapping::Entity::find_by_id(kind.to_owned()).one(&reader).await.or_fault("mappings")?;
    Ok(row.and_then(|row| serde_json::from_str(&row.headings).ok()).unwrap_or_default())
}

/// Remembers them for the next file of the kind.
pub(crate) async fn remember(db: &Db, kind: &str, headings: &BTreeMap<String, String>) -> Result<()> {
    let row = import_mapping::ActiveModel {
        kind: Set(kind.to_owned()),
        headings: Set(serde_json::to_string(headings).unwrap_or_default()),
    };
    let same = Condition::all().add(import_mapping::Column::Kind.eq(kind));
    db.internal(async |tx| {
        tx.delete_where::<import_mapping::Entity>(same).await?;
        tx.insert::<import_mapping::Entity>(row).await
    })
    .await
}

impl Draft {
    /// The mapping the person confirmed.
    pub(crate) fn confirmed(&self) -> Option<Mapping> {
        self.mapping.as_deref().and_then(|text| serde_json::from_str(text).ok())
    }

    /// The answers so far.
    pub(crate) fn answered(&self) -> BTreeMap<u32, String> {
        serde_json::from_str(&self.answers).unwrap_or_default()
    }
}

/// Deletes drafts of more than a week ago. Their files stay: another import may hold the same.
pub(crate) async fn sweep(run: JobRun) -> Result<()> {
    run.db
        .internal(async |tx| {
            let before = tx.now().plus_seconds(-WEEK_SECONDS);
            let old = Condition::all().add(import_draft::Column::CreatedAt.lt(before));
            tx.delete_where::<import_draft::Entity>(old).await.map(|_| ())
        })
        .await
}
