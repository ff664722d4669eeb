//! Tables of people and their rights, and nothing but reading them.

mod duties;
mod facts;
mod internal;

pub(crate) use duties::{absence, delegation, delegation_version, hand_over};
pub(crate) use facts::{grant_right, holding, person, person_version, position, position_version};
pub(crate) use internal::{credential, draft, session, sign_in_attempt};

use std::collections::HashMap;

use kit_base::{At, Instant, Result};
use kit_db::{AsOf, OrFault, Reader, Schema};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::{
    PersonId,
    model::{Account, Position, Right},
};

pub(crate) fn first(schema: Schema) -> Vec<Vec<String>> {
    vec![
        schema.facts("person", "id text primary key, login text not null constraint person_login unique"),
        schema.versions(
            "person_version",
            &["id"],
            "id text not null references person (id), name text not null, active boolean not null",
        ),
        schema.facts("position", "id text primary key"),
        schema.versions(
            "position_version",
            &["id"],
            "id text not null references position (id), title text not null, \
             body_id text not null references body (id)",
        ),
        schema.versions(
            "holding",
            &["person_id", "position_id"],
            "person_id text not null references person (id), position_id text not null references position (id)",
        ),
        schema.versions(
            "grant_right",
            &["id"],
            "id text not null, position_id text not null references position (id), action text not null, \
             own_body boolean not null, unit_id text references unit (id)",
        ),
        schema.sql("create index grant_right_position on grant_right (position_id)"),
        schema.internal(
            "credential",
            "person_id text primary key references person (id), hash text not null, changed_at {int} not null, \
             must_change boolean not null, last_sign_in_at {int}",
        ),
        schema.internal(
            "session",
            "token_hash text primary key, person_id text not null references person (id), csrf text not null, \
             created_at {int} not null, seen_at {int} not null, expires_at {int} not null",
        ),
        schema.sql("create index session_person on session (person_id)"),
        schema.internal(
            "sign_in_attempt",
            "id text primary key, login_folded text not null, address text not null, at {int} not null, \
             ok boolean not null",
        ),
        schema.sql("create index sign_in_attempt_login on sign_in_attempt (login_folded, at)"),
        schema.sql("create index sign_in_attempt_address on sign_in_attempt (address, at)"),
        schema.internal(
            "draft",
            "id text primary key, person_id text not null references person (id), path text not null, \
             body text not null, created_at {int} not null",
        ),
    ]
}

/// Positions, holdings and rights rest on documents; a right may be for a named body; people act for one another.
pub(crate) fn second(schema: Schema) -> Vec<Vec<String>> {
    let source = "source_id text references document (id)";
    let not_null = "not null references";
    vec![
        schema.column("position_version", source),
        schema.column("holding", source),
        schema.column("grant_right", "body_id text references body (id)"),
        schema.column("grant_right", source),
        schema.facts("delegation", "id text primary key"),
        schema.versions(
            "delegation_version",
            &["id"],
            &format!(
                "id text {not_null} delegation (id), position_id text {not_null} position (id), \
                 giver_id text {not_null} person (id), deputy_id text {not_null} person (id), \
                 actions text not null, source_id text {not_null} document (id)"
            ),
        ),
        schema.sql("create index delegation_version_deputy on delegation_version (deputy_id, superseded_at)"),
        schema.versions(
            "absence",
            &["person_id"],
            &format!("person_id text {not_null} person (id), deputy_id text references person (id)"),
        ),
        schema.facts(
            "hand_over",
            &format!(
                "id text primary key, position_id text {not_null} position (id), \
                 giver_id text {not_null} person (id), taker_id text {not_null} person (id), \
                 matters text not null, note text not null, source_id text {not_null} document (id), \
                 signed_at {{int}} not null"
            ),
        ),
        schema.sql("alter table session add column acting_for text"),
    ]
}

/// All people with their positions and grants, in the order they were entered.
pub(crate) async fn accounts(reader: &Reader, at: At) -> Result<Vec<Account>> {
    let people =
        person::Entity::find().order_by_asc(person::Column::Id).all(reader).await.or_fault("people")?;
    let versions = person_version::Entity::find().at(at).all(reader).await.or_fault("people")?;
    let holdings = holding::Entity::find().at(at).all(reader).await.or_fault("positions")?;
    let positions = positions(reader, at, &holdings).await?;
    let known = |person: person::Model| {
        let version = versions.iter().find(|version| version.id == person.id)?;
        Some(assemble(person, version, &holdings, &positions))
    };
    Ok(people.into_iter().filter_map(known).collect())
}

