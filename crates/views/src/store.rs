//! The table of saved views, and who sees which.

use std::collections::BTreeSet;

use kit_base::{Error, Message, Result};
use kit_db::{Db, OrFault, Reader, Schema};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
};

pub(crate) use saved_view::Model as View;

pub(crate) fn first(schema: Schema) -> Vec<Vec<String>> {
    vec![schema.internal(
        "saved_view",
        "id text primary key, person text not null, person_name text not null, body text, path text not null, \
         query text not null, name text not null, created_at {int} not null, \
         constraint saved_view_name unique (person, path, name)",
    )]
}

pub(crate) mod saved_view {
    use kit_base::Instant;
    use kit_db::Internal;
    use sea_orm::entity::prelude::*;

    /// A list under a name.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "saved_view")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: String,
        pub person: String,
        /// As it was when the view was saved: who shared it is shown.
        pub person_name: String,
        /// The body whose people see it, too; nothing for a private one.
        pub body: Option<String>,
        pub path: String,
        pub query: String,
        pub name: String,
        pub created_at: Instant,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
    impl Internal for Entity {}
}

impl View {
    /// Where it leads.
    pub(crate) fn href(&self) -> String {
        if self.query.is_empty() { self.path.clone() } else { format!("{}?{}", self.path, self.query) }
    }
}

/// The views that a person sees: their own first, then those shared in their bodies, by name.
pub(crate) async fn seen(reader: &Reader, person: &str) -> Result<Vec<View>> {
    let bodies: BTreeSet<String> = accounts::bodies(reader, person).await?;
    let theirs = Condition::any()
        .add(saved_view::Column::Person.eq(person))
        .add(saved_view::Column::Body.is_in(bodies));
    let found = saved_view::Entity::find().filter(theirs).order_by_asc(saved_view::Column::Name);
    let mut found = found.all(reader).await.or_fault("saved views")?;
    found.sort_by_key(|view| view.person != person);
    Ok(found)
}

/// One of the person's own; anybody else's is not there for them to change.
pub(crate) async fn own(reader: &Reader, person: &str, id: &str) -> Result<View> {
    let found = saved_view::Entity::find_by_id(id).one(reader).await.or_fault("a saved view")?;
    let missing = || Error::NotFound(Message::new("views.no-such"));
    found.filter(|view| view.person == person).ok_or_else(missing)
}

/// Writes a view, in place of the person's other one of that name on the same list.
pub(crate) async fn keep(db: &Db, view: View) -> Result<()> {
    db.internal(async |tx| {
        let same_name = Condition::all()
            .add(saved_view::Column::Person.eq(&view.person))
            .add(saved_view::Column::Path.eq(&view.path))
            .add(saved_view::Column::Name.eq(&view.name));
        let same = Condition::any().add(saved_view::Column::Id.eq(&view.id)).add(same_name);
        tx.delete_where::<saved_view::Entity>(same).await?;
        let row = View { created_at: tx.now(), ..view };
        tx.insert::<saved_view::Entity>(row.into_active_model().reset_all()).await
    })
    .await
}

/// Deletes one.
pub(crate) async fn delete(db: &Db, view: &View) -> Result<()> {
    let same = Condition::all().add(saved_view::Column::Id.eq(&view.id));
    db.internal(async |tx| tx.delete_where::<saved_view::Entity>(same).await.map(|_| ())).await
}
