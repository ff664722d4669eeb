//! The tables of bodies.

pub(crate) mod body {
    use kit_db::Fact;
    use sea_orm::entity::prelude::*;
    use serde::Serialize;

    use crate::BodyId;

    /// The identity of a body.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize)]
    #[sea_orm(table_name = "body")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: BodyId,
        pub key: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
    impl Fact for Entity {}
}

pub(crate) mod body_version {
    use kit_base::{Day, Id, Instant};
    use kit_db::{Fact, Source, Version};
    use sea_orm::entity::prelude::*;
    use serde::Serialize;

    use crate::{BodyId, UnitId};

    /// What a body was called, and which unit it belonged to, in a period.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize)]
    #[sea_orm(table_name = "body_version")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub row_id: i64,
        pub valid_from: Day,
        pub valid_to: Day,
        pub recorded_at: Instant,
        pub superseded_at: Instant,
        pub id: BodyId,
        pub name: String,
        /// `committee`, `office`, `department`, `police`, `infrastructure_investor`, `tenant`.
        pub kind: String,
        pub unit_id: Option<UnitId>,
        /// Made up for the demo.
        pub illustrative: bool,
        pub source_id: Option<Id<Source>>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
    impl Fact for Entity {}
    impl Version for Entity {
        const KEY: &'static [&'static str] = &["id"];
    }
}

pub(crate) mod body_succession {
    use kit_base::{Day, Instant};
    use kit_db::{Fact, Version};
    use sea_orm::entity::prelude::*;
    use serde::Serialize;

    use crate::BodyId;

    /// Who takes over from whom, from `valid_from` on.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize)]
    #[sea_orm(table_name = "body_succession")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub row_id: i64,
        pub valid_from: Day,
        pub valid_to: Day,
        pub recorded_at: Instant,
        pub superseded_at: Instant,
        pub from_id: BodyId,
        pub to_id: BodyId,
        pub kind: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
    impl Fact for Entity {}
    impl Version for Entity {
        const KEY: &'static [&'static str] = &["from_id", "to_id"];
    }
}
