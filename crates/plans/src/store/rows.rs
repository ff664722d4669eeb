//! Rows of a plan, and the units they lie in.

pub(crate) mod plan_row {
    use clusters::{ClusterId, Precision};
    use documents::{DocumentId, Origin};
    use kit_base::{Area, Day, Instant};
    use kit_db::{Fact, Version};
    use sea_orm::entity::prelude::*;
    use serde::Serialize;

    use crate::{Change, PlanId, RowKind};

    /// What a plan says of a cluster or park in a period. Clusters and parks are numbered apart, as in the annexes of
    /// a decision.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize)]
    #[sea_orm(table_name = "plan_row")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub row_id: i64,
        pub valid_from: Day,
        pub valid_to: Day,
        pub recorded_at: Instant,
        pub superseded_at: Instant,
        pub plan_id: PlanId,
        pub kind: RowKind,
        /// Number in the list (*số thứ tự*), as printed.
        pub nr: String,
        pub name: String,
        /// The cluster of the register; nothing while none is established.
        pub cluster_id: Option<ClusterId>,
        /// The park that a cluster becomes part of, by name.
        pub park: String,
        pub area_before: Option<Area>,
        /// Area in this plan, in 0.01 m²; nothing when it is not known.
        pub area: Option<Area>,
        pub change: Change,
        /// Which part of the period it is for (*phân kỳ*), as printed.
        pub phase: String,
        pub reason: String,
        pub precision: Precision,
        pub origin: Origin,
        pub source_id: DocumentId,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
    impl Fact for Entity {}
    impl Version for Entity {
        const KEY: &'static [&'static str] = &["plan_id", "kind", "nr"];
    }
}

pub(crate) mod plan_row_unit {
    use kit_base::{Day, Instant};
    use kit_db::{Fact, Version};
    use places::UnitId;
    use sea_orm::entity::prelude::*;
    use serde::Serialize;

    use crate::{PlanId, RowKind};

    /// A unit that a row lies in, as it was called then. It is recorded together with its row and rests on the same
    /// document.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize)]
    #[sea_orm(table_name = "plan_row_unit")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub row_id: i64,
        pub valid_from: Day,
        pub valid_to: Day,
        pub recorded_at: Instant,
        pub superseded_at: Instant,
        pub plan_id: PlanId,
        pub kind: RowKind,
        pub nr: String,
        pub unit_id: UnitId,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
    impl Fact for Entity {}
    impl Version for Entity {
        const KEY: &'static [&'static str] = &["plan_id", "kind", "nr", "unit_id"];
    }
}
