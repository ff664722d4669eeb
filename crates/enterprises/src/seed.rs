//! Reading a province's enterprises and projects from files, and telling what is recorded on which day.

use std::collections::{BTreeMap, HashMap};

use clusters::ClusterId;
use documents::DocumentId;
use kit_base::{Action, Actor, Clock, Day, Error, Money, Result, Subject};
use kit_db::Db;
use places::BodyId;

use crate::{
    EnterpriseId, LeaseId, ProjectId,
    actions::{Dated, EnterpriseTold, Fact, LeaseTold, ProjectTold, RECORD, RECORD_PROJECT, record_many},
    seed_row::{Row, rows},
};

/// The texts of the files; an empty text for a file that is not there.
#[derive(Default)]
pub struct SeedFiles<'a> {
    /// `enterprises.csv`
    pub enterprises: &'a str,
    /// `projects.csv`
    pub projects: &'a str,
    /// `project_states.csv`
    pub states: &'a str,
    /// `leases.csv`
    pub leases: &'a str,
    /// `workers.csv`
    pub workers: &'a str,
}

/// How the keys of the seed's files are looked up.
pub struct Keys<'a> {
    /// Clusters by code, with the day on which each is first recorded.
    pub cluster: &'a dyn Fn(&str) -> Result<(ClusterId, Day)>,
    /// Bodies, with the day on which they are recorded.
    pub body: &'a dyn Fn(&str) -> Result<(BodyId, Day)>,
    /// Documents.
    pub sources: &'a HashMap<String, DocumentId>,
}

/// What is recorded in one deed: what one document says of one enterprise or project on one day.
pub struct SeedStep {
    /// The day on which it is recorded.
    pub on: Day,
    action: &'static Action,
    kind: &'static str,
    key: String,
    label: String,
    facts: Vec<Dated>,
}

impl SeedStep {
    /// The document it rests on.
    #[must_use]
    pub fn source(&self) -> Option<DocumentId> {
        self.facts.first().map(|fact| fact.source)
    }

    /// Records it.
    ///
    /// # Errors
    /// [`Error::Storage`], or [`Error::Refused`] when `who` may not.
    pub async fn run(self, db: &Db, who: &Actor) -> Result<()> {
        let subject = Subject::new(self.kind, self.key, self.label);
        record_many(db, who, self.action, subject, self.facts).await
    }
}

/// A record of the files: its identity, its name, and the day on which it is first recorded.
struct Known<I> {
    id: I,
    name: String,
    first: Day,
}

/// Facts gathered by day, record and document.
#[derive(Default)]
struct Deeds(BTreeMap<(Day, u8, String, DocumentId), Vec<Dated>>);

const ENTERPRISE: u8 = 0;
/// The deed that makes a project stands before others of its day.
const NEW_PROJECT: u8 = 1;
const PROJECT: u8 = 2;

/// All steps in the order of their days. On one day enterprises come before projects.
///
/// # Errors
/// A fault that names the file, the row and what is wrong in it.
pub fn steps(files: &SeedFiles<'_>, keys: &Keys<'_>, clock: &Clock) -> Result<Vec<SeedStep>> {
    let mut deeds = Deeds::default();
    let enterprises = enterprises(files.enterprises, keys, clock, &mut deeds)?;
    let projects = projects(files.projects, keys, clock, &enterprises, &mut deeds)?;
    for row in rows("project_states.csv", files.states)? {
        let known = row.find(&projects, "project")?;
        deeds.add(&row, keys, known, |row| Ok(Fact::State(known.id, row.coded("state")?)))?;
    }
    leases(files.leases, keys, clock, &projects, &mut deeds)?;
    for row in rows("workers.csv", files.workers)? {
        let known = row.find(&projects, "project")?;
        let fact = |row: &Row| Ok(Fact::Workers(known.id, row.coded("series")?, row.whole("count")?));
        deeds.add(&row, keys, known, fact)?;
    }
    let step = |((on, order, key, _), facts): ((Day, u8, String, DocumentId), Vec<Dated>)| {
        let is_enterprise = order == ENTERPRISE;
        let label = if is_enterprise {
            enterprises.get(&key).map(|known| known.name.clone())
        } else {
            projects.get(&key).map(|known| known.name.clone())
        };
        SeedStep {
            on,
            action: if is_enterprise { &RECORD } else { &RECORD_PROJECT },
            kind: if is_enterprise { "enterprise" } else { "project" },
            label: label.unwrap_or_default(),
            key,
            facts,
        }
    };
    Ok(deeds.0.into_iter().map(step).collect())
}

