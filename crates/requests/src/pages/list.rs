//! The requests a person may see, by whose turn it is.

use accounts::Offices;
use axum::response::Response;
use kit_base::Day;
use kit_web::{Html, Page, Paging, Plain, Result, Template, Ui};
use serde::Serialize;
use utoipa::ToSchema;

use super::{desk, field_word, of_record, state_tag, waited};
use crate::{
    ANSWER, State,
    model::days,
    visible::{Seen, visible},
};

/// Requests, newest first.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "requests.html")]
#[schema(as = ChangeRequests)]
pub(crate) struct RequestsPage {
    #[serde(skip)]
    #[schema(ignore)]
    ui: Ui,
    tab: &'static str,
    #[serde(skip)]
    #[schema(ignore)]
    tabs: Vec<TabCount>,
    /// The record that the list is narrowed to.
    about: Option<String>,
    rows: Vec<Row>,
    paging: Paging,
}

struct TabCount {
    name: &'static str,
    word: &'static str,
    count: usize,
}

/// A request in the list.
#[derive(Serialize, ToSchema)]
#[schema(as = ChangeRequestRow)]
struct Row {
    number: i64,
    record: String,
    record_key: String,
    record_name: String,
    field: String,
    stood: String,
    proposed: String,
    asked_by: String,
    asked_on: Day,
    state: State,
    /// The day since which it is so, and how many days that is.
    since: Day,
    days: usize,
    /// The offices whose turn it is; nobody's when it is answered or withdrawn.
    desk: Vec<String>,
}

impl Page for RequestsPage {
    fn ui(&self) -> &Ui {
        &self.ui
    }
}

impl RequestsPage {
    fn is_open_tab(&self, one: &TabCount) -> bool {
        one.name == self.tab
    }

    fn state(&self, state: impl Plain<State>) -> Html {
        state_tag(&self.ui, state.plain())
    }

    fn waited(&self, row: &Row) -> String {
        waited(&self.ui, row.since, row.days)
    }
}

type Belongs = fn(&Seen) -> bool;

/// The tabs: name in the address, word, and what belongs there.
const TABS: [(&str, &str, Belongs); 4] = [
    ("waiting", "requests.tabs.waiting", |seen| seen.may_answer && seen.is_open()),
    ("sent", "requests.tabs.sent", |seen| seen.own),
    ("answered", "requests.tabs.answered", |seen| !seen.is_open()),
    ("all", "requests.tabs.all", |_| true),
];

pub(crate) async fn list(ui: Ui) -> Result<Response> {
    let reader = ui.read_db().await?;
    let mut seen = visible(&reader, ui.app(), ui.actor(), ui.at()).await?;
    let mut about = None;
    if let (Some(record), Some(key)) = (ui.param("record"), ui.param("key")) {
        seen.retain(|seen| seen.told.record == record && seen.told.record_key == key);
        about = Some(seen.first().map_or_else(|| key.to_owned(), |seen| of_record(&ui, seen).0));
    }
    let usual = if ui.may(&ANSWER) { "waiting" } else { "sent" };
    let wanted = ui.param("tab").unwrap_or(usual);
    let (tab, _, belongs) = TABS.into_iter().find(|(name, ..)| *name == wanted).unwrap_or(TABS[0]);
    let tabs = TABS.into_iter().filter(|(name, ..)| *name != "waiting" || ui.may(&ANSWER));
    let tabs =
        tabs.map(|(name, word, of)| TabCount { name, word, count: seen.iter().filter(|s| of(s)).count() });
    let tabs = tabs.collect();
    seen.retain(belongs);
    let paging = Paging::of(&ui, seen.len());
    let offices = Offices::load(&reader).await?;
    let rows = paging.cut(seen).into_iter().map(|seen| row(&ui, &offices, &seen)).collect();
    Ok(RequestsPage { ui, tab, tabs, about, rows, paging }.answer())
}

fn row(ui: &Ui, offices: &Offices, seen: &Seen) -> Row {
    let (record_name, stood) = of_record(ui, seen);
    Row {
        number: seen.number,
        record: seen.told.record.clone(),
        record_key: seen.told.record_key.clone(),
        record_name,
        field: field_word(ui, seen),
        stood,
        proposed: seen.told.proposed.clone(),
        asked_by: seen.told.person_name.clone(),
        asked_on: seen.told.valid_from,
        state: seen.now.state,
        since: seen.now.valid_from,
        days: days(seen.now.valid_from, ui.at().as_of),
        desk: if seen.is_open() { desk(ui, offices, seen) } else { Vec::new() },
    }
}
