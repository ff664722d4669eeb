//! Who did what to which record, when: append-only and hash-chained.

use kit_base::{Instant, Result};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{Reader, fault, state, table::sha256};

pub(crate) mod entry {
    use kit_base::Instant;
    use sea_orm::entity::prelude::*;
    use serde::Serialize;
    use utoipa::ToSchema;

    /// One deed.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, ToSchema)]
    #[sea_orm(table_name = "audit_entry")]
    #[schema(as = AuditEntry)]
    pub struct Model {
        /// Place in the chain, from 1, without gaps.
        #[sea_orm(primary_key, auto_increment = false)]
        pub seq: i64,
        /// When.
        #[serde(serialize_with = "kit_base::moment")]
        #[schema(value_type = String, format = DateTime)]
        pub at: Instant,
        /// Id of the person; nothing for the system.
        pub person: Option<String>,
        /// Name of the person, or `system`.
        pub name: String,
        /// Position and office on that day.
        pub position: String,
        /// For whom they acted, with position and office; nothing when for themselves.
        pub on_behalf: Option<String>,
        /// `web`, or `cli:` and the user of the operating system.
        pub via: String,
        /// Name of the action.
        pub action: String,
        /// Kind of the record.
        pub subject_kind: String,
        /// Key of the record.
        pub subject_key: String,
        /// Name of the record on that day.
        pub subject_label: String,
        /// The document the deed rests on, in words.
        pub document: Option<String>,
        /// Hash over the rows it left behind.
        pub changes_hash: String,
        /// Hash of the entry before.
        pub prev_hash: String,
        /// Hash of this entry.
        pub hash: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod change {
    use sea_orm::entity::prelude::*;
    use serde::Serialize;
    use utoipa::ToSchema;

    /// One row that a deed left behind.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, ToSchema)]
    #[sea_orm(table_name = "audit_change")]
    #[schema(as = AuditChange)]
    pub struct Model {
        /// The deed.
        #[sea_orm(primary_key, auto_increment = false)]
        pub seq: i64,
        /// Order within the deed, from 0.
        #[sea_orm(primary_key, auto_increment = false)]
        pub nr: i64,
        /// Table of the row.
        pub table_name: String,
        /// Primary key of the row, as text.
        pub row_key: String,
        /// `insert`, or `supersede` when the row ceased to stand.
        pub kind: String,
        /// Hash of the row after the deed.
        pub row_hash: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub use change::Model as Change;
pub use entry::Model as AuditEntry;

impl Change {
    /// The key of the word for its kind.
    #[must_use]
    pub fn kind_word(&self) -> &'static str {
        if self.kind == "insert" { "audit.inserted" } else { "audit.superseded" }
    }
}

/// What the chain hangs on before its first entry.
pub(crate) const ROOT: &str = "cot-moc";

pub(crate) fn changes_hash(changes: &[Change]) -> String {
    let parts: Vec<&str> = changes
        .iter()
        .flat_map(|c| [c.table_name.as_str(), c.row_key.as_str(), c.kind.as_str(), c.row_hash.as_str()])
        .collect();
    sha256(&parts)
}

pub(crate) fn entry_hash(e: &AuditEntry) -> String {
    let (seq, at) = (e.seq.to_string(), e.at.micros().to_string());
    let none = String::new();
    let mut parts: Vec<&str> = vec![
        &e.prev_hash,
        &seq,
        &at,
        e.person.as_ref().unwrap_or(&none),
        &e.name,
        &e.position,
        &e.via,
        &e.action,
        &e.subject_kind,
        &e.subject_key,
        &e.subject_label,
        e.document.as_ref().unwrap_or(&none),
        &e.changes_hash,
    ];
    // Came later: entries without it keep their hash.
    parts.extend(e.on_behalf.as_deref());
    sha256(&parts)
}

/// Which entries to show.
#[derive(Clone, Debug, Default, Serialize, ToSchema)]
pub struct AuditFilter {
    /// Only of this record: kind and key.
    pub subject: Option<(String, String)>,
    /// Only by this person.
    pub person: Option<String>,
    /// Only this action.
    pub action: Option<String>,
    /// Only one of these actions; none for all.
    pub actions: Vec<&'static str>,
    /// Only on records of these kinds; none for all.
    pub kinds: Vec<&'static str>,
    /// Only where this text is in the key or the name of the record.
    pub record: Option<String>,
    /// Only from this moment on.
    #[serde(serialize_with = "kit_base::moment")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub since: Option<Instant>,
    /// Only up to this moment.
    #[serde(serialize_with = "kit_base::moment")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub until: Option<Instant>,
    /// Only entries before this place in the chain, for paging.
    pub before: Option<i64>,
    /// Only deeds on records of these kinds with these keys.
    #[serde(skip)]
    #[schema(ignore)]
    pub only: Option<Vec<(String, Vec<String>)>>,
}

/// Entries, newest first.
///
/// # Errors
/// A fault when they cannot be read.
pub async fn entries(reader: &Reader, filter: &AuditFilter, most: u64) -> Result<Vec<AuditEntry>> {
    use entry::Column;
    let mut query = entry::Entity::find().order_by_desc(Column::Seq).limit(most);
    if let Some((kind, key)) = &filter.subject {
        query = query.filter(Column::SubjectKind.eq(kind)).filter(Column::SubjectKey.eq(key));
    }
    if let Some(only) = &filter.only {
        let of = |(kind, keys): &(String, Vec<String>)| {
            Condition::all()
                .add(Column::SubjectKind.eq(kind))
                .add(Column::SubjectKey.is_in(keys.iter().cloned()))
        };
        query = query.filter(only.iter().map(of).fold(Condition::any(), Condition::add));
    }
    if let Some(person) = &filter.person {
        query = query.filter(Column::Person.eq(person));
    }
    if let Some(action) = &filter.action {
        query = query.filter(Column::Action.eq(action));
    }
    if !filter.actions.is_empty() {
        query = query.filter(Column::Action.is_in(filter.actions.iter().copied()));
    }
    if !filter.kinds.is_empty() {
        query = query.filter(Column::SubjectKind.is_in(filter.kinds.iter().copied()));
    }
    if let Some(text) = &filter.record {
        let either = Condition::any().add(Column::SubjectKey.contains(text));
        query = query.filter(either.add(Column::SubjectLabel.contains(text)));
    }
    if let Some(since) = filter.since {
        query = query.filter(Column::At.gte(since));
    }
    if let Some(until) = filter.until {
        query = query.filter(Column::At.lte(until));
    }
    if let Some(before) = filter.before {
        query = query.filter(Column::Seq.lt(before));
    }
    query.all(reader).await.map_err(fault::of("read the audit"))
}

/// Everybody who ever did something, by id, with the name they had last.
///
/// # Errors
/// A fault when they cannot be read.
pub async fn audit_people(reader: &Reader) -> Result<Vec<(String, String)>> {
    use entry::Column;
    let last = entry::Entity::find()
        .select_only()
        .column_as(Column::Seq.max(), "seq")
        .filter(Column::Person.is_not_null())
        .group_by(Column::Person);
    let last: Vec<i64> = last.into_tuple().all(reader).await.map_err(fault::of("read the audit"))?;
    let rows = entry::Entity::find().filter(Column::Seq.is_in(last)).order_by_asc(Column::Name);
    let rows = rows.all(reader).await.map_err(fault::of("read the audit"))?;
    Ok(rows.into_iter().filter_map(|row| Some((row.person?, row.name))).collect())
}

/// The rows a deed left behind, in their order.
///
/// # Errors
/// A fault when they cannot be read.
pub async fn entry_changes(reader: &Reader, seq: i64) -> Result<Vec<Change>> {
    let query = change::Entity::find().filter(change::Column::Seq.eq(seq)).order_by_asc(change::Column::Nr);
    query.all(reader).await.map_err(fault::of("read the audit"))
}

impl Reader {
    /// The last entry of the chain: place and hash.
    ///
    /// # Errors
    /// A fault when it cannot be read.
    pub async fn audit_head(&self) -> Result<(i64, String)> {
        let last = last_entry(self).await?;
        Ok(last.map_or((0, ROOT.to_owned()), |entry| (entry.seq, entry.hash)))
    }

    /// The hash of the last deed that left a row behind. It names a state of all facts, and stays when somebody only
    /// signs in or takes a file away.
    ///
    /// # Errors
    /// A fault when it cannot be read.
    pub async fn facts_head(&self) -> Result<String> {
        self.last_change().await.map(|(_, head, _)| head)
    }

    /// The last deed that left a row behind: as long as it is the same, so are all facts.
    pub(crate) async fn last_change(&self) -> Result<state::Change> {
        use sea_orm::{
            ExprTrait,
            sea_query::{Expr, Query},
        };
        let last = Query::select().expr(Expr::col(change::Column::Seq).max()).from(change::Entity).take();
        let deed = entry::Entity::find()
            .select_only()
            .columns([entry::Column::Seq, entry::Column::Hash, entry::Column::At])
            .filter(entry::Column::Seq.in_subquery(last))
            .into_tuple()
            .one(self.connection())
            .await
            .map_err(fault::of("read the audit"))?;
        Ok(deed.unwrap_or_else(|| (0, ROOT.to_owned(), Instant::from_micros(0))))
    }
}

pub(crate) async fn last_entry(reader: &Reader) -> Result<Option<AuditEntry>> {
    let query = entry::Entity::find().order_by_desc(entry::Column::Seq);
    query.one(reader).await.map_err(fault::of("read the audit"))
}
