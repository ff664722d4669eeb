//! The plans of a day with their rows, as far as a person may see them.

use std::{
    collections::{BTreeSet, HashMap},
    pin::Pin,
    sync::Arc,
};

use clusters::{ClusterId, Precision};
use documents::{DocumentId, Origin};
use kit_base::{Actor, Area, At, Day, Result, Subject};
use kit_db::{AsOf, OrFault, Reader};
use kit_web::Citation;
use places::{Places, UnitId};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::{
    Change, PlanId, PlanKind, RECORD, RowKind, Stage, VIEW,
    model::place,
    store::{plan, plan_row, plan_row_unit, plan_version},
};

/// A plan as it stands on a day.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Its identity.
    pub id: PlanId,
    /// Its code: `QH-2021-2030`.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Which list it holds.
    pub kind: PlanKind,
    /// First and last year that it is for.
    pub period: (i64, i64),
    /// How far it has come.
    pub stage: Stage,
    /// Since when that is so.
    pub from: Day,
    /// How exactly that day is known.
    pub precision: Precision,
    /// Published or made up.
    pub origin: Origin,
    /// The document.
    pub source: DocumentId,
    /// Its rows, clusters first, in the order of their numbers.
    pub rows: Vec<Row>,
}

/// A row of a plan as it stands on a day.
#[derive(Clone, Debug)]
pub struct Row {
    /// The plan.
    pub plan: PlanId,
    /// Cluster or park.
    pub kind: RowKind,
    /// Number in the list.
    pub nr: String,
    /// Name in the list, without *CCN* or *KCN*.
    pub name: String,
    /// The cluster of the register, if one is established.
    pub cluster: Option<ClusterId>,
    /// The park that a cluster becomes part of.
    pub park: String,
    /// Where it lies, as recorded; [`Places`] says who follows.
    pub units: Vec<UnitId>,
    /// Area before this plan.
    pub area_before: Option<Area>,
    /// Area in this plan.
    pub area: Option<Area>,
    /// What the plan does to it.
    pub change: Change,
    /// Which part of the period it is for.
    pub phase: String,
    /// Why.
    pub reason: String,
    /// First day.
    pub from: Day,
    /// First day on which it is not so any more.
    pub to: Day,
    /// How exactly the first day is known.
    pub precision: Precision,
    /// Published or made up.
    pub origin: Origin,
    /// The document.
    pub source: DocumentId,
}

/// The plans of a day, and the places their rows lie in.
pub struct Lists {
    /// Plans by code, only those the person may see.
    pub plans: Vec<Plan>,
    /// Units as known.
    pub places: Arc<Places>,
    /// The day.
    pub day: Day,
}

impl Row {
    /// The anchor of the row on the plan's page.
    #[must_use]
    pub fn anchor(&self) -> String {
        format!("{}-{}", self.kind.code(), self.nr)
    }

    /// Whether it lies in a unit of any time.
    #[must_use]
    pub fn lies_within(&self, places: &Places, outer: UnitId, day: Day) -> bool {
        self.units.iter().any(|unit| places.lies_within(*unit, outer, day))
    }

    /// What a deed on it is done to: the plan, in today's units of the row.
    #[must_use]
    pub fn subject(&self, code: &str, places: &Places, today: Day) -> Subject {
        let units = self.units.iter().flat_map(|unit| places.communes_on(*unit, today));
        let units = units.map(|unit| unit.to_string()).collect();
        Subject { units, ..Subject::new("plan", code, format!("{code}, {}: {}", self.nr, self.name)) }
    }
}

impl Plan {
    /// What a deed on the plan as a whole is done to.
    #[must_use]
    pub fn subject(&self) -> Subject {
        Subject::new("plan", &self.code, &self.name)
    }

    /// The page of a row.
    #[must_use]
    pub fn href(&self, row: &Row) -> String {
        format!("/plans/{}#{}", self.code, row.anchor())
    }
}

impl Lists {
    /// The plan in force for clusters or for parks: of the approved ones whose years have begun the one for the latest
    /// years, and of two for the same years the one approved last.
    #[must_use]
    pub fn in_force(&self, kind: RowKind) -> Option<&Plan> {
        let approved = self.plans.iter().filter(|p| p.stage == Stage::Approved && p.kind.lists(kind));
        let begun = approved.filter(|plan| plan.period.0 <= i64::from(self.day.year()));
        begun.max_by_key(|plan| (plan.period.0, plan.from, &plan.code))
    }

    /// Whether a plan is the one in force for clusters or for parks.
    #[must_use]
    pub fn is_in_force(&self, plan: &Plan) -> bool {
        RowKind::all().any(|kind| self.in_force(kind).is_some_and(|found| found.id == plan.id))
    }
}

/// The one door to plans: pages, figures and citations all come through here. Whoever may look at plans sees those that
/// were approved; drafts are for those who record plans. Who may look in an area only sees the rows that lie there.
///
/// # Errors
/// [`kit_base::Error::Storage`].
pub async fn lists(reader: &Reader, who: &Actor, at: At) -> Result<Lists> {
    let codes = plan::Entity::find().all(reader).await.or_fault("plans")?;
    let mut codes: HashMap<_, _> = codes.into_iter().map(|row| (row.id, row.code)).collect();
    let versions = plan_version::Entity::find().at(at).all(reader).await.or_fault("plans")?;
    let rows = plan_row::Entity::find().at(at).all(reader).await.or_fault("plan rows")?;
    let units = plan_row_unit::Entity::find().at(at).all(reader).await.or_fault("plan rows")?;
    let mut rows = theirs(reader, who, joined(rows, units)).await?;
    let drafts = who.may_somewhere(&RECORD);
    let versions = versions.into_iter().filter(|row| row.stage.is_public() || drafts);
    let plans = versions.map(|version| {
        let code = codes.remove(&version.id).unwrap_or_default();
        let rows = rows.extract_if(.., |row| row.plan == version.id).collect();
        plan_of(version, code, rows)
    });
    let mut plans: Vec<_> = plans.collect();
    plans.sort_by(|a, b| b.period.cmp(&a.period).then_with(|| a.code.cmp(&b.code)));
    Ok(Lists { plans, places: places::known(reader, at.known_at).await?, day: at.as_of })
}

