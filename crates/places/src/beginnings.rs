//! Where our knowledge of units begins, and on which days units were reorganised since. Pure.

use kit_base::{Day, Id};
use kit_db::Source;

use crate::{Places, Unit, UnitKind};

/// A day on which units came, changed or went (*sắp xếp đơn vị hành chính*).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reorganised {
    /// The day.
    pub on: Day,
    /// What says so of the highest unit that changed.
    pub source: Option<Id<Source>>,
}

impl Places {
    /// The first day on which units are known; nothing where none are.
    #[must_use]
    pub fn known_from(&self) -> Option<Day> {
        self.days_of_change().first().copied()
    }

    /// Whether a unit is known from the very beginning of our data, so that it may be older.
    pub(crate) fn may_be_older(&self, unit: &Unit) -> bool {
        self.known_from() == Some(unit.from)
    }

    /// The days on which units were reorganised after `from`, up to and with `to`, oldest first.
    #[must_use]
    pub fn reorganised_between(&self, from: Day, to: Day) -> Vec<Reorganised> {
        let days = self.days_of_change().into_iter().skip(1).filter(|day| from < *day && *day <= to);
        days.map(|on| Reorganised { on, source: self.source_of_change(on) }).collect()
    }

    fn source_of_change(&self, on: Day) -> Option<Id<Source>> {
        let rank = |unit: &&Unit| match unit.kind {
            UnitKind::Province => 0,
            UnitKind::District => 1,
            UnitKind::Commune => 2,
        };
        let begun = self.units.values().flatten().filter(|unit| unit.from == on && unit.source.is_some());
        begun.min_by_key(|unit| (rank(unit), &unit.code))?.source
    }
}
