//! What a row does to the periods of a lease: what it clears, and what it records anew. Pure.

use kit_base::Day;

/// Half-open.
pub(super) type Period = (Day, Day);

/// What is to be done to the periods of a lease.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Steps {
    /// No longer so.
    pub(super) clear: Vec<Period>,
    /// As before, over more days.
    pub(super) extend: Vec<Period>,
    /// As told.
    pub(super) change: Option<Period>,
}

/// From the whole period that stands and the one that is told. What the lease says changes on `day`, or on its own first
/// day when it has ended by then.
pub(super) fn steps(stands: Option<Period>, told: Period, differs: bool, day: Day) -> Steps {
    let Some((first, end)) = stands else {
        return Steps { change: Some(told), ..Steps::default() };
    };
    let (from, to) = told;
    let changes = if differs { changes_on(told, day) } else { to };
    let some = |periods: [Period; 2]| periods.into_iter().filter(|(from, to)| from < to).collect();
    Steps {
        clear: some([(first, from.min(end)), (to.max(first), end)]),
        extend: some([(from, first.min(changes)), (end.max(from), changes)]),
        change: differs.then_some((changes, to)),
    }
}

/// From when on a row holds within the period that it tells.
pub(super) fn changes_on((from, to): Period, day: Day) -> Day {
    if day < to { from.max(day) } else { from }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: u32) -> Day {
        format!("{year}-01-01").parse().unwrap()
    }

    type Years = (u32, u32);

    fn check(stands: Option<Years>, told: Years, differs: bool, expect: (&[Years], &[Years], Option<Years>)) {
        let period = |(from, to): Years| (day(from), day(to));
        let all = |years: &[Years]| years.iter().copied().map(period).collect();
        let (clear, extend, change) = expect;
        let expect = Steps { clear: all(clear), extend: all(extend), change: change.map(period) };
        assert_eq!(
            steps(stands.map(period), period(told), differs, day(2026)),
            expect,
            "{stands:?} {told:?}"
        );
    }

    #[test]
    fn a_new_lease_is_recorded_as_told() {
        check(None, (2020, 2070), true, (&[], &[], Some((2020, 2070))));
    }

    #[test]
    fn what_changes_holds_from_the_day_of_the_file_on() {
        check(Some((2020, 2070)), (2020, 2070), true, (&[], &[], Some((2026, 2070))));
        check(Some((2030, 2070)), (2030, 2070), true, (&[], &[], Some((2030, 2070))));
        // It had ended by then: the whole of it is corrected.
        check(Some((2010, 2020)), (2010, 2020), true, (&[], &[], Some((2010, 2020))));
    }

    #[test]
    fn a_period_that_moves_is_cleared_where_it_no_longer_is_and_recorded_where_it_is_new() {
        check(Some((2020, 2070)), (2020, 2070), false, (&[], &[], None));
        check(Some((2020, 2070)), (2022, 2060), false, (&[(2020, 2022), (2060, 2070)], &[], None));
        check(Some((2020, 2070)), (2018, 2080), false, (&[], &[(2018, 2020), (2070, 2080)], None));
        check(Some((2020, 2022)), (2023, 2030), false, (&[(2020, 2022)], &[(2023, 2030)], None));
        check(Some((2020, 2070)), (2018, 2080), true, (&[], &[(2018, 2020)], Some((2026, 2080))));
        // It was told to have ended and has not: what was before holds until the day of the file.
        check(Some((2010, 2020)), (2010, 2030), true, (&[], &[(2020, 2026)], Some((2026, 2030))));
    }
}
