//! Leases of land from a file: by code, else by project and first day.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::ControlFlow;

use clusters::{ClusterId, Land, Precision};
use documents::{DocumentId, Origin};
use kit_base::{Actor, Area, Day, Instant, Message, Result};
use kit_db::{AsOf, OrFault, Reader, Tx};
use kit_web::{CellProblem, Checked, FieldKind, ImportKind, ImportRequest, ImportRow, ImportValue};
use sea_orm::{EntityTrait, QueryOrder};

use super::{
    Found, Plan, answer, ask, checked, choice, choices, code_fault, field, hectares, needed, periods,
    periods::{Period, Steps},
    together, told, undo,
    world::{World, on},
};
use crate::{
    LeaseId, LeaseKind, ProjectId, RECORD_PROJECT, Tenure,
    actions::{self, Dated, Fact, LeaseTold},
    book::Project,
    store::{lease, lease_version},
};

/// The kind.
pub(super) const KIND: ImportKind = ImportKind {
    name: "leases",
    word: "enterprises.leases",
    page: "",
    action: &RECORD_PROJECT,
    fields: &[
        field("code", "enterprises.import.lease-code", "enterprises.import.lease-code-also", FieldKind::Text),
        needed(field("project", "enterprises.project", "enterprises.import.project-also", FieldKind::Text)),
        field("cluster", "enterprises.import.cluster", "enterprises.import.cluster-also", FieldKind::Text),
        field("area", "enterprises.import.lease-area", "enterprises.import.lease-area-also", FieldKind::Area),
        field(
            "kind",
            "enterprises.import.lease-kind",
            "enterprises.import.lease-kind-also",
            FieldKind::Choice(choices::<LeaseKind>),
        ),
        field("from", "enterprises.import.lease-from", "enterprises.import.lease-from-also", FieldKind::Day),
        field("to", "enterprises.import.lease-to", "enterprises.import.lease-to-also", FieldKind::Day),
    ],
    check: |reader, who, request| Box::pin(check(reader, who, request)),
    write: |tx, who, request, source, accepted| Box::pin(write(tx, who, request, source, accepted)),
    undo: |tx, who, deed| Box::pin(undo::leases(tx, who, deed)),
};

/// What is to be written of a lease.
struct Work {
    id: Option<LeaseId>,
    /// What it said so far.
    before: Option<LeaseTold>,
    told: LeaseTold,
    period: Period,
    steps: Steps,
}

/// A lease over all its days.
struct Standing {
    id: LeaseId,
    code: String,
    project: ProjectId,
    rows: Vec<lease_version::Model>,
}

impl Standing {
    fn period(&self) -> Option<Period> {
        let (first, last) = self.rows.first().zip(self.rows.last())?;
        Some((first.valid_from, last.valid_to))
    }

    /// What it says on a day, else what it said last before, else first.
    fn on(&self, day: Day) -> Option<&lease_version::Model> {
        let begun = self.rows.iter().rev().find(|row| row.valid_from <= day);
        begun.or_else(|| self.rows.first())
    }

    fn area_on(&self, day: Day) -> Option<(ClusterId, Area)> {
        let row = self.rows.iter().find(|row| row.valid_from <= day && day < row.valid_to)?;
        Some((row.cluster_id, row.area))
    }

    fn named(&self) -> (String, String) {
        let telling = self.rows.last().map(|row| {
            let from = row.valid_from.date().format("%d/%m/%Y");
            format!("{} ({} ha, {from})", self.code, hectares(row.area))
        });
        (self.code.clone(), telling.unwrap_or_else(|| self.code.clone()))
    }
}

/// The world, with leases of all days.
struct Known {
    world: World,
    identities: BTreeMap<String, LeaseId>,
    leases: Vec<Standing>,
    land: HashMap<ClusterId, Land>,
}

impl Known {
    async fn load(reader: &Reader, who: &Actor, day: Day) -> Result<Self> {
        let identities = lease::Entity::find().all(reader).await.or_fault("leases")?;
        let rows = lease_version::Entity::find().known(Instant::LATEST);
        let rows =
            rows.order_by_asc(lease_version::Column::ValidFrom).all(reader).await.or_fault("leases")?;
        let mut of: HashMap<LeaseId, Vec<lease_version::Model>> = HashMap::new();
        for row in rows {
            of.entry(row.id).or_default().push(row);
        }
        let standing = identities.iter().filter_map(|identity| {
            let rows = of.remove(&identity.id)?;
            let project = rows.last()?.project_id;
            Some(Standing { id: identity.id, code: identity.code.clone(), project, rows })
        });
        Ok(Self {
            leases: standing.collect(),
            world: World::load(reader, who, day).await?,
            identities: identities.into_iter().map(|row| (row.code, row.id)).collect(),
            land: clusters::land(reader, on(day)).await?,
        })
    }