pub(crate) fn plan_of(version: plan_version::Model, code: String, rows: Vec<Row>) -> Plan {
    Plan {
        id: version.id,
        code,
        name: version.name,
        kind: version.kind,
        period: (version.period_from, version.period_to),
        stage: version.stage,
        from: version.valid_from,
        precision: version.precision,
        origin: version.origin,
        source: version.source_id,
        rows,
    }
}

/// All rows that ever spoke of a cluster, as known, each with its plan as it stood on the day asked for, or else as it
/// stood last; oldest first.
pub(crate) async fn of_cluster(
    reader: &Reader,
    who: &Actor,
    at: At,
    cluster: ClusterId,
) -> Result<Vec<(Plan, Row)>> {
    let codes = plan::Entity::find().all(reader).await.or_fault("plans")?;
    let rows = plan_row::Entity::find().known(at.known_at).filter(plan_row::Column::ClusterId.eq(cluster));
    let rows = rows.all(reader).await.or_fault("plan rows")?;
    let units = plan_row_unit::Entity::find().known(at.known_at).all(reader).await.or_fault("plan rows")?;
    let mut versions = plan_version::Entity::find().known(at.known_at).all(reader).await.or_fault("plans")?;
    versions.sort_by_key(|version| version.valid_from);
    let stood = |id: PlanId| {
        let own = || versions.iter().filter(move |version| version.id == id);
        own().find(|v| v.valid_from <= at.as_of && at.as_of < v.valid_to).or_else(|| own().next_back())
    };
    let drafts = who.may_somewhere(&RECORD);
    let mut found = Vec::new();
    for row in theirs(reader, who, joined(rows, units)).await? {
        let Some(version) = stood(row.plan).filter(|v| v.stage.is_public() || drafts) else { continue };
        let code = codes.iter().find(|plan| plan.id == row.plan).map(|plan| plan.code.clone());
        found.push((plan_of(version.clone(), code.unwrap_or_default(), Vec::new()), row));
    }
    found.sort_by(|(a, left), (b, right)| (left.from, &a.code).cmp(&(right.from, &b.code)));
    Ok(found)
}

/// Rows with their units, in the order of the list.
pub(crate) fn joined(rows: Vec<plan_row::Model>, mut units: Vec<plan_row_unit::Model>) -> Vec<Row> {
    units.sort_by_key(|unit| unit.row_id);
    let mut found: Vec<_> = rows
        .into_iter()
        .map(|row| {
            let own = units.iter().filter(|unit| {
                (unit.plan_id, unit.kind, &unit.nr) == (row.plan_id, row.kind, &row.nr)
                    && unit.valid_from <= row.valid_from
                    && row.valid_from < unit.valid_to
            });
            let units = own.map(|unit| unit.unit_id).collect();
            row_of(row, units)
        })
        .collect();
    found.sort_by(|a, b| (a.kind, place(&a.nr)).cmp(&(b.kind, place(&b.nr))));
    found
}

fn row_of(row: plan_row::Model, units: Vec<UnitId>) -> Row {
    Row {
        plan: row.plan_id,
        kind: row.kind,
        nr: row.nr,
        name: row.name,
        cluster: row.cluster_id,
        park: row.park,
        units,
        area_before: row.area_before,
        area: row.area,
        change: row.change,
        phase: row.phase,
        reason: row.reason,
        from: row.valid_from,
        to: row.valid_to,
        precision: row.precision,
        origin: row.origin,
        source: row.source_id,
    }
}

/// The rows a person may see. Rights are today's: units as known now, as they stand today.
async fn theirs(reader: &Reader, who: &Actor, mut rows: Vec<Row>) -> Result<Vec<Row>> {
    if who.grants_for(&VIEW).all(|grant| grant.body.is_some() || grant.units.is_some()) {
        let places = places::known_now(reader).await?;
        rows.retain(|row| who.may(&VIEW, &row.subject("", &places, reader.today())));
    }
    Ok(rows)
}

/// The plans and rows that rest on a document, as far as the person may see them.
pub(crate) fn citations<'a>(
    reader: &'a Reader,
    who: &'a Actor,
    at: At,
    source: DocumentId,
) -> Pin<Box<dyn Future<Output = Result<Vec<Citation>>> + Send + 'a>> {
    Box::pin(async move {
        if !who.may_somewhere(&VIEW) {
            return Ok(Vec::new());
        }
        let mut found = Vec::new();
        for plan in lists(reader, who, at).await?.plans {
            let fact = |record: &str, href: String, what: String, from| Citation {
                record: record.to_owned(),
                href,
                what,
                from,
            };
            if plan.source == source {
                let href = format!("/plans/{}", plan.code);
                found.push(fact(&plan.name, href, plan.stage.word(), plan.from));
            }
            let rows = plan.rows.iter().filter(|row| row.source == source);
            found.extend(rows.map(|row| fact(&row.name, plan.href(row), row.change.word(), row.from)));
        }
        Ok(found)
    })
}

/// The documents that plans and rows rest on.
pub(crate) fn sources<'a>(plans: impl Iterator<Item = &'a Plan>) -> BTreeSet<DocumentId> {
    plans.flat_map(|plan| plan.rows.iter().map(|row| row.source).chain([plan.source])).collect()
}
