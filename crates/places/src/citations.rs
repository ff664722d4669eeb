//! Which facts of units and bodies rest on a document.

use std::{future::Future, pin::Pin};

use kit_base::{Actor, At, Id, Result};
use kit_db::{AsOf, OrFault, Reader, Source};
use kit_web::Citation;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::{
    Places, VIEW,
    store::{body_version, unit_version},
};

/// All that began up to the day: a fact rests on its document also after it has ended.
pub(crate) fn citations<'a>(
    reader: &'a Reader,
    who: &'a Actor,
    at: At,
    source: Id<Source>,
) -> Pin<Box<dyn Future<Output = Result<Vec<Citation>>> + Send + 'a>> {
    Box::pin(async move {
        if !who.may_somewhere(&VIEW) {
            return Ok(Vec::new());
        }
        let units = unit_version::Entity::find()
            .known(at.known_at)
            .filter(unit_version::Column::SourceId.eq(source))
            .filter(unit_version::Column::ValidFrom.lte(at.as_of))
            .order_by_asc(unit_version::Column::Code)
            .order_by_asc(unit_version::Column::ValidFrom);
        let units = units.all(reader).await.or_fault("units")?;
        let bodies = body_version::Entity::find()
            .known(at.known_at)
            .filter(body_version::Column::SourceId.eq(source))
            .filter(body_version::Column::ValidFrom.lte(at.as_of))
            .order_by_asc(body_version::Column::Name)
            .order_by_asc(body_version::Column::ValidFrom);
        let bodies = bodies.all(reader).await.or_fault("bodies")?;
        if units.is_empty() && bodies.is_empty() {
            return Ok(Vec::new());
        }
        let places = Places::load(reader, at.known_at).await?;
        let unit = |row: unit_version::Model| Citation {
            href: format!("/units/{}", places.key(row.id)),
            record: row.name,
            what: "units.fact".to_owned(),
            from: row.valid_from,
        };
        // A body has no page of its own.
        let body = |row: body_version::Model| Citation {
            href: "/bodies".to_owned(),
            record: row.name,
            what: "bodies.fact".to_owned(),
            from: row.valid_from,
        };
        Ok(units.into_iter().map(unit).chain(bodies.into_iter().map(body)).collect())
    })
}
