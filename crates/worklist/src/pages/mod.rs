//! The list of what waits, deciding about a finding, and the page of who leads.

mod decide;
mod list;
mod overview;

pub(crate) use decide::{ask, dismiss, reopen};
pub(crate) use list::{WorkPage, list};
pub(crate) use overview::{OverviewPage, overview};

use kit_base::Day;
use kit_web::{Html, Severity, Ui};

use crate::model::{Left, sign};

/// A severity as sign and word.
fn severity_tag(ui: &Ui, severity: Severity) -> Html {
    tag(ui, sign(severity), &ui.t(severity.word()))
}

/// How much time is left, as sign and words.
fn left_tag(ui: &Ui, until: Day) -> Html {
    let (sign, word, days) = Left::of(until, ui.at().as_of).told();
    tag(ui, sign, &ui.fill(word, "n", ui.number(days)))
}

fn tag(ui: &Ui, sign: &str, words: &str) -> Html {
    let icon = ui.icon(&format!("m-{sign}"));
    Html(format!("<span class=\"cm-tag\" data-m=\"{sign}\">{icon}{}</span>", Html::text(words)))
}
