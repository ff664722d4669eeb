//! Where a cluster lies, what state it is in, what shape it has.

pub(crate) mod cluster_unit {
    use documents::{DocumentId, Origin};
    use kit_base::{Day, Instant};
    use kit_db::{Fact, Version};
    use places::UnitId;
    use sea_orm::entity::prelude::*;
    use serde::Serialize;

    use crate::{ClusterId, Precision};

    /// A commune a cluster lies in, as it was called then; who follows it is asked of the places.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize)]
    #[sea_orm(table_name = "cluster_unit")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub row_id: i64,
        pub valid_from: Day,
        pub valid_to: Day,
        pub recorded_at: Instant,
        pub superseded_at: Instant,
        pub cluster_id: ClusterId,
        pub unit_id: UnitId,
        pub precision: Precision,
        pub origin: Origin,
        pub source_id: DocumentId,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
    impl Fact for Entity {}
    impl Version for Entity {
        const KEY: &'static [&'static str] = &["cluster_id", "unit_id"];
    }
}

pub(crate) mod cluster_state {
    use documents::{DocumentId, Origin};
    use kit_base::{Day, Instant};
    use kit_db::{Fact, Version};
    use sea_orm::entity::prelude::*;
    use serde::Serialize;

    use crate::{ClusterId, Precision, State};

    /// A state of a cluster, a fact of its own.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize)]
    #[sea_orm(table_name = "cluster_state")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub row_id: i64,
        pub valid_from: Day,
        pub valid_to: Day,
        pub recorded_at: Instant,
        pub superseded_at: Instant,
        pub cluster_id: ClusterId,
        pub state: State,
        pub precision: Precision,
        pub origin: Origin,
        pub source_id: DocumentId,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
    impl Fact for Entity {}
    impl Version for Entity {
        const KEY: &'static [&'static str] = &["cluster_id", "state"];
    }
}

pub(crate) mod cluster_shape {
    use documents::{DocumentId, Origin};
    use kit_base::{Day, Instant};
    use kit_db::{Fact, Version, Wkb};
    use sea_orm::entity::prelude::*;
    use serde::Serialize;

    use crate::{BoundaryMethod, BoundaryQuality, ClusterId, Precision};

    /// The boundary of a cluster, with how good it is.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize)]
    #[sea_orm(table_name = "cluster_shape")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub row_id: i64,
        pub valid_from: Day,
        pub valid_to: Day,
        pub recorded_at: Instant,
        pub superseded_at: Instant,
        pub cluster_id: ClusterId,
        pub quality: BoundaryQuality,
        pub source_srid: i64,
        pub source_wkb: Wkb,
        pub wkb: Wkb,
        pub precision: Precision,
        pub origin: Origin,
        pub source_id: DocumentId,
        /// Scale of the drawing it was taken from: 2000 is 1:2000.
        pub source_scale: Option<i64>,
        pub method: Option<BoundaryMethod>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
    impl Fact for Entity {}
    impl Version for Entity {
        const KEY: &'static [&'static str] = &["cluster_id"];
    }
}
