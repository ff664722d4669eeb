//! The tables of units.

pub(crate) mod unit {
    use kit_db::Fact;
    use sea_orm::entity::prelude::*;
    use serde::Serialize;

    use crate::UnitId;

    /// The identity of a unit: renamed, re-classed or moved to another parent it stays the same.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize)]
    #[sea_orm(table_name = "unit")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: UnitId,
        pub key: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
    impl Fact for Entity {}
}

pub(crate) mod unit_version {
    use kit_base::{Day, Id, Instant};
    use kit_db::{Fact, Source, Version};
    use sea_orm::entity::prelude::*;
    use serde::Serialize;

    use crate::{UnitId, UnitKind};

    /// What a unit was called, and where it belonged, in a period.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize)]
    #[sea_orm(table_name = "unit_version")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub row_id: i64,
        pub valid_from: Day,
        pub valid_to: Day,
        pub recorded_at: Instant,
        pub superseded_at: Instant,
        pub id: UnitId,
        /// Code of the national list; it may pass to another unit.
        pub code: String,
        pub name: String,
        pub search_name: String,
        pub kind: UnitKind,
        pub parent_id: Option<UnitId>,
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

pub(crate) mod unit_succession {
    use kit_base::{Day, Instant};
    use kit_db::{Fact, Version};
    use sea_orm::entity::prelude::*;
    use serde::Serialize;

    use crate::UnitId;

    /// Who follows whom, from `valid_from` on.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize)]
    #[sea_orm(table_name = "unit_succession")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub row_id: i64,
        pub valid_from: Day,
        pub valid_to: Day,
        pub recorded_at: Instant,
        pub superseded_at: Instant,
        pub from_id: UnitId,
        pub to_id: UnitId,
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

pub(crate) mod unit_shape {
    use kit_base::{Day, Instant};
    use kit_db::{Fact, Version, Wkb};
    use sea_orm::entity::prelude::*;
    use serde::Serialize;

    use crate::UnitId;

    /// The boundary of a unit in a period.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize)]
    #[sea_orm(table_name = "unit_shape")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub row_id: i64,
        pub valid_from: Day,
        pub valid_to: Day,
        pub recorded_at: Instant,
        pub superseded_at: Instant,
        pub unit_id: UnitId,
        /// `illustrative`, `surveyed` …
        pub quality: String,
        pub source_srid: i64,
        pub source_wkb: Wkb,
        pub wkb: Wkb,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
    impl Fact for Entity {}
    impl Version for Entity {
        const KEY: &'static [&'static str] = &["unit_id"];
    }
}
