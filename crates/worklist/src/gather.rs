//! Everything that waits, as far as a person may see it.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use accounts::Offices;
use kit_base::{Action, Actor, Day, Lang, Result, Subject};
use kit_db::{Asked, Kept, Reader};
use kit_web::{Check, Finding, Ui};

use crate::{
    DISMISS,
    model::{Decided, Tab, order},
    store::{Key, dismissals},
    sums::{Sorts, Sums},
    waiting::{Matter, Waiting},
};

/// What waits, in the order in which it is to be done.
#[derive(Clone)]
pub struct Waits {
    found: Arc<Found>,
    /// What slices tell, with its place among what the rules found.
    told: Vec<(usize, Arc<Waiting>)>,
    today: Day,
}

/// What the rules found on a day, in order, and what can be said of it without going through it again.
struct Found {
    all: Vec<Arc<Waiting>>,
    /// Where to find what is about a record, or in it.
    about: HashMap<String, Vec<u32>>,
    /// Where to find what is in each list.
    tabs: [Vec<u32>; Tab::ALL.len()],
    sorts: [Sorts; Tab::ALL.len()],
    sums: Sums,
}

/// What some people are told in some language of what the rules find.
static FOUND: Kept<(Asked, Lang), Found> = Kept::new(4);

/// Everything that waits on the page's day.
///
/// # Errors
/// [`kit_base::Error::Storage`].
pub async fn waiting(reader: &Reader, ui: &Ui) -> Result<Waits> {
    waiting_for(reader, ui, ui.actor()).await
}

/// What waits of what somebody may see.
pub(crate) async fn waiting_for(reader: &Reader, ui: &Ui, actor: &Actor) -> Result<Waits> {
    let found = kept(reader, ui, actor).await?;
    let mut told = Vec::new();
    for work in ui.app().slices().iter().flat_map(|slice| slice.work) {
        told.extend(work(reader, ui, actor).await?.into_iter().map(Waiting::Told));
    }
    told.sort_by(order);
    let place = |one: &Waiting| found.all.partition_point(|other| order(other, one).is_le());
    let told = told.into_iter().map(|one| (place(&one), Arc::new(one))).collect();
    Ok(Waits { found, told, today: ui.at().as_of })
}

/// How much the rules found that is open about a record, or in the cluster that it is.
pub(crate) async fn count_about(reader: &Reader, ui: &Ui, record: &Subject) -> Result<usize> {
    let found = kept(reader, ui, ui.actor()).await?;
    let about = found.about.get(&record.key).into_iter().flatten().map(|at| &found.all[*at as usize]);
    let is_about = |one: &&Arc<Waiting>| record.kind == "cluster" || one.record().1 == record.key;
    Ok(about.filter(|one| one.is_open()).filter(is_about).count())
}

impl Waits {
    /// What is in a list, in order.
    pub fn of(&self, tab: Tab) -> impl Iterator<Item = &Arc<Waiting>> {
        let mut rest = &self.found.tabs[tab as usize][..];
        let mut before = move |place: usize| {
            let (head, tail) = rest.split_at(rest.partition_point(|at| (*at as usize) < place));
            rest = tail;
            head.iter().map(|at| &self.found.all[*at as usize])
        };
        let today = self.today;
        let told = self.told.iter().filter(move |(_, one)| tab.takes(one, today));
        told.map(Some).chain([None]).flat_map(move |one| match one {
            Some((place, one)) => before(*place).chain(Some(one)),
            None => before(usize::MAX).chain(None),
        })
    }

    /// How much is in a list.
    #[must_use]
    pub fn count(&self, tab: Tab) -> usize {
        let told = self.told.iter().filter(|(_, one)| tab.takes(one, self.today));
        self.found.tabs[tab as usize].len() + told.count()
    }

    /// Of what sorts a list is.
    pub(crate) fn sorts(&self, tab: Tab) -> Sorts {
        let mut sorts = self.found.sorts[tab as usize].clone();
        let told = self.told.iter().filter(|(_, one)| tab.takes(one, self.today));
        told.for_each(|(_, one)| sorts.add(one));
        sorts
    }