/// One person with their positions and grants.
pub(crate) async fn account(reader: &Reader, at: At, id: PersonId) -> Result<Option<Account>> {
    let person = person::Entity::find_by_id(id).one(reader).await.or_fault("a person")?;
    let version = person_version::Entity::find().filter(person_version::Column::Id.eq(id)).at(at);
    let version = version.one(reader).await.or_fault("a person")?;
    let (Some(person), Some(version)) = (person, version) else { return Ok(None) };
    let holdings = holding::Entity::find().filter(holding::Column::PersonId.eq(id)).at(at);
    let holdings = holdings.all(reader).await.or_fault("positions")?;
    let positions = positions(reader, at, &holdings).await?;
    Ok(Some(assemble(person, &version, &holdings, &positions)))
}

async fn positions(reader: &Reader, at: At, holdings: &[holding::Model]) -> Result<Vec<Position>> {
    let ids: Vec<_> = holdings.iter().map(|holding| holding.position_id).collect();
    let versions = position_version::Entity::find().filter(position_version::Column::Id.is_in(ids.clone()));
    let versions = versions.at(at).all(reader).await.or_fault("positions")?;
    let grants = grant_right::Entity::find().filter(grant_right::Column::PositionId.is_in(ids)).at(at);
    let grants = grants.order_by_asc(grant_right::Column::Id).all(reader).await.or_fault("grants")?;
    let position = |version: position_version::Model| Position {
        id: version.id,
        title: version.title,
        body: version.body_id,
        rights: grants.iter().filter(|grant| grant.position_id == version.id).map(Right::from).collect(),
    };
    Ok(versions.into_iter().map(position).collect())
}

fn assemble(
    person: person::Model,
    version: &person_version::Model,
    holdings: &[holding::Model],
    positions: &[Position],
) -> Account {
    let held = holdings.iter().filter(|holding| holding.person_id == person.id);
    let held =
        held.filter_map(|holding| positions.iter().find(|position| position.id == holding.position_id));
    Account {
        positions: held.cloned().collect(),
        id: person.id,
        login: person.login,
        name: version.name.clone(),
        active: version.active,
    }
}

/// The hand-overs of a position that were signed, newest first.
pub(crate) async fn hand_overs(reader: &Reader, of: crate::PositionId) -> Result<Vec<hand_over::Model>> {
    let rows = hand_over::Entity::find().filter(hand_over::Column::PositionId.eq(of));
    rows.order_by_desc(hand_over::Column::SignedAt).all(reader).await.or_fault("hand-overs")
}

/// The names of people and the titles of positions by their ids: the last of each.
pub(crate) async fn names(reader: &Reader, known_at: Instant) -> Result<HashMap<String, String>> {
    let people = person_version::Entity::find().known(known_at);
    let people = people.order_by_asc(person_version::Column::ValidFrom).all(reader).await;
    let people = people.or_fault("people")?.into_iter().map(|row| (row.id.to_string(), row.name));
    let positions = position_version::Entity::find().known(known_at);
    let positions = positions.order_by_asc(position_version::Column::ValidFrom).all(reader).await;
    let positions = positions.or_fault("positions")?.into_iter().map(|row| (row.id.to_string(), row.title));
    Ok(people.chain(positions).collect())
}

/// The person with this login, whether they may still sign in or not.
pub(crate) async fn person_by_login(reader: &Reader, login: &str) -> Result<Option<PersonId>> {
    let found = person::Entity::find().filter(person::Column::Login.eq(login)).one(reader).await;
    Ok(found.or_fault("a person")?.map(|person| person.id))
}

/// Whether a person may sign in on a day.
pub(crate) async fn is_active(reader: &Reader, at: At, id: PersonId) -> Result<bool> {
    let version = person_version::Entity::find().filter(person_version::Column::Id.eq(id)).at(at);
    let version = version.one(reader).await.or_fault("a person")?;
    Ok(version.is_some_and(|version| version.active))
}

/// How a person proves who they are, when they can.
pub(crate) async fn credential_of(reader: &Reader, id: PersonId) -> Result<Option<credential::Model>> {
    credential::Entity::find_by_id(id).one(reader).await.or_fault("a credential")
}

/// When each person last signed in.
pub(crate) async fn last_sign_ins(reader: &Reader) -> Result<HashMap<PersonId, Instant>> {
    let rows = credential::Entity::find().all(reader).await.or_fault("credentials")?;
    Ok(rows.into_iter().filter_map(|row| Some((row.person_id, row.last_sign_in_at?))).collect())
}
