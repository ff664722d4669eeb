//! The tables of who stands in for whom: delegations, absences, and positions handed over.

pub(crate) mod delegation {
    use kit_db::Fact;
    use sea_orm::entity::prelude::*;
    use serde::Serialize;

    use crate::DelegationId;

    /// The identity of a delegation.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize)]
    #[sea_orm(table_name = "delegation")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: DelegationId,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
    impl Fact for Entity {}
}

pub(crate) mod delegation_version {
    use kit_base::{Day, Id, Instant};
    use kit_db::{Fact, Source, Version};
    use sea_orm::entity::prelude::*;
    use serde::Serialize;

    use crate::{DelegationId, PersonId, PositionId};

    /// Who acts on behalf of the holder of a position, in which period, and in what.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize)]
    #[sea_orm(table_name = "delegation_version")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub row_id: i64,
        pub valid_from: Day,
        pub valid_to: Day,
        pub recorded_at: Instant,
        pub superseded_at: Instant,
        pub id: DelegationId,
        pub position_id: PositionId,
        /// Who holds the position and lets another act.
        pub giver_id: PersonId,
        pub deputy_id: PersonId,
        /// Names of actions with a blank between them; empty for all that the position may do.
        pub actions: String,
        pub source_id: Id<Source>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
    impl Fact for Entity {}
    impl Version for Entity {
        const KEY: &'static [&'static str] = &["id"];
    }
}

pub(crate) mod absence {
    use kit_base::{Day, Instant};
    use kit_db::{Fact, Version};
    use sea_orm::entity::prelude::*;
    use serde::Serialize;

    use crate::PersonId;

    /// When somebody is not at their desk, and who stands in.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize)]
    #[sea_orm(table_name = "absence")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub row_id: i64,
        pub valid_from: Day,
        pub valid_to: Day,
        pub recorded_at: Instant,
        pub superseded_at: Instant,
        pub person_id: PersonId,
        pub deputy_id: Option<PersonId>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
    impl Fact for Entity {}
    impl Version for Entity {
        const KEY: &'static [&'static str] = &["person_id"];
    }
}

pub(crate) mod hand_over {
    use kit_base::{Id, Instant};
    use kit_db::{Fact, Source};
    use sea_orm::entity::prelude::*;
    use serde::Serialize;

    use crate::{PersonId, PositionId};

    /// What a position had open when it went from one holder to another, as both saw it.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize)]
    #[sea_orm(table_name = "hand_over")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Id<Model>,
        pub position_id: PositionId,
        pub giver_id: PersonId,
        pub taker_id: PersonId,
        /// One open matter a line: since when it waits, and what it is.
        pub matters: String,
        pub note: String,
        pub source_id: Id<Source>,
        pub signed_at: Instant,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
    impl Fact for Entity {}
}
