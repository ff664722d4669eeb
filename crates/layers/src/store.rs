//! The table of versions, and nothing but reading it.

use kit_base::{Day, Instant, Result};
use kit_db::{AsOf, OrFault, Reader, Schema};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

pub(crate) fn first(schema: Schema) -> Vec<Vec<String>> {
    vec![schema.versions(
        "layer_version",
        &["code"],
        "code text not null, name text not null, scale {int}, quality text not null, delivered_on DATE not null, \
         file_name text not null, sha256 text not null, bytes {int} not null, file_layer text not null, \
         id_column text not null, said_srid {int}, source_srid {int} not null, features {int} not null, \
         left_out {int} not null, area {int} not null, origin text not null, \
         source_id text not null references document (id)",
    )]
}

pub(crate) mod layer_version {
    use documents::{DocumentId, Origin};
    use kit_base::{Area, Day, Instant};
    use kit_db::{Fact, Version};
    use sea_orm::entity::prelude::*;
    use serde::Serialize;

    use crate::Quality;

    /// The file that stands for a layer in a period, and what was read of it.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize)]
    #[sea_orm(table_name = "layer_version")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub row_id: i64,
        pub valid_from: Day,
        pub valid_to: Day,
        pub recorded_at: Instant,
        pub superseded_at: Instant,
        /// The code of the layer in the catalogue.
        pub code: String,
        /// What the edition is called.
        pub name: String,
        /// Denominator of the scale.
        pub scale: Option<i64>,
        pub quality: Quality,
        pub delivered_on: Day,
        pub file_name: String,
        pub sha256: String,
        pub bytes: i64,
        pub file_layer: String,
        pub id_column: String,
        /// The system that a person said, in place of that of the file.
        pub said_srid: Option<i64>,
        /// The system that its coordinates were read in.
        pub source_srid: i64,
        pub features: i64,
        pub left_out: i64,
        /// The sum of the areas of its features.
        pub area: Area,
        pub origin: Origin,
        pub source_id: DocumentId,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
    impl Fact for Entity {}
    impl Version for Entity {
        const KEY: &'static [&'static str] = &["code"];
    }
}

use layer_version::{Column, Entity, Model};

/// All versions as recorded up to a moment, by layer and then by their first day.
pub(crate) async fn all(reader: &Reader, known_at: Instant) -> Result<Vec<Model>> {
    let rows = Entity::find().known(known_at).order_by_asc(Column::Code).order_by_asc(Column::ValidFrom);
    rows.all(reader).await.or_fault("layer versions")
}

/// The version of a layer that begins on a day, as recorded now.
pub(crate) async fn beginning(reader: &Reader, code: &str, from: Day) -> Result<Option<Model>> {
    let rows = Entity::find().known(Instant::LATEST).filter(Column::Code.eq(code));
    rows.filter(Column::ValidFrom.eq(from)).one(reader).await.or_fault("layer versions")
}

/// Whether a file was ever recorded for a layer up to a moment, and what it is called.
pub(crate) async fn file(
    reader: &Reader,
    code: &str,
    sha256: &str,
    known_at: Instant,
) -> Result<Option<Model>> {
    let rows = Entity::find().filter(Column::Code.eq(code)).filter(Column::Sha256.eq(sha256));
    let rows = rows.filter(Column::RecordedAt.lte(known_at)).order_by_asc(Column::RowId);
    rows.one(reader).await.or_fault("layer versions")
}
