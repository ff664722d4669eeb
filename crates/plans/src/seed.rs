//! Reading a province's plans from files, and telling what is recorded on which day.

use std::collections::HashMap;

use clusters::{ClusterId, Precision};
use documents::{DocumentId, Origin};
use kit_base::{Actor, Area, Clock, Day, Error, Result, Subject};
use kit_db::{Db, Tx};
use places::UnitId;
use serde::Deserialize;

use crate::{
    Change, PlanId, PlanKind, RowKind, Stage,
    actions::{self, PlanFact, RECORD, RowFact, When},
};

/// One deed of the seed.
pub struct SeedStep {
    /// The day on which it is recorded.
    pub recorded: Day,
    plan: PlanId,
    code: String,
    when: When,
    what: What,
}

enum What {
    /// The first version of a plan gives it its identity.
    Created(PlanFact),
    Plan(PlanFact),
    Row(RowFact),
}

/// How the keys of the seed's files are looked up.
pub struct Keys<'a> {
    /// Units.
    pub unit: &'a dyn Fn(&str) -> Result<UnitId>,
    /// Clusters by code.
    pub cluster: &'a dyn Fn(&str) -> Result<ClusterId>,
    /// Documents.
    pub sources: &'a HashMap<String, DocumentId>,
}

/// What stands at the end of every row of facts.
#[derive(Deserialize)]
struct Tail {
    from: String,
    to: String,
    precision: Precision,
    recorded: String,
    origin: Origin,
    source: String,
}

#[derive(Deserialize)]
struct RawPlan {
    code: String,
    name: String,
    kind: PlanKind,
    period_from: String,
    period_to: String,
    stage: Stage,
    #[serde(flatten)]
    tail: Tail,
}

#[derive(Deserialize)]
struct RawRow {
    plan: String,
    nr: String,
    kind: RowKind,
    name: String,
    cluster: String,
    park: String,
    units: String,
    area_before_ha: String,
    area_ha: String,
    change: Change,
    #[serde(rename = "stage")]
    phase: String,
    reason: String,
    #[serde(flatten)]
    tail: Tail,
}

/// Reads `plans/plans.csv` and `plans/rows.csv`: the deeds in the order in which they are recorded.
///
/// # Errors
/// A fault that names the file and what is wrong in it.
pub fn read(plans: &str, rows: &str, keys: &Keys<'_>, clock: &Clock) -> Result<Vec<SeedStep>> {
    let mut raw: Vec<RawPlan> = table("plans/plans.csv", plans)?;
    raw.sort_by(|a, b| a.tail.recorded.cmp(&b.tail.recorded));
    let mut known: HashMap<String, (PlanId, Day)> = HashMap::new();
    let mut steps = Vec::new();
    for RawPlan { code, name, kind, period_from, period_to, stage, tail } in raw {
        let year = |text: &str| {
            text.parse().map_err(|_| Error::fault("plans/plans.csv", format!("{text} is no year")))
        };
        let fact = PlanFact { name, kind, period: (year(&period_from)?, year(&period_to)?), stage };
        let (when, recorded) = tail.read("plans/plans.csv", keys)?;
        let is_new = !known.contains_key(&code);
        let (plan, _) = *known.entry(code.clone()).or_insert_with(|| (clock.id(), recorded));
        let what = if is_new { What::Created(fact) } else { What::Plan(fact) };
        steps.push(SeedStep { recorded, plan, code, when, what });
    }
    for row in table::<RawRow>("plans/rows.csv", rows)? {
        let (when, recorded) = row.tail.read("plans/rows.csv", keys)?;
        let (plan, since) = *known
            .get(&row.plan)
            .ok_or_else(|| Error::fault("plans/rows.csv", format!("no plan {}", row.plan)))?;
        let code = row.plan.clone();
        let what = What::Row(row.read(keys)?);
        steps.push(SeedStep { recorded: recorded.max(since), plan, code, when, what });
    }
    // Stable: a plan comes before its rows of the same day.
    steps.sort_by_key(|step| step.recorded);
    Ok(steps)
}

fn table<T: for<'de> Deserialize<'de>>(file: &str, text: &str) -> Result<Vec<T>> {
    let rows = csv::Reader::from_reader(text.as_bytes()).into_deserialize::<T>();
    rows.map(|row| row.map_err(|cause| Error::fault(file, cause))).collect()
}

impl Tail {
    fn read(&self, file: &str, keys: &Keys<'_>) -> Result<(When, Day)> {
        let day =
            |text: &str| text.parse::<Day>().map_err(|_| Error::fault(file, format!("{text} is not a day")));
        let source = keys.sources.get(&self.source).copied();
        let source = source.ok_or_else(|| Error::fault(file, format!("no document {}", self.source)))?;
        let to = if self.to.is_empty() { Day::OPEN } else { day(&self.to)? };
        let (precision, origin) = (self.precision, self.origin);
        Ok((When { from: day(&self.from)?, to: Some(to), precision, origin, source }, day(&self.recorded)?))
    }
}

impl RawRow {
    fn read(self, keys: &Keys<'_>) -> Result<RowFact> {
        let area = |text: &str| -> Result<Option<Area>> {
            let read =
                || text.parse().map_err(|_| Error::fault("plans/rows.csv", format!("{text} is no area")));
            if text.is_empty() { Ok(None) } else { read().map(Some) }
        };
        let cluster = Some(&self.cluster).filter(|code| !code.is_empty());
        Ok(RowFact {
            cluster: cluster.map(|code| (keys.cluster)(code)).transpose()?,
            units: self.units.split_whitespace().map(keys.unit).collect::<Result<_>>()?,
            area_before: area(&self.area_before_ha)?,
            area: area(&self.area_ha)?,
            kind: self.kind,
            nr: self.nr,
            name: self.name,
            park: self.park,
            change: self.change,
            phase: self.phase,
            reason: self.reason,
        })
    }
}

impl SeedStep {
    /// The document it rests on.
    #[must_use]
    pub fn source(&self) -> DocumentId {
        self.when.source
    }

    /// The cluster it speaks of, which must have been recorded before.
    #[must_use]
    pub fn cluster(&self) -> Option<ClusterId> {
        match &self.what {
            What::Row(row) => row.cluster,
            _ => None,
        }
    }

    /// Whether it points to units, which must have been recorded before.
    #[must_use]
    pub fn needs_places(&self) -> bool {
        matches!(&self.what, What::Row(row) if !row.units.is_empty())
    }

    /// Records it.
    ///
    /// # Errors
    /// [`Error::Storage`], or [`Error::Refused`] when `who` may not.
    pub async fn record(self, db: &Db, who: &Actor) -> Result<()> {
        let Self { plan, code, when, what, .. } = self;
        match what {
            What::Created(fact) => actions::create_plan(db, who, (plan, &code), fact, when, None).await,
            What::Plan(fact) => {
                let subject = Subject::new("plan", &code, &fact.name);
                let write = async |tx: &mut Tx| actions::write_plan(tx, plan, fact, when).await;
                db.act(who, &RECORD, subject, write).await
            }
            What::Row(fact) => {
                let label = format!("{code}, {}: {}", fact.nr, fact.name);
                let subject = Subject::new("plan", &code, label);
                let write = async |tx: &mut Tx| actions::write_row(tx, plan, fact, when).await;
                db.act(who, &RECORD, subject, write).await
            }
        }
    }
}
