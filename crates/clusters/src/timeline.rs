//! The states of a cluster drawn to scale: bars, posts and years. All positions are percentages of the width, as text.

use kit_base::Day;
use serde::Serialize;

use crate::{State, Stated};

/// The drawing on a cluster's page.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct Timeline {
    pub(crate) bars: Vec<Bar>,
    pub(crate) years: Vec<(String, Option<i32>)>,
    pub(crate) posts: Vec<Post>,
    pub(crate) now: String,
    pub(crate) first_year: i32,
    pub(crate) last_year: i32,
}

#[derive(Clone, Debug, Serialize)]
pub(crate) struct Bar {
    pub(crate) state: State,
    pub(crate) x: String,
    pub(crate) width: String,
}

#[derive(Clone, Debug, Serialize)]
pub(crate) struct Post {
    pub(crate) x: String,
    /// Which row its label stands in; nothing where both are taken (the list below has it all the same).
    pub(crate) row: Option<usize>,
    /// The label stands left of its line, where room on the right is short.
    pub(crate) left: bool,
    pub(crate) stated: usize,
}

impl Timeline {
    /// Draws the states known up to a moment; `today` is where the bars end, `as_of` where the line stands.
    pub(crate) fn new(states: &[Stated], today: Day, as_of: Day) -> Self {
        let Some(first) = states.iter().map(|stated| stated.from).min() else { return Self::default() };
        let (first_year, last_year) = (first.year().min(today.year() - 4), today.year() + 2);
        let scale = Scale { start: january(first_year), end: january(last_year) };
        let mut order: Vec<usize> = (0..states.len()).collect();
        order.sort_by_key(|i| (states[*i].from, states[*i].state));
        let mut taken = [0.0_f64; 2];
        let posts = order.iter().map(|i| {
            let share = scale.share(states[*i].from);
            let left = 100.0 - LABEL < share;
            let (start, end) = if left { (share - LABEL, share) } else { (share, share + LABEL) };
            let row = (0..2).find(|row| taken[*row] <= start);
            if let Some(row) = row {
                taken[row] = end;
            }
            Post { x: percent(share), row, left, stated: *i }
        });
        let step = if 10 < last_year - first_year { 2 } else { 1 };
        let years = (first_year..last_year).map(|year| {
            let named = (year - first_year) % step == 0;
            (percent(scale.share(january(year))), named.then_some(year))
        });
        Self {
            bars: bars(states, today, &scale),
            years: years.collect(),
            posts: posts.collect(),
            now: percent(scale.share(as_of)),
            first_year,
            last_year,
        }
    }
}

/// Room a label needs, in percent of a drawing of ordinary width.
const LABEL: f64 = 19.0;

impl Timeline {
    /// Whether a label stands in the second row.
    pub(crate) fn two_rows(&self) -> bool {
        self.posts.iter().any(|post| post.row == Some(1))
    }
}

/// One bar after the other: at each moment the state that stands for all.
fn bars(states: &[Stated], today: Day, scale: &Scale) -> Vec<Bar> {
    let mut days: Vec<Day> =
        states.iter().flat_map(|s| [s.from, s.to]).chain([today]).filter(|d| *d <= today).collect();
    days.sort();
    days.dedup();
    let mut found: Vec<(State, Day, Day)> = Vec::new();
    for pair in days.windows(2) {
        let standing = states.iter().filter(|s| s.from <= pair[0] && pair[0] < s.to).map(|s| s.state);
        let Some(state) = State::main(standing) else { continue };
        match found.last_mut() {
            Some(last) if last.0 == state && last.2 == pair[0] => last.2 = pair[1],
            _ => found.push((state, pair[0], pair[1])),
        }
    }
    let bar = |(state, from, to): (State, Day, Day)| {
        let (start, end) = (scale.share(from), scale.share(to));
        Bar { state, x: percent(start), width: percent(end - start) }
    };
    found.into_iter().map(bar).collect()
}

struct Scale {
    start: Day,
    end: Day,
}

impl Scale {
    #[expect(clippy::cast_precision_loss, reason = "days of some decades")]
    fn share(&self, day: Day) -> f64 {
        let days = |a: Day, b: Day| (b.date() - a.date()).num_days() as f64;
        (days(self.start, day) / days(self.start, self.end) * 100.0).clamp(0.0, 100.0)
    }
}

fn percent(share: f64) -> String {
    format!("{share:.2}%")
}

fn january(year: i32) -> Day {
    format!("{year}-01-01").parse().unwrap_or(Day::OPEN)
}

#[cfg(test)]
mod tests {
    use documents::Origin;
    use kit_base::Clock;

    use super::*;
    use crate::Precision;

    fn stated(state: State, from: &str, to: &str) -> Stated {
        let source = Clock::standing_at(kit_base::Instant::from_micros(0)).id();
        let (from, to) = (from.parse().unwrap(), to.parse().unwrap());
        Stated { state, from, to, precision: Precision::Day, origin: Origin::Illustrative, source }
    }

    #[test]
    fn a_bar_shows_the_furthest_state_and_joins_what_goes_on() {
        let states = [
            stated(State::Established, "2020-01-01", "9999-12-31"),
            stated(State::Clearing, "2021-01-01", "2022-01-01"),
            stated(State::Building, "2022-01-01", "9999-12-31"),
        ];
        let day: Day = "2024-01-01".parse().unwrap();
        let drawn: Vec<_> = Timeline::new(&states, day, day).bars.into_iter().map(|bar| bar.state).collect();
        assert_eq!(drawn, [State::Established, State::Clearing, State::Building]);
    }

    #[test]
    fn labels_never_stand_on_one_another() {
        let states: Vec<_> = [State::Planned, State::Established, State::Clearing, State::Building]
            .into_iter()
            .zip(["2023-01-02", "2023-03-01", "2023-06-01", "2024-06-01"])
            .map(|(state, from)| stated(state, from, "9999-12-31"))
            .collect();
        let day: Day = "2026-11-24".parse().unwrap();
        let rows: Vec<_> = Timeline::new(&states, day, day).posts.into_iter().map(|post| post.row).collect();
        assert_eq!(rows, [Some(0), Some(1), None, Some(0)]);
    }

    #[test]
    fn nothing_is_drawn_where_nothing_is_known() {
        let day: Day = "2024-01-01".parse().unwrap();
        assert!(Timeline::new(&[], day, day).bars.is_empty());
    }
}
