//! What is built in a cluster: the approved infrastructure project, central wastewater treatment; and its types.

pub(crate) mod cluster_flag {
    use documents::{DocumentId, Origin};
    use kit_base::{Day, Instant};
    use kit_db::{Fact, Version};
    use sea_orm::entity::prelude::*;
    use serde::Serialize;

    use crate::{ClusterId, Flag, Precision};

    /// A type of a cluster; it may be of several.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize)]
    #[sea_orm(table_name = "cluster_flag")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub row_id: i64,
        pub valid_from: Day,
        pub valid_to: Day,
        pub recorded_at: Instant,
        pub superseded_at: Instant,
        pub cluster_id: ClusterId,
        pub flag: Flag,
        pub precision: Precision,
        pub origin: Origin,
        pub source_id: DocumentId,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
    impl Fact for Entity {}
    impl Version for Entity {
        const KEY: &'static [&'static str] = &["cluster_id", "flag"];
    }
}

pub(crate) mod cluster_project {
    use documents::{DocumentId, Origin};
    use kit_base::{Day, Instant, Money};
    use kit_db::{Fact, Version};
    use sea_orm::entity::prelude::*;
    use serde::Serialize;

    use crate::{ClusterId, Precision};

    /// The approved infrastructure project (*dự án đầu tư xây dựng hạ tầng kỹ thuật*) and its total investment.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize)]
    #[sea_orm(table_name = "cluster_project")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub row_id: i64,
        pub valid_from: Day,
        pub valid_to: Day,
        pub recorded_at: Instant,
        pub superseded_at: Instant,
        pub cluster_id: ClusterId,
        /// Total investment as approved, in whole đồng.
        pub investment: Option<Money>,
        pub precision: Precision,
        pub origin: Origin,
        pub source_id: DocumentId,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
    impl Fact for Entity {}
    impl Version for Entity {
        const KEY: &'static [&'static str] = &["cluster_id"];
    }
}

pub(crate) mod cluster_wastewater {
    use documents::{DocumentId, Origin};
    use kit_base::{Day, Instant};
    use kit_db::{Fact, Version};
    use sea_orm::entity::prelude::*;
    use serde::Serialize;

    use crate::{ClusterId, Precision, Wastewater};

    /// The state of central wastewater treatment.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize)]
    #[sea_orm(table_name = "cluster_wastewater")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub row_id: i64,
        pub valid_from: Day,
        pub valid_to: Day,
        pub recorded_at: Instant,
        pub superseded_at: Instant,
        pub cluster_id: ClusterId,
        pub status: Wastewater,
        pub capacity_m3_day: Option<i64>,
        pub precision: Precision,
        pub origin: Origin,
        pub source_id: DocumentId,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
    impl Fact for Entity {}
    impl Version for Entity {
        const KEY: &'static [&'static str] = &["cluster_id"];
    }
}
