//! Projects: identity, versions and states.

pub(crate) mod project {
    use kit_db::Fact;
    use sea_orm::entity::prelude::*;
    use serde::Serialize;

    use crate::ProjectId;

    /// The identity of a secondary project (*dự án thứ cấp*).
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize)]
    #[sea_orm(table_name = "project")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: ProjectId,
        pub code: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
    impl Fact for Entity {}
}

pub(crate) mod project_version {
    use clusters::{ClusterId, Precision};
    use documents::{DocumentId, Origin};
    use kit_base::{Day, Instant, Money};
    use kit_db::{Fact, Version};

    use sea_orm::entity::prelude::*;
    use serde::Serialize;

    use crate::{EnterpriseId, ProjectId, Tenure, Vsic};

    /// What a project is in a period.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize)]
    #[sea_orm(table_name = "project_version")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub row_id: i64,
        pub valid_from: Day,
        pub valid_to: Day,
        pub recorded_at: Instant,
        pub superseded_at: Instant,
        pub id: ProjectId,
        pub name: String,
        pub search_name: String,
        pub enterprise_id: EnterpriseId,
        pub cluster_id: ClusterId,
        /// Code of the part of the cluster it lies in; empty where the cluster has none.
        pub part: String,
        pub vsic: Option<Vsic>,
        pub capital_registered: Option<Money>,
        pub capital_realised: Option<Money>,
        /// Whether it has foreign capital (*FDI*).
        pub foreign_capital: bool,
        pub tenure: Tenure,
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

pub(crate) mod project_state {
    use clusters::Precision;
    use documents::{DocumentId, Origin};
    use kit_base::{Day, Instant};
    use kit_db::{Fact, Version};

    use sea_orm::entity::prelude::*;
    use serde::Serialize;

    use crate::{ProjectId, State};

    /// A state of a project, a fact of its own.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize)]
    #[sea_orm(table_name = "project_state")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub row_id: i64,
        pub valid_from: Day,
        pub valid_to: Day,
        pub recorded_at: Instant,
        pub superseded_at: Instant,
        pub project_id: ProjectId,
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
        const KEY: &'static [&'static str] = &["project_id", "state"];
    }
}