    fn plans(&self, who: &Actor, request: &ImportRequest) -> Vec<Plan<Work>> {
        let plan = |row| self.plan(who, row, answer(request, row));
        let mut plans: Vec<_> = request.rows.iter().map(plan).collect();
        together(&mut plans, request, "HD", &self.identities.keys().cloned().collect());
        self.weigh(&mut plans, request);
        plans
    }

    fn plan(&self, who: &Actor, row: &ImportRow, answer: Option<&str>) -> Plan<Work> {
        let world = &self.world;
        let mut plan = Plan::of(row, row.text("project"));
        if row.text("project").is_empty() {
            return plan; // told by the engine
        }
        let project = match world.project(row.text("project")) {
            Ok(project) => project,
            Err(message) => {
                plan.wrong(row, "project", message);
                return plan;
            }
        };
        plan.row.label.clone_from(&project.name);
        let cluster = world.cluster_now(project.cluster);
        if !world.may_record(who, project) {
            let code = cluster.map_or_else(String::new, |one| one.code.clone());
            plan.wrong(
                row,
                "project",
                Message::new("enterprises.import.not-your-cluster").with("code", code),
            );
            return plan;
        }
        self.cluster_problem(&mut plan, row, project);
        if row.area("area").is_some_and(|area| area.raw() == 0) {
            plan.wrong(row, "area", Message::new("clusters.area-zero"));
        }
        let ControlFlow::Continue(found) = plan.takes(self.find(row, project, answer)) else { return plan };
        if let Some(one) = found {
            plan.row.key.clone_from(&one.code);
            plan.row.exists = true;
        } else if let Some(fault) = code_fault(&plan.row.key) {
            plan.wrong(row, "code", fault);
        }
        self.compare(plan, row, project, found)
    }

    /// The land of a project lies in its cluster.
    fn cluster_problem(&self, plan: &mut Plan<Work>, row: &ImportRow, project: &Project) {
        if row.text("cluster").is_empty() {
            return;
        }
        match self.world.cluster(row.text("cluster")) {
            Err(message) => plan.wrong(row, "cluster", message),
            Ok(cluster) if cluster.id != project.cluster => {
                let lies_in = self.world.cluster_now(project.cluster).map_or("", |one| one.code.as_str());
                let message = Message::new("enterprises.import.other-cluster").with("project", &project.code);
                plan.wrong(row, "cluster", message.with("cluster", lies_in));
            }
            Ok(_) => {}
        }
    }

