//! The deeds on units and bodies.

use kit_base::{Action, Actor, Day, Id, Result, Subject, fold_vi};
use kit_db::{Db, Source, Tx, Wkb};
use sea_orm::Set;

use crate::{
    BodyId, UnitId, UnitKind,
    store::{body, body_succession, body_version, unit, unit_shape, unit_succession, unit_version},
};

/// Looking at units and bodies.
pub const VIEW: Action = Action::new("unit.view");
/// Recording what a resolution changes: units, bodies and who follows whom.
pub const REORGANISE: Action = Action::new("unit.reorganise");

/// Recording a body: an infrastructure investor, a committee, an office.
pub const RECORD_BODY: Action = Action::new("body.record");

/// Gives a new infrastructure investor its identity under a key that is free; `document` is the name of its basis.
///
/// # Errors
/// [`kit_base::Error::Refused`] when `who` may not; [`kit_base::Error::Storage`]. Nothing was written then.
pub async fn add_investor(
    db: &Db,
    who: &Actor,
    (key, name): (String, &str),
    (from, to): (Day, Day),
    (source, document): (Id<Source>, &str),
) -> Result<()> {
    db.act(who, &RECORD_BODY, Subject::new("body", &key, name), async |tx| {
        tx.cite(document);
        let id = tx.id();
        tx.insert::<body::Entity>(body::ActiveModel { id: Set(id), key: Set(key.clone()) }).await?;
        let change = BodyChange {
            id,
            name: name.to_owned(),
            kind: "infrastructure_investor".to_owned(),
            unit: None,
            illustrative: false,
            source: Some(source),
        };
        tx.record::<body_version::Entity>(body_row(change), from, to).await.map(|_| ())
    })
    .await
}

/// Everything that changes on one day.
#[derive(Clone, Debug, Default)]
pub(crate) struct Reorganisation {
    pub(crate) units: Vec<UnitChange>,
    /// Units and bodies that cease to exist.
    pub(crate) ended_units: Vec<UnitId>,
    pub(crate) ended_bodies: Vec<BodyId>,
    pub(crate) successions: Vec<(UnitId, UnitId, String)>,
    pub(crate) bodies: Vec<BodyChange>,
    pub(crate) body_successions: Vec<(BodyId, BodyId, String)>,
    pub(crate) shapes: Vec<Shape>,
    /// Identities that appear for the first time, with their keys.
    pub(crate) new_units: Vec<(UnitId, String)>,
    pub(crate) new_bodies: Vec<(BodyId, String)>,
}

#[derive(Clone, Debug)]
pub(crate) struct UnitChange {
    pub(crate) id: UnitId,
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) kind: UnitKind,
    pub(crate) parent: Option<UnitId>,
    pub(crate) source: Option<Id<Source>>,
}

#[derive(Clone, Debug)]
pub(crate) struct BodyChange {
    pub(crate) id: BodyId,
    pub(crate) name: String,
    pub(crate) kind: String,
    pub(crate) unit: Option<UnitId>,
    pub(crate) illustrative: bool,
    pub(crate) source: Option<Id<Source>>,
}

#[derive(Clone, Debug)]
pub(crate) struct Shape {
    pub(crate) unit: UnitId,
    pub(crate) from: Day,
    pub(crate) to: Day,
    pub(crate) geometry: kit_geo::Geometry,
    pub(crate) srid: kit_geo::Srid,
    pub(crate) quality: String,
}

/// Records what changes on a day.
pub(crate) async fn reorganise(db: &Db, who: &Actor, on: Day, what: Reorganisation) -> Result<()> {
    let subject = Subject::new("reorganisation", on, kit_base::fmt::day(on, kit_base::Lang::Vi));
    db.act(who, &REORGANISE, subject, async |tx| write(tx, on, what).await).await
}

async fn write(tx: &mut Tx, on: Day, what: Reorganisation) -> Result<()> {
    for (id, key) in what.new_units {
        tx.insert::<unit::Entity>(unit::ActiveModel { id: Set(id), key: Set(key) }).await?;
    }
    for unit in what.units {
        tx.record::<unit_version::Entity>(version(unit), on, Day::OPEN).await?;
    }
    for id in what.ended_units {
        tx.clear::<unit_version::Entity>(&[id.into()], on, Day::OPEN).await?;
    }
    for (from, to, kind) in what.successions {
        let row = unit_succession::ActiveModel {
            from_id: Set(from),
            to_id: Set(to),
            kind: Set(kind),
            ..Default::default()
        };
        tx.record::<unit_succession::Entity>(row, on, Day::OPEN).await?;
    }
    for (id, key) in what.new_bodies {
        tx.insert::<body::Entity>(body::ActiveModel { id: Set(id), key: Set(key) }).await?;
    }
    for body in what.bodies {
        tx.record::<body_version::Entity>(body_row(body), on, Day::OPEN).await?;
    }
    for id in what.ended_bodies {
        tx.clear::<body_version::Entity>(&[id.into()], on, Day::OPEN).await?;
    }
    for (from, to, kind) in what.body_successions {
        let row = body_succession::ActiveModel {
            from_id: Set(from),
            to_id: Set(to),
            kind: Set(kind),
            ..Default::default()
        };
        tx.record::<body_succession::Entity>(row, on, Day::OPEN).await?;
    }
    for shape in what.shapes {
        record_shape(tx, shape).await?;
    }
    Ok(())
}

async fn record_shape(tx: &mut Tx, shape: Shape) -> Result<()> {
    let own = kit_geo::transform(&shape.geometry, shape.srid, kit_db::srid());
    let own = own.map_err(|cause| kit_base::Error::fault("unit shape", cause))?;
    let row = unit_shape::ActiveModel {
        unit_id: Set(shape.unit),
        quality: Set(shape.quality),
        source_srid: Set(shape.srid.0.into()),
        source_wkb: Set(Wkb(kit_geo::wkb::write(&shape.geometry))),
        wkb: Set(Wkb(kit_geo::wkb::write(&own))),
        ..Default::default()
    };
    tx.record::<unit_shape::Entity>(row, shape.from, shape.to).await?;
    Ok(())
}

fn version(unit: UnitChange) -> unit_version::ActiveModel {
    unit_version::ActiveModel {
        id: Set(unit.id),
        search_name: Set(fold_vi(&unit.name)),
        code: Set(unit.code),
        name: Set(unit.name),
        kind: Set(unit.kind),
        parent_id: Set(unit.parent),
        source_id: Set(unit.source),
        ..Default::default()
    }
}

fn body_row(body: BodyChange) -> body_version::ActiveModel {
    body_version::ActiveModel {
        id: Set(body.id),
        name: Set(body.name),
        kind: Set(body.kind),
        unit_id: Set(body.unit),
        illustrative: Set(body.illustrative),
        source_id: Set(body.source),
        ..Default::default()
    }
}
