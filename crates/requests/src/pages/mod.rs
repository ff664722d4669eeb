//! Requests as people work with them: the list by whose turn it is, a request with its answer, and the form.

mod form;
mod list;
mod show;

pub(crate) use form::{make, new};
pub(crate) use list::{RequestsPage, list};
pub(crate) use show::{RequestPage, answer, show, withdraw};

use accounts::Offices;
use kit_base::{Day, Error, Message};
use kit_web::{Html, Ui};

use crate::{ANSWER, State, visible::Seen};

/// The longest text of a request or an answer.
const MOST_TEXT: usize = 2_000;

/// The field a request is about, in words.
pub(crate) fn field_word(ui: &Ui, seen: &Seen) -> String {
    let askable = ui.app().askable(&seen.told.record);
    let word = askable.and_then(|askable| askable.word_of(&seen.told.field));
    ui.t(word.unwrap_or("requests.other"))
}

/// Since when it is so, and how many days that is.
fn waited(ui: &Ui, since: Day, days: usize) -> String {
    if days == 0 {
        return ui.fill("requests.since-day", "day", ui.day(since));
    }
    ui.fill2("requests.since", "day", ui.day(since), "n", ui.count(days))
}

/// What the record was called, and what stood in the field, for who may see the record.
pub(crate) fn of_record(ui: &Ui, seen: &Seen) -> (String, String) {
    let hidden = || ui.t("requests.hidden");
    if seen.hidden { (hidden(), hidden()) } else { (seen.told.record_name.clone(), seen.told.stood.clone()) }
}

/// The offices that have somebody who can answer.
pub(crate) fn desk(ui: &Ui, offices: &Offices, seen: &Seen) -> Vec<String> {
    let askable = ui.app().askable(&seen.told.record);
    askable.map(|askable| offices.that_may(ui, &[&ANSWER, askable.action], &seen.record)).unwrap_or_default()
}

/// A state as sign and word.
fn state_tag(ui: &Ui, state: State) -> Html {
    Html(format!(
        "<span class=\"cm-tag\" data-m=\"{sign}\">{icon}{word}</span>",
        sign = state.sign(),
        icon = ui.icon(&format!("m-{}", state.sign())),
        word = Html::text(&ui.t(state.word()))
    ))
}

fn no_request(number: &str) -> Error {
    Error::NotFound(Message::new("requests.no-such").with("number", number))
}
