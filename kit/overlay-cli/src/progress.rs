//! A line at the terminal that says how far the work is.

use std::{
    io::Write,
    time::{Duration, Instant},
};

use crate::Terminal;

/// How often the line is written anew: often enough to be alive, seldom enough to cost nothing.
const PERIOD: Duration = Duration::from_millis(100);

/// Shows a share of work while somebody watches. The line goes when it is dropped.
pub(crate) struct Progress<'t> {
    out: Option<&'t mut Box<dyn Write>>,
    label: String,
    whole: u64,
    last: Option<Instant>,
}

impl<'t> Progress<'t> {
    /// `whole` of 0 is not known.
    pub(crate) fn new(terminal: &'t mut Terminal<'_>, label: String, whole: u64) -> Self {
        let out = terminal.watched.then_some(&mut terminal.err);
        Self { out, label, whole, last: None }
    }

    /// How much there will be.
    pub(crate) fn expect(&mut self, whole: u64) {
        self.whole = whole;
    }

    /// How much is done.
    pub(crate) fn at(&mut self, done: u64) {
        let Some(out) = &mut self.out else { return };
        if self.last.is_some_and(|last| last.elapsed() < PERIOD) {
            return;
        }
        self.last = Some(Instant::now());
        let share = match (done * 100).checked_div(self.whole) {
            Some(share) => format!("{} %", share.min(100)),
            None => done.to_string(),
        };
        // To the beginning of the line, and what stood behind it is wiped (ECMA-48, EL).
        let _ = write!(out, "\r{} {share}\x1b[K", self.label);
        let _ = out.flush();
    }
}

impl Drop for Progress<'_> {
    fn drop(&mut self) {
        if let (Some(out), Some(_)) = (&mut self.out, self.last) {
            let _ = write!(out, "\r\x1b[K");
            let _ = out.flush();
        }
    }
}
