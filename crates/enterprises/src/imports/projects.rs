//! Projects from a file: by code, else by exact name with the same enterprise and cluster.

mod matching;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::ControlFlow;

use clusters::{Cluster, Precision};
use documents::{DocumentId, Origin};
use kit_base::{Actor, Day, Instant, Message, Result};
use kit_db::{AsOf, OrFault, Reader, Tx};
use kit_web::{Checked, FieldKind, ImportKind, ImportRequest, ImportRow, ImportValue};
use sea_orm::EntityTrait;

use super::{
    Plan, answer, billions, checked, choice, choices, code_fault, field, needed, text, together, told, undo,
    world::World,
};
use crate::{
    ProjectId, RECORD_PROJECT, State, Tenure, Vsic,
    actions::{self, Dated, Fact, ProjectTold},
    book::{Enterprise, Project},
    store::{project, project_state},
};

/// The kind.
pub(super) const KIND: ImportKind = ImportKind {
    name: "projects",
    word: "enterprises.projects",
    page: "/projects",
    action: &RECORD_PROJECT,
    fields: &[
        field(
            "code",
            "enterprises.import.project-code",
            "enterprises.import.project-code-also",
            FieldKind::Text,
        ),
        needed(field(
            "name",
            "enterprises.import.project-name",
            "enterprises.import.project-name-also",
            FieldKind::Text,
        )),
        field("enterprise", "enterprises.enterprise", "enterprises.import.enterprise-also", FieldKind::Text),
        field("cluster", "enterprises.import.cluster", "enterprises.import.cluster-also", FieldKind::Text),
        field("vsic", "enterprises.vsic-code", "enterprises.import.vsic-also", FieldKind::Text),
        field("registered", "enterprises.capital", "enterprises.import.registered-also", FieldKind::Money),
        field("realised", "enterprises.realised", "enterprises.import.realised-also", FieldKind::Money),
        field("foreign", "enterprises.foreign", "enterprises.import.foreign-also", FieldKind::Choice(yes_no)),
        field(
            "tenure",
            "enterprises.tenure",
            "enterprises.import.tenure-also",
            FieldKind::Choice(choices::<Tenure>),
        ),
        field(
            "state",
            "clusters.state",
            "enterprises.import.state-also",
            FieldKind::Choice(choices::<State>),
        ),
        field(
            "state_from",
            "enterprises.import.state-from",
            "enterprises.import.state-from-also",
            FieldKind::Day,
        ),
    ],
    check: |reader, who, request| Box::pin(check(reader, who, request)),
    write: |tx, who, request, source, accepted| Box::pin(write(tx, who, request, source, accepted)),
    undo: |tx, who, deed| Box::pin(undo::projects(tx, who, deed)),
};

fn yes_no() -> Vec<(&'static str, String)> {
    vec![("yes", "enterprises.yes".to_owned()), ("no", "enterprises.no".to_owned())]
}

fn is_foreign(yes: bool) -> ImportValue {
    let (code, word) = if yes { ("yes", "enterprises.yes") } else { ("no", "enterprises.no") };
    ImportValue::Choice(code, word.to_owned())
}

/// What is to be written of a project.
struct Work {
    id: Option<ProjectId>,
    told: Option<ProjectTold>,
    state: Option<(State, Day)>,
}

/// The world, with what is known of projects on all days.
struct Known {
    world: World,
    identities: BTreeMap<String, ProjectId>,
    states: HashMap<ProjectId, Vec<(State, Day, Day)>>,
}

impl Known {
    async fn load(reader: &Reader, who: &Actor, day: Day) -> Result<Self> {
        let identities = project::Entity::find().all(reader).await.or_fault("projects")?;
        let rows = project_state::Entity::find().known(Instant::LATEST).all(reader).await;
        let mut states: HashMap<ProjectId, Vec<(State, Day, Day)>> = HashMap::new();
        for row in rows.or_fault("project states")? {
            states.entry(row.project_id).or_default().push((row.state, row.valid_from, row.valid_to));
        }
        Ok(Self {
            world: World::load(reader, who, day).await?,
            identities: identities.into_iter().map(|row| (row.code, row.id)).collect(),
            states,
        })
    }

    fn plans(&self, who: &Actor, request: &ImportRequest) -> Vec<Plan<Work>> {
        let plan = |row| self.plan(who, row, answer(request, row));
        let mut plans: Vec<_> = request.rows.iter().map(plan).collect();
        together(&mut plans, request, "DA", &self.identities.keys().cloned().collect());
        plans
    }

