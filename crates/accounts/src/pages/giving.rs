//! The forms that give: who holds a position, and which rights it has.

use axum::{
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kit_base::{Action, Message};
use kit_web::{FactForm, Field, FieldInput, Form, Page, Problems, Result, Template, Ui};
use places::Places;
use serde::Serialize;

use super::{
    basis::{self, End},
    position::find,
};
use crate::{
    positions::{self, NewRight, Reach},
    staff::{Post, Staff},
    words::{Function, body_name, functions, known_actions},
};

fn holder_form(ui: Ui, staff: &Staff, post: &Post, documents: Vec<(String, String)>) -> FactForm {
    let people = staff.people.iter().filter(|person| person.is_active(ui.today()));
    let people = people.map(|person| (person.login.clone(), format!("{} ({})", person.name, person.login)));
    let fields = vec![Field::new("person", "positions.holder", FieldInput::choice(people), true)];
    let title = ui.fill("positions.new-holder", "position", &post.title);
    let back = (format!("/positions/{}", post.number), post.title.clone());
    FactForm::new(ui, title, back, fields, documents)
}

/// `GET /positions/{number}/holders/new`
pub(crate) async fn ask_holder(ui: Ui, Path(number): Path<String>) -> Result<Response> {
    let (staff, at) = find(&ui.read_db().await?, &ui, &number).await?;
    let documents = basis::proposed(&basis::documents(&ui).await?, &ui);
    let draft = ui.draft().await?;
    Ok(holder_form(ui, &staff, &staff.posts[at], documents).with_draft(draft).answer())
}

/// `POST /positions/{number}/holders/new`
pub(crate) async fn hold(ui: Ui, Path(number): Path<String>, form: Form) -> Result<Response> {
    let reader = ui.read_db().await?;
    let (staff, at) = find(&reader, &ui, &number).await?;
    let places = Places::load(&reader, kit_base::Instant::LATEST).await?;
    drop(reader);
    let post = &staff.posts[at];
    let known = basis::documents(&ui).await?;
    let mut problems = Problems::default();
    let login = form.required("person", &mut problems);
    let person = staff.by_login(&login);
    if person.is_none() && !problems.has("person") {
        problems.add("person", Message::new("people.no-such").with("login", &login));
    }
    let rests = basis::read(&ui, &form, &known, End::Open, &mut problems);
    match (person, rests) {
        (Some(person), Some(rests)) if problems.is_empty() => {
            let known: Vec<&'static Action> = known_actions(&ui);
            let db = ui.app().db();
            positions::hold(db, ui.actor(), (&places, &known), post, person.id, rests).await?;
            Ok(Redirect::to(&format!("/positions/{number}")).into_response())
        }
        _ => {
            let documents = basis::proposed(&known, &ui);
            Ok(holder_form(ui, &staff, post, documents).again(form, problems))
        }
    }
}

/// The form of new rights.
#[derive(Template, Serialize)]
#[template(path = "rights-form.html")]
struct RightsPage {
    #[serde(skip)]
    ui: Ui,
    #[serde(skip)]
    form: Form,
    #[serde(skip)]
    problems: Problems,
    #[serde(skip)]
    kept: bool,
    number: i64,
    title: String,
    body: String,
    functions: Vec<Function>,
    #[serde(skip)]
    bodies: Vec<(String, String)>,
    #[serde(skip)]
    units: Vec<(String, String)>,
    #[serde(skip)]
    documents: Vec<(String, String)>,
}

impl Page for RightsPage {
    fn ui(&self) -> &Ui {
        &self.ui
    }
}

impl RightsPage {
    fn is_ticked(&self, action: &str) -> bool {
        self.form.all("action").any(|ticked| ticked == action)
    }

    const fn reaches() -> [(&'static str, &'static str); 5] {
        REACHES
    }

    fn is_reach(&self, code: &str) -> bool {
        let chosen = self.form.get("reach");
        if chosen.is_empty() { code == "everywhere" } else { chosen == code }
    }
}

/// How far a right can reach: the code in the form, and its word.
const REACHES: [(&str, &str); 5] = [
    ("everywhere", "positions.everywhere"),
    ("own_body", "positions.own-body"),
    ("own_area", "positions.own-area"),
    ("unit", "positions.unit"),
    ("body", "positions.body"),
];

async fn rights_page(ui: Ui, post: &Post, form: Form, problems: Problems) -> Result<RightsPage> {
    let places = Places::load(&ui.read_db().await?, kit_base::Instant::LATEST).await?;
    let today = ui.today();
    let bodies = places.bodies_on(today).into_iter();
    let bodies = bodies.map(|body| (places.body_key(body.id).to_owned(), body.name.clone())).collect();
    let units = places.standing(places::UnitKind::Commune, today).into_iter();
    let units = units.map(|unit| (places.key(unit.id).to_owned(), unit.name.clone())).collect();
    let documents = basis::proposed(&basis::documents(&ui).await?, &ui);
    Ok(RightsPage {
        number: post.number,
        title: post.title.clone(),
        body: body_name(&ui, &places, post.body),
        functions: functions(&ui),
        kept: false,
        form,
        problems,
        bodies,
        units,
        documents,
        ui,
    })
}

/// `GET /positions/{number}/rights/new`
pub(crate) async fn ask_rights(ui: Ui, Path(number): Path<String>) -> Result<Response> {
    let (staff, at) = find(&ui.read_db().await?, &ui, &number).await?;
    let draft = ui.draft().await?;
    let kept = draft.is_some();
    let page = rights_page(ui, &staff.posts[at], draft.unwrap_or_default(), Problems::default()).await?;
    Ok(RightsPage { kept, ..page }.answer())
}

/// `POST /positions/{number}/rights/new`
pub(crate) async fn give(ui: Ui, Path(number): Path<String>, form: Form) -> Result<Response> {
    let reader = ui.read_db().await?;
    let (staff, at) = find(&reader, &ui, &number).await?;
    let places = Places::load(&reader, kit_base::Instant::LATEST).await?;
    drop(reader);
    let post = &staff.posts[at];
    let known = basis::documents(&ui).await?;
    let mut problems = Problems::default();
    let reach = reach(&ui, &form, post, &places, &mut problems);
    let actions = chosen(&ui, &form, &mut problems);
    let rests = basis::read(&ui, &form, &known, End::Open, &mut problems);
    match (reach, rests) {
        (Some(reach), Some(rests)) if problems.is_empty() => {
            let rights = actions.into_iter().map(|action| NewRight { action, reach }).collect();
            let known: Vec<&'static Action> = known_actions(&ui);
            let db = ui.app().db();
            positions::give(db, ui.actor(), (&places, &known), post, rights, rests).await?;
            Ok(Redirect::to(&format!("/positions/{number}")).into_response())
        }
        _ => {
            let page = rights_page(ui, post, form, problems).await?;
            Ok(page.answer_with(StatusCode::UNPROCESSABLE_ENTITY))
        }
    }
}

/// The actions that are ticked: each is one of those that can be given, or all of a function.
pub(super) fn chosen(ui: &Ui, form: &Form, problems: &mut Problems) -> Vec<String> {
    let functions = functions(ui);
    let exists = |name: &str| {
        let all = name.strip_suffix(".*");
        functions.iter().any(|function| {
            all == Some(&function.noun) || function.choices.iter().any(|choice| choice.name == name)
        })
    };
    let ticked: Vec<_> = form.all("action").map(str::to_owned).collect();
    if let Some(unknown) = ticked.iter().find(|name| !exists(name)) {
        problems.add("action", Message::new("positions.no-such-action").with("action", unknown));
    }
    if ticked.is_empty() {
        problems.add("action", Message::new("positions.no-action"));
    }
    // All of a function has each of it.
    let has_all = |name: &str| ticked.iter().any(|other| *other == format!("{}.*", crate::words::noun(name)));
    ticked.iter().filter(|name| name.ends_with(".*") || !has_all(name)).cloned().collect()
}

fn reach(ui: &Ui, form: &Form, post: &Post, places: &Places, problems: &mut Problems) -> Option<Reach> {
    let today = ui.today();
    let found = match form.get("reach") {
        "everywhere" => Some(Reach::Everywhere),
        "own_body" => Some(Reach::OwnBody),
        "own_area" => {
            let unit = places.body_on(post.body, today).and_then(|body| body.unit);
            if unit.is_none() {
                let body = body_name(ui, places, post.body);
                problems.add("reach", Message::new("account.body-without-area").with("body", body));
            }
            return unit.map(Reach::Unit);
        }
        "unit" => {
            let unit = places.unit_by_key(form.get("unit"));
            if unit.is_none() {
                problems.add("unit", Message::new("positions.which-unit"));
            }
            return unit.map(Reach::Unit);
        }
        "body" => {
            let body = places.body_by_key(form.get("in_body"));
            if body.is_none() {
                problems.add("in_body", Message::new("positions.which-body"));
            }
            return body.map(Reach::Body);
        }
        _ => None,
    };
    if found.is_none() {
        problems.add("reach", Message::new("form.required"));
    }
    found
}
