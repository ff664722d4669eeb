//! What rows are compared with, and which enterprise, cluster or project a cell means: by code, tax code or exact name.

use std::sync::Arc;

use clusters::{Cluster, ClusterId, bare_name};
use kit_base::{Actor, At, Day, Instant, Message, Result, Subject, alike_name, same_name};
use kit_db::Reader;

use super::everybody;
use crate::{
    EnterpriseId, RECORD_PROJECT, TaxCode,
    book::{Book, Enterprise, Project, visible},
};

/// Enterprises, projects and clusters of two days.
pub(super) struct World {
    pub(super) day: Day,
    pub(super) today: Day,
    /// All, as they stand on the day from which the rows hold: also what the person may not see, so that nothing is
    /// recorded twice.
    pub(super) then: Arc<Book>,
    /// All, as they stand today: rights are today's.
    now: Arc<Book>,
    /// What the person may see on that day: only this is proposed to them.
    pub(super) mine: Arc<Book>,
}

/// As it stands on a day, by all that is known now.
pub(super) fn on(day: Day) -> At {
    At { as_of: day, known_at: Instant::LATEST }
}

impl World {
    pub(super) async fn load(reader: &Reader, who: &Actor, day: Day) -> Result<Self> {
        let today = reader.today();
        Ok(Self {
            day,
            today,
            then: visible(reader, &everybody(), on(day)).await?,
            now: visible(reader, &everybody(), on(today)).await?,
            mine: visible(reader, who, on(day)).await?,
        })
    }

    pub(super) fn enterprise_now(&self, id: EnterpriseId) -> Option<&Enterprise> {
        self.now.enterprise(id).or_else(|| self.then.enterprise(id))
    }

    pub(super) fn cluster_now(&self, id: ClusterId) -> Option<&Cluster> {
        let mut all = self.now.register.clusters.iter().chain(&self.then.register.clusters);
        all.find(|cluster| cluster.id == id).map(AsRef::as_ref)
    }

    /// What rights on a project of that cluster and enterprise are compared with.
    pub(super) fn project_subject(
        &self,
        code: &str,
        label: &str,
        (cluster, enterprise): (ClusterId, EnterpriseId),
    ) -> Subject {
        let cluster = self.cluster_now(cluster);
        let of_cluster = cluster.map(|cluster| cluster.subject(&self.now.register.places, self.today));
        let own = Subject::new("project", code, label);
        let mut subject =
            Subject { kind: own.kind, key: own.key, label: own.label, ..of_cluster.unwrap_or_default() };
        let body = self.enterprise_now(enterprise).and_then(|enterprise| enterprise.body);
        subject.bodies.extend(body.map(|body| body.to_string()));
        subject
    }

    /// Whether the person may record facts of a project, as it stands today.
    pub(super) fn may_record(&self, who: &Actor, project: &Project) -> bool {
        let now = self.now.projects.iter().find(|now| now.id == project.id).map_or(project, AsRef::as_ref);
        let place = (now.cluster, now.enterprise);
        who.may(&RECORD_PROJECT, &self.project_subject(&now.code, &now.name, place))
    }

    /// The enterprise of that code, tax code or exact name.
    pub(super) fn enterprise(&self, text: &str) -> std::result::Result<&Enterprise, Message> {
        let all = &self.mine.enterprises;
        let tax_code = text.parse::<TaxCode>().ok();
        let by_number = all.iter().find(|one| {
            one.code == text || (tax_code.is_some() && one.tax_code.as_ref() == tax_code.as_ref())
        });
        if let Some(one) = by_number {
            return Ok(one);
        }
        let named = |is: fn(&str, &str) -> bool| -> Vec<&Enterprise> {
            all.iter().map(AsRef::as_ref).filter(|one: &&Enterprise| is(&one.name, text)).collect()
        };
        let (exact, alike) = (named(same_name), named(alike_name));
        let label = |one: &Enterprise| format!("{} {}", one.code, one.name);
        let keys = [
            "enterprises.import.several",
            "enterprises.import.alike-cell",
            "enterprises.import.no-enterprise",
        ];
        self.pick(text, (&exact, &alike), label, keys)
    }

    /// The cluster of that code or exact name. Whether it is the person's to record for is asked afterwards.
    pub(super) fn cluster(&self, text: &str) -> std::result::Result<&Cluster, Message> {
        let (all, bare) = (&self.then.register.clusters, bare_name(text));
        if let Some(one) = all.iter().find(|one| one.code == text) {
            return Ok(one);
        }
        let is_mine = |one: &&Cluster| self.mine.register.clusters.iter().any(|mine| mine.id == one.id);
        let named = |is: fn(&str, &str) -> bool| -> Vec<&Cluster> {
            let any =
                |one: &&Cluster| is(&one.name, &bare) || one.aliases.iter().any(|alias| is(alias, &bare));
            all.iter().map(AsRef::as_ref).filter(any).collect()
        };
        let (exact, alike) = (named(same_name), named(alike_name));
        let own: Vec<_> = exact.iter().copied().filter(is_mine).collect();
        let alike: Vec<_> = alike.into_iter().filter(is_mine).collect();
        let exact = if own.is_empty() { &exact[..exact.len().min(1)] } else { &own };
        let label = |one: &Cluster| format!("{} {}", one.code, one.name);
        let keys =
            ["enterprises.import.several", "enterprises.import.alike-cell", "enterprises.import.no-cluster"];
        self.pick(text, (exact, &alike), label, keys)
    }

    /// The project of that code or exact name, of those the person may see.
    pub(super) fn project(&self, text: &str) -> std::result::Result<&Project, Message> {
        let all = &self.mine.projects;
        if let Some(one) = all.iter().find(|one| one.code == text) {
            return Ok(one);
        }
        let named = |is: fn(&str, &str) -> bool| -> Vec<&Project> {
            all.iter().map(AsRef::as_ref).filter(|one: &&Project| is(&one.name, text)).collect()
        };
        let (exact, alike) = (named(same_name), named(alike_name));
        let label = |one: &Project| format!("{} {}", one.code, one.name);
        let keys =
            ["enterprises.import.several", "enterprises.import.alike-cell", "enterprises.import.no-project"];
        self.pick(text, (&exact, &alike), label, keys)
    }

    /// The one that is meant, or what to do: the keys are of several, of none but alike ones, and of none.
    fn pick<'a, T>(
        &self,
        text: &str,
        (exact, alike): (&[&'a T], &[&'a T]),
        label: impl Fn(&T) -> String,
        [several, alike_only, none]: [&'static str; 3],
    ) -> std::result::Result<&'a T, Message> {
        let list = |all: &[&T]| all.iter().map(|one| label(one)).collect::<Vec<_>>().join(", ");
        let message = |key: &'static str| Message::new(key).with("text", text);
        match (exact, alike) {
            ([one], _) => Ok(one),
            ([], []) => Err(message(none).with("day", self.day.date().format("%d/%m/%Y"))),
            ([], alike) => Err(message(alike_only).with("records", list(alike))),
            (exact, _) => Err(message(several).with("records", list(exact))),
        }
    }
}