    fn plan(&self, who: &Actor, row: &ImportRow, answer: Option<&str>) -> Plan<Work> {
        let world = &self.world;
        let name = row.text("name");
        let mut plan = Plan::of(row, name);
        if 200 < name.chars().count() {
            plan.wrong(row, "name", Message::new("enterprises.name-too-long"));
        }
        let enterprise = named(&mut plan, row, "enterprise", |text| world.enterprise(text));
        let cluster = named(&mut plan, row, "cluster", |text| world.cluster(text));
        let vsic = named(&mut plan, row, "vsic", str::parse::<Vsic>);
        let unclear = |field: &str, is: bool| !is && !row.text(field).is_empty();
        if unclear("enterprise", enterprise.is_some()) || unclear("cluster", cluster.is_some()) {
            return plan;
        }
        let place = (enterprise.map(|one| one.id), cluster.map(|one| one.id));
        let ControlFlow::Continue(found) = plan.takes(matching::find(world, who, row, place, answer)) else {
            return plan;
        };
        if let Some(one) = found {
            plan.row.key.clone_from(&one.code);
            plan.row.exists = true;
            if !world.may_record(who, one) {
                plan.wrong(row, "name", Message::new("enterprises.import.not-yours"));
                return plan;
            }
        } else if let Some(fault) = code_fault(&plan.row.key) {
            plan.wrong(row, "code", fault);
        }
        let place = (
            cluster.map(|one| one.id).or_else(|| found.map(|one| one.cluster)),
            enterprise.map(|one| one.id).or_else(|| found.map(|one| one.enterprise)),
        );
        let (Some(lies_in), Some(whose)) = place else {
            for (field, is) in [("enterprise", enterprise.is_some()), ("cluster", cluster.is_some())] {
                if !is {
                    plan.wrong(row, field, Message::new("enterprises.import.new-needs").with("name", name));
                }
            }
            return plan;
        };
        let target = world.project_subject(&plan.row.key, name, (lies_in, whose));
        if !who.may(&RECORD_PROJECT, &target) {
            let named = cluster.map_or_else(String::new, |one| one.code.clone());
            plan.wrong(
                row,
                "cluster",
                Message::new("enterprises.import.not-your-cluster").with("code", named),
            );
            return plan;
        }
        plan.means = match plan.row.key.as_str() {
            "" => format!("{} {whose} {lies_in}", name.to_lowercase()),
            key => key.to_owned(),
        };
        self.compare(plan, row, found, (whose, lies_in, vsic))
    }

    /// What the row changes, compared with the project as it stands on the day.
    fn compare(
        &self,
        mut plan: Plan<Work>,
        row: &ImportRow,
        found: Option<&Project>,
        (enterprise, cluster, vsic): (crate::EnterpriseId, clusters::ClusterId, Option<Vsic>),
    ) -> Plan<Work> {
        let world = &self.world;
        let country = world.enterprise_now(enterprise).is_some_and(|one| !one.country.is_empty());
        let told_now = ProjectTold {
            name: row.text("name").to_owned(),
            enterprise,
            cluster,
            part: found.map(|one| one.part.clone()).unwrap_or_default(),
            vsic: vsic.or_else(|| found.and_then(|one| one.vsic.clone())),
            registered: row.money("registered").or_else(|| found.and_then(|one| one.registered)),
            realised: row.money("realised").or_else(|| found.and_then(|one| one.realised)),
            foreign: match row.choice("foreign") {
                Some(code) => code == "yes",
                None => found.map_or(country, |one| one.foreign),
            },
            tenure: choice(row, "tenure").or_else(|| found.map(|one| one.tenure)).unwrap_or(Tenure::None),
        };
        let firm = |id| world.enterprise_now(id).and_then(|one: &Enterprise| text(&one.name));
        let place =
            |id| world.cluster_now(id).and_then(|one: &Cluster| text(format!("{} {}", one.code, one.name)));
        let changed = [
            plan.change("name", found.and_then(|one| text(&one.name)), text(&told_now.name)),
            plan.change("enterprise", found.and_then(|one| firm(one.enterprise)), firm(enterprise)),
            plan.change("cluster", found.and_then(|one| place(one.cluster)), place(cluster)),
            plan.change(
                "vsic",
                found.and_then(|one| one.vsic.as_ref()).and_then(text),
                told_now.vsic.as_ref().and_then(text),
            ),
            plan.change(
                "registered",
                found.and_then(|one| one.registered).map(ImportValue::Money),
                told_now.registered.map(ImportValue::Money),
            ),
            plan.change(
                "realised",
                found.and_then(|one| one.realised).map(ImportValue::Money),
                told_now.realised.map(ImportValue::Money),
            ),
            plan.change(
                "foreign",
                found.map(|one| is_foreign(one.foreign)),
                Some(is_foreign(told_now.foreign)),
            ),
            plan.change("tenure", found.map(|one| told(one.tenure)), Some(told(told_now.tenure))),
        ];
        if let Some((registered, realised)) =
            told_now.registered.zip(told_now.realised).filter(|(a, b)| a < b)
        {
            let message = Message::new("enterprises.import.more-realised");
            let message =
                message.with("realised", billions(realised)).with("registered", billions(registered));
            plan.warn(row, "realised", message);
        }
        let id = found.map(|one| one.id).or_else(|| self.identities.get(&plan.row.key).copied());
        let state = self.state(&mut plan, row, found);
        let told = changed.contains(&true).then_some(told_now);
        plan.work = Some(Work { id, told, state });
        plan
    }

