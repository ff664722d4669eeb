//! Clusters from a file (*nhập cụm công nghiệp*): which record a row means, what it changes, and writing it.

mod matching;
pub(crate) mod names;
mod undo;

use std::collections::{BTreeMap, BTreeSet};

use documents::{DocumentId, Origin};
use kit_base::{Actor, At, Day, Instant, Message, Result, Subject};
use kit_db::{Reader, Tx};
use kit_web::{
    CellProblem, Checked, CheckedRow, FieldChange, FieldKind, ImportField, ImportKind, ImportRequest,
    ImportRow, ImportValue,
};
use places::UnitId;
use sea_orm::Set;

use crate::{
    Cluster, ClusterId, InvestorKind, Precision, RECORD, State,
    actions::{self, Basis, Dated, Fact, Version},
    store::{cluster, cluster_unit},
};
use matching::{Found, World};

/// The kind.
pub(crate) const CLUSTERS: ImportKind = ImportKind {
    name: "clusters",
    word: "clusters.title",
    page: "/clusters",
    action: &RECORD,
    fields: &[
        field("code", "clusters.code", "clusters.import.code-also", FieldKind::Text),
        ImportField {
            required: true,
            ..field("name", "clusters.name", "clusters.import.name-also", FieldKind::Text)
        },
        field("area", "clusters.import.area", "clusters.import.area-also", FieldKind::Area),
        field(
            "investor_kind",
            "clusters.investor-kind",
            "clusters.import.investor-kind-also",
            FieldKind::Choice(|| InvestorKind::all().map(|kind| (kind.code(), kind.word())).collect()),
        ),
        field("communes", "clusters.commune", "clusters.import.communes-also", FieldKind::List),
        field(
            "state",
            "clusters.state",
            "clusters.import.state-also",
            FieldKind::Choice(|| State::all().map(|state| (state.code(), state.word())).collect()),
        ),
    ],
    check: |reader, who, request| Box::pin(check(reader, who, request)),
    write: |tx, who, request, source, accepted| Box::pin(write(tx, who, request, source, accepted)),
    undo: |tx, who, deed| Box::pin(undo::undo(tx, who, deed)),
};

const fn field(key: &'static str, word: &'static str, also: &'static str, kind: FieldKind) -> ImportField {
    ImportField { key, word, also, required: false, kind }
}

/// What a row is to do.
struct Plan {
    row: CheckedRow,
    /// Its cluster, when there is such an identity.
    id: Option<ClusterId>,
    version: Option<Version>,
    new_units: Vec<UnitId>,
    left_units: Vec<UnitId>,
    state: Option<State>,
}

async fn check(reader: &Reader, who: &Actor, request: &ImportRequest) -> Result<Checked> {
    let world = World::load(reader, request.valid_from).await?;
    let plans = plans(&world, who, request);
    let told: BTreeSet<_> = plans.iter().flat_map(mentioned).collect();
    let missing = world
        .standing()
        .filter(|cluster| !told.contains(&cluster.code) && who.may(&RECORD, &world.subject(cluster)));
    let missing = missing.map(|cluster| (cluster.code.clone(), cluster.name.clone())).collect();
    Ok(Checked { rows: plans.into_iter().map(|plan| plan.row).collect(), missing })
}

/// The codes a row speaks of, also when it is not sure.
fn mentioned(plan: &Plan) -> Vec<String> {
    let asked = plan.row.question.iter().flat_map(|question| question.candidates.iter());
    asked.map(|(code, _)| code.clone()).chain([plan.row.key.clone()]).collect()
}

fn plans(world: &World, who: &Actor, request: &ImportRequest) -> Vec<Plan> {
    let mut plans: Vec<_> = request.rows.iter().map(|row| plan(world, who, request, row)).collect();
    let mut rows_of: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for plan in plans.iter().filter(|plan| !plan.row.key.is_empty() && plan.row.question.is_none()) {
        rows_of.entry(plan.row.key.clone()).or_default().push(plan.row.number);
    }
    for (plan, row) in plans.iter_mut().zip(&request.rows) {
        let others = rows_of.get(&plan.row.key).into_iter().flatten().filter(|other| **other != row.number);
        let others: Vec<_> = others.map(ToString::to_string).collect();
        if !others.is_empty() && plan.row.question.is_none() {
            let message = Message::new("clusters.import.twice").with("code", &plan.row.key);
            let message = message.with("rows", others.join(", "));
            plan.row.problems.push(CellProblem { at: row.at("code"), message });
        }
    }
    plans
}

