//! The day that a page is compared with (*so với*), as the address says it: `compare`, and `compare_known_at` where
//! what was known then is to be compared, too.

use std::sync::Arc;

use kit_base::{At, Day, FieldProblem};

use super::{Inner, Ui, address};

/// The parameter with the day.
pub(super) const DAY: &str = "compare";
/// The parameter with the last day whose records count on the other side; without it, that of the page.
pub(super) const KNOWN: &str = "compare_known_at";
/// The parameter that narrows a compared list to what moved.
pub(crate) const MOVED: &str = "moved";

/// What the address asks for; nothing when it names no day.
pub(super) fn asked(
    query: &[(String, String)],
    today: Day,
) -> Result<Option<(Day, Option<Day>)>, FieldProblem> {
    let day = |name: &'static str| {
        let text = query.iter().find(|(n, value)| n == name && !value.is_empty());
        text.map(|(_, text)| text.parse::<Day>().map_err(|message| FieldProblem::new(name, message)))
            .transpose()
    };
    let Some(as_of) = day(DAY)? else { return Ok(None) };
    let known = day(KNOWN)?;
    // The same days can be asked for as on the page; what is wrong is told at the field it stands in.
    let told = |problem: FieldProblem| {
        let field = if problem.field == "as_of" { DAY } else { KNOWN };
        FieldProblem::new(field, problem.message)
    };
    At::asked(Some(as_of), known, today).map_err(told)?;
    Ok(Some((as_of, known)))
}

impl Ui {
    /// The day that the page is compared with.
    #[must_use]
    pub fn compare_day(&self) -> Option<Day> {
        self.0.compare.map(|(day, _)| day)
    }

    /// By the end of which day the other side was known, when the address says so.
    #[must_use]
    pub fn compare_known(&self) -> Option<Day> {
        self.0.compare.and_then(|(_, known)| known)
    }

    /// The same request on the day that it is compared with: whatever is asked with it passes the same doors with the
    /// same rights. Nothing when the address names no day, or the very one of the page.
    #[must_use]
    pub fn then(&self) -> Option<Self> {
        let (as_of, known) = self.0.compare?;
        let known_day = known.or(self.0.known_day);
        let at = At { as_of, known_at: known.map_or(self.0.at.known_at, Day::end) };
        if at == self.0.at {
            return None;
        }
        let ours = ["as_of", "known_at", DAY, KNOWN, MOVED];
        let mut query: Vec<_> =
            self.0.query.iter().filter(|(name, _)| !ours.contains(&name.as_str())).cloned().collect();
        query.push(("as_of".to_owned(), as_of.to_string()));
        query.extend(known_day.map(|day| ("known_at".to_owned(), day.to_string())));
        // A record of that day still leads back to the list that compares.
        query.retain(|(name, _)| name != super::back::BACK);
        query.push((super::back::BACK.to_owned(), self.list_address()));
        Some(Self(Arc::new(Inner { at, known_day, query, compare: None, ..Inner::clone(&self.0) })))
    }

    /// The same request compared with a day, where its address names none: for pages that always compare.
    #[must_use]
    pub fn or_compared_with(self, day: Day) -> Self {
        if self.0.compare.is_some() {
            return self;
        }
        Self(Arc::new(Inner { compare: Some((day, None)), ..Inner::clone(&self.0) }))
    }

    /// This page, compared with no day.
    #[must_use]
    pub fn uncompared(&self) -> String {
        let ours = [DAY, KNOWN, MOVED, "page"];
        address(&self.0.path, self.0.query.iter().filter(|(name, _)| !ours.contains(&name.as_str())))
    }

    /// Which two readings are compared, in words: both days, and what was known by when.
    #[must_use]
    pub fn compare_told(&self) -> String {
        let known = |day: Option<Day>| day.map_or_else(|| self.t("export.all-known"), |day| self.day(day));
        let Some(then) = self.then() else { return String::new() };
        let told = self.fill2("list.how-days", "day", self.chip(), "then", then.chip());
        let (ours, theirs) = (known(self.0.known_day), known(then.0.known_day));
        told.replace("{known}", &ours).replace("{then-known}", &theirs)
    }

    /// Days that are often compared with: the key of the word, and this page compared with it.
    #[must_use]
    pub fn compare_choices(&self) -> Vec<(&'static str, String, String)> {
        let as_of = self.0.at.as_of;
        let start = |year: i32| format!("{year}-01-01").parse::<Day>().ok().filter(|day| *day < as_of);
        let days = [
            ("list.month-ago", as_of.months_before(1)),
            ("list.year-start", start(as_of.year()).or_else(|| start(as_of.year() - 1))),
            ("list.year-ago", as_of.months_before(12)),
        ];
        let offered = days.into_iter().filter_map(|(word, day)| Some((word, day?)));
        offered.map(|(word, day)| (word, self.day(day), self.with(DAY, day))).collect()
    }

    /// The condition on what moved.
    pub(crate) fn moved(&self) -> &str {
        self.param(MOVED).unwrap_or("all")
    }
}
