//! What became of records between two days (*so với*): which entered, left, changed or stayed as they were.

use std::collections::{BTreeMap, HashMap};

use kit_base::Day;
use serde::Serialize;
use serde_json::Value as Json;
use utoipa::ToSchema;

/// What became of a record since the day compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Change {
    /// It is in the list and was not (*vào*).
    Entered,
    /// It was in the list and is not (*ra*).
    Left,
    /// It is and was in the list, with other values (*thay đổi*).
    Changed,
    /// It is as it was (*như cũ*).
    Same,
}

impl Change {
    /// Those that are told of, in the order of the legend.
    pub const MOVES: [Self; 3] = [Self::Entered, Self::Left, Self::Changed];

    /// As in addresses and JSON.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Entered => "entered",
            Self::Left => "left",
            Self::Changed => "changed",
            Self::Same => "same",
        }
    }

    /// The key of its word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Entered => "list.entered",
            Self::Left => "list.left",
            Self::Changed => "list.changed",
            Self::Same => "list.same",
        }
    }

    /// Its icon.
    #[must_use]
    pub fn icon(self) -> &'static str {
        match self {
            Self::Entered => "plus",
            Self::Left => "minus",
            Self::Changed => "pencil",
            Self::Same => "check",
        }
    }
}

/// What JSON says of a row that is compared.
#[derive(Clone, Debug, Default, Serialize, ToSchema)]
#[schema(as = RowMoved)]
pub struct Moved {
    /// What became of it; nothing when the list is not compared.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub change: Option<Change>,
    /// What stood in the columns that changed, by their keys.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    #[schema(value_type = Object)]
    pub was: BTreeMap<&'static str, Json>,
}

/// How many moved since which day.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = ListCompared)]
pub struct Compared {
    /// The day compared with.
    pub day: Day,
    /// By the end of which day that side was known; nothing: all that is recorded.
    pub known_at: Option<Day>,
    /// Rows that are in the list and were not.
    pub entered: usize,
    /// Rows that were in the list and are not.
    pub left: usize,
    /// Rows with other values.
    pub changed: usize,
    /// Rows that are as they were.
    pub same: usize,
}

impl Compared {
    /// How many rows of a kind.
    #[must_use]
    pub fn count(&self, change: Change) -> usize {
        match change {
            Change::Entered => self.entered,
            Change::Left => self.left,
            Change::Changed => self.changed,
            Change::Same => self.same,
        }
    }

    /// Counts them.
    #[must_use]
    pub fn of(day: Day, known_at: Option<Day>, changes: impl Iterator<Item = Change>) -> Self {
        let mut found = Self { day, known_at, entered: 0, left: 0, changed: 0, same: 0 };
        for change in changes {
            match change {
                Change::Entered => found.entered += 1,
                Change::Left => found.left += 1,
                Change::Changed => found.changed += 1,
                Change::Same => found.same += 1,
            }
        }
        found
    }
}

/// A record on both days; on one of them it may be missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Met<T> {
    /// Only on the day of the page.
    Entered(T),
    /// Only on the day compared with.
    Left(T),
    /// On both: now, then.
    Both(T, T),
}

impl<T> Met<T> {
    /// What became of it.
    pub fn change(&self, same: impl Fn(&T, &T) -> bool) -> Change {
        match self {
            Self::Entered(_) => Change::Entered,
            Self::Left(_) => Change::Left,
            Self::Both(now, then) if same(now, then) => Change::Same,
            Self::Both(..) => Change::Changed,
        }
    }
}

/// Brings the records of two days together by their keys, in the order of now; what left comes last, in its own order.
pub fn meet<T>(now: Vec<T>, then: Vec<T>, key: impl Fn(&T) -> &str) -> Vec<Met<T>> {
    let places = then.iter().enumerate().map(|(place, record)| (key(record).to_owned(), place));
    let places: HashMap<String, usize> = places.collect();
    let mut then: Vec<Option<T>> = then.into_iter().map(Some).collect();
    let mut found = Vec::with_capacity(now.len());
    for record in now {
        let before = places.get(key(&record)).and_then(|place| then.get_mut(*place)?.take());
        found.push(match before {
            Some(before) => Met::Both(record, before),
            None => Met::Entered(record),
        });
    }
    found.extend(then.into_iter().flatten().map(Met::Left));
    found
}

#[cfg(test)]
mod tests {
    use super::{Change, meet};

    type Record = (&'static str, u32);

    fn check(now: &[Record], then: &[Record], expect: &[(&str, Change)]) {
        let met = meet(now.to_vec(), then.to_vec(), |record: &Record| record.0);
        let told: Vec<_> = met
            .iter()
            .map(|met| {
                let (super::Met::Entered(one) | super::Met::Left(one) | super::Met::Both(one, _)) = met;
                (one.0, met.change(|a, b| a.1 == b.1))
            })
            .collect();
        assert_eq!(told, expect);
    }

    #[test]
    fn what_left_stands_at_the_end_and_the_rest_keeps_its_order() {
        let (b, a, d) = (("b", Change::Changed), ("a", Change::Same), ("d", Change::Entered));
        check(
            &[("b", 2), ("a", 1), ("d", 4)],
            &[("z", 0), ("a", 1), ("b", 1)],
            &[b, a, d, ("z", Change::Left)],
        );
        check(&[], &[("a", 1)], &[("a", Change::Left)]);
        check(&[("a", 1)], &[], &[("a", Change::Entered)]);
    }
}
