//! What projects have: leases of land, and workers.

pub(crate) mod lease {
    use kit_db::Fact;
    use sea_orm::entity::prelude::*;
    use serde::Serialize;

    use crate::LeaseId;

    /// The identity of a lease (*hợp đồng thuê đất, thuê lại đất*).
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize)]
    #[sea_orm(table_name = "lease")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: LeaseId,
        pub code: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
    impl Fact for Entity {}
}

pub(crate) mod lease_version {
    use clusters::{ClusterId, Precision};
    use documents::{DocumentId, Origin};
    use kit_base::{Area, Day, Instant};
    use kit_db::{Fact, Version};

    use sea_orm::entity::prelude::*;
    use serde::Serialize;

    use crate::{LeaseId, LeaseKind, ProjectId};

    /// A lease of land in a cluster, in a period. A workshop rental leases no land and has none.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize)]
    #[sea_orm(table_name = "lease_version")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub row_id: i64,
        pub valid_from: Day,
        pub valid_to: Day,
        pub recorded_at: Instant,
        pub superseded_at: Instant,
        pub id: LeaseId,
        pub project_id: ProjectId,
        pub cluster_id: ClusterId,
        pub area: Area,
        pub kind: LeaseKind,
        pub precision: Precision,
        pub origin: Origin,
        pub source_id: DocumentId,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
    impl Fact for Entity {}
    impl Version for Entity {
        const KEY: &'static [&'static str] = &["id"];
    }
}

pub(crate) mod worker_count {
    use clusters::Precision;
    use documents::{DocumentId, Origin};
    use kit_base::{Day, Instant};
    use kit_db::{Fact, Version};

    use sea_orm::entity::prelude::*;
    use serde::Serialize;

    use crate::{ProjectId, Series};

    /// How many work for a project in a period.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize)]
    #[sea_orm(table_name = "worker_count")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub row_id: i64,
        pub valid_from: Day,
        pub valid_to: Day,
        pub recorded_at: Instant,
        pub superseded_at: Instant,
        pub project_id: ProjectId,
        pub series: Series,
        pub count: i64,
        pub precision: Precision,
        pub origin: Origin,
        pub source_id: DocumentId,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
    impl Fact for Entity {}
    impl Version for Entity {
        const KEY: &'static [&'static str] = &["project_id", "series"];
    }
}