    fn find(&self, row: &ImportRow, project: &Project, answer: Option<&str>) -> Found<'_, Standing> {
        let code = row.text("code");
        if let Some(one) = self.leases.iter().find(|one| one.code == code) {
            if one.project == project.id {
                return Found::Known(one);
            }
            let message = Message::new("enterprises.import.lease-of-other").with("code", code);
            return Found::Wrong(CellProblem { at: row.at("code"), message });
        }
        let own: Vec<_> = self.leases.iter().filter(|one| one.project == project.id).collect();
        let begins = row.day("from").unwrap_or(self.world.day);
        let same_day = |one: &&Standing| one.period().is_some_and(|(first, _)| first == begins);
        if let (true, Some(one)) = (code.is_empty(), own.iter().copied().find(same_day)) {
            return Found::Known(one);
        }
        // Another code says that it is another lease.
        let over = |one: &&Standing| one.period().is_some_and(|(_, end)| end <= begins);
        let own: Vec<_> = own.into_iter().filter(|one| code.is_empty() && !over(one)).collect();
        let message = Message::new("enterprises.import.has-lease").with("project", &project.code);
        ask(CellProblem { at: row.at("code"), message }, &own, Standing::named, answer, true)
    }

    /// What the row changes, compared with the lease over all its days.
    fn compare(
        &self,
        mut plan: Plan<Work>,
        row: &ImportRow,
        project: &Project,
        found: Option<&Standing>,
    ) -> Plan<Work> {
        let day = self.world.day;
        let stands = found.and_then(Standing::period);
        let from = row.day("from").or_else(|| stands.map(|(first, _)| first)).unwrap_or(day);
        let to = row.day("to").or_else(|| stands.map(|(_, end)| end)).unwrap_or(Day::OPEN);
        if to <= from {
            plan.wrong(row, "to", Message::new("enterprises.ends-before"));
            return plan;
        }
        let old = found.and_then(|one| one.on(periods::changes_on((from, to), day)));
        let by_tenure = match project.tenure {
            Tenure::LandLease => Some(LeaseKind::LandLease),
            Tenure::Sublease => Some(LeaseKind::Sublease),
            Tenure::FactoryRental | Tenure::None => None,
        };
        let kind = choice(row, "kind").or_else(|| old.map(|row| row.kind)).or(by_tenure);
        let area = row.area("area").or_else(|| old.map(|row| row.area));
        let (Some(area), Some(kind)) = (area, kind) else {
            for (field, is, key) in [
                ("area", area.is_some(), "enterprises.import.lease-needs-area"),
                ("kind", kind.is_some(), "enterprises.import.lease-needs-kind"),
            ] {
                if !is && !row.is_unread(field) {
                    plan.wrong(row, field, Message::new(key));
                }
            }
            return plan;
        };
        if project.tenure == Tenure::FactoryRental {
            let message = Message::new("enterprises.import.rents-workshop").with("project", &project.code);
            plan.warn(row, "project", message);
        }
        let changed = [
            plan.change("area", old.map(|row| ImportValue::Area(row.area)), Some(ImportValue::Area(area))),
            plan.change("kind", old.map(|row| told(row.kind)), Some(told(kind))),
        ];
        plan.change("from", stands.map(|(first, _)| ImportValue::Day(first)), Some(ImportValue::Day(from)));
        let limited = |day: Day| (day < Day::OPEN).then_some(ImportValue::Day(day));
        plan.change("to", stands.and_then(|(_, end)| limited(end)), limited(to));
        plan.means = match plan.row.key.as_str() {
            "" => format!("{} {from}", project.code),
            key => key.to_owned(),
        };
        let told_by = |area, kind| LeaseTold { project: project.id, cluster: project.cluster, area, kind };
        plan.work = Some(Work {
            id: found.map(|one| one.id).or_else(|| self.identities.get(&plan.row.key).copied()),
            before: old.map(|row| told_by(row.area, row.kind)),
            told: told_by(area, kind),
            period: (from, to),
            steps: periods::steps(stands, (from, to), changed.contains(&true), day),
        });
        plan
    }

    /// Warns where more land is leased than the cluster has for industry, with all rows of the file.
    fn weigh(&self, plans: &mut [Plan<Work>], request: &ImportRequest) {
        let seen: BTreeSet<_> = self.world.mine.projects.iter().map(|project| project.id).collect();
        let accepted = |plan: &&Plan<Work>| plan.row.is_accepted();
        let works: Vec<_> = plans.iter().filter(accepted).filter_map(|plan| plan.work.as_ref()).collect();
        let touched: BTreeSet<_> = works.iter().filter_map(|work| work.id).collect();
        let others: Vec<_> = self
            .leases
            .iter()
            .filter(|one| seen.contains(&one.project) && !touched.contains(&one.id))
            .collect();
        let leased = |cluster: ClusterId, day: Day| -> Area {
            let standing = others.iter().filter_map(|one| one.area_on(day));
            let standing = standing.filter(|(of, _)| *of == cluster).map(|(_, area)| area);
            let covers = |work: &&&Work| work.period.0 <= day && day < work.period.1;
            let of_rows = works.iter().filter(covers).filter(|work| work.told.cluster == cluster);
            standing.chain(of_rows.map(|work| work.told.area)).sum()
        };
        let weighed = |plan: &Plan<Work>| {
            let work = plan.work.as_ref().filter(|_| plan.row.is_accepted())?;
            let industrial = self.land.get(&work.told.cluster)?.industrial?;
            let leased = leased(work.told.cluster, periods::changes_on(work.period, self.world.day));
            let cluster = self.world.cluster_now(work.told.cluster)?;
            let over = Area::from_cm2_hundreds(leased.raw() - industrial.raw());
            (industrial < leased).then(|| {
                Message::new("enterprises.import.more-leased")
                    .with("cluster", &cluster.code)
                    .with("leased", hectares(leased))
                    .with("industrial", hectares(industrial))
                    .with("over", hectares(over))
            })
        };
        let found: Vec<_> = plans.iter().map(weighed).collect();
        for ((plan, row), message) in plans.iter_mut().zip(&request.rows).zip(found) {
            if let Some(message) = message {
                plan.warn(row, "area", message);
            }
        }
    }
}

async fn check(reader: &Reader, who: &Actor, request: &ImportRequest) -> Result<Checked> {
    let known = Known::load(reader, who, request.valid_from).await?;
    let plans = known.plans(who, request);
    let mine = known.world.mine.leases.iter().filter_map(|lease| {
        let project = known.world.mine.projects.iter().find(|project| project.id == lease.project)?;
        known.world.may_record(who, project).then(|| (lease.code.clone(), project.name.clone()))
    });
    Ok(checked(plans, mine))
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
        let Some(work) = plan.work.filter(|_| accepted.contains(&plan.row.number)) else { continue };
        let mut new = work.id.is_none().then_some(plan.row.key);
        let id = work.id.unwrap_or_else(|| tx.id());
        for (from, to) in work.steps.clear {
            tx.clear::<lease_version::Entity>(&[id.into()], from, to).await?;
        }
        let before = work.before.unwrap_or_else(|| work.told.clone());
        let extend = work.steps.extend.into_iter().map(|period| (period, before.clone()));
        let change = work.steps.change.map(|period| (period, work.told));
        for ((from, to), told) in extend.chain(change) {
            let (precision, origin) = (Precision::Day, Origin::Recorded);
            let (fact, to) = (Fact::Lease(id, told), Some(to));
            actions::write(tx, Dated { fact, new: new.take(), from, to, precision, origin, source }).await?;
        }
    }
    Ok(())
}
