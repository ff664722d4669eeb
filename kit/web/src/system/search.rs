//! Everything that is called so: records of all slices, and pages.

use askama::Template;
use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;

use super::MEASURE_VIEW;
use crate::{
    Page, RailGroup, Result, Slice, Ui,
    search::{Found, Hit, Wanted},
};

/// What was found.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "search.html")]
#[schema(as = SearchResults)]
pub(crate) struct Results {
    #[serde(skip)]
    #[schema(ignore)]
    ui: Ui,
    /// What was looked for.
    text: String,
    /// How many records were found.
    total: usize,
    /// By kind, the kind with the best fit first.
    groups: Vec<Group>,
}

/// The same under the field, while somebody types.
#[derive(Template)]
#[template(path = "search-part.html")]
struct Part<'a> {
    page: &'a Results,
}

/// What was found of a kind.
#[derive(Serialize, ToSchema)]
#[schema(as = SearchGroup)]
struct Group {
    kind: String,
    total: usize,
    rows: Vec<Row>,
    /// The list of all of them.
    list: Option<String>,
}

/// A record or a page.
#[derive(Serialize, ToSchema)]
#[schema(as = SearchHit)]
struct Row {
    label: String,
    code: String,
    detail: String,
    page: String,
}

impl Page for Results {
    fn ui(&self) -> &Ui {
        &self.ui
    }
}

/// Of each kind under the field, where there is little room.
const SHORT: usize = 5;

impl Results {
    fn short<'a>(&self, group: &'a Group) -> impl Iterator<Item = &'a Row> {
        // A single kind has the room to itself.
        let most = if self.groups.len() == 1 { 2 * SHORT } else { SHORT };
        group.rows.iter().take(most)
    }

    fn all(&self) -> String {
        self.ui.href_with("/search", "q", self.text.as_str())
    }
}

pub(crate) async fn search(ui: Ui) -> Result<Response> {
    let text = ui.param("q").unwrap_or_default().trim().to_owned();
    let mut found = Vec::new();
    if let Some(wanted) = Wanted::new(&text) {
        let reader = ui.read_db().await?;
        // What people work at comes before what it rests on, where both fit alike.
        let is_work = |slice: &&Slice| slice.rail.iter().any(|entry| entry.group == RailGroup::Work);
        let (work, base): (Vec<&Slice>, Vec<&Slice>) = ui.app().slices().iter().partition(is_work);
        for search in work.into_iter().chain(base).flat_map(|slice| slice.search) {
            found.push(search(&reader, &ui, &wanted).await?);
        }
        found.push(pages(&ui, &wanted));
    }
    found.retain(|of| !of.hits.is_empty());
    found.sort_by_key(|of| of.hits[0].rank);
    let total = found.iter().map(|of| of.total).sum();
    let groups = found.into_iter().map(|of| group(&ui, of)).collect();
    let page = Results { ui, text, total, groups };
    if page.ui.is_partial() {
        return Ok(crate::failure::html(axum::http::StatusCode::OK, Part { page: &page }.render()));
    }
    Ok(page.answer())
}

fn group(ui: &Ui, found: Found) -> Group {
    let row =
        |hit: Hit| Row { label: hit.label, code: hit.code, detail: hit.detail, page: ui.href(&hit.page) };
    Group {
        kind: ui.t(found.word),
        total: found.total,
        rows: found.hits.into_iter().map(row).collect(),
        list: found.list.filter(|_| 1 < found.total),
    }
}

/// Figures that are called so.
pub(crate) fn figures(ui: &Ui, wanted: &Wanted) -> Found {
    let all = ui.app().measures().filter(|_| ui.may(&MEASURE_VIEW));
    let all = all.map(|measure| (ui.t(format!("measure.{}.name", measure.code)), measure.code));
    let hit = |rank, (label, code): (String, &str)| Hit {
        rank,
        label,
        code: code.to_owned(),
        detail: String::new(),
        page: format!("/measures/{code}"),
    };
    let rank = |(label, code): &(String, &str)| wanted.rank(label).or_else(|| wanted.rank(code));
    wanted.found("measure.title", all, rank, hit)
}

/// The pages of the rail that the person may open.
fn pages(ui: &Ui, wanted: &Wanted) -> Found {
    let entries = ui.app().slices().iter().flat_map(|slice| slice.rail).filter(|entry| ui.may(entry.action));
    let hit = |rank, (label, page): (String, &str)| Hit {
        rank,
        label,
        code: String::new(),
        detail: String::new(),
        page: page.to_owned(),
    };
    let all = entries.map(|entry| (ui.t(entry.word), entry.href));
    wanted.found("search.pages", all, |(label, _)| wanted.rank(label), hit)
}
