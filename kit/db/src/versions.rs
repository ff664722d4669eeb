//! Two times: every fact says from when to when it holds, and from when to when we held it to be so.
//!
//! Both periods are half-open and never null; the open end is 9999-12-31. Recording a fact supersedes what stood for
//! the same period and keeps the pieces outside it; nothing is overwritten. The tables forbid overlap themselves.
//! After R. Snodgrass, *Developing Time-Oriented Database Applications in SQL* (2000), ch. 10.

use std::str::FromStr;

use kit_base::{At, Day, Error, Instant, Message, Result};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, EntityTrait, ExprTrait, IntoActiveModel, ModelTrait,
    QueryFilter, QueryOrder, QuerySelect, Select, TryGetableMany, Value,
    sea_query::{Expr, Query, SelectStatement},
};

use crate::{Fact, Known, Reader, Tx, audit::change, fault};

/// The key of the sentence of [`Tx::withdraw`].
pub const NOTHING_TO_WITHDRAW: &str = "db.nothing-to-withdraw";

/// A fact table with two times. Its key column is an integer `row_id`.
pub trait Version: Fact<Model: IntoActiveModel<Self::ActiveModel>, ActiveModel: Send> {
    /// The columns that say *of what* the row speaks, for example `["id"]` or `["cluster_id", "state"]`.
    const KEY: &'static [&'static str];
}

/// Narrows a query to what was so on a day, as known at a moment.
pub trait AsOf {
    /// Valid on `at.as_of`, as recorded up to `at.known_at`.
    #[must_use]
    fn at(self, at: At) -> Self;

    /// As recorded up to `known_at`, whatever the day.
    #[must_use]
    fn known(self, known_at: Instant) -> Self;
}

impl<E: Version> AsOf for Select<E> {
    fn at(self, at: At) -> Self {
        let begun = self.known(at.known_at).filter(column::<E>("valid_from").lte(at.as_of));
        begun.filter(column::<E>("valid_to").gt(at.as_of))
    }

    fn known(self, known_at: Instant) -> Self {
        let recorded = self.filter(column::<E>("recorded_at").lte(known_at));
        recorded.filter(column::<E>("superseded_at").gt(known_at))
    }
}

impl Reader {
    /// A column of the rows that were so in only one of two questions: `before`, asked when only `known` was known, and
    /// `now`. What is put together for the one can be made that for the other by reading these anew.
    ///
    /// Rows are only ever added or superseded. So a question of an earlier state is the same question of today, as known
    /// at the moment of that state.
    ///
    /// # Errors
    /// A fault.
    pub async fn differing<E: Version, C: TryGetableMany>(
        &self,
        name: &str,
        (before, known): (At, Known),
        now: At,
    ) -> Result<Vec<C>> {
        let then = At { known_at: Ord::min(before.known_at, known.moment), ..before };
        let either = |these: At, those: At| stands::<E>(these).add(stands::<E>(those).not());
        let mut query =
            E::find().filter(Condition::any().add(either(then, now)).add(either(now, then))).distinct();
        if before == now {
            // The same question: only deeds since then can make a difference, and the audit names their rows.
            query = query.filter(column::<E>("row_id").in_subquery(written_since::<E>(known)));
        }
        let query = query.select_only().column(column::<E>(name)).into_tuple();
        query.all(self.connection()).await.map_err(fault::of("find what differs"))
    }
}

fn written_since<E: Version>(known: Known) -> SelectStatement {
    Query::select()
        .expr(Expr::col(change::Column::RowKey).cast_as("bigint"))
        .from(change::Entity)
        .and_where(change::Column::Seq.gt(known.seq))
        .and_where(change::Column::TableName.eq(E::default().table_name()))
        .take()
}

/// The condition that a row is so on a day, as known at a moment.
fn stands<E: Version>(at: At) -> Condition {
    Condition::all()
        .add(column::<E>("recorded_at").lte(at.known_at))
        .add(column::<E>("superseded_at").gt(at.known_at))
        .add(column::<E>("valid_from").lte(at.as_of))
        .add(column::<E>("valid_to").gt(at.as_of))
}

impl Tx {
    /// Records that `fact` holds from `from` until before `to`, superseding what stood for that period.
    ///
    /// # Errors
    /// A fault when the period is empty or a key column is not set.
    pub async fn record<E: Version>(&mut self, fact: E::ActiveModel, from: Day, to: Day) -> Result<E::Model> {
        self.clear::<E>(&key_of::<E>(&fact)?, from, to).await?;
        self.insert_version::<E>(fact, from, to).await
    }

    /// As [`Self::record`]; without an end until what stands to begin next under the same key, so that a correction of
    /// the past leaves later facts standing.
    ///
    /// # Errors
    /// As [`Self::record`].
    pub async fn record_until<E: Version>(
        &mut self,
        fact: E::ActiveModel,
        from: Day,
        to: Option<Day>,
    ) -> Result<E::Model> {
        let to = match to {
            Some(to) => to,
            None => self.next::<E>(&key_of::<E>(&fact)?, from).await?,
        };
        self.record::<E>(fact, from, to).await
    }

