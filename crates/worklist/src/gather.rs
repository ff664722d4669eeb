//! Everything that waits, as far as a person may see it.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use accounts::Offices;
use kit_base::{Action, Lang, Result, Subject};
use kit_db::{Asked, Kept, Reader};
use kit_web::{Check, Finding, Ui};

use crate::{
    DISMISS,
    model::{Decided, order},
    store::{Key, dismissals},
    waiting::{Matter, Waiting},
};

/// What waits, in the order in which it is to be done.
#[derive(Clone)]
pub struct Waits {
    found: Arc<Found>,
    /// What slices tell, with its place among what the rules found.
    told: Vec<(usize, Arc<Waiting>)>,
}

/// What the rules found on a day, in order.
struct Found {
    all: Vec<Arc<Waiting>>,
    /// Where to find what is about a record, or in it.
    about: HashMap<String, Vec<u32>>,
}

/// What some people are told in some language of what the rules find.
static FOUND: Kept<(Asked, Lang), Found> = Kept::new(8);

/// Everything that waits on the page's day.
///
/// # Errors
/// [`kit_base::Error::Storage`].
pub async fn waiting(reader: &Reader, ui: &Ui) -> Result<Waits> {
    let found = kept(reader, ui).await?;
    let mut told = Vec::new();
    for work in ui.app().slices().iter().flat_map(|slice| slice.work) {
        told.extend(work(reader, ui).await?.into_iter().map(Waiting::Told));
    }
    told.sort_by(order);
    let place = |one: &Waiting| found.all.partition_point(|other| order(other, one).is_le());
    let told = told.into_iter().map(|one| (place(&one), Arc::new(one))).collect();
    Ok(Waits { found, told })
}

/// How much the rules found that is open about a record, or in the cluster that it is.
pub(crate) async fn count_about(reader: &Reader, ui: &Ui, record: &Subject) -> Result<usize> {
    let found = kept(reader, ui).await?;
    let about = found.about.get(&record.key).into_iter().flatten().map(|at| &found.all[*at as usize]);
    let is_about = |one: &&Arc<Waiting>| record.kind == "cluster" || one.record().1 == record.key;
    Ok(about.filter(|one| one.is_open()).filter(is_about).count())
}

impl Waits {
    /// All of it, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Waiting>> {
        let mut from = 0;
        let last = self.told.last().map_or(0, |(at, _)| *at);
        let mixed = self.told.iter().flat_map(move |(at, one)| {
            let part = &self.found.all[from..*at];
            from = *at;
            part.iter().chain([one])
        });
        mixed.chain(&self.found.all[last..])
    }
}

async fn kept(reader: &Reader, ui: &Ui) -> Result<Arc<Found>> {
    let key = (Asked::by(reader, ui.actor(), ui.at()), ui.lang());
    FOUND.get(reader, key, found(reader, ui)).await
}

async fn found(reader: &Reader, ui: &Ui) -> Result<Found> {
    let mut desks = Desks { offices: Offices::load(reader).await?, known: HashMap::new() };
    let decided = dismissals(reader, ui.at()).await?;
    let mut all = Vec::new();
    for check in ui.app().checks().filter(|check| ui.may(check.view)) {
        for finding in (check.find)(reader, ui.actor(), ui.at()).await? {
            let decided = decided.get(&key(check, &finding)).map(|row| Decided {
                reason: row.reason.clone(),
                by: row.person_name.clone(),
                since: row.valid_from,
                holds: row.evidence == finding.evidence(),
            });
            all.push(Arc::new(Waiting::Found(matter(ui, check, finding, decided, &mut desks))));
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
    Ok(Found { all, about })
}

/// The key of what is decided about a finding.
pub(crate) fn key(check: &Check, finding: &Finding) -> Key {
    let subject = &finding.subject;
    (check.code.to_owned(), subject.kind.to_owned(), subject.key.clone(), finding.other.clone())
}

fn matter(
    ui: &Ui,
    check: &'static Check,
    mut finding: Finding,
    decided: Option<Decided>,
    desks: &mut Desks,
) -> Matter {
    let mine = ui.actor().may(check.act, &finding.subject);
    let deciding = mine && ui.actor().may(&DISMISS, &finding.subject);
    let desk = desks.of(ui, check.act, &finding.subject);
    // Whose it is has been asked: what was needed for that is not kept.
    finding.subject.bodies.clear();
    finding.subject.units.clear();
    Matter { check, finding, desk, mine, deciding, decided }
}

/// Whose desk it is, asked once for records of the same bodies and units.
struct Desks {
    offices: Offices,
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
