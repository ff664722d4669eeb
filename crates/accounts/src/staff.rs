//! Everybody and every position as recorded up to a moment (*nhân sự*), for pages that show the whole. Pure but for its
//! loading; an office has some hundred people.

use std::collections::HashMap;

use documents::DocumentId;
use kit_base::{Actor, Day, Instant, Result};
use kit_db::{AsOf, OrFault, Reader};
use places::{BodyId, Places};
use sea_orm::{EntityTrait, QueryOrder};

use crate::{
    DelegationId, PersonId, PositionId,
    model::Right,
    store::{absence, delegation_version, grant_right, holding, person, person_version, position_version},
};

/// People, positions and who stands in for whom.
pub(crate) struct Staff {
    pub(crate) people: Vec<Someone>,
    pub(crate) posts: Vec<Post>,
    pub(crate) delegations: Vec<Delegation>,
    pub(crate) absences: Vec<Absence>,
}

/// A person through time.
pub(crate) struct Someone {
    pub(crate) id: PersonId,
    pub(crate) login: String,
    pub(crate) name: String,
    /// When they could sign in.
    active: Vec<(Day, Day)>,
}

/// A position (*chức vụ*) through time: its title as last known, everybody who held it, all rights it ever had.
pub(crate) struct Post {
    pub(crate) id: PositionId,
    /// Its number in addresses.
    pub(crate) number: i64,
    pub(crate) title: String,
    pub(crate) body: BodyId,
    pub(crate) from: Day,
    pub(crate) to: Day,
    pub(crate) source: Option<DocumentId>,
    pub(crate) holders: Vec<Holder>,
    pub(crate) rights: Vec<Right>,
}

/// Who held a position, from when until before when.
#[derive(Clone, Copy)]
pub(crate) struct Holder {
    pub(crate) person: PersonId,
    pub(crate) from: Day,
    pub(crate) to: Day,
    pub(crate) source: Option<DocumentId>,
}

/// Who acts on behalf of the holder of a position (*ủy quyền*).
#[derive(Clone)]
pub(crate) struct Delegation {
    pub(crate) id: DelegationId,
    pub(crate) position: PositionId,
    pub(crate) giver: PersonId,
    pub(crate) deputy: PersonId,
    /// Names of actions; none for all that the position may do.
    pub(crate) actions: Vec<String>,
    pub(crate) from: Day,
    pub(crate) to: Day,
    pub(crate) source: DocumentId,
}

/// When somebody is not at their desk (*vắng mặt*).
#[derive(Clone, Copy)]
pub(crate) struct Absence {
    pub(crate) person: PersonId,
    pub(crate) deputy: Option<PersonId>,
    pub(crate) from: Day,
    pub(crate) to: Day,
}

impl From<delegation_version::Model> for Delegation {
    fn from(row: delegation_version::Model) -> Self {
        Self {
            id: row.id,
            position: row.position_id,
            giver: row.giver_id,
            deputy: row.deputy_id,
            actions: row.actions.split_whitespace().map(str::to_owned).collect(),
            from: row.valid_from,
            to: row.valid_to,
            source: row.source_id,
        }
    }
}

pub(crate) fn within(from: Day, to: Day, day: Day) -> bool {
    from <= day && day < to
}

impl Someone {
    /// Whether they may sign in on a day.
    pub(crate) fn is_active(&self, day: Day) -> bool {
        self.active.iter().any(|(from, to)| within(*from, *to, day))
    }
}

impl Holder {
    pub(crate) fn holds(&self, day: Day) -> bool {
        within(self.from, self.to, day)
    }
}

impl Delegation {
    pub(crate) fn holds(&self, day: Day) -> bool {
        within(self.from, self.to, day)
    }
}

impl Absence {
    pub(crate) fn holds(&self, day: Day) -> bool {
        within(self.from, self.to, day)
    }
}

impl Post {
    /// Whether there is such a position on a day.
    pub(crate) fn stands(&self, day: Day) -> bool {
        within(self.from, self.to, day)
    }

    /// The documents that it and all about it rest on.
    pub(crate) fn sources(&self) -> Vec<Option<DocumentId>> {
        let holders = self.holders.iter().map(|holder| holder.source);
        let rights = self.rights.iter().map(|right| right.source);
        std::iter::once(self.source).chain(holders).chain(rights).collect()
    }

    /// Who holds it on a day.
    pub(crate) fn holders_on(&self, day: Day) -> impl Iterator<Item = &Holder> {
        self.holders.iter().filter(move |holder| holder.holds(day))
    }

    /// Its rights on a day.
    pub(crate) fn rights_on(&self, day: Day) -> impl Iterator<Item = &Right> {
        let stands = self.stands(day);
        self.rights.iter().filter(move |right| stands && within(right.from, right.to, day))
    }

    /// As whoever holds it and nothing else may act on a day.
    pub(crate) fn actor(&self, places: &Places, day: Day) -> Actor {
        let grants = self.rights_on(day).flat_map(|right| right.grants(self.body, places, day)).collect();
        Actor { grants, ..Actor::visitor() }
    }
}

