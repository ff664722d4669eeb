//! How large a cluster is: its parts, its areas besides the decision's, what its land is for.

pub(crate) mod cluster_part {
    use documents::{DocumentId, Origin};
    use kit_base::{Area, Day, Instant};
    use kit_db::{Fact, Version};
    use sea_orm::entity::prelude::*;
    use serde::Serialize;

    use crate::{ClusterId, Precision};

    /// A part of a cluster (*khu, giai đoạn*) with its own works and states, told by its code within the cluster.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize)]
    #[sea_orm(table_name = "cluster_part")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub row_id: i64,
        pub valid_from: Day,
        pub valid_to: Day,
        pub recorded_at: Instant,
        pub superseded_at: Instant,
        pub cluster_id: ClusterId,
        /// Short code, unique within the cluster: `A`.
        pub part: String,
        pub name: String,
        /// In 0.01 m²; nothing when it is not known.
        pub area: Option<Area>,
        pub precision: Precision,
        pub origin: Origin,
        pub source_id: DocumentId,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
    impl Fact for Entity {}
    impl Version for Entity {
        const KEY: &'static [&'static str] = &["cluster_id", "part"];
    }
}

pub(crate) mod part_state {
    use documents::{DocumentId, Origin};
    use kit_base::{Day, Instant};
    use kit_db::{Fact, Version};
    use sea_orm::entity::prelude::*;
    use serde::Serialize;

    use crate::{ClusterId, Precision, State};

    /// A state of a part of a cluster, a fact of its own.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize)]
    #[sea_orm(table_name = "part_state")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub row_id: i64,
        pub valid_from: Day,
        pub valid_to: Day,
        pub recorded_at: Instant,
        pub superseded_at: Instant,
        pub cluster_id: ClusterId,
        pub part: String,
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
        const KEY: &'static [&'static str] = &["cluster_id", "part", "state"];
    }
}

pub(crate) mod cluster_area {
    use documents::{DocumentId, Origin};
    use kit_base::{Area, Day, Instant};
    use kit_db::{Fact, Version};
    use sea_orm::entity::prelude::*;
    use serde::Serialize;

    use crate::{AreaKind, ClusterId, Precision};

    /// The area of a cluster as measured or as reported, beside the decision's.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize)]
    #[sea_orm(table_name = "cluster_area")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub row_id: i64,
        pub valid_from: Day,
        pub valid_to: Day,
        pub recorded_at: Instant,
        pub superseded_at: Instant,
        pub cluster_id: ClusterId,
        pub kind: AreaKind,
        /// In 0.01 m².
        pub area: Area,
        pub precision: Precision,
        pub origin: Origin,
        pub source_id: DocumentId,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
    impl Fact for Entity {}
    impl Version for Entity {
        const KEY: &'static [&'static str] = &["cluster_id", "kind"];
    }
}

pub(crate) mod cluster_land {
    use documents::{DocumentId, Origin};
    use kit_base::{Area, Day, Instant};
    use kit_db::{Fact, Version};
    use sea_orm::entity::prelude::*;
    use serde::Serialize;

    use crate::{ClusterId, Precision};

    /// What the land of a cluster is for by the approved detailed plan (*cơ cấu sử dụng đất*), and how much of it is ready to be leased. In 0.01 m²; nothing when it is not known.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize)]
    #[sea_orm(table_name = "cluster_land")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub row_id: i64,
        pub valid_from: Day,
        pub valid_to: Day,
        pub recorded_at: Instant,
        pub superseded_at: Instant,
        pub cluster_id: ClusterId,
        /// *Đất công nghiệp theo quy hoạch chi tiết*.
        pub industrial: Option<Area>,
        /// *Đủ điều kiện cho thuê*: industrial land with infrastructure built.
        pub leasable: Option<Area>,
        pub service: Option<Area>,
        pub road: Option<Area>,
        pub green: Option<Area>,
        pub technical: Option<Area>,
        pub other: Option<Area>,
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
