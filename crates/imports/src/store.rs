//! The tables of imports, and nothing but reading them.

use kit_base::Result;
use kit_db::{OrFault, Reader, Schema};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

pub(crate) fn first(schema: Schema) -> Vec<Vec<String>> {
    vec![
        schema.facts(
            "import",
            "id text primary key, number {int} not null constraint import_number unique, kind text not null, \
             file_name text not null, sha256 text not null, bytes {int} not null, sheet text not null, \
             mapping text not null, valid_from DATE not null, \
             source_id text not null references document (id), person text, person_name text not null, \
             rows_new {int} not null, rows_changed {int} not null, rows_unchanged {int} not null, \
             rows_left {int} not null, records_missing {int} not null, recorded_at {int} not null",
        ),
        schema.facts(
            "import_record",
            "import_id text not null references import (id), row_number {int} not null, state text not null, \
             key text not null, label text not null, primary key (import_id, row_number)",
        ),
        schema.facts(
            "import_undo",
            "import_id text primary key references import (id), person_name text not null, \
             recorded_at {int} not null",
        ),
        schema.internal(
            "import_draft",
            "id text primary key, person text not null, kind text not null, file_name text not null, \
             sha256 text not null, document text not null, valid_from text not null, sheet text not null, \
             mapping text, answers text not null, created_at {int} not null",
        ),
        schema.internal("import_mapping", "kind text primary key, headings text not null"),
    ]
}

pub(crate) mod import {
    use documents::DocumentId;
    use kit_base::{Day, Id, Instant};
    use kit_db::Fact;
    use sea_orm::entity::prelude::*;
    use serde::Serialize;

    /// An import: which file was read how, what came of it, who did it. `recorded_at` is the moment of the deed, which
    /// is also that of every row it wrote.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize)]
    #[sea_orm(table_name = "import")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Id<Model>,
        pub number: i64,
        pub kind: String,
        pub file_name: String,
        pub sha256: String,
        pub bytes: i64,
        pub sheet: String,
        /// JSON: field, column and heading.
        pub mapping: String,
        pub valid_from: Day,
        pub source_id: DocumentId,
        pub person: Option<String>,
        pub person_name: String,
        pub rows_new: i64,
        pub rows_changed: i64,
        pub rows_unchanged: i64,
        /// Faulty, or with a question that was not answered.
        pub rows_left: i64,
        pub records_missing: i64,
        pub recorded_at: Instant,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
    impl Fact for Entity {}
}

pub(crate) mod import_record {
    use kit_base::Id;
    use kit_db::Fact;
    use sea_orm::entity::prelude::*;
    use serde::Serialize;

    use super::import;

    /// A row that an import wrote, and its record.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize)]
    #[sea_orm(table_name = "import_record")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub import_id: Id<import::Model>,
        #[sea_orm(primary_key, auto_increment = false)]
        pub row_number: i64,
        /// `new` or `changed`.
        pub state: String,
        pub key: String,
        pub label: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
    impl Fact for Entity {}
}

pub(crate) mod import_undo {
    use kit_base::{Id, Instant};
    use kit_db::Fact;
    use sea_orm::entity::prelude::*;
    use serde::Serialize;

    use super::import;

    /// That an import was taken back.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize)]
    #[sea_orm(table_name = "import_undo")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub import_id: Id<import::Model>,
        pub person_name: String,
        pub recorded_at: Instant,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
    impl Fact for Entity {}
}

pub(crate) mod import_draft {
    use kit_base::Instant;
    use kit_db::Internal;
    use sea_orm::entity::prelude::*;

    /// An import that is being prepared: kept a week, for the person alone.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "import_draft")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: String,
        pub person: String,
        pub kind: String,
        pub file_name: String,
        pub sha256: String,
        /// As typed.
        pub document: String,
        /// As typed.
        pub valid_from: String,
        /// Empty: the one that looks most like what is wanted.
        pub sheet: String,
        /// JSON: column by field; nothing until the person confirmed it.
        pub mapping: Option<String>,
        /// JSON: answer by row.
        pub answers: String,
        pub created_at: Instant,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
    impl Internal for Entity {}
}

pub(crate) mod import_mapping {
    use kit_db::Internal;
    use sea_orm::entity::prelude::*;

    /// By which headings the fields of a kind were found last.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "import_mapping")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub kind: String,
        /// JSON: heading by field.
        pub headings: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
    impl Internal for Entity {}
}

/// All imports, newest first, each with what took it back.
pub(crate) async fn all(reader: &Reader) -> Result<Vec<(import::Model, Option<import_undo::Model>)>> {
    let imports = import::Entity::find().order_by_desc(import::Column::Number);
    let imports = imports.all(reader).await.or_fault("imports")?;
    let undone = import_undo::Entity::find().all(reader).await.or_fault("imports")?;
    let with_undo = |import: import::Model| {
        let undo = undone.iter().find(|undo| undo.import_id == import.id).cloned();
        (import, undo)
    };
    Ok(imports.into_iter().map(with_undo).collect())
}

/// The rows an import wrote.
pub(crate) async fn records(reader: &Reader, import: &import::Model) -> Result<Vec<import_record::Model>> {
    let query = import_record::Entity::find().filter(import_record::Column::ImportId.eq(import.id));
    query.order_by_asc(import_record::Column::RowNumber).all(reader).await.or_fault("imported records")
}
