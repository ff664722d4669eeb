//! Which record a row means: by code, else by its exact name. A name that only looks alike is asked about.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use kit_base::{Actor, Day, Message, Result, Subject};
use kit_db::{OrFault, Reader};
use kit_web::{CellProblem, ImportQuestion, ImportRow, NEW_RECORD};
use places::{Places, Unit, UnitId, UnitKind};
use sea_orm::EntityTrait;

use super::{names, on};
use crate::{Cluster, ClusterId, RECORD, Register, register, store::cluster};

/// All that rows are compared with: also what the person may not see, so that no code is given twice.
pub(super) struct World {
    pub(super) places: Arc<Places>,
    pub(super) day: Day,
    pub(super) today: Day,
    /// As they stand on the day from which the rows hold.
    then: Vec<Arc<Cluster>>,
    /// As they stand today: rights are today's.
    now: HashMap<ClusterId, Arc<Cluster>>,
    identities: HashMap<String, ClusterId>,
}

/// Which record a row means.
pub(super) enum Found<'a> {
    Known(&'a Cluster),
    New,
    Unsure(ImportQuestion),
    Wrong(CellProblem),
}

impl World {
    pub(super) async fn load(reader: &Reader, day: Day) -> Result<Self> {
        let everybody = Actor::system("import");
        let today = reader.today();
        let Register { clusters: then, places } = register(reader, &everybody, on(day)).await?;
        let now = register(reader, &everybody, on(today)).await?.clusters;
        let identities = cluster::Entity::find().all(reader).await.or_fault("clusters")?;
        Ok(Self {
            places,
            day,
            today,
            then,
            now: now.into_iter().map(|cluster| (cluster.id, cluster)).collect(),
            identities: identities.into_iter().map(|row| (row.code, row.id)).collect(),
        })
    }

    pub(super) fn standing(&self) -> impl Iterator<Item = &Cluster> {
        self.then.iter().map(AsRef::as_ref)
    }

    pub(super) fn identity(&self, code: &str) -> Option<ClusterId> {
        self.identities.get(code).copied()
    }

    /// What rights are compared with: the cluster as it stands today.
    pub(super) fn subject(&self, cluster: &Cluster) -> Subject {
        self.now.get(&cluster.id).map_or(cluster, AsRef::as_ref).subject(&self.places, self.today)
    }

    pub(super) fn find(&self, who: &Actor, row: &ImportRow, name: &str, answer: Option<&str>) -> Found<'_> {
        let code = row.text("code");
        let by_name = |is: fn(&str, &str) -> bool| {
            let all = self.standing().filter(move |cluster| {
                is(&cluster.name, name) || cluster.aliases.iter().any(|alias| is(alias, name))
            });
            all.filter(|cluster| who.may(&RECORD, &self.subject(cluster))).collect::<Vec<_>>()
        };
        let wrong = |field, message| Found::Wrong(CellProblem { at: row.at(field), message });
        let (same, alike) = (by_name(names::same), by_name(names::alike));
        if let Some(id) = self.identity(code) {
            return match (same.iter().find(|other| other.id != id), self.standing().find(|c| c.id == id)) {
                (Some(other), _) => {
                    wrong("name", Message::new("clusters.import.name-of-other").with("code", &other.code))
                }
                (None, Some(cluster)) => Found::Known(cluster),
                // It has a code and stands on another day only, or was taken back.
                (None, None) if self.now.get(&id).is_none_or(|now| who.may(&RECORD, &self.subject(now))) => {
                    Found::New
                }
                (None, None) => wrong("name", Message::new("clusters.import.not-yours")),
            };
        }
        let (candidates, key) = match (same.is_empty(), code.is_empty()) {
            (false, true) if same.len() == 1 => return Found::Known(same[0]),
            (false, true) => (same, "clusters.import.several"),
            (false, false) => (same, "clusters.import.same-name"),
            (true, _) => (alike, "clusters.import.alike"),
        };
        let chosen = candidates.iter().find(|cluster| Some(cluster.code.as_str()) == answer);
        match chosen {
            Some(cluster) => return Found::Known(cluster),
            None if code.is_empty() && candidates.is_empty() => {
                return wrong("name", Message::new("clusters.import.no-code").with("name", name));
            }
            None if candidates.is_empty() || (answer == Some(NEW_RECORD) && !code.is_empty()) => {
                return Found::New;
            }
            None => {}
        }
        let label = |cluster: &&Cluster| (cluster.code.clone(), format!("{} {}", cluster.code, cluster.name));
        let told: Vec<_> = candidates.iter().map(label).collect();
        let names: Vec<_> = told.iter().map(|(_, label)| label.clone()).collect();
        let message = Message::new(key).with("name", name).with("clusters", names.join(", "));
        let why = CellProblem { at: row.at("name"), message };
        Found::Unsure(ImportQuestion { why, candidates: told, may_be_new: !code.is_empty() })
    }

    /// The commune of that code or exact name on the day.
    pub(super) fn commune(&self, text: &str) -> std::result::Result<UnitId, Message> {
        let all = self.places.standing(UnitKind::Commune, self.day);
        let bare = names::commune(text);
        let by_code = |unit: &&&Unit| unit.code == text || self.places.key(unit.id) == text;
        if let Some(unit) = all.iter().find(by_code) {
            return Ok(unit.id);
        }
        let named: Vec<_> = all.iter().filter(|unit| names::same(names::commune(&unit.name), bare)).collect();
        let whole: Vec<_> = named.iter().copied().filter(|unit| names::same(&unit.name, text)).collect();
        match (named.as_slice(), whole.as_slice()) {
            ([unit], _) | (_, [unit]) => return Ok(unit.id),
            ([], _) => {}
            _ => {
                let codes: Vec<_> = named.iter().map(|unit| format!("{} {}", unit.code, unit.name)).collect();
                let message = Message::new("clusters.import.commune-several").with("text", text);
                return Err(message.with("communes", codes.join(", ")));
            }
        }
        let alike = all.iter().filter(|unit| names::alike(names::commune(&unit.name), bare));
        let alike: Vec<_> = alike.map(|unit| format!("{} {}", unit.code, unit.name)).collect();
        if alike.is_empty() {
            let day = self.day.date().format("%d/%m/%Y");
            return Err(Message::new("clusters.import.no-commune").with("text", text).with("day", day));
        }
        let message = Message::new("clusters.import.commune-alike").with("text", text);
        Err(message.with("communes", alike.join(", ")))
    }

    pub(super) fn unit_names(&self, units: &BTreeSet<UnitId>) -> Vec<String> {
        let names =
            units.iter().map(|unit| self.places.followed_on(*unit, self.day).map(|unit| unit.name.clone()));
        let mut names: Vec<_> = names.flatten().collect();
        names.sort();
        names
    }
}
