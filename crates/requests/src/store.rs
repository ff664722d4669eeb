//! The tables of requests, and nothing but reading them.

use std::collections::HashMap;

use kit_base::Result;
use kit_db::{OrFault, Reader, Schema};
use sea_orm::{EntityTrait, QueryOrder};

pub(crate) fn first(schema: Schema) -> Vec<Vec<String>> {
    vec![
        schema.facts(
            "change_request",
            "id text primary key, number {int} not null constraint change_request_number unique",
        ),
        schema.versions(
            "change_request_version",
            &["id"],
            "id text not null references change_request (id), record text not null, record_key text not null, \
             record_name text not null, field text not null, stood text not null, proposed text not null, \
             reason text not null, source_id text references document (id), person text, \
             person_name text not null, person_position text not null",
        ),
        schema.versions(
            "change_request_state",
            &["request_id"],
            "request_id text not null references change_request (id), \
             state text not null check (state in ('open', 'accepted', 'refused', 'withdrawn')), \
             answer text not null, person text, person_name text not null, person_position text not null",
        ),
    ]
}

pub(crate) mod change_request {
    use kit_db::Fact;
    use sea_orm::entity::prelude::*;
    use serde::Serialize;

    use crate::RequestId;

    /// The identity of a request.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize)]
    #[sea_orm(table_name = "change_request")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: RequestId,
        /// What it is called in addresses.
        pub number: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
    impl Fact for Entity {}
}

pub(crate) mod change_request_version {
    use documents::DocumentId;
    use kit_base::{Day, Instant};
    use kit_db::{Fact, Version};
    use sea_orm::entity::prelude::*;
    use serde::Serialize;

    use crate::RequestId;

    /// What is asked, of which record, and by whom. It holds from the day it was asked.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize)]
    #[sea_orm(table_name = "change_request_version")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub row_id: i64,
        pub valid_from: Day,
        pub valid_to: Day,
        pub recorded_at: Instant,
        pub superseded_at: Instant,
        pub id: RequestId,
        /// The kind of record.
        pub record: String,
        pub record_key: String,
        /// What the record was called on the day.
        pub record_name: String,
        /// The key of the field; empty when it is something else, which `proposed` says.
        pub field: String,
        /// What stood then, in Vietnamese; empty when nothing did.
        pub stood: String,
        pub proposed: String,
        pub reason: String,
        pub source_id: Option<DocumentId>,
        /// Who asked, and as what.
        pub person: Option<String>,
        pub person_name: String,
        pub person_position: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
    impl Fact for Entity {}
    impl Version for Entity {
        const KEY: &'static [&'static str] = &["id"];
    }
}

pub(crate) mod change_request_state {
    use kit_base::{Day, Instant};
    use kit_db::{Fact, Version};
    use sea_orm::entity::prelude::*;
    use serde::Serialize;

    use crate::{RequestId, State};

    /// How far a request is in a period, and who brought it there with which answer.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize)]
    #[sea_orm(table_name = "change_request_state")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub row_id: i64,
        pub valid_from: Day,
        pub valid_to: Day,
        pub recorded_at: Instant,
        pub superseded_at: Instant,
        pub request_id: RequestId,
        pub state: State,
        pub answer: String,
        pub person: Option<String>,
        pub person_name: String,
        pub person_position: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
    impl Fact for Entity {}
    impl Version for Entity {
        const KEY: &'static [&'static str] = &["request_id"];
    }
}

/// The number of the last request; 0 when there is none.
pub(crate) async fn last_number(reader: &Reader) -> Result<i64> {
    let last = change_request::Entity::find().order_by_desc(change_request::Column::Number).one(reader).await;
    Ok(last.or_fault("requests")?.map_or(0, |last| last.number))
}

/// The numbers of all requests by their ids.
pub(crate) async fn numbers(reader: &Reader) -> Result<HashMap<crate::RequestId, i64>> {
    let all = change_request::Entity::find().all(reader).await.or_fault("requests")?;
    Ok(all.into_iter().map(|row| (row.id, row.number)).collect())
}

/// The same, for pages that know only ids.
pub(crate) async fn names(reader: &Reader) -> Result<HashMap<String, String>> {
    let all = numbers(reader).await?;
    Ok(all.into_iter().map(|(id, number)| (id.to_string(), number.to_string())).collect())
}
