//! The hand-over of a position (*bàn giao*): what lies open on its desk, to be printed and signed.

use axum::{
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kit_base::{Instant, Message};
use kit_web::{Form, OpenMatter, Page, Problems, Result, Template, Ui};
use places::Places;
use serde::Serialize;
use utoipa::ToSchema;

use super::{basis, position::find};
use crate::{
    hand_over::{self, Signed},
    positions::subject,
    staff::{Post, Staff},
    store,
    words::body_name,
};

/// What is open at the desk of a position.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "hand-over.html")]
pub(crate) struct HandOver {
    #[serde(skip)]
    #[schema(ignore)]
    pub(super) ui: Ui,
    #[serde(skip)]
    #[schema(ignore)]
    form: Form,
    #[serde(skip)]
    #[schema(ignore)]
    problems: Problems,
    number: i64,
    title: String,
    body: String,
    matters: Vec<OpenMatter>,
    /// Login and name of everybody who holds or held it.
    #[serde(skip)]
    #[schema(ignore)]
    holders: Vec<(String, String)>,
    #[serde(skip)]
    #[schema(ignore)]
    documents: Vec<(String, String)>,
    signed: Vec<SignedRow>,
}

/// A hand-over that was signed.
#[derive(Serialize, ToSchema)]
#[schema(as = SignedHandOver)]
struct SignedRow {
    giver: String,
    taker: String,
    matters: Vec<String>,
    note: String,
    #[serde(serialize_with = "kit_base::moment")]
    #[schema(value_type = String, format = DateTime)]
    at: Instant,
}

/// What waits at the desk of whoever may what the position may.
async fn matters(ui: &Ui, post: &Post) -> Result<Vec<OpenMatter>> {
    let reader = ui.read_db().await?;
    let places = Places::load(&reader, Instant::LATEST).await?;
    let actor = post.actor(&places, ui.today());
    let mut found = Vec::new();
    for desk in ui.app().slices().iter().flat_map(|slice| slice.desk) {
        found.extend(desk(&reader, ui, &actor).await?);
    }
    found.sort_by_key(|matter| matter.since);
    Ok(found)
}

async fn page(ui: Ui, staff: &Staff, post: &Post, form: Form, problems: Problems) -> Result<HandOver> {
    let reader = ui.read_db().await?;
    let places = Places::load(&reader, Instant::LATEST).await?;
    let signed = store::hand_overs(&reader, post.id).await?.into_iter().map(|row| SignedRow {
        giver: staff.name(row.giver_id),
        taker: staff.name(row.taker_id),
        matters: row.matters.lines().map(str::to_owned).collect(),
        note: row.note,
        at: row.signed_at,
    });
    let mut holders: Vec<_> = post.holders.iter().filter_map(|holder| staff.person(holder.person)).collect();
    holders.sort_by_key(|person| person.id);
    holders.dedup_by_key(|person| person.id);
    Ok(HandOver {
        number: post.number,
        title: post.title.clone(),
        body: body_name(&ui, &places, post.body),
        matters: matters(&ui, post).await?,
        holders: holders.into_iter().map(|person| (person.login.clone(), person.name.clone())).collect(),
        documents: basis::proposed(&basis::documents(&ui).await?, &ui),
        signed: signed.collect(),
        form,
        problems,
        ui,
    })
}

/// `GET /positions/{number}/hand-over`
pub(crate) async fn show(ui: Ui, Path(number): Path<String>) -> Result<Response> {
    let (staff, at) = find(&ui.read_db().await?, &ui, &number).await?;
    hand_over::concerns(ui.actor(), &staff.posts[at], ui.today())?;
    Ok(page(ui, &staff, &staff.posts[at], Form::default(), Problems::default()).await?.answer())
}

/// `POST /positions/{number}/hand-over`
pub(crate) async fn sign(ui: Ui, Path(number): Path<String>, form: Form) -> Result<Response> {
    let (staff, at) = find(&ui.read_db().await?, &ui, &number).await?;
    let post = &staff.posts[at];
    hand_over::concerns(ui.actor(), post, ui.today())?;
    let known = basis::documents(&ui).await?;
    let mut problems = Problems::default();
    let [giver, taker] = ["giver", "taker"].map(|field| {
        let login = form.required(field, &mut problems);
        let held = staff.by_login(&login).filter(|p| post.holders.iter().any(|h| h.person == p.id));
        if held.is_none() && !problems.has(field) {
            problems.add(field, Message::new("hand-over.never-held"));
        }
        held
    });
    if giver.zip(taker).is_some_and(|(giver, taker)| giver.id == taker.id) {
        problems.add("taker", Message::new("hand-over.same"));
    }
    let note = form.lines("note", 2_000, &mut problems);
    let document = basis::document(&ui, &form, &known, &mut problems);
    match (giver, taker, document) {
        (Some(giver), Some(taker), Some((source, cite))) if problems.is_empty() => {
            let matters = matters(&ui, post).await?;
            let places = Places::load(&ui.read_db().await?, Instant::LATEST).await?;
            let subject = subject(&post.title, post.body, post.number, &places, ui.today());
            let signed = Signed { post, giver, taker, matters: &matters, note, source, cite };
            hand_over::sign(ui.app().db(), ui.actor(), subject, signed).await?;
            Ok(Redirect::to(&format!("/positions/{number}/hand-over")).into_response())
        }
        _ => {
            let page = page(ui, &staff, post, form, problems).await?;
            Ok(page.answer_with(StatusCode::UNPROCESSABLE_ENTITY))
        }
    }
}
