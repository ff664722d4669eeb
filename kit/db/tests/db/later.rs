//! The tables of a later version of the program, with one column more in each.

use kit_db::{Fact, Migration, Storage, Table};

use crate::sample::{plot, tables};

pub mod note {
    use sea_orm::entity::prelude::*;
    use serde::Serialize;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize)]
    #[sea_orm(table_name = "note")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: String,
        pub text: String,
        pub pages: i64,
        pub remark: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

impl Fact for note::Entity {}

pub const GROWN_NOTE: &[Storage] = &[Storage {
    migrations: &[
        Migration { name: "sample-0001", up: tables },
        Migration {
            name: "sample-0002",
            up: |schema| vec![schema.column("note", "remark text"), schema.column("plot", "pages {int}")],
        },
    ],
    tables: &[Table::of::<note::Entity>("note"), Table::of::<plot::Entity>("plot")],
    kept: &[],
    jobs: &[],
}];
