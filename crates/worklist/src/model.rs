//! Whose turn it is and how much time is left. Pure.

use kit_base::Day;
use kit_web::Severity;

use crate::waiting::Waiting;

/// What became of a finding that somebody decided about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// Why it does not apply.
    pub reason: String,
    /// Who decided.
    pub by: String,
    /// Since when.
    pub since: Day,
    /// Whether it still says the same as then; otherwise it is open again.
    pub holds: bool,
}

/// A list of what waits, in the order of [`Tab::ALL`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    /// On the desk of whoever asks.
    Mine,
    /// Due within a month, or past its day.
    Soon,
    /// On other desks.
    Others,
    /// All that is open.
    All,
    /// Of which somebody decided that it does not apply.
    Dismissed,
}

impl Tab {
    pub(crate) const ALL: [Self; 5] = [Self::Mine, Self::Soon, Self::Others, Self::All, Self::Dismissed];

    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Mine => "mine",
            Self::Soon => "soon",
            Self::Others => "others",
            Self::All => "all",
            Self::Dismissed => "dismissed",
        }
    }

    /// Whether something belongs here on `today`.
    pub(crate) fn takes(self, one: &Waiting, today: Day) -> bool {
        let open = one.is_open();
        match self {
            Self::Mine => open && one.is_mine(),
            Self::Soon => open && one.until().is_some_and(|until| until <= today.plus(SOON)),
            Self::Others => open && !one.is_mine(),
            Self::All => open,
            Self::Dismissed => !open,
        }
    }
}

/// How many days ahead something is due soon.
const SOON: u64 = 30;

/// How much time is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Left {
    /// So many days too late.
    Late(i64),
    /// So many days left, few.
    Soon(i64),
    /// So many days left.
    Ample(i64),
}

impl Left {
    pub(crate) fn of(until: Day, today: Day) -> Self {
        match today.days_until(until) {
            days @ ..0 => Self::Late(-days),
            days if until <= today.plus(SOON) => Self::Soon(days),
            days => Self::Ample(days),
        }
    }

    /// The sign, and the key of the words.
    pub(crate) const fn told(self) -> (&'static str, &'static str, i64) {
        match self {
            Self::Late(days) => ("late", "worklist.late", days),
            Self::Soon(0) => ("soon", "worklist.today", 0),
            Self::Soon(days) => ("soon", "worklist.left", days),
            Self::Ample(days) => ("wait", "worklist.left", days),
        }
    }
}

/// The sign of a severity.
pub(crate) const fn sign(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "late",
        Severity::Warning => "soon",
        Severity::Note => "wait",
    }
}

/// What to do first: what is due, earliest first; what a person waits for; what is worse; what waits longer.
pub(crate) fn order(a: &Waiting, b: &Waiting) -> std::cmp::Ordering {
    let key =
        |one: &Waiting| (one.until().is_none(), one.until(), !one.is_awaited(), one.severity(), one.since());
    key(a).cmp(&key(b)).then_with(|| (a.kind(), a.record().1).cmp(&(b.kind(), b.record().1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn the_day_itself_is_in_time_and_the_day_after_is_late() {
        let left = |until: &str| Left::of(day(until), day("2026-11-24"));
        assert_eq!(left("2026-11-24"), Left::Soon(0));
        assert_eq!(left("2026-11-23"), Left::Late(1));
        assert_eq!(left("2026-12-24"), Left::Soon(30));
        assert_eq!(left("2026-12-25"), Left::Ample(31));
    }
}
