//! What people decided about findings, and nothing but reading it.

use std::collections::HashMap;

use kit_base::{At, Result};
use kit_db::{AsOf, OrFault, Reader, Schema};
use sea_orm::EntityTrait;

pub(crate) fn first(schema: Schema) -> Vec<Vec<String>> {
    vec![schema.versions(
        "finding_dismissal",
        &["check_code", "record", "record_key", "other"],
        "check_code text not null, record text not null, record_key text not null, other text not null, \
         evidence text not null, reason text not null, person text, person_name text not null, \
         person_position text not null",
    )]
}

pub(crate) mod finding_dismissal {
    use kit_base::{Day, Instant};
    use kit_db::{Fact, Version};
    use sea_orm::entity::prelude::*;
    use serde::Serialize;

    /// That a finding does not apply (*không áp dụng*), for as long as it says the same.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize)]
    #[sea_orm(table_name = "finding_dismissal")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub row_id: i64,
        pub valid_from: Day,
        pub valid_to: Day,
        pub recorded_at: Instant,
        pub superseded_at: Instant,
        /// Which rule.
        pub check_code: String,
        /// The kind of record and its key.
        pub record: String,
        pub record_key: String,
        /// What else it is about.
        pub other: String,
        /// What the finding rested on then.
        pub evidence: String,
        pub reason: String,
        /// Who decided, and as what.
        pub person: Option<String>,
        pub person_name: String,
        pub person_position: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
    impl Fact for Entity {}
    impl Version for Entity {
        const KEY: &'static [&'static str] = &["check_code", "record", "record_key", "other"];
    }
}

/// The key of a finding: rule, kind of record, its key, what else.
pub(crate) type Key = (String, String, String, String);

/// The decisions of a day by the key of their finding.
pub(crate) async fn dismissals(reader: &Reader, at: At) -> Result<HashMap<Key, finding_dismissal::Model>> {
    let rows = finding_dismissal::Entity::find().at(at).all(reader).await.or_fault("dismissals")?;
    let key = |row: &finding_dismissal::Model| {
        (row.check_code.clone(), row.record.clone(), row.record_key.clone(), row.other.clone())
    };
    Ok(rows.into_iter().map(|row| (key(&row), row)).collect())
}
