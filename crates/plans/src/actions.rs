//! The deeds on plans.

use clusters::{ClusterId, Precision};
use documents::{DocumentId, Origin};
use kit_base::{Action, Actor, Area, Day, Error, FieldProblem, Instant, Message, Result, Subject};
use kit_db::{AsOf, Db, OrFault, Reader, Tx};
use places::UnitId;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, Set};

use crate::{
    Change, PlanId, PlanKind, RowKind, Stage,
    store::{plan, plan_row, plan_row_unit, plan_version},
};

/// Looking at plans that were approved.
pub const VIEW: Action = Action::new("plan.view");
/// Recording plans and their rows, and looking at drafts.
pub const RECORD: Action = Action::new("plan.record");

/// When a fact holds, and what it rests on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct When {
    pub(crate) from: Day,
    /// Nothing: until what is recorded to begin next, so that a correction of the past leaves later facts standing.
    pub(crate) to: Option<Day>,
    pub(crate) precision: Precision,
    pub(crate) origin: Origin,
    pub(crate) source: DocumentId,
}

/// Name, years and stage of a plan, as recorded together.
#[derive(Clone, Debug)]
pub(crate) struct PlanFact {
    pub(crate) name: String,
    pub(crate) kind: PlanKind,
    pub(crate) period: (i64, i64),
    pub(crate) stage: Stage,
}

/// A row of a plan, as recorded.
#[derive(Clone, Debug)]
pub(crate) struct RowFact {
    pub(crate) kind: RowKind,
    pub(crate) nr: String,
    pub(crate) name: String,
    pub(crate) cluster: Option<ClusterId>,
    pub(crate) park: String,
    pub(crate) units: Vec<UnitId>,
    pub(crate) area_before: Option<Area>,
    pub(crate) area: Option<Area>,
    pub(crate) change: Change,
    pub(crate) phase: String,
    pub(crate) reason: String,
}

/// What a person had before them when they filled in a form.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    /// The number of the newest version that they saw; 0 when there was none.
    pub(crate) version: i64,
    /// The name of the document, for the audit.
    pub(crate) document: String,
}

/// The field that carries what was seen. A problem of it means: somebody else recorded in between.
pub(crate) const SEEN: &str = "seen";

fn changed_meanwhile() -> Error {
    Error::Invalid(vec![FieldProblem::new(SEEN, Message::new("plans.changed-meanwhile"))])
}

/// Gives a new plan its identity and its first version; `seen` only from a form.
pub(crate) async fn create_plan(
    db: &Db,
    who: &Actor,
    (id, code): (PlanId, &str),
    fact: PlanFact,
    when: When,
    seen: Option<Seen>,
) -> Result<()> {
    let subject = Subject::new("plan", code, &fact.name);
    db.act(who, &RECORD, subject, async |tx| {
        if find(tx.reader(), code).await?.is_some() {
            return Err(changed_meanwhile());
        }
        if let Some(seen) = seen {
            tx.cite(seen.document);
        }
        tx.insert::<plan::Entity>(plan::ActiveModel { id: Set(id), code: Set(code.to_owned()) }).await?;
        write_plan(tx, id, fact, when).await
    })
    .await
}

/// Records name, years and stage of a plan; `seen` only from a form.
pub(crate) async fn record_plan(
    db: &Db,
    who: &Actor,
    (id, subject): (PlanId, Subject),
    fact: PlanFact,
    when: When,
    seen: Option<Seen>,
) -> Result<()> {
    db.act(who, &RECORD, subject, async |tx| {
        if let Some(seen) = seen {
            if newest_plan(tx.reader(), id).await? != seen.version {
                return Err(changed_meanwhile());
            }
            tx.cite(seen.document);
        }
        write_plan(tx, id, fact, when).await
    })
    .await
}

/// Records a row of a plan; `seen` only from a form.
pub(crate) async fn record_row(
    db: &Db,
    who: &Actor,
    (id, subject): (PlanId, Subject),
    fact: RowFact,
    when: When,
    seen: Option<Seen>,
) -> Result<()> {
    db.act(who, &RECORD, subject, async |tx| {
        if let Some(seen) = seen {
            if newest_row(tx.reader(), id, fact.kind, &fact.nr).await? != seen.version {
                return Err(changed_meanwhile());
            }
            tx.cite(seen.document);
        }
        write_row(tx, id, fact, when).await
    })
    .await
}

