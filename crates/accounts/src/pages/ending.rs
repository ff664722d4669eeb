//! Ending a position, a holding or a right: the last day, and the document that says so. Nothing is deleted.

use axum::{
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kit_base::{Error, Message};
use kit_web::{Form, Page, Problems, Result, Template, Ui};
use places::Places;
use serde::Serialize;

use super::{basis, position::find};
use crate::{
    positions::{self, Ending},
    staff::{Post, Staff},
    words::{labels, reach},
};

/// The form.
#[derive(Template, Serialize)]
#[template(path = "ending.html")]
struct EndingPage {
    #[serde(skip)]
    ui: Ui,
    #[serde(skip)]
    form: Form,
    #[serde(skip)]
    problems: Problems,
    number: i64,
    title: String,
    /// What is ended, in words.
    what: String,
    /// What follows from it.
    follows: String,
    #[serde(skip)]
    documents: Vec<(String, String)>,
}

impl Page for EndingPage {
    fn ui(&self) -> &Ui {
        &self.ui
    }
}

/// What the address names: a right, a holder, or the position itself.
fn named<'a>(ui: &Ui, staff: &'a Staff, post: &'a Post) -> Result<Ending<'a>> {
    let missing = || Error::NotFound(Message::new("positions.nothing-to-end"));
    if let Some(id) = ui.param("right") {
        let right = post.rights.iter().find(|right| right.id.to_string() == id);
        return Ok(Ending::Right(right.ok_or_else(missing)?));
    }
    let Some(login) = ui.param("holder") else { return Ok(Ending::Position) };
    let person = staff.by_login(login).ok_or_else(missing)?;
    let holder = post.holders.iter().rfind(|holder| holder.person == person.id).ok_or_else(missing)?;
    Ok(Ending::Holder(holder, person))
}

async fn page(
    ui: Ui,
    post: &Post,
    ending: &Ending<'_>,
    form: Form,
    problems: Problems,
) -> Result<EndingPage> {
    let places = Places::load(&ui.read_db().await?, kit_base::Instant::LATEST).await?;
    let (what, follows) = match ending {
        Ending::Position => (post.title.clone(), ui.t("positions.end-position-help")),
        Ending::Holder(_, person) => (
            ui.fill2("positions.end-holder", "person", &person.name, "position", &post.title),
            ui.t("positions.end-holder-help"),
        ),
        Ending::Right(right) => {
            let told = labels(&ui, &right.action).join(", ");
            let told = format!("{told} · {}", reach(&ui, right, post.body, &places));
            (told, ui.t("positions.end-right-help"))
        }
    };
    let documents = basis::proposed(&basis::documents(&ui).await?, &ui);
    Ok(EndingPage {
        number: post.number,
        title: post.title.clone(),
        what,
        follows,
        form,
        problems,
        documents,
        ui,
    })
}

/// `GET /positions/{number}/end`
pub(crate) async fn ask(ui: Ui, Path(number): Path<String>) -> Result<Response> {
    let (staff, at) = find(&ui.read_db().await?, &ui, &number).await?;
    let post = &staff.posts[at];
    let ending = named(&ui, &staff, post)?;
    Ok(page(ui, post, &ending, Form::default(), Problems::default()).await?.answer())
}

/// `POST /positions/{number}/end`
pub(crate) async fn end(ui: Ui, Path(number): Path<String>, form: Form) -> Result<Response> {
    let reader = ui.read_db().await?;
    let (staff, at) = find(&reader, &ui, &number).await?;
    let places = Places::load(&reader, kit_base::Instant::LATEST).await?;
    drop(reader);
    let post = &staff.posts[at];
    let ending = named(&ui, &staff, post)?;
    let known = basis::documents(&ui).await?;
    let mut problems = Problems::default();
    let last = basis::day(&form, "last_day", true, &mut problems);
    let document = basis::document(&ui, &form, &known, &mut problems);
    match (last, document) {
        (Some(last), Some((_, cite))) if problems.is_empty() => {
            let db = ui.app().db();
            positions::end(db, ui.actor(), &places, post, ending, (last.next(), &cite)).await?;
            Ok(Redirect::to(&format!("/positions/{number}")).into_response())
        }
        _ => {
            let page = page(ui, post, &ending, form, problems).await?;
            Ok(page.answer_with(StatusCode::UNPROCESSABLE_ENTITY))
        }
    }
}
