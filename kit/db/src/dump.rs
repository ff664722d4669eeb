//! The rows of a table in no engine's own form, for the backup: one JSON object a row, empty cells left out.

use kit_base::{Error, Result, hex};
use sea_orm::{
    ActiveModelTrait, EntityTrait, IdenStatic, Iterable, ModelTrait, PaginatorTrait, PrimaryKeyToColumn,
    QueryOrder, Value, prelude::Date,
};
use serde_json::{Map, Value as Json};

use crate::{Reader, fault, table::Found};

/// Rows read at a time.
const PAGE: u64 = 2_000;

/// A table as the backup sees it.
#[derive(Clone, Copy)]
pub struct Dump {
    /// Its name.
    pub(crate) name: &'static str,
    /// So many rows of it, in the order of its key, from page 0 on.
    pub(crate) page: fn(Reader, u64) -> Found<Vec<Json>>,
    /// Inserts rows.
    pub(crate) load: fn(Reader, Vec<Json>) -> Found<()>,
}

impl std::fmt::Debug for Dump {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

impl Dump {
    /// Describes the table of `E`; `name` must be its table name.
    #[must_use]
    pub const fn of<E>(name: &'static str) -> Self
    where
        E: EntityTrait<Model: Send + Sync>,
        E::ActiveModel: ActiveModelTrait<Entity = E> + Send,
    {
        Self {
            name,
            page: |reader, nr| Box::pin(async move { page::<E>(&reader, nr).await }),
            load: |reader, rows| Box::pin(async move { load::<E>(&reader, rows).await }),
        }
    }
}

async fn page<E: EntityTrait<Model: Send + Sync>>(reader: &Reader, nr: u64) -> Result<Vec<Json>> {
    let ordered = E::PrimaryKey::iter().fold(E::find(), |query, key| query.order_by_asc(key.into_column()));
    let rows = ordered.paginate(reader, PAGE).fetch_page(nr).await.map_err(fault::of("back up"))?;
    rows.iter().map(row::<E>).collect()
}

fn row<E: EntityTrait>(row: &E::Model) -> Result<Json> {
    let mut cells = Map::new();
    for column in E::Column::iter() {
        let cell = match row.get(column) {
            Value::String(Some(text)) => text.into(),
            Value::BigInt(Some(number)) => number.into(),
            Value::Int(Some(number)) => number.into(),
            Value::Bool(Some(is)) => is.into(),
            Value::Double(Some(number)) => serde_json::json!({ "float": number }),
            Value::ChronoDate(Some(day)) => serde_json::json!({ "day": day.to_string() }),
            Value::Bytes(Some(bytes)) => serde_json::json!({ "bytes": hex(&bytes) }),
            Value::String(None)
            | Value::BigInt(None)
            | Value::Int(None)
            | Value::Bool(None)
            | Value::Double(None)
            | Value::ChronoDate(None)
            | Value::Bytes(None) => continue,
            other => return Err(Error::fault("back up", format!("a cell {other:?}"))),
        };
        cells.insert(column.as_str().to_owned(), cell);
    }
    Ok(Json::Object(cells))
}

async fn load<E>(reader: &Reader, rows: Vec<Json>) -> Result<()>
where
    E: EntityTrait,
    E::ActiveModel: ActiveModelTrait<Entity = E> + Send,
{
    for row in rows {
        let mut active = <E::ActiveModel as ActiveModelTrait>::default();
        for column in E::Column::iter() {
            active.not_set(column);
            if let Some(cell) = row.get(column.as_str()) {
                active.set(column, value(cell)?);
            }
        }
        let inserted = E::insert(active).exec_without_returning(reader.connection()).await;
        inserted.map_err(fault::of("restore"))?;
    }
    Ok(())
}

fn value(cell: &Json) -> Result<Value> {
    let bad = || Error::fault("restore", format!("a cell {cell}"));
    Ok(match cell {
        Json::String(text) => text.as_str().into(),
        Json::Bool(is) => (*is).into(),
        Json::Number(number) => number.as_i64().ok_or_else(bad)?.into(),
        Json::Object(tagged) => match tagged.iter().next() {
            Some((tag, Json::Number(number))) if tag == "float" => number.as_f64().into(),
            Some((tag, Json::String(text))) if tag == "day" => {
                text.parse::<Date>().map_err(|_| bad())?.into()
            }
            Some((tag, Json::String(text))) if tag == "bytes" => bytes(text).ok_or_else(bad)?.into(),
            _ => return Err(bad()),
        },
        _ => return Err(bad()),
    })
}

fn bytes(text: &str) -> Option<Vec<u8>> {
    let pairs = text.as_bytes().chunks(2);
    pairs.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()).collect()
}
