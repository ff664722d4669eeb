//! Taking a deed back in a table of versions (*hoàn tác*): what it wrote is superseded, and what stood before it is
//! recorded again. Nothing is deleted. The moment of the deed names its rows: no two deeds have the same.

use kit_base::{Instant, Result};
use sea_orm::{ColumnTrait, ModelTrait, QueryFilter, QueryOrder};

use crate::{
    Reader, Tx, Version, fault,
    versions::{column, copy, day},
};

impl Reader {
    /// The rows that a deed left in this table.
    ///
    /// # Errors
    /// A fault.
    pub async fn written_by<E: Version>(&self, deed: Instant) -> Result<Vec<E::Model>> {
        E::find()
            .filter(column::<E>("recorded_at").eq(deed))
            .filter(column::<E>("superseded_at").ne(deed))
            .order_by_asc(column::<E>("row_id"))
            .all(self)
            .await
            .map_err(fault::of("find what a deed wrote"))
    }

    /// The rows that stood before a deed superseded them.
    ///
    /// # Errors
    /// A fault.
    pub async fn stood_before<E: Version>(&self, deed: Instant) -> Result<Vec<E::Model>> {
        E::find()
            .filter(column::<E>("superseded_at").eq(deed))
            .filter(column::<E>("recorded_at").lt(deed))
            .order_by_asc(column::<E>("row_id"))
            .all(self)
            .await
            .map_err(fault::of("find what stood before"))
    }

    /// What was recorded of the same things since the deed: while there is any, the deed cannot be taken back.
    ///
    /// # Errors
    /// A fault.
    pub async fn changed_since<E: Version>(&self, deed: Instant) -> Result<Vec<E::Model>> {
        let open = sea_orm::Value::from(Instant::OPEN);
        let written = self.written_by::<E>(deed).await?;
        let mut changed: Vec<_> =
            written.into_iter().filter(|row| row.get(column::<E>("superseded_at")) != open).collect();
        for row in self.stood_before::<E>(deed).await? {
            let mut later = E::find()
                .filter(column::<E>("superseded_at").eq(Instant::OPEN))
                .filter(column::<E>("recorded_at").gt(deed))
                .filter(column::<E>("valid_from").lt(day::<E>(&row, "valid_to")?))
                .filter(column::<E>("valid_to").gt(day::<E>(&row, "valid_from")?));
            for name in E::KEY {
                later = later.filter(column::<E>(name).eq(row.get(column::<E>(name))));
            }
            changed.extend(later.all(self).await.map_err(fault::of("find what was recorded since"))?);
        }
        Ok(changed)
    }
}

impl Tx {
    /// Takes back what a deed wrote into this table. Ask [`Reader::changed_since`] first.
    ///
    /// # Errors
    /// A fault.
    pub async fn take_back<E: Version>(&mut self, deed: Instant) -> Result<()> {
        let before = self.reader().stood_before::<E>(deed).await?;
        for row in self.reader().written_by::<E>(deed).await? {
            self.supersede::<E>(row).await?;
        }
        for row in before {
            let (from, to) = (day::<E>(&row, "valid_from")?, day::<E>(&row, "valid_to")?);
            self.insert_version::<E>(copy::<E>(&row), from, to).await?;
        }
        Ok(())
    }
}