    /// What is open, added up.
    pub(crate) fn sums(&self) -> Sums {
        self.found.sums.with(&Sums::of(self.told.iter().map(|(_, one)| &**one), self.today))
    }
}

async fn kept(reader: &Reader, ui: &Ui, actor: &Actor) -> Result<Arc<Found>> {
    let key = (Asked::by(reader, actor, ui.at()), ui.lang());
    FOUND.get(reader, key, found(reader, ui, actor)).await
}

async fn found(reader: &Reader, ui: &Ui, actor: &Actor) -> Result<Found> {
    let mut desks = Desks { offices: Offices::load(reader).await?, known: HashMap::new() };
    let decided = dismissals(reader, ui.at()).await?;
    let mut all = Vec::new();
    for check in ui.app().checks().filter(|check| actor.may_somewhere(check.view)) {
        for finding in (check.find)(reader, actor, ui.at()).await? {
            let decided = decided.get(&key(check, &finding)).map(|row| {
                Box::new(Decided {
                    reason: row.reason.clone(),
                    by: row.person_name.clone(),
                    since: row.valid_from,
                    holds: row.evidence == finding.evidence(),
                })
            });
            all.push(Arc::new(Waiting::Found(matter((ui, actor), check, finding, decided, &mut desks))));
        }
    }
    all.sort_by(|a, b| order(a, b));
    let mut about: HashMap<String, Vec<u32>> = HashMap::new();
    for (at, one) in (0..).zip(&all) {
        let (_, record) = one.record();
        for key in [Some(record), one.place().filter(|place| *place != record)].into_iter().flatten() {
            match about.get_mut(key) {
                Some(places) => places.push(at),
                None => drop(about.insert(key.to_owned(), vec![at])),
            }
        }
    }
    let today = ui.at().as_of;
    let mut tabs = Tab::ALL.map(|_| Vec::new());
    let mut sorts = Tab::ALL.map(|_| Sorts::default());
    for (at, one) in (0..).zip(&all) {
        for tab in Tab::ALL.into_iter().filter(|tab| tab.takes(one, today)) {
            tabs[tab as usize].push(at);
            sorts[tab as usize].add(one);
        }
    }
    let sums = Sums::of(all.iter().map(|one| &**one), today);
    Ok(Found { all, about, tabs, sorts, sums })
}

/// The key of what is decided about a finding.
pub(crate) fn key(check: &Check, finding: &Finding) -> Key {
    let subject = &finding.subject;
    (check.code.to_owned(), subject.kind.to_owned(), subject.key.clone(), finding.other.clone())
}

fn matter(
    (ui, actor): (&Ui, &Actor),
    check: &'static Check,
    mut finding: Finding,
    decided: Option<Box<Decided>>,
    desks: &mut Desks,
) -> Matter {
    let mine = actor.may(check.act, &finding.subject);
    let deciding = mine && actor.may(&DISMISS, &finding.subject);
    let desk = desks.of(ui, check.act, &finding.subject);
    // Whose it is has been asked: what was needed for that is not kept.
    finding.subject.bodies.clear();
    finding.subject.units.clear();
    finding.gaps.shrink_to_fit();
    for text in [&mut finding.page, &mut finding.form, &mut finding.subject.label] {
        text.shrink_to_fit();
    }
    Matter { check, finding, desk, mine, deciding, decided }
}

/// Whose desk it is, asked once for records of the same bodies and units.
struct Desks {
    offices: Arc<Offices>,
    known: HashMap<Place, Arc<Vec<String>>>,
}

/// A deed, and the bodies and units of the records that it is done to.
type Place = (&'static str, BTreeSet<String>, BTreeSet<String>);

impl Desks {
    fn of(&mut self, ui: &Ui, action: &Action, subject: &Subject) -> Arc<Vec<String>> {
        let key = (action.name, subject.bodies.clone(), subject.units.clone());
        let Self { offices, known } = self;
        Arc::clone(known.entry(key).or_insert_with(|| offices.that_may(ui, &[action], subject).into()))
    }
}
