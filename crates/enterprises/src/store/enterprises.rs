//! Enterprises: identity and versions.

pub(crate) mod enterprise {
    use kit_db::Fact;
    use sea_orm::entity::prelude::*;
    use serde::Serialize;

    use crate::EnterpriseId;

    /// The identity of an enterprise. Renamed or moved it stays the same.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize)]
    #[sea_orm(table_name = "enterprise")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: EnterpriseId,
        pub code: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
    impl Fact for Entity {}
}

pub(crate) mod enterprise_version {
    use clusters::Precision;
    use documents::{DocumentId, Origin};
    use kit_base::{Day, Instant};
    use kit_db::{Fact, Version};
    use places::BodyId;
    use sea_orm::entity::prelude::*;
    use serde::Serialize;

    use crate::{EnterpriseId, Kind, TaxCode};

    /// Name and numbers of an enterprise in a period.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize)]
    #[sea_orm(table_name = "enterprise_version")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub row_id: i64,
        pub valid_from: Day,
        pub valid_to: Day,
        pub recorded_at: Instant,
        pub superseded_at: Instant,
        pub id: EnterpriseId,
        pub name: String,
        pub search_name: String,
        pub kind: Kind,
        /// Nothing when it is not known, and for what is made up.
        pub tax_code: Option<TaxCode>,
        /// Of the main foreign investor, ISO 3166-1 alpha-2; empty without one.
        pub country: String,
        /// The body whose people act for it in this program.
        pub body_id: Option<BodyId>,
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
