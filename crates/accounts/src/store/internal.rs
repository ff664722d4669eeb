//! The tables that are no facts: secrets kept as hashes, sessions, attempts, drafts.

pub(crate) mod credential {
    use kit_base::Instant;
    use kit_db::Internal;
    use sea_orm::entity::prelude::*;

    use crate::PersonId;

    /// How a person proves who they are.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "credential")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub person_id: PersonId,
        /// PHC string of the password.
        pub hash: String,
        pub changed_at: Instant,
        /// Somebody else chose the password: the person chooses their own before anything else.
        pub must_change: bool,
        /// Sessions are swept; this stays.
        pub last_sign_in_at: Option<Instant>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
    impl Internal for Entity {}
}

pub(crate) mod session {
    use kit_base::Instant;
    use kit_db::Internal;
    use sea_orm::entity::prelude::*;

    use crate::PersonId;

    /// A person at one browser.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "session")]
    pub struct Model {
        /// SHA-256 of the token: who reads the table cannot use the sessions.
        #[sea_orm(primary_key, auto_increment = false)]
        pub token_hash: String,
        pub person_id: PersonId,
        /// What the forms of this session send back.
        pub csrf: String,
        pub created_at: Instant,
        pub seen_at: Instant,
        pub expires_at: Instant,
        /// The delegation by which the person acts on behalf of another; nothing when for themselves.
        pub acting_for: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
    impl Internal for Entity {}
}

pub(crate) mod sign_in_attempt {
    use kit_base::{Id, Instant};
    use kit_db::Internal;
    use sea_orm::entity::prelude::*;

    use crate::attempts::AttemptMark;

    /// Somebody tried a password.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "sign_in_attempt")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Id<AttemptMark>,
        /// The login as typed, folded; there need not be such a person.
        pub login_folded: String,
        pub address: String,
        pub at: Instant,
        pub ok: bool,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
    impl Internal for Entity {}
}

pub(crate) mod draft {
    use kit_base::Instant;
    use kit_db::Internal;
    use sea_orm::entity::prelude::*;

    use crate::PersonId;

    /// What a person had typed when their session ended.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "draft")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: String,
        pub person_id: PersonId,
        pub path: String,
        pub body: String,
        pub created_at: Instant,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
    impl Internal for Entity {}
}
