//! What people had typed when their session ended: kept for a week, for them alone.

use kit_base::{Error, Instant, Result};
use kit_db::{InternalTx, OrFault};
use kit_web::App;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set};

use crate::{
    PersonId, WEEK_SECONDS,
    store::draft::{ActiveModel, Column, Entity},
};

const MOST_BYTES: usize = 1 << 20;
/// A person who types into twenty ended sessions still finds the newest.
const MOST_PER_PERSON: u64 = 20;

/// Keeps a form; gives the key to fetch it with.
pub(crate) async fn keep(app: App, person: String, path: String, body: String) -> Result<String> {
    let person = id_of(&person)?;
    let body = what_is_kept(&body, MOST_BYTES);
    let key = kit_base::secret();
    let row = |now| ActiveModel {
        id: Set(key.clone()),
        person_id: Set(person),
        path: Set(path),
        body: Set(body),
        created_at: Set(now),
    };
    app.db()
        .internal(async |tx| {
            make_room(tx, person).await?;
            tx.insert::<Entity>(row(tx.now())).await
        })
        .await?;
    Ok(key)
}

/// Fetches a form, when it is this person's and not older than a week.
pub(crate) async fn fetch(app: App, person: String, key: String) -> Result<Option<String>> {
    let since = app.db().clock().now().plus_seconds(-WEEK_SECONDS);
    let reader = app.db().read().await?;
    let mine = Entity::find_by_id(key).filter(Column::PersonId.eq(id_of(&person)?));
    let found = mine.filter(Column::CreatedAt.gte(since)).one(&reader).await.or_fault("a draft")?;
    Ok(found.map(|draft| draft.body))
}

/// Deletes what is older.
pub(crate) async fn sweep(tx: &InternalTx<'_>, before: Instant) -> Result<()> {
    tx.delete_where::<Entity>(Condition::all().add(Column::CreatedAt.lt(before))).await.map(|_| ())
}

/// Deletes a person's oldest drafts, so that there is room for one more.
async fn make_room(tx: &InternalTx<'_>, person: PersonId) -> Result<()> {
    let newest = Entity::find().filter(Column::PersonId.eq(person)).order_by_desc(Column::CreatedAt);
    let newest = newest.limit(MOST_PER_PERSON - 1).all(tx.reader()).await.or_fault("drafts")?;
    let kept = newest.into_iter().map(|draft| draft.id);
    let others = Condition::all().add(Column::PersonId.eq(person)).add(Column::Id.is_not_in(kept));
    tx.delete_where::<Entity>(others).await.map(|_| ())
}

/// The fields that fit, so that one that is much too long does not take the others with it. A password is never kept,
/// and the token of an ended session is of no use.
fn what_is_kept(body: &str, most: usize) -> String {
    let fields = form_urlencoded::parse(body.as_bytes());
    let fields = fields.filter(|(name, _)| name != "csrf" && !name.starts_with("password"));
    fields.fold(String::new(), |kept, (name, value)| {
        let length = kept.len();
        let longer = form_urlencoded::Serializer::for_suffix(kept, 0).append_pair(&name, &value).finish();
        if longer.len() <= most { longer } else { longer.get(..length).unwrap_or_default().to_owned() }
    })
}

fn id_of(person: &str) -> Result<PersonId> {
    person.parse().map_err(|cause| Error::fault("a person's draft", cause))
}

#[cfg(test)]
mod tests {
    use super::what_is_kept;

    #[test]
    fn a_draft_holds_what_was_typed_but_no_secret() {
        let typed = "name=H%E1%BB%A3p+Th%E1%BB%8Bnh&csrf=1&password=a&password-new=b&area=1%2C5";
        assert_eq!(what_is_kept(typed, 1000), "name=H%E1%BB%A3p+Th%E1%BB%8Bnh&area=1%2C5");
    }

    #[test]
    fn a_field_that_is_too_long_does_not_take_the_others_with_it() {
        let typed = format!("name=a&note={}&area=1", "x".repeat(100));
        assert_eq!(what_is_kept(&typed, 60), "name=a&area=1");
    }
}