    /// The state that the row adds: one that does not hold on its day. Other states stand as they are.
    fn state(&self, plan: &mut Plan<Work>, row: &ImportRow, found: Option<&Project>) -> Option<(State, Day)> {
        let Some(state) = choice::<State>(row, "state") else {
            if row.is_unread("state") {
                return None;
            }
            if row.day("state_from").is_some() {
                plan.wrong(row, "state_from", Message::new("enterprises.import.day-without-state"));
            }
            if found.is_none() {
                plan.warn(row, "state", Message::new("enterprises.import.no-state"));
            }
            return None;
        };
        let from = row.day("state_from").unwrap_or(self.world.day);
        let stands = found.and_then(|one| self.states.get(&one.id)).into_iter().flatten();
        if stands.into_iter().any(|(of, first, end)| *of == state && *first <= from && from < *end) {
            return None;
        }
        plan.change("state", found.and_then(Project::life).map(told), Some(told(state)));
        plan.change("state_from", None, Some(ImportValue::Day(from)));
        Some((state, from))
    }
}

/// What a text of the row names; what is wrong is told at its cell.
fn named<W, T>(
    plan: &mut Plan<W>,
    row: &ImportRow,
    field: &str,
    read: impl Fn(&str) -> std::result::Result<T, Message>,
) -> Option<T> {
    let text = row.text(field);
    if text.is_empty() {
        return None;
    }
    read(text).map_err(|message| plan.wrong(row, field, message)).ok()
}

async fn check(reader: &Reader, who: &Actor, request: &ImportRequest) -> Result<Checked> {
    let known = Known::load(reader, who, request.valid_from).await?;
    let plans = known.plans(who, request);
    // What is over is no news.
    let over = |one: &Project| one.states.iter().any(|(state, _)| !state.is_live());
    let mine = known.world.mine.projects.iter().filter(|one| !over(one) && known.world.may_record(who, one));
    Ok(checked(plans, mine.map(|one| (one.code.clone(), one.name.clone()))))
}

async fn write(
    tx: &mut Tx,
    who: &Actor,
    request: &ImportRequest,
    source: DocumentId,
    accepted: &BTreeSet<u32>,
) -> Result<()> {
    let known = Known::load(tx.reader(), who, request.valid_from).await?;
    for plan in known.plans(who, request) {
        let Some(Work { id, told, state }) = plan.work.filter(|_| accepted.contains(&plan.row.number)) else {
            continue;
        };
        let mut new = id.is_none().then_some(plan.row.key);
        let id = id.unwrap_or_else(|| tx.id());
        let told = told.map(|told| (Fact::Project(id, told), request.valid_from));
        let state = state.map(|(state, from)| (Fact::State(id, state), from));
        for (fact, from) in told.into_iter().chain(state) {
            let (precision, origin) = (Precision::Day, Origin::Recorded);
            let dated = Dated { fact, new: new.take(), from, to: None, precision, origin, source };
            actions::write(tx, dated).await?;
        }
    }
    Ok(())
}
