//! The tables of people, positions and grants.

pub(crate) mod person {
    use kit_db::Fact;
    use sea_orm::entity::prelude::*;
    use serde::Serialize;

    use crate::PersonId;

    /// The identity of a person.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize)]
    #[sea_orm(table_name = "person")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: PersonId,
        /// What they sign in with; lower case.
        pub login: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
    impl Fact for Entity {}
}

pub(crate) mod person_version {
    use kit_base::{Day, Instant};
    use kit_db::{Fact, Version};
    use sea_orm::entity::prelude::*;
    use serde::Serialize;

    use crate::PersonId;

    /// What a person was called in a period, and whether they could sign in.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize)]
    #[sea_orm(table_name = "person_version")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub row_id: i64,
        pub valid_from: Day,
        pub valid_to: Day,
        pub recorded_at: Instant,
        pub superseded_at: Instant,
        pub id: PersonId,
        pub name: String,
        pub active: bool,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
    impl Fact for Entity {}
    impl Version for Entity {
        const KEY: &'static [&'static str] = &["id"];
    }
}

pub(crate) mod position {
    use kit_db::Fact;
    use sea_orm::entity::prelude::*;
    use serde::Serialize;

    use crate::PositionId;

    /// The identity of a position.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize)]
    #[sea_orm(table_name = "position")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: PositionId,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
    impl Fact for Entity {}
}

pub(crate) mod position_version {
    use kit_base::{Day, Id, Instant};
    use kit_db::{Fact, Source, Version};
    use places::BodyId;
    use sea_orm::entity::prelude::*;
    use serde::Serialize;

    use crate::PositionId;

    /// What a position was called in a period, and in which body.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize)]
    #[sea_orm(table_name = "position_version")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub row_id: i64,
        pub valid_from: Day,
        pub valid_to: Day,
        pub recorded_at: Instant,
        pub superseded_at: Instant,
        pub id: PositionId,
        pub title: String,
        pub body_id: BodyId,
        /// The document it rests on; nothing where an account was made on the command line.
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

pub(crate) mod holding {
    use kit_base::{Day, Id, Instant};
    use kit_db::{Fact, Source, Version};
    use sea_orm::entity::prelude::*;
    use serde::Serialize;

    use crate::{PersonId, PositionId};

    /// Who holds which position.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize)]
    #[sea_orm(table_name = "holding")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub row_id: i64,
        pub valid_from: Day,
        pub valid_to: Day,
        pub recorded_at: Instant,
        pub superseded_at: Instant,
        pub person_id: PersonId,
        pub position_id: PositionId,
        /// The document it rests on; nothing where an account was made on the command line.
        pub source_id: Option<Id<Source>>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
    impl Fact for Entity {}
    impl Version for Entity {
        const KEY: &'static [&'static str] = &["person_id", "position_id"];
    }
}

pub(crate) mod grant_right {
    use kit_base::{Day, Id, Instant};
    use kit_db::{Fact, Source, Version};
    use places::{BodyId, UnitId};
    use sea_orm::entity::prelude::*;
    use serde::Serialize;

    use crate::{GrantId, PositionId};

    /// What the holder of a position may do, and how far it reaches.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize)]
    #[sea_orm(table_name = "grant_right")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub row_id: i64,
        pub valid_from: Day,
        pub valid_to: Day,
        pub recorded_at: Instant,
        pub superseded_at: Instant,
        pub id: GrantId,
        pub position_id: PositionId,
        pub action: String,
        /// Only subjects of the position's own body.
        pub own_body: bool,
        /// Only subjects in this unit, or in what became of it.
        pub unit_id: Option<UnitId>,
        /// Only subjects of this body, or of those that took over from it.
        pub body_id: Option<BodyId>,
        /// The document it rests on; nothing where an account was made on the command line.
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