fn plan(world: &World, who: &Actor, request: &ImportRequest, row: &ImportRow) -> Plan {
    let name = names::cluster(row.text("name"));
    let mut checked = CheckedRow {
        number: row.number,
        key: row.text("code").to_owned(),
        label: name.clone(),
        problems: row.problems.clone(),
        ..CheckedRow::default()
    };
    let problem = |field: &str, message: Message| CellProblem { at: row.at(field), message };
    if 120 < name.chars().count() {
        checked.problems.push(problem("name", Message::new("clusters.name-too-long")));
    }
    if row.area("area").is_some_and(|area| area.raw() == 0) {
        checked.problems.push(problem("area", Message::new("clusters.area-zero")));
    }
    let mut units = Vec::new();
    for text in row.list("communes").into_iter().flatten() {
        match world.commune(text) {
            Ok(unit) => units.push(unit),
            Err(message) => checked.problems.push(problem("communes", message)),
        }
    }
    let units: BTreeSet<UnitId> = units.into_iter().collect();
    let none = |row| Plan {
        row,
        id: None,
        version: None,
        new_units: Vec::new(),
        left_units: Vec::new(),
        state: None,
    };
    let answer = request.answers.get(&row.number).map(String::as_str);
    let found = match world.find(who, row, &name, answer) {
        Found::Unsure(question) => {
            checked.question = Some(question);
            return none(checked);
        }
        Found::Wrong(wrong) => {
            checked.problems.push(wrong);
            return none(checked);
        }
        Found::Known(cluster) => Some(cluster),
        Found::New => None,
    };
    if let Some(cluster) = found {
        checked.key.clone_from(&cluster.code);
        checked.exists = true;
    }
    let today = world.today;
    let of_units = |subject: Subject| Subject {
        units: units
            .iter()
            .flat_map(|unit| world.places.communes_on(*unit, today))
            .map(|u| u.to_string())
            .collect(),
        ..subject
    };
    let own = found.map(|cluster| world.subject(cluster));
    let target = own.clone().unwrap_or_else(|| Subject::new("cluster", &checked.key, ""));
    let moves = own.is_none() || !units.is_empty();
    if own.is_some_and(|own| !who.may(&RECORD, &own)) || (moves && !who.may(&RECORD, &of_units(target))) {
        checked.problems.push(problem("name", Message::new("clusters.import.not-yours")));
        return none(checked);
    }
    let id = found.map(|cluster| cluster.id).or_else(|| world.identity(&checked.key));
    compare(world, row, checked, (name, units), found, id)
}

/// What the row changes, compared with the cluster as it stands on the day.
fn compare(
    world: &World,
    row: &ImportRow,
    mut checked: CheckedRow,
    (name, units): (String, BTreeSet<UnitId>),
    found: Option<&Cluster>,
    id: Option<ClusterId>,
) -> Plan {
    let area = row.area("area").or_else(|| found?.area);
    let kind = row.choice("investor_kind").and_then(|code| code.parse::<InvestorKind>().ok());
    let kind = kind.or_else(|| found?.investor_kind);
    let state = row.choice("state").and_then(|code| State::all().find(|state| state.code() == code));
    let mut change = |field, old: Option<ImportValue>, new: Option<ImportValue>| match new {
        Some(new) if old.as_ref() != Some(&new) => {
            checked.changes.push(FieldChange { field, old, new });
            true
        }
        _ => false,
    };
    let choice = |kind: InvestorKind| ImportValue::Choice(kind.code(), kind.word());
    let name_changed = change(
        "name",
        found.map(|f| ImportValue::Text(f.name.clone())),
        Some(ImportValue::Text(name.clone())),
    );
    let area_changed =
        change("area", found.and_then(|f| f.area).map(ImportValue::Area), area.map(ImportValue::Area));
    let kind_changed =
        change("investor_kind", found.and_then(|f| f.investor_kind).map(choice), kind.map(choice));
    let version = (name_changed || area_changed || kind_changed).then(|| Version {
        name,
        area,
        investor_kind: kind,
        investor: found.and_then(|cluster| cluster.investor),
        note: found.map(|cluster| cluster.note.clone()).unwrap_or_default(),
    });
    let standing = found.map(|cluster| cluster.units.as_slice()).unwrap_or_default();
    let on_the_day = |unit: &UnitId| world.places.communes_on(*unit, world.day);
    let before: BTreeSet<UnitId> = standing.iter().flat_map(on_the_day).collect();
    let (mut new_units, mut left_units) = (Vec::new(), Vec::new());
    if !units.is_empty() && units != before {
        let old = (!before.is_empty()).then(|| ImportValue::List(world.unit_names(&before)));
        change("communes", old, Some(ImportValue::List(world.unit_names(&units))));
        left_units = standing.iter().filter(|unit| !on_the_day(unit).is_subset(&units)).copied().collect();
        new_units = units.difference(&before).copied().collect();
    }
    let state =
        state.filter(|state| found.is_none_or(|f| f.states.iter().all(|stated| stated.state != *state)));
    if let Some(state) = state {
        let told = |state: State| ImportValue::Choice(state.code(), state.word());
        change("state", found.and_then(Cluster::life).map(told), Some(told(state)));
    }
    Plan { row: checked, id, version, new_units, left_units, state }
}

async fn write(
    tx: &mut Tx,
    who: &Actor,
    request: &ImportRequest,
    source: DocumentId,
    accepted: &BTreeSet<u32>,
) -> Result<()> {
    let world = World::load(tx.reader(), request.valid_from).await?;
    let plans = plans(&world, who, request);
    for plan in plans.into_iter().filter(|plan| accepted.contains(&plan.row.number)) {
        let id = if let Some(id) = plan.id {
            id
        } else {
            let row = cluster::ActiveModel { id: Set(tx.id()), code: Set(plan.row.key.clone()) };
            tx.insert::<cluster::Entity>(row).await?.id
        };
        write_plan(tx, id, plan, request.valid_from, source).await?;
    }
    Ok(())
}

async fn write_plan(tx: &mut Tx, id: ClusterId, plan: Plan, from: Day, source: DocumentId) -> Result<()> {
    let basis = Basis { precision: Precision::Day, origin: Origin::Recorded, source };
    let to = actions::next_version(tx.reader(), id, from).await?;
    for unit in plan.left_units {
        tx.clear::<cluster_unit::Entity>(&[id.into(), unit.into()], from, to).await?;
    }
    let facts = plan.version.map(Fact::Version).into_iter();
    let facts = facts.chain(plan.new_units.into_iter().map(Fact::Unit)).chain(plan.state.map(Fact::State));
    actions::write_all(tx, id, facts.map(|fact| Dated { fact, from, to: Some(to), basis })).await
}

/// As it stands on a day, by all that is known now.
fn on(day: Day) -> At {
    At { as_of: day, known_at: Instant::LATEST }
}
