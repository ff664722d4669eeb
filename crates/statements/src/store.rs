//! The tables of statements and notes, and nothing but reading them.

use kit_base::{At, Instant, Result};
use kit_db::{AsOf, OrFault, Reader, Schema};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

pub(crate) fn first(schema: Schema) -> Vec<Vec<String>> {
    let basis = "origin text not null, source_id text not null references document (id)";
    vec![
        schema.versions(
            "statement",
            &["key"],
            &format!(
                "key text not null, measure text not null, as_of DATE not null, \
                 qualifier text not null check (qualifier in ('exact', 'over', 'about')), value text not null, \
                 note text not null, {basis}"
            ),
        ),
        schema.versions(
            "figure_note",
            &["key"],
            &format!(
                "key text not null, measure text not null, text_vi text not null, text_en text not null, {basis}"
            ),
        ),
    ]
}

pub(crate) mod statement {
    use documents::{DocumentId, Origin};
    use kit_base::{Day, Instant};
    use kit_db::{Fact, Version};
    use sea_orm::entity::prelude::*;
    use serde::Serialize;

    use crate::Qualifier;

    /// What a document states of a figure as of a day. Like a document it is known, not valid: it holds from the first
    /// day on. Recorded again for the same document, figure and day, it is corrected.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize)]
    #[sea_orm(table_name = "statement")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub row_id: i64,
        pub valid_from: Day,
        pub valid_to: Day,
        pub recorded_at: Instant,
        pub superseded_at: Instant,
        /// Document, figure and day.
        pub key: String,
        /// Code of the figure, for example `clusters.count`.
        pub measure: String,
        pub as_of: Day,
        pub qualifier: Qualifier,
        /// The number as printed, with a point, in the figure's unit.
        pub value: String,
        pub note: String,
        pub origin: Origin,
        pub source_id: DocumentId,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
    impl Fact for Entity {}
    impl Version for Entity {
        const KEY: &'static [&'static str] = &["key"];
    }
}

pub(crate) mod figure_note {
    use documents::{DocumentId, Origin};
    use kit_base::{Day, Instant};
    use kit_db::{Fact, Version};
    use sea_orm::entity::prelude::*;
    use serde::Serialize;

    /// How a figure is to be read on the days of a period.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize)]
    #[sea_orm(table_name = "figure_note")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub row_id: i64,
        pub valid_from: Day,
        pub valid_to: Day,
        pub recorded_at: Instant,
        pub superseded_at: Instant,
        pub key: String,
        /// Code of the figure.
        pub measure: String,
        pub text_vi: String,
        /// The same in English; empty while nobody has written it.
        pub text_en: String,
        pub origin: Origin,
        pub source_id: DocumentId,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
    impl Fact for Entity {}
    impl Version for Entity {
        const KEY: &'static [&'static str] = &["key"];
    }
}

/// All statements as recorded up to a moment, in order of recording.
pub(crate) async fn statements(reader: &Reader, known_at: Instant) -> Result<Vec<statement::Model>> {
    let query = statement::Entity::find().known(known_at).order_by_asc(statement::Column::RowId);
    query.all(reader).await.or_fault("statements")
}

/// The notes on a figure that hold on a day.
pub(crate) async fn notes(reader: &Reader, at: At, measure: &str) -> Result<Vec<figure_note::Model>> {
    let query = figure_note::Entity::find().at(at).filter(figure_note::Column::Measure.eq(measure));
    query.order_by_asc(figure_note::Column::RowId).all(reader).await.or_fault("notes on figures")
}

/// All notes as recorded up to a moment, whatever the day.
pub(crate) async fn all_notes(reader: &Reader, known_at: Instant) -> Result<Vec<figure_note::Model>> {
    let query = figure_note::Entity::find().known(known_at).order_by_asc(figure_note::Column::RowId);
    query.all(reader).await.or_fault("notes on figures")
}