impl Staff {
    /// Reads everybody, as recorded up to `known_at`.
    pub(crate) async fn load(reader: &Reader, known_at: Instant) -> Result<Self> {
        let delegations = delegation_version::Entity::find().known(known_at);
        let delegations = delegations.order_by_asc(delegation_version::Column::Id).all(reader).await;
        let absences = absence::Entity::find().known(known_at).all(reader).await.or_fault("absences")?;
        let absence = |row: absence::Model| Absence {
            person: row.person_id,
            deputy: row.deputy_id,
            from: row.valid_from,
            to: row.valid_to,
        };
        Ok(Self {
            people: people(reader, known_at).await?,
            posts: posts(reader, known_at).await?,
            delegations: delegations.or_fault("delegations")?.into_iter().map(Delegation::from).collect(),
            absences: absences.into_iter().map(absence).collect(),
        })
    }

    pub(crate) fn person(&self, id: PersonId) -> Option<&Someone> {
        self.people.iter().find(|person| person.id == id)
    }

    pub(crate) fn by_login(&self, login: &str) -> Option<&Someone> {
        self.people.iter().find(|person| person.login == login)
    }

    pub(crate) fn name(&self, id: PersonId) -> String {
        self.person(id).map(|person| person.name.clone()).unwrap_or_default()
    }

    pub(crate) fn post(&self, id: PositionId) -> Option<&Post> {
        self.posts.iter().find(|post| post.id == id)
    }

    /// The positions that somebody holds on a day.
    pub(crate) fn held_by(&self, person: PersonId, day: Day) -> impl Iterator<Item = &Post> {
        let held = move |post: &&Post| post.stands(day) && post.holders_on(day).any(|h| h.person == person);
        self.posts.iter().filter(held)
    }

    /// When somebody is not at their desk on a day.
    pub(crate) fn absence(&self, person: PersonId, day: Day) -> Option<&Absence> {
        self.absences.iter().find(|absence| absence.person == person && absence.holds(day))
    }
}

async fn people(reader: &Reader, known_at: Instant) -> Result<Vec<Someone>> {
    let logins =
        person::Entity::find().order_by_asc(person::Column::Id).all(reader).await.or_fault("people")?;
    let versions = person_version::Entity::find().known(known_at);
    let versions = versions.order_by_asc(person_version::Column::ValidFrom).all(reader).await;
    let mut by_person: HashMap<PersonId, Vec<person_version::Model>> = HashMap::new();
    for version in versions.or_fault("people")? {
        by_person.entry(version.id).or_default().push(version);
    }
    let someone = |person: person::Model| {
        let versions = by_person.remove(&person.id)?;
        let active = versions.iter().filter(|v| v.active).map(|v| (v.valid_from, v.valid_to)).collect();
        let name = versions.into_iter().next_back()?.name;
        Some(Someone { id: person.id, login: person.login, name, active })
    };
    Ok(logins.into_iter().filter_map(someone).collect())
}

async fn posts(reader: &Reader, known_at: Instant) -> Result<Vec<Post>> {
    // The number of a position is that of the first row that ever spoke of it: it stays when rows are superseded.
    let all = position_version::Entity::find().order_by_asc(position_version::Column::RowId);
    let mut numbers: HashMap<PositionId, i64> = HashMap::new();
    let mut posts: Vec<Post> = Vec::new();
    for row in all.all(reader).await.or_fault("positions")? {
        numbers.entry(row.id).or_insert(row.row_id);
        if known_at < row.recorded_at || row.superseded_at <= known_at {
            continue;
        }
        if let Some(post) = posts.iter_mut().find(|post| post.id == row.id) {
            if post.to <= row.valid_from {
                (post.title, post.body) = (row.title, row.body_id);
            }
            (post.from, post.to) = (post.from.min(row.valid_from), post.to.max(row.valid_to));
            continue;
        }
        posts.push(Post {
            id: row.id,
            number: numbers.get(&row.id).copied().unwrap_or(row.row_id),
            title: row.title,
            body: row.body_id,
            from: row.valid_from,
            to: row.valid_to,
            source: row.source_id,
            holders: Vec::new(),
            rights: Vec::new(),
        });
    }
    let places: HashMap<PositionId, usize> = posts.iter().enumerate().map(|(at, p)| (p.id, at)).collect();
    let holdings = holding::Entity::find().known(known_at).order_by_asc(holding::Column::ValidFrom);
    for row in holdings.all(reader).await.or_fault("holders")? {
        if let Some(at) = places.get(&row.position_id) {
            let (from, to) = (row.valid_from, row.valid_to);
            posts[*at].holders.push(Holder { person: row.person_id, from, to, source: row.source_id });
        }
    }
    let rights = grant_right::Entity::find().known(known_at).order_by_asc(grant_right::Column::Id);
    for row in rights.all(reader).await.or_fault("rights")? {
        if let Some(at) = places.get(&row.position_id) {
            posts[*at].rights.push(Right::from(&row));
        }
    }
    Ok(posts)
}
