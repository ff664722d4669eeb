//! Identity, names, areas and investors.

pub(crate) mod cluster {
    use kit_db::Fact;
    use sea_orm::entity::prelude::*;
    use serde::Serialize;

    use crate::ClusterId;

    /// The identity of a cluster. Renamed, enlarged or under another investor it stays the same.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize)]
    #[sea_orm(table_name = "cluster")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: ClusterId,
        pub code: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
    impl Fact for Entity {}
}

pub(crate) mod cluster_version {
    use documents::{DocumentId, Origin};
    use kit_base::{Area, Day, Instant};
    use kit_db::{Fact, Version};
    use places::BodyId;
    use sea_orm::entity::prelude::*;
    use serde::Serialize;

    use crate::{ClusterId, InvestorKind, Precision};

    /// Name, decision area and infrastructure investor in a period.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize)]
    #[sea_orm(table_name = "cluster_version")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub row_id: i64,
        pub valid_from: Day,
        pub valid_to: Day,
        pub recorded_at: Instant,
        pub superseded_at: Instant,
        pub id: ClusterId,
        pub name: String,
        pub search_name: String,
        /// By the decision of establishment or expansion, in 0.01 m²; nothing when it is not published.
        pub decision_area: Option<Area>,
        pub investor_kind: Option<InvestorKind>,
        pub investor_id: Option<BodyId>,
        /// What is not known or doubtful, in words.
        pub note: String,
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

pub(crate) mod cluster_alias {
    use documents::{DocumentId, Origin};
    use kit_base::{Day, Instant};
    use kit_db::{Fact, Version};
    use sea_orm::entity::prelude::*;
    use serde::Serialize;

    use crate::{ClusterId, Precision};

    /// Another name of a cluster. Names never match on folded accents alone: *Phượng Sơn* is not *Phương Sơn*.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize)]
    #[sea_orm(table_name = "cluster_alias")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub row_id: i64,
        pub valid_from: Day,
        pub valid_to: Day,
        pub recorded_at: Instant,
        pub superseded_at: Instant,
        pub cluster_id: ClusterId,
        pub name: String,
        pub search_name: String,
        pub precision: Precision,
        pub origin: Origin,
        pub source_id: DocumentId,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
    impl Fact for Entity {}
    impl Version for Entity {
        const KEY: &'static [&'static str] = &["cluster_id", "name"];
    }
}
