//! The tables of documents, and nothing but reading them.

use std::collections::{BTreeSet, HashMap};

use kit_base::{Instant, Result};
use kit_db::{AsOf, Layer, OrFault, Reader, Schema};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::{Document, DocumentId};

pub(crate) fn first(schema: Schema) -> Vec<Vec<String>> {
    vec![
        schema.facts("document", "id text primary key, key text not null constraint document_key unique"),
        schema.versions(
            "document_version",
            &["id"],
            "id text not null references document (id), kind text not null, number text not null, issued_on DATE, \
             issuer text not null, title text not null, url text not null, origin text not null, note text not null, \
             search_name text not null",
        ),
        schema.facts(
            "document_file",
            "id text primary key, document_id text not null references document (id), sha256 text not null, \
             name text not null, media_type text not null, bytes {int} not null, recorded_at {int} not null, \
             constraint document_file_once unique (document_id, sha256)",
        ),
        schema.layer(Layer {
            view: "gis_document",
            title: "Văn bản",
            select: "select row_id as fid, number, issued_on, issuer, title, url, origin from document_version \
                     where {standing}",
            geometry: None,
        }),
    ]
}

pub(crate) mod document {
    use kit_db::Fact;
    use sea_orm::entity::prelude::*;
    use serde::Serialize;

    use crate::DocumentId;

    /// The identity of a document.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize)]
    #[sea_orm(table_name = "document")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: DocumentId,
        pub key: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
    impl Fact for Entity {}
}

pub(crate) mod document_version {
    use kit_base::{Day, Instant};
    use kit_db::{Fact, Version};
    use sea_orm::entity::prelude::*;
    use serde::Serialize;

    use crate::{DocumentId, Kind, Origin};

    /// What is known of a document. It has no period of its own: it is valid from the beginning of time.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize)]
    #[sea_orm(table_name = "document_version")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub row_id: i64,
        pub valid_from: Day,
        pub valid_to: Day,
        pub recorded_at: Instant,
        pub superseded_at: Instant,
        pub id: DocumentId,
        pub kind: Kind,
        pub number: String,
        pub issued_on: Option<Day>,
        pub issuer: String,
        pub title: String,
        pub url: String,
        pub origin: Origin,
        pub note: String,
        pub search_name: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
    impl Fact for Entity {}
    impl Version for Entity {
        const KEY: &'static [&'static str] = &["id"];
    }
}

pub(crate) mod document_file {
    use kit_base::{Id, Instant};
    use kit_db::Fact;
    use sea_orm::entity::prelude::*;
    use serde::Serialize;

    use crate::DocumentId;

    /// A file of a document. Its content is kept under its hash.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize)]
    #[sea_orm(table_name = "document_file")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Id<Model>,
        pub document_id: DocumentId,
        pub sha256: String,
        pub name: String,
        pub media_type: String,
        pub bytes: i64,
        pub recorded_at: Instant,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
    impl Fact for Entity {}
}

/// A document as recorded, with its identity and key.
#[derive(Clone, Debug)]
pub struct Known {
    /// Its identity.
    pub id: DocumentId,
    /// Its key in addresses.
    pub key: String,
    /// When it was recorded so.
    pub recorded_at: Instant,
    /// What is known.
    pub document: Document,
    pub(crate) search_name: String,
}

/// All documents as recorded up to a moment, newest day of issue first, those without a day last.
///
/// # Errors
/// [`kit_base::Error::Storage`].
pub async fn all(reader: &Reader, known_at: Instant) -> Result<Vec<Known>> {
    let keys = document::Entity::find().all(reader).await.or_fault("documents")?;
    let mut keys: HashMap<_, _> = keys.into_iter().map(|row| (row.id, row.key)).collect();
    let rows = document_version::Entity::find().known(known_at).all(reader).await.or_fault("documents")?;
    let mut found: Vec<_> = rows.into_iter().map(|row| known(row, &mut keys)).collect();
    found.sort_by(|a, b| b.document.issued_on.cmp(&a.document.issued_on).then_with(|| a.key.cmp(&b.key)));
    Ok(found)
}

fn known(row: document_version::Model, keys: &mut HashMap<DocumentId, String>) -> Known {
    Known {
        id: row.id,
        key: keys.remove(&row.id).unwrap_or_default(),
        recorded_at: row.recorded_at,
        search_name: row.search_name,
        document: Document {
            kind: row.kind,
            number: row.number,
            issued_on: row.issued_on,
            issuer: row.issuer,
            title: row.title,
            url: row.url,
            origin: row.origin,
            note: row.note,
        },
    }
}

/// Key and short name of documents, for the records that rest on them.
///
/// # Errors
/// [`kit_base::Error::Storage`].
pub async fn labels(
    reader: &Reader,
    known_at: Instant,
    ids: BTreeSet<DocumentId>,
) -> Result<HashMap<DocumentId, (String, String)>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let found = all(reader, known_at).await?;
    let wanted = found.into_iter().filter(|known| ids.contains(&known.id));
    Ok(wanted.map(|known| (known.id, (known.key.clone(), known.document.label().to_owned()))).collect())
}

/// The document with this key, or with this id.
pub(crate) async fn find(reader: &Reader, known_at: Instant, key: &str) -> Result<Option<Known>> {
    let found = all(reader, known_at).await?;
    Ok(found.into_iter().find(|known| known.key == key || known.id.to_string() == key))
}

/// Whether a key is taken.
pub(crate) async fn is_taken(reader: &Reader, key: &str) -> Result<bool> {
    let found = document::Entity::find().filter(document::Column::Key.eq(key)).one(reader).await;
    Ok(found.or_fault("documents")?.is_some())
}

/// The files of a document that were attached up to a moment, oldest first.
pub(crate) async fn files(
    reader: &Reader,
    known_at: Instant,
    id: DocumentId,
) -> Result<Vec<document_file::Model>> {
    let query = document_file::Entity::find().filter(document_file::Column::DocumentId.eq(id));
    let query = query.filter(document_file::Column::RecordedAt.lte(known_at));
    query.order_by_asc(document_file::Column::RecordedAt).all(reader).await.or_fault("files")
}
