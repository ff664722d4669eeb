//! What is open, added up. Pure.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use kit_base::Day;
use kit_web::Severity;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{model::Left, waiting::Waiting};

/// So many of each severity, and past their day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = OverviewTally)]
pub(crate) struct Tally {
    pub(crate) error: usize,
    pub(crate) warning: usize,
    pub(crate) note: usize,
    pub(crate) late: usize,
}

/// What is open, in all and by what it is counted for.
#[derive(Default)]
pub(crate) struct Sums {
    pub(crate) open: Tally,
    /// By office, with the day since which the oldest of it waits; that of nobody has no name.
    pub(crate) offices: BTreeMap<String, (Tally, Day)>,
    /// By the record on the map that it lies in; its name, where something is about it itself.
    pub(crate) places: BTreeMap<String, (String, Tally)>,
    /// Since when each of it waits.
    pub(crate) since: Vec<Day>,
}

/// Of what sorts a list is, and on whose desks that lies.
#[derive(Clone, Default)]
pub(crate) struct Sorts {
    /// One of each, and how many.
    pub(crate) kinds: BTreeMap<&'static str, (Arc<Waiting>, usize)>,
    pub(crate) desks: BTreeSet<String>,
}

impl Tally {
    fn add(&mut self, waiting: &Waiting, today: Day) {
        match waiting.severity() {
            Severity::Error => self.error += 1,
            Severity::Warning => self.warning += 1,
            Severity::Note => self.note += 1,
        }
        let until = waiting.until();
        self.late += usize::from(until.is_some_and(|until| matches!(Left::of(until, today), Left::Late(_))));
    }

    fn join(&mut self, other: Self) {
        self.error += other.error;
        self.warning += other.warning;
        self.note += other.note;
        self.late += other.late;
    }

    pub(crate) const fn worst_first(self) -> (usize, usize, usize) {
        (self.error, self.warning, self.note)
    }

    pub(crate) const fn worst(self) -> Severity {
        match self {
            Self { error: 1.., .. } => Severity::Error,
            Self { warning: 1.., .. } => Severity::Warning,
            _ => Severity::Note,
        }
    }
}

impl Sums {
    /// What of `all` is open on `today`, added up.
    pub(crate) fn of<'a>(all: impl IntoIterator<Item = &'a Waiting>, today: Day) -> Self {
        let mut sums = Self::default();
        all.into_iter().filter(|one| one.is_open()).for_each(|one| sums.add(one, today));
        sums.since.sort_unstable();
        sums
    }

    fn add(&mut self, one: &Waiting, today: Day) {
        self.open.add(one, today);
        self.since.push(one.since());
        let nobody = [String::new()];
        for name in if one.desk().is_empty() { &nobody } else { one.desk() } {
            let (tally, oldest) = of_key(&mut self.offices, name, (Tally::default(), today));
            tally.add(one, today);
            *oldest = one.since().min(*oldest);
        }
        if let Some(place) = one.place() {
            let (name, tally) = of_key(&mut self.places, place, (String::new(), Tally::default()));
            if one.record().1 == place && name.is_empty() {
                one.record().0.clone_into(name);
            }
            tally.add(one, today);
        }
    }

    /// This and what else there is, little of it.
    pub(crate) fn with(&self, other: &Self) -> Self {
        let Self { mut open, mut offices, mut places, .. } = Self {
            offices: self.offices.clone(),
            places: self.places.clone(),
            open: self.open,
            since: Vec::new(),
        };
        open.join(other.open);
        for (name, (tally, oldest)) in &other.offices {
            let (own, since) = of_key(&mut offices, name, (Tally::default(), *oldest));
            own.join(*tally);
            *since = (*since).min(*oldest);
        }
        for (key, (name, tally)) in &other.places {
            let (own_name, own) = of_key(&mut places, key, (name.clone(), Tally::default()));
            if own_name.is_empty() {
                own_name.clone_from(name);
            }
            own.join(*tally);
        }
        let mut since = [&self.since[..], &other.since].concat();
        since.sort_unstable();
        Self { open, offices, places, since }
    }

    /// How much has come up after a day.
    pub(crate) fn newer(&self, day: Day) -> usize {
        self.since.len() - self.since.partition_point(|since| *since <= day)
    }
}

impl Sorts {
    pub(crate) fn add(&mut self, one: &Arc<Waiting>) {
        self.kinds.entry(one.kind()).or_insert_with(|| (Arc::clone(one), 0)).1 += 1;
        for desk in one.desk() {
            if !self.desks.contains(desk) {
                self.desks.insert(desk.clone());
            }
        }
    }
}

/// The value of a key; keys are copied when they come the first time only.
fn of_key<'a, T>(all: &'a mut BTreeMap<String, T>, key: &str, first: T) -> &'a mut T {
    if !all.contains_key(key) {
        all.insert(key.to_owned(), first);
    }
    all.get_mut(key).unwrap_or_else(|| unreachable!("it was put there"))
}

#[cfg(test)]
mod tests {
    use kit_web::WorkItem;

    use super::*;

    fn told(severity: Severity, key: &str, place: Option<&str>, desk: &[&str], since: &str) -> Waiting {
        Waiting::Told(WorkItem {
            kind: "request",
            kind_word: String::new(),
            severity,
            text: String::new(),
            record: (format!("CCN {key}"), key.to_owned()),
            page: String::new(),
            desk: desk.iter().map(|name| (*name).to_owned()).collect(),
            deed: None,
            awaited: false,
            mine: false,
            since: since.parse().unwrap(),
            until: Some("2026-11-01".parse().unwrap()),
            place: place.map(str::to_owned),
        })
    }

    #[test]
    fn what_is_added_later_counts_as_if_it_had_been_there_from_the_beginning() {
        let today = "2026-11-24".parse().unwrap();
        let all = [
            told(Severity::Note, "24-002", Some("24-002"), &["Sở Công Thương"], "2026-10-01"),
            told(Severity::Error, "DA-7", Some("24-001"), &[], "2026-09-01"),
            told(Severity::Warning, "24-001", Some("24-001"), &["Sở Công Thương", "Ban A"], "2026-11-20"),
        ];
        for parted in 0..=all.len() {
            let (one, other) = all.split_at(parted);
            let sums = Sums::of(one, today).with(&Sums::of(other, today));
            assert_eq!(sums.open, Tally { error: 1, warning: 1, note: 1, late: 3 });
            let offices: Vec<_> = sums
                .offices
                .iter()
                .map(|(name, (tally, since))| (&**name, tally.late, since.to_string()))
                .collect();
            let is = [("", 1, "2026-09-01"), ("Ban A", 1, "2026-11-20"), ("Sở Công Thương", 2, "2026-10-01")];
            assert_eq!(offices, is.map(|(name, late, since)| (name, late, since.to_owned())));
            let places: Vec<_> =
                sums.places.iter().map(|(key, (name, tally))| (&**key, &**name, tally.late)).collect();
            assert_eq!(places, [("24-001", "CCN 24-001", 2), ("24-002", "CCN 24-002", 1)]);
            assert_eq!(
                ["2026-08-31", "2026-09-01", "2026-11-20"].map(|day| sums.newer(day.parse().unwrap())),
                [3, 2, 0]
            );
        }
    }
}
