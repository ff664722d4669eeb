//! All positions of a day, and making a new one from a template.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kit_base::{Action, Error, Message};
use kit_web::{Form, Page, Problems, Result, Template, Ui};
use places::Places;
use serde::Serialize;
use utoipa::ToSchema;

use super::basis::{self, End};
use crate::{
    positions::{self, NewPosition, POSITION},
    roles::{self, Role},
    staff::Staff,
    words::{body_name, known_actions, labels, last_day},
};

/// The positions of a day, by body.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "positions.html")]
pub(crate) struct Positions {
    #[serde(skip)]
    #[schema(ignore)]
    pub(super) ui: Ui,
    bodies: Vec<BodyPositions>,
    count: usize,
    vacant: usize,
    /// Positions that have ended by that day.
    ended: Vec<PositionRow>,
}

/// The positions of a body.
#[derive(Serialize, ToSchema)]
struct BodyPositions {
    body: String,
    positions: Vec<PositionRow>,
}

/// A position in the list.
#[derive(Serialize, ToSchema)]
struct PositionRow {
    number: i64,
    title: String,
    body: String,
    /// Login and name of who holds it.
    holders: Vec<(String, String)>,
    rights: usize,
    from: kit_base::Day,
    last_day: Option<kit_base::Day>,
}

/// `GET /positions`
pub(crate) async fn list(ui: Ui) -> Result<Response> {
    let reader = ui.read_db().await?;
    let staff = Staff::load(&reader, ui.at().known_at).await?;
    let places = Places::load(&reader, ui.at().known_at).await?;
    let day = ui.at().as_of;
    let (mut bodies, mut ended): (Vec<BodyPositions>, Vec<_>) = (Vec::new(), Vec::new());
    for post in &staff.posts {
        let holders = post.holders_on(day).filter_map(|holder| staff.person(holder.person));
        let row = PositionRow {
            number: post.number,
            title: post.title.clone(),
            body: body_name(&ui, &places, post.body),
            holders: holders.map(|person| (person.login.clone(), person.name.clone())).collect(),
            rights: post.rights_on(day).count(),
            from: post.from,
            last_day: last_day(post.to),
        };
        if post.to <= day {
            ended.push(row);
        } else if post.stands(day) {
            match bodies.iter_mut().find(|body| body.body == row.body) {
                Some(body) => body.positions.push(row),
                None => bodies.push(BodyPositions { body: row.body.clone(), positions: vec![row] }),
            }
        }
    }
    let all = bodies.iter().flat_map(|body| &body.positions);
    let (count, vacant) = (all.clone().count(), all.filter(|row| row.holders.is_empty()).count());
    Ok(Positions { ui, bodies, count, vacant, ended }.answer())
}

impl Positions {
    fn may_make(&self) -> bool {
        self.ui.may(&POSITION)
    }
}

/// The form of a new position.
#[derive(Template, Serialize)]
#[template(path = "position-form.html")]
pub(crate) struct NewPage {
    #[serde(skip)]
    pub(super) ui: Ui,
    #[serde(skip)]
    form: Form,
    #[serde(skip)]
    problems: Problems,
    #[serde(skip)]
    kept: bool,
    /// Key and name of the bodies of today.
    bodies: Vec<(String, String)>,
    templates: Vec<TemplateRights>,
    #[serde(skip)]
    documents: Vec<(String, String)>,
}

/// A template with what it would give.
#[derive(Serialize)]
struct TemplateRights {
    role: String,
    word: String,
    rights: Vec<(String, String)>,
}

/// What a template gives, and how far each of it reaches.
fn of_role(ui: &Ui, role: &Role) -> Vec<(String, String)> {
    let reaches = [
        (&role.everywhere, "positions.everywhere"),
        (&role.own_body, "positions.own-body"),
        (&role.own_area, "positions.own-area"),
    ];
    let told = reaches.into_iter().flat_map(|(actions, word)| {
        actions.iter().map(move |action| (labels(ui, action).join(", "), ui.t(word)))
    });
    told.collect()
}

impl NewPage {
    fn is_chosen(&self, role: &str) -> bool {
        self.form.get("role") == role
    }
}

async fn page(ui: Ui, form: Form, problems: Problems) -> Result<NewPage> {
    let reader = ui.read_db().await?;
    let places = Places::load(&reader, kit_base::Instant::LATEST).await?;
    let today = ui.today();
    let mut bodies: Vec<_> = places
        .bodies_on(today)
        .into_iter()
        .map(|body| (places.body_key(body.id).to_owned(), body.name.clone()))
        .collect();
    bodies.sort_by(|a, b| a.1.cmp(&b.1));
    let template = |(role, rights): (String, Role)| TemplateRights {
        word: ui.t(format!("roles.{role}")),
        rights: of_role(&ui, &rights),
        role,
    };
    let templates = roles::all()?.into_iter().map(template).collect();
    let documents = basis::proposed(&basis::documents(&ui).await?, &ui);
    Ok(NewPage { ui, form, problems, kept: false, bodies, templates, documents })
}

/// `GET /positions/new`
pub(crate) async fn new(ui: Ui) -> Result<Response> {
    let draft = ui.draft().await?;
    let kept = draft.is_some();
    let page = page(ui, draft.unwrap_or_default(), Problems::default()).await?;
    Ok(NewPage { kept, ..page }.answer())
}

/// `POST /positions/new`
pub(crate) async fn make(ui: Ui, form: Form) -> Result<Response> {
    let known = basis::documents(&ui).await?;
    let places = Places::load(&ui.read_db().await?, kit_base::Instant::LATEST).await?;
    let mut problems = Problems::default();
    let title = form.required_text("title", 200, &mut problems);
    let rests = basis::read(&ui, &form, &known, End::Open, &mut problems);
    let body = form.required_text("body", 100, &mut problems);
    let from = rests.as_ref().map_or(ui.today(), |rests| rests.from);
    let found = places.body_by_key(&body).and_then(|body| places.body_on(body, from));
    if found.is_none() && !problems.has("body") {
        let message = Message::new("account.no-such-body").with("body", &body).with("day", ui.day(from));
        problems.add("body", message);
    }
    let role = form.get("role");
    let rights = match (roles::find(role)?, found) {
        (Some(role), Some(body)) if !role.own_area.is_empty() && body.unit.is_none() => {
            problems.add("role", Message::new("account.body-without-area").with("body", &body.name));
            Vec::new()
        }
        (Some(role), body) => role.rights(body.and_then(|body| body.unit)),
        (None, _) if role.is_empty() => Vec::new(),
        (None, _) => {
            problems.add("role", Message::new("account.no-such-role").with("role", role));
            Vec::new()
        }
    };
    match (found, rests) {
        (Some(body), Some(rests)) if problems.is_empty() => {
            let new = NewPosition { title, body: body.id, rights };
            let known: Vec<&'static Action> = known_actions(&ui);
            let made = positions::create(ui.app().db(), ui.actor(), (&places, &known), new, rests).await;
            match made {
                Ok(number) => Ok(Redirect::to(&format!("/positions/{number}")).into_response()),
                Err(Error::Invalid(found)) => {
                    Ok(page(ui, form, found.into()).await?.answer_with(StatusCode::UNPROCESSABLE_ENTITY))
                }
                Err(other) => Err(other.into()),
            }
        }
        _ => Ok(page(ui, form, problems).await?.answer_with(StatusCode::UNPROCESSABLE_ENTITY)),
    }
}
