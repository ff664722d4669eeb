//! Which tables hold facts, how a row is hashed, and how geometry is kept.

use std::{fmt, future::Future, pin::Pin};

use kit_base::{Error, Result, hex};
use sea_orm::{
    ActiveModelTrait, DeriveValueType, EntityTrait, IdenStatic, Iterable, ModelTrait, PaginatorTrait,
    PrimaryKeyToColumn, QueryOrder, Value,
};
use serde::{Serialize, Serializer};
use serde_json::Value as Json;
use sha2::{Digest, Sha256};

use crate::{Dump, Reader, fault};

/// A table whose rows are facts: inserted inside [`crate::Db::act`], hashed into the audit, never deleted.
pub trait Fact: EntityTrait<Model: Serialize + Send + Sync> {}

/// A table that is no fact (a session, a job): written through [`crate::Db::internal`], unaudited.
pub trait Internal: EntityTrait {}

/// What a fact rests on: a document, an import or an entry. The slice of documents owns the records; every fact table
/// points to one.
#[derive(Clone, Copy, Debug)]
pub enum Source {}

/// Geometry in well-known binary, in the coordinate system of the installation unless the column says otherwise.
#[derive(Clone, Debug, PartialEq, Eq, DeriveValueType)]
pub struct Wkb(pub Vec<u8>);

impl Serialize for Wkb {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.serialize_str(&hex(&self.0))
    }
}

pub(crate) type Found<T> = Pin<Box<dyn Future<Output = Result<T>> + Send>>;

/// Key and hash of every row.
type Hashes = Vec<(String, String)>;

/// A fact table as the audit sees it.
#[derive(Clone, Copy)]
pub struct Table {
    /// Its name in the database.
    pub name: &'static str,
    /// Its columns, in the order in which the entity lists them.
    pub columns: fn() -> Vec<&'static str>,
    pub(crate) dump: Dump,
    pub(crate) hashes: fn(Reader) -> Found<Hashes>,
    pub(crate) row: fn(Reader, String) -> Found<Option<Json>>,
}

impl Table {
    /// Describes the table of `E`; `name` must be its table name.
    #[must_use]
    pub const fn of<E: Fact>(name: &'static str) -> Self
    where
        E::ActiveModel: ActiveModelTrait<Entity = E> + Send,
    {
        Self {
            name,
            dump: Dump::of::<E>(name),
            columns: || E::Column::iter().map(|column| column.as_str()).collect(),
            hashes: |reader| Box::pin(async move { hashes::<E>(&reader).await }),
            row: |reader, key| Box::pin(async move { row::<E>(&reader, &key).await }),
        }
    }

    /// One row as JSON, found by its key in the audit.
    ///
    /// # Errors
    /// A fault when the row cannot be read.
    pub async fn find(&self, reader: &Reader, key: &str) -> Result<Option<Json>> {
        (self.row)(reader.clone(), key.to_owned()).await
    }
}

impl fmt::Debug for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

async fn hashes<E: Fact>(reader: &Reader) -> Result<Hashes> {
    let mut found = Vec::new();
    // Without an order the engine may show a row on two pages and another on none.
    let ordered = E::PrimaryKey::iter().fold(E::find(), |query, key| query.order_by_asc(key.into_column()));
    let mut pages = ordered.paginate(reader, 2_000);
    while let Some(rows) = pages.fetch_and_next().await.map_err(fault::of("verify"))? {
        found.extend(rows.iter().map(|row| (row_key::<E>(row), row_hash::<E>(row))));
    }
    Ok(found)
}

async fn row<E: Fact>(reader: &Reader, key: &str) -> Result<Option<Json>> {
    use sea_orm::{ColumnTrait, QueryFilter};
    let Some(column) = E::PrimaryKey::iter().next().map(PrimaryKeyToColumn::into_column) else {
        return Ok(None);
    };
    let found = match key.parse::<i64>() {
        Ok(number) => E::find().filter(column.eq(number)),
        Err(_) => E::find().filter(column.eq(key)),
    };
    let found = found.one(reader).await.map_err(fault::of("find a row"))?;
    found.map(|row| serde_json::to_value(row).map_err(|e| Error::fault("show a row", e))).transpose()
}

/// The primary key as text.
pub(crate) fn row_key<E: Fact>(row: &E::Model) -> String {
    let parts = E::PrimaryKey::iter().map(|key| match row.get(key.into_column()) {
        Value::String(Some(text)) => text,
        Value::BigInt(Some(number)) => number.to_string(),
        other => format!("{other:?}"),
    });
    parts.collect::<Vec<_>>().join("/")
}

/// SHA-256 over the table's name and the row as JSON with sorted keys: the same on both engines. Empty cells are left
/// out, so that a column added by a later version of the program does not change the hash of older rows.
pub(crate) fn row_hash<E: Fact>(row: &E::Model) -> String {
    let mut json = serde_json::to_value(row).unwrap_or(Json::Null);
    if let Some(cells) = json.as_object_mut() {
        cells.retain(|_, cell| !cell.is_null());
    }
    sha256(&[E::default().table_name(), &canonical(&json)])
}

pub(crate) fn sha256(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    hex(&hash.finalize())
}

/// JSON with the keys of every object in order, whatever other crates make of `serde_json::Map`.
pub(crate) fn canonical(json: &Json) -> String {
    match json {
        Json::Object(fields) => {
            let mut fields: Vec<_> = fields.iter().collect();
            fields.sort_by_key(|(name, _)| *name);
            let fields = fields
                .iter()
                .map(|(name, value)| format!("{}:{}", Json::from(name.as_str()), canonical(value)));
            format!("{{{}}}", fields.collect::<Vec<_>>().join(","))
        }
        Json::Array(items) => format!("[{}]", items.iter().map(canonical).collect::<Vec<_>>().join(",")),
        plain => plain.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_order_of_keys_does_not_change_the_text() {
        assert_eq!(
            canonical(&json!({"b": [1, {"d": 1, "c": 2}], "a": null})),
            r#"{"a":null,"b":[1,{"c":2,"d":1}]}"#
        );
    }

    #[test]
    fn parts_of_a_hash_cannot_run_into_each_other() {
        assert_ne!(sha256(&["ab", "c"]), sha256(&["a", "bc"]));
    }
}
