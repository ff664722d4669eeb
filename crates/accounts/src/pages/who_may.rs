//! Who can do this (*ai được làm việc này*): from an action to the positions and the people.

use axum::response::Response;
use kit_web::{Page, Result, Template, Ui};
use places::Places;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    model::names,
    staff::Staff,
    words::{Function, body_name, functions, known_actions, reach},
};

/// The positions and people that may do one thing.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "who-may.html")]
pub(crate) struct WhoMay {
    #[serde(skip)]
    #[schema(ignore)]
    pub(super) ui: Ui,
    /// The action asked for; nothing when none was.
    action: Option<String>,
    functions: Vec<Function>,
    rows: Vec<WhoMayRow>,
}

/// A position that may do it.
#[derive(Serialize, ToSchema)]
struct WhoMayRow {
    number: i64,
    title: String,
    body: String,
    /// How far it reaches, each right on its own.
    reaches: Vec<String>,
    /// Login and name of who holds it.
    holders: Vec<(String, String)>,
    /// Login and name of who may act on its behalf in this.
    deputies: Vec<(String, String)>,
}

/// `GET /who-may`
pub(crate) async fn show(ui: Ui) -> Result<Response> {
    let functions = functions(&ui);
    let asked = known_actions(&ui).into_iter().find(|known| Some(known.name) == ui.param("action"));
    let Some(action) = asked else {
        return Ok(WhoMay { ui, action: None, functions, rows: Vec::new() }.answer());
    };
    let reader = ui.read_db().await?;
    let staff = Staff::load(&reader, ui.at().known_at).await?;
    let places = Places::load(&reader, ui.at().known_at).await?;
    let day = ui.at().as_of;
    let login = |id| staff.person(id).map(|person| (person.login.clone(), person.name.clone()));
    let row = |post: &crate::staff::Post| {
        let rights: Vec<_> = post.rights_on(day).filter(|right| right.names(action)).collect();
        if rights.is_empty() {
            return None;
        }
        let in_it = |one: &&crate::staff::Delegation| {
            let chosen = one.actions.is_empty() || one.actions.iter().any(|name| names(name, action));
            let held = post.holders_on(day).any(|holder| holder.person == one.giver);
            one.position == post.id && one.holds(day) && held && chosen
        };
        Some(WhoMayRow {
            number: post.number,
            title: post.title.clone(),
            body: body_name(&ui, &places, post.body),
            reaches: rights.iter().map(|right| reach(&ui, right, post.body, &places)).collect(),
            holders: post.holders_on(day).filter_map(|holder| login(holder.person)).collect(),
            deputies: staff.delegations.iter().filter(in_it).filter_map(|one| login(one.deputy)).collect(),
        })
    };
    let rows = staff.posts.iter().filter_map(row).collect();
    Ok(WhoMay { action: Some(action.name.to_owned()), functions, rows, ui }.answer())
}

impl WhoMay {
    fn is_asked(&self, name: &str) -> bool {
        self.action.as_deref() == Some(name)
    }
}
