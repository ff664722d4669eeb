//! Saving a list under a name, and what a person saved.

use axum::{
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kit_base::{Error, Instant, Message};
use kit_db::Reader;
use kit_web::{Form, Page, Problems, Result, SavedView, Template, Ui, own_path};
use serde::Serialize;
use utoipa::ToSchema;

use crate::store::{self, View};

/// What a view is not about: the day unless it is fixed, and where on the list one is.
const DAYS: [&str; 4] = ["as_of", "known_at", "compare", "compare_known_at"];
const PLACES: [&str; 5] = ["page", "pick", "map", "draft", "csrf"];
const MOST_NAME: usize = 80;
const MOST_ADDRESS: usize = 2_000;

/// The views a person sees, and one that is being saved.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "views.html")]
#[schema(as = SavedViewList)]
pub(crate) struct ViewsPage {
    #[serde(skip)]
    #[schema(ignore)]
    ui: Ui,
    rows: Vec<Row>,
    /// A form that was not taken.
    #[serde(skip)]
    #[schema(ignore)]
    asked: Option<Asked>,
}

/// A view in the list.
#[derive(Serialize, ToSchema)]
#[schema(as = SavedViewRow)]
struct Row {
    id: String,
    name: String,
    href: String,
    /// Who saved it.
    by: String,
    mine: bool,
    shared: bool,
    /// Whether the list is there and the person may open it.
    opens: bool,
}

/// What somebody wanted to save.
struct Asked {
    form: Form,
    problems: Problems,
    /// Whether one of that name is there: then it is asked whether to replace it.
    taken: bool,
}

impl Page for ViewsPage {
    fn ui(&self) -> &Ui {
        &self.ui
    }
}

fn person(ui: &Ui) -> kit_base::Result<&str> {
    ui.actor().person.as_deref().ok_or(Error::SignedOut)
}

async fn page(ui: Ui, asked: Option<Asked>) -> Result<ViewsPage> {
    let reader = ui.read_db().await?;
    let me = person(&ui)?;
    let found = store::seen(&reader, me).await?;
    let row = |view: View| Row {
        href: view.href(),
        mine: view.person == me,
        shared: view.body.is_some(),
        opens: ui.opens(&view.path),
        id: view.id,
        name: view.name,
        by: view.person_name,
    };
    let rows = found.into_iter().map(row).collect();
    drop(reader);
    Ok(ViewsPage { ui, rows, asked })
}

pub(crate) async fn list(ui: Ui) -> Result<Response> {
    Ok(page(ui, None).await?.answer())
}

/// The views of the list that is open.
pub(crate) async fn of_list(reader: &Reader, ui: &Ui) -> kit_base::Result<Vec<SavedView>> {
    let Some(me) = ui.actor().person.as_deref() else { return Ok(Vec::new()) };
    let here = kept(ui.here().split_once('?').map_or("", |(_, query)| query), true);
    let found = store::seen(reader, me).await?.into_iter().filter(|view| view.path == ui.path());
    Ok(found
        .map(|view| SavedView {
            current: view.query == here || kept(&here, false) == view.query,
            href: view.href(),
            by: (view.person != me).then_some(view.person_name),
            shared: view.body.is_some(),
            name: view.name,
        })
        .collect())
}

pub(crate) async fn save(ui: Ui, form: Form) -> Result<Response> {
    let me = person(&ui)?.to_owned();
    let mut problems = Problems::default();
    let name = form.required_text("name", MOST_NAME, &mut problems);
    let (path, query) = form.get("address").split_once('?').unwrap_or((form.get("address"), ""));
    if own_path(path).is_none_or(|path| !ui.opens(path)) || MOST_ADDRESS < query.len() {
        problems.add("name", Message::new("views.no-list"));
    }
    let reader = ui.read_db().await?;
    let theirs = store::seen(&reader, &me).await?;
    let same = theirs.iter().find(|view| view.person == me && view.path == path && view.name == name);
    let taken = same.is_some_and(|view| form.get("replace") != view.id);
    if taken {
        problems.add("name", Message::new("views.taken").with("name", &name));
    }
    let body = if form.get("shared").is_empty() {
        None
    } else {
        accounts::bodies(&reader, &me).await?.into_iter().next()
    };
    if body.is_none() && !form.get("shared").is_empty() {
        problems.add("name", Message::new("views.no-body"));
    }
    drop(reader);
    if !problems.is_empty() {
        let form = Form::of(
            ["name", "address", "shared", "fixed"]
                .map(|name| (name.to_owned(), form.get(name).to_owned()))
                .into_iter()
                .chain(same.map(|view| ("replace".to_owned(), view.id.clone())))
                .collect(),
        );
        let asked = Some(Asked { form, problems, taken });
        return Ok(page(ui, asked).await?.answer_with(StatusCode::UNPROCESSABLE_ENTITY));
    }
    let view = View {
        id: same.map_or_else(kit_base::secret, |view| view.id.clone()),
        person: me,
        person_name: ui.actor().name.clone(),
        body,
        path: path.to_owned(),
        query: kept(query, !form.get("fixed").is_empty()),
        name,
        created_at: Instant::LATEST,
    };
    let href = view.href();
    store::keep(ui.app().db(), view).await?;
    Ok(Redirect::to(&href).into_response())
}

pub(crate) async fn change(ui: Ui, Path(id): Path<String>, form: Form) -> Result<Response> {
    let me = person(&ui)?.to_owned();
    let reader = ui.read_db().await?;
    let view = store::own(&reader, &me, &id).await?;
    let others = store::seen(&reader, &me).await?;
    drop(reader);
    if form.get("do") == "delete" {
        store::delete(ui.app().db(), &view).await?;
        return Ok(Redirect::to("/views").into_response());
    }
    let mut problems = Problems::default();
    let name = form.required_text("name", MOST_NAME, &mut problems);
    let is_taken =
        |other: &View| other.person == me && other.path == view.path && other.name == name && other.id != id;
    if others.iter().any(is_taken) {
        problems.add("name", Message::new("views.taken-rename").with("name", &name));
    }
    if !problems.is_empty() {
        let asked = Asked { form: Form::with([("name", name)]), problems, taken: false };
        return Ok(page(ui, Some(asked)).await?.answer_with(StatusCode::UNPROCESSABLE_ENTITY));
    }
    store::keep(ui.app().db(), View { name, ..view }).await?;
    Ok(Redirect::to("/views").into_response())
}

/// The part of an address that a view keeps; the days only when they are fixed.
fn kept(query: &str, fixed: bool) -> String {
    let pairs = form_urlencoded::parse(query.as_bytes()).filter(|(name, value)| {
        let day = DAYS.contains(&name.as_ref()) && !fixed;
        !day && !PLACES.contains(&name.as_ref()) && !value.is_empty()
    });
    let mut text = form_urlencoded::Serializer::new(String::new());
    text.extend_pairs(pairs);
    text.finish().replace("%2F", "/").replace("%2C", ",")
}

#[cfg(test)]
mod tests {
    use super::kept;

    #[test]
    fn a_view_keeps_conditions_and_columns_and_the_day_only_when_it_is_fixed() {
        let here = "as_of=2024-04-22&state=operating&columns=area_ha,state&page=2&pick=24-001&csrf=x&q=";
        assert_eq!(kept(here, false), "state=operating&columns=area_ha,state");
        assert_eq!(kept(here, true), "as_of=2024-04-22&state=operating&columns=area_ha,state");
    }
}