async fn write_plan(tx: &mut Tx, id: PlanId, fact: PlanFact, when: When) -> Result<()> {
    let later = plan_version::Entity::find()
        .known(Instant::LATEST)
        .filter(plan_version::Column::Id.eq(id))
        .filter(plan_version::Column::ValidFrom.gt(when.from))
        .order_by_asc(plan_version::Column::ValidFrom)
        .one(tx.reader())
        .await
        .or_fault("plans")?;
    let row = plan_version::ActiveModel {
        id: Set(id),
        name: Set(fact.name),
        kind: Set(fact.kind),
        period_from: Set(fact.period.0),
        period_to: Set(fact.period.1),
        stage: Set(fact.stage),
        precision: Set(when.precision),
        origin: Set(when.origin),
        source_id: Set(when.source),
        ..Default::default()
    };
    let to = when.to.unwrap_or(later.map_or(Day::OPEN, |version| version.valid_from));
    tx.record::<plan_version::Entity>(row, when.from, to).await.map(|_| ())
}

async fn write_row(tx: &mut Tx, id: PlanId, fact: RowFact, when: When) -> Result<()> {
    let later = plan_row::Entity::find()
        .known(Instant::LATEST)
        .filter(plan_row::Column::PlanId.eq(id))
        .filter(plan_row::Column::Kind.eq(fact.kind))
        .filter(plan_row::Column::Nr.eq(&fact.nr))
        .filter(plan_row::Column::ValidFrom.gt(when.from))
        .order_by_asc(plan_row::Column::ValidFrom)
        .one(tx.reader())
        .await
        .or_fault("plan rows")?;
    let to = when.to.unwrap_or(later.map_or(Day::OPEN, |row| row.valid_from));
    write_units(tx, id, &fact, when.from, to).await?;
    let row = plan_row::ActiveModel {
        plan_id: Set(id),
        kind: Set(fact.kind),
        nr: Set(fact.nr),
        name: Set(fact.name),
        cluster_id: Set(fact.cluster),
        park: Set(fact.park),
        area_before: Set(fact.area_before),
        area: Set(fact.area),
        change: Set(fact.change),
        phase: Set(fact.phase),
        reason: Set(fact.reason),
        precision: Set(when.precision),
        origin: Set(when.origin),
        source_id: Set(when.source),
        ..Default::default()
    };
    tx.record::<plan_row::Entity>(row, when.from, to).await.map(|_| ())
}

/// The units of the row in the period, and no others.
async fn write_units(tx: &mut Tx, id: PlanId, fact: &RowFact, from: Day, to: Day) -> Result<()> {
    let standing = plan_row_unit::Entity::find()
        .known(Instant::LATEST)
        .filter(plan_row_unit::Column::PlanId.eq(id))
        .filter(plan_row_unit::Column::Kind.eq(fact.kind))
        .filter(plan_row_unit::Column::Nr.eq(&fact.nr))
        .filter(plan_row_unit::Column::ValidFrom.lt(to))
        .filter(plan_row_unit::Column::ValidTo.gt(from))
        .order_by_asc(plan_row_unit::Column::RowId)
        .all(tx.reader())
        .await
        .or_fault("plan rows")?;
    for gone in standing.iter().filter(|row| !fact.units.contains(&row.unit_id)) {
        let key = [id.into(), fact.kind.into(), fact.nr.as_str().into(), gone.unit_id.into()];
        tx.clear::<plan_row_unit::Entity>(&key, from, to).await?;
    }
    for unit in &fact.units {
        let row = plan_row_unit::ActiveModel {
            plan_id: Set(id),
            kind: Set(fact.kind),
            nr: Set(fact.nr.clone()),
            unit_id: Set(*unit),
            ..Default::default()
        };
        tx.record::<plan_row_unit::Entity>(row, from, to).await?;
    }
    Ok(())
}

/// The plan with a code.
pub(crate) async fn find(reader: &Reader, code: &str) -> Result<Option<plan::Model>> {
    plan::Entity::find().filter(plan::Column::Code.eq(code)).one(reader).await.or_fault("plans")
}

/// The number of the newest version of a plan; whatever is recorded of it makes a newer one.
pub(crate) async fn newest_plan(reader: &Reader, id: PlanId) -> Result<i64> {
    let newest = plan_version::Entity::find()
        .filter(plan_version::Column::Id.eq(id))
        .order_by_desc(plan_version::Column::RowId)
        .one(reader)
        .await
        .or_fault("plans")?;
    Ok(newest.map_or(0, |row| row.row_id))
}

/// The number of the newest version of a row; 0 when there is no such row.
pub(crate) async fn newest_row(reader: &Reader, id: PlanId, kind: RowKind, nr: &str) -> Result<i64> {
    let newest = plan_row::Entity::find()
        .filter(plan_row::Column::PlanId.eq(id))
        .filter(plan_row::Column::Kind.eq(kind))
        .filter(plan_row::Column::Nr.eq(nr))
        .order_by_desc(plan_row::Column::RowId)
        .one(reader)
        .await
        .or_fault("plan rows")?;
    Ok(newest.map_or(0, |row| row.row_id))
}