    /// The day on which the next version under `key` begins; the open end when there is none.
    ///
    /// # Errors
    /// [`Error::Storage`].
    pub async fn next<E: Version>(&mut self, key: &[Value], after: Day) -> Result<Day> {
        let next = E::find()
            .filter(same::<E>(key))
            .filter(column::<E>("superseded_at").eq(Instant::OPEN))
            .filter(column::<E>("valid_from").gt(after))
            .order_by_asc(column::<E>("valid_from"))
            .one(self.reader())
            .await
            .map_err(fault::of("find what begins next"))?;
        next.map_or(Ok(Day::OPEN), |row| day::<E>(&row, "valid_from"))
    }

    /// Records that nothing holds for `key` from `from` until before `to`: the pieces outside stay. Returns whether
    /// anything stood there.
    ///
    /// # Errors
    /// A fault when the period is empty.
    pub async fn clear<E: Version>(&mut self, key: &[Value], from: Day, to: Day) -> Result<bool> {
        if to <= from {
            return Err(Error::fault("record", format!("the period {from} to {to} is empty")));
        }
        let standing = E::find()
            .filter(same::<E>(key))
            .filter(column::<E>("superseded_at").eq(Instant::OPEN))
            .filter(column::<E>("valid_from").lt(to))
            .filter(column::<E>("valid_to").gt(from))
            .order_by_asc(column::<E>("valid_from")) // the same on both engines, and so are the numbers of the rows
            .all(self.reader())
            .await
            .map_err(fault::of("find what stands"))?;
        let found = !standing.is_empty();
        for row in standing {
            let (row_from, row_to) = (day::<E>(&row, "valid_from")?, day::<E>(&row, "valid_to")?);
            self.supersede::<E>(row.clone()).await?;
            if row_from < from {
                self.insert_version::<E>(copy::<E>(&row), row_from, from).await?;
            }
            if to < row_to {
                self.insert_version::<E>(copy::<E>(&row), to, row_to).await?;
            }
        }
        Ok(found)
    }

    /// Takes back what was recorded by mistake: nothing holds for `key` from `from` until before `to`, or until what
    /// stands to begin next. The rows stay known as they were recorded.
    ///
    /// # Errors
    /// [`Error::Refused`] with [`NOTHING_TO_WITHDRAW`] when nothing stood there; as [`Self::clear`].
    pub async fn withdraw<E: Version>(&mut self, key: &[Value], from: Day, to: Option<Day>) -> Result<()> {
        let to = match to {
            Some(to) => to,
            None => self.next::<E>(key, from).await?,
        };
        if self.clear::<E>(key, from, to).await? {
            return Ok(());
        }
        Err(Error::Refused(Message::new(NOTHING_TO_WITHDRAW)))
    }

    pub(crate) async fn supersede<E: Version>(&mut self, row: E::Model) -> Result<()> {
        let mut active = row.into_active_model();
        active.set(column::<E>("superseded_at"), self.now().into());
        self.update::<E>(active).await
    }

    pub(crate) async fn insert_version<E: Version>(
        &mut self,
        mut row: E::ActiveModel,
        from: Day,
        to: Day,
    ) -> Result<E::Model> {
        row.not_set(column::<E>("row_id"));
        row.set(column::<E>("valid_from"), from.into());
        row.set(column::<E>("valid_to"), to.into());
        row.set(column::<E>("recorded_at"), self.now().into());
        row.set(column::<E>("superseded_at"), Instant::OPEN.into());
        self.insert::<E>(row).await
    }
}

/// A copy of a row with every column set, to be inserted anew.
pub(crate) fn copy<E: Version>(row: &E::Model) -> E::ActiveModel {
    use sea_orm::Iterable;
    let mut active = row.clone().into_active_model();
    for column in E::Column::iter() {
        active.set(column, row.get(column));
    }
    active
}

pub(crate) fn day<E: Version>(row: &E::Model, name: &str) -> Result<Day> {
    match row.get(column::<E>(name)) {
        Value::ChronoDate(Some(date)) => Ok(Day::new(date)),
        other => Err(Error::fault("record", format!("{name} is {other:?}"))),
    }
}

/// The column of that name: every version table has the four times, and `KEY` names its own.
pub(crate) fn column<E: EntityTrait>(name: &str) -> E::Column {
    E::Column::from_str(name).unwrap_or_else(|_| unreachable!("a version table without the column {name}"))
}

fn key_of<E: Version>(fact: &E::ActiveModel) -> Result<Vec<Value>> {
    let key = E::KEY.iter().map(|name| {
        let value = fact.get(column::<E>(name)).into_value();
        value.ok_or_else(|| Error::fault("record", format!("{name} is not set")))
    });
    key.collect()
}

/// The condition that a row has this key.
fn same<E: Version>(key: &[Value]) -> Condition {
    let all = E::KEY.iter().zip(key);
    all.fold(Condition::all(), |all, (name, value)| all.add(column::<E>(name).eq(value.clone())))
}