fn enterprises(
    text: &str,
    keys: &Keys<'_>,
    clock: &Clock,
    deeds: &mut Deeds,
) -> Result<HashMap<String, Known<EnterpriseId>>> {
    let mut found: HashMap<String, Known<EnterpriseId>> = HashMap::new();
    for row in rows("enterprises.csv", text)? {
        let code = row.text("code").to_owned();
        let body = row.some("body").map(|key| (keys.body)(key)).transpose()?;
        let is_new = !found.contains_key(&code);
        let known = found.entry(code.clone()).or_insert_with(|| Known {
            id: clock.id(),
            name: row.text("name").to_owned(),
            first: body.map_or(row.recorded, |(_, day)| row.recorded.max(day)),
        });
        let told = EnterpriseTold {
            name: row.text("name").to_owned(),
            kind: row.coded("kind")?,
            tax_code: row.parsed("tax_code")?,
            country: row.text("country").to_owned(),
            body: body.map(|(id, _)| id),
        };
        let on = row.recorded.max(known.first).max(body.map_or(known.first, |(_, day)| day));
        let new = is_new.then(|| code.clone());
        deeds.put((on, ENTERPRISE, code), row.dated(Fact::Enterprise(known.id, told), new, keys.sources)?);
    }
    Ok(found)
}

fn projects(
    text: &str,
    keys: &Keys<'_>,
    clock: &Clock,
    enterprises: &HashMap<String, Known<EnterpriseId>>,
    deeds: &mut Deeds,
) -> Result<HashMap<String, Known<ProjectId>>> {
    let mut found: HashMap<String, Known<ProjectId>> = HashMap::new();
    for row in rows("projects.csv", text)? {
        let code = row.text("code").to_owned();
        let (cluster, cluster_day) = (keys.cluster)(row.text("cluster"))?;
        let enterprise = row.find(enterprises, "enterprise")?;
        let earliest = row.recorded.max(cluster_day).max(enterprise.first);
        let is_new = !found.contains_key(&code);
        let known = found.entry(code.clone()).or_insert_with(|| Known {
            id: clock.id(),
            name: row.text("name").to_owned(),
            first: earliest,
        });
        let money = |name: &str| Ok::<_, Error>(row.some_whole(name)?.map(Money::from_dong));
        let told = ProjectTold {
            name: row.text("name").to_owned(),
            enterprise: enterprise.id,
            cluster,
            part: row.text("part").to_owned(),
            vsic: row.parsed("vsic")?,
            registered: money("capital_registered")?,
            realised: money("capital_realised")?,
            foreign: row.yes("foreign")?,
            tenure: row.coded("tenure")?,
        };
        let (new, order) = if is_new { (Some(code.clone()), NEW_PROJECT) } else { (None, PROJECT) };
        let on = earliest.max(known.first);
        deeds.put((on, order, code), row.dated(Fact::Project(known.id, told), new, keys.sources)?);
    }
    Ok(found)
}

fn leases(
    text: &str,
    keys: &Keys<'_>,
    clock: &Clock,
    projects: &HashMap<String, Known<ProjectId>>,
    deeds: &mut Deeds,
) -> Result<()> {
    let mut found: HashMap<String, LeaseId> = HashMap::new();
    for row in rows("leases.csv", text)? {
        let code = row.text("code").to_owned();
        let project = row.find(projects, "project")?;
        let (cluster, cluster_day) = (keys.cluster)(row.text("cluster"))?;
        let new = (!found.contains_key(&code)).then(|| code.clone());
        let id = *found.entry(code).or_insert_with(|| clock.id());
        let area = row.parsed("area_ha")?.ok_or_else(|| row.wrong("area_ha"))?;
        let told = LeaseTold { project: project.id, cluster, area, kind: row.coded("kind")? };
        let on = row.recorded.max(project.first).max(cluster_day);
        let key = row.text("project").to_owned();
        deeds.put_beside((on, key), row.dated(Fact::Lease(id, told), new, keys.sources)?);
    }
    Ok(())
}

impl Deeds {
    fn put(&mut self, (on, order, key): (Day, u8, String), fact: Dated) {
        self.0.entry((on, order, key, fact.source)).or_default().push(fact);
    }

    /// Into the deed that makes the project, when the same document says both on the same day.
    fn put_beside(&mut self, (on, key): (Day, String), fact: Dated) {
        let new = (on, NEW_PROJECT, key.clone(), fact.source);
        let order = if self.0.contains_key(&new) { NEW_PROJECT } else { PROJECT };
        self.put((on, order, key), fact);
    }

    fn add(
        &mut self,
        row: &Row,
        keys: &Keys<'_>,
        project: &Known<ProjectId>,
        fact: impl Fn(&Row) -> Result<Fact>,
    ) -> Result<()> {
        let on = row.recorded.max(project.first);
        let key = row.text("project").to_owned();
        self.put_beside((on, key), row.dated(fact(row)?, None, keys.sources)?);
        Ok(())
    }
}
