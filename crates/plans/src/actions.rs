//! The deeds on plans.

use clusters::{ClusterId, Precision};
use documents::{DocumentId, Origin};
use kit_base::{Action, Actor, Area, Day, Error, FieldProblem, Instant, Message, Result, Subject};
use kit_db::{AsOf, Db, OrFault, Reader, Tx};
use places::UnitId;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, Set, Value};

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

/// Gives a new plan its identity and its first version; `document` is the name of its basis in the audit.
pub(crate) async fn create_plan(
    db: &Db,
    who: &Actor,
    (id, code): (PlanId, &str),
    fact: PlanFact,
    when: When,
    document: Option<String>,
) -> Result<()> {
    let subject = Subject::new("plan", code, &fact.name);
    db.act(who, &RECORD, subject, async |tx| {
        if find(tx.reader(), code).await?.is_some() {
            let taken = Message::new("plans.code-taken").with("code", code);
            return Err(Error::Invalid(vec![FieldProblem::new("code", taken)]));
        }
        if let Some(document) = document {
            tx.cite(document);
        }
        tx.insert::<plan::Entity>(plan::ActiveModel { id: Set(id), code: Set(code.to_owned()) }).await?;
        write_plan(tx, id, fact, when).await
    })
    .await
}

/// Adds a row to a plan, in which no row has this number yet.
pub(crate) async fn add_row(tx: &mut Tx, id: PlanId, fact: RowFact, when: When) -> Result<()> {
    let same = plan_row::Entity::find()
        .known(Instant::LATEST)
        .filter(plan_row::Column::PlanId.eq(id))
        .filter(plan_row::Column::Kind.eq(fact.kind))
        .filter(plan_row::Column::Nr.eq(&fact.nr));
    if same.one(tx.reader()).await.or_fault("plan rows")?.is_some() {
        let taken = Message::new("plans.nr-taken").with("nr", &fact.nr);
        return Err(Error::Invalid(vec![FieldProblem::new("nr", taken)]));
    }
    write_row(tx, id, fact, when).await
}

/// Takes back a row that was recorded by mistake, with the units it lies in.
pub(crate) async fn withdraw_row(tx: &mut Tx, id: PlanId, fact: RowFact, when: When) -> Result<()> {
    let key = row_key(id, &fact);
    let to = match when.to {
        Some(to) => to,
        None => tx.next::<plan_row::Entity>(&key, when.from).await?,
    };
    tx.withdraw::<plan_row::Entity>(&key, when.from, Some(to)).await?;
    write_units(tx, id, &RowFact { units: Vec::new(), ..fact }, when.from, to).await
}

fn row_key(id: PlanId, fact: &RowFact) -> [Value; 3] {
    [id.into(), fact.kind.into(), fact.nr.as_str().into()]
}

/// Records name, years and stage of a plan.
pub(crate) async fn write_plan(tx: &mut Tx, id: PlanId, fact: PlanFact, when: When) -> Result<()> {
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
    tx.record_until::<plan_version::Entity>(row, when.from, when.to).await.map(|_| ())
}

/// Records a row of a plan.
pub(crate) async fn write_row(tx: &mut Tx, id: PlanId, fact: RowFact, when: When) -> Result<()> {
    let to = match when.to {
        Some(to) => to,
        None => tx.next::<plan_row::Entity>(&row_key(id, &fact), when.from).await?,
    };
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
