//! Saying from when to when somebody is not at their desk, and who stands in.

use axum::{
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use documents::Known;
use kit_base::{Day, Error, Message};
use kit_web::{Form, Page, Problems, Result, Template, Ui};
use serde::Serialize;

use super::basis;
use crate::{
    duties::{self, NewAbsence},
    guarding::administers,
    staff::{Someone, Staff},
};

/// The form.
#[derive(Template, Serialize)]
#[template(path = "absence-form.html")]
pub(crate) struct NewAbsencePage {
    #[serde(skip)]
    pub(super) ui: Ui,
    #[serde(skip)]
    form: Form,
    #[serde(skip)]
    problems: Problems,
    #[serde(skip)]
    kept: bool,
    /// Login and name of whose absence may be recorded.
    own: Vec<(String, String)>,
    /// Login and name of who may stand in.
    people: Vec<(String, String)>,
    #[serde(skip)]
    documents: Vec<(String, String)>,
}

/// Whose absence the person may record: their own; everybody's, for whoever administers.
fn own<'a>(ui: &Ui, staff: &'a Staff) -> Vec<&'a Someone> {
    let me = ui.actor().person.clone().unwrap_or_default();
    let theirs = |person: &&Someone| {
        person.is_active(ui.today()) && (administers(ui.actor()) || person.id.to_string() == me)
    };
    staff.people.iter().filter(theirs).collect()
}

async fn page(ui: Ui, form: Form, problems: Problems, known: &[Known]) -> Result<NewAbsencePage> {
    let staff = Staff::load(&ui.read_db().await?, kit_base::Instant::LATEST).await?;
    let told = |person: &Someone| (person.login.clone(), format!("{} ({})", person.name, person.login));
    let people = staff.people.iter().filter(|person| person.is_active(ui.today())).map(told).collect();
    let own = own(&ui, &staff).into_iter().map(told).collect();
    let documents = basis::proposed(known, &ui);
    Ok(NewAbsencePage { ui, form, problems, kept: false, own, people, documents })
}

/// `GET /absences/new`
pub(crate) async fn new(ui: Ui) -> Result<Response> {
    let known = basis::documents(&ui).await?;
    let draft = ui.draft().await?;
    let kept = draft.is_some();
    let page = page(ui, draft.unwrap_or_default(), Problems::default(), &known).await?;
    Ok(NewAbsencePage { kept, ..page }.answer())
}

/// `POST /absences/new`
pub(crate) async fn make(ui: Ui, form: Form) -> Result<Response> {
    let known = basis::documents(&ui).await?;
    let staff = Staff::load(&ui.read_db().await?, kit_base::Instant::LATEST).await?;
    let mut problems = Problems::default();
    let login = form.required("person", &mut problems);
    let person = own(&ui, &staff).into_iter().find(|person| person.login == login);
    if person.is_none() && !problems.has("person") {
        problems.add("person", Message::new("people.no-such").with("login", &login));
    }
    let from = basis::day(&form, "valid_from", true, &mut problems);
    let last = basis::day(&form, "last_day", true, &mut problems);
    if from.zip(last).is_some_and(|(from, last)| last < from) {
        problems.add("last_day", Message::new("form.ends-before"));
    }
    let deputy = staff.by_login(form.get("deputy")).filter(|deputy| deputy.is_active(ui.today()));
    let mut stand_in = None;
    if !form.get("deputy").is_empty() {
        if deputy.is_none() {
            problems.add("deputy", Message::new("people.no-such").with("login", form.get("deputy")));
        }
        if deputy.zip(person).is_some_and(|(deputy, person)| deputy.id == person.id) {
            problems.add("deputy", Message::new("delegations.to-oneself"));
        }
        // Who stands in acts on behalf of the positions held on the first day.
        let document = basis::document(&ui, &form, &known, &mut problems);
        stand_in = deputy.zip(person).zip(document).map(|((deputy, person), (source, cite))| {
            let day = from.unwrap_or(ui.today()).max(ui.today());
            (deputy, staff.held_by(person.id, day).collect(), source, cite)
        });
    }
    match (person, from, last) {
        (Some(person), Some(from), Some(last)) if problems.is_empty() => {
            let new = NewAbsence { person, from, to: last.next(), stand_in };
            duties::be_absent(ui.app().db(), ui.actor(), new).await?;
            Ok(Redirect::to("/delegations").into_response())
        }
        _ => {
            let page = page(ui, form, problems, &known).await?;
            Ok(page.answer_with(StatusCode::UNPROCESSABLE_ENTITY))
        }
    }
}

/// `POST /absences/{login}/end`: back at the desk today.
pub(crate) async fn end(ui: Ui, Path(login): Path<String>) -> Result<Response> {
    let staff = Staff::load(&ui.read_db().await?, kit_base::Instant::LATEST).await?;
    let missing = || Error::NotFound(Message::new("absences.no-such"));
    let person = staff.by_login(&login).ok_or_else(missing)?;
    let today: Day = ui.today();
    let theirs = staff.absences.iter().filter(|absence| absence.person == person.id && today < absence.to);
    let absence = theirs.min_by_key(|absence| absence.from).ok_or_else(missing)?;
    let delegations = duties::made_for(&staff.delegations, absence);
    duties::be_back(ui.app().db(), ui.actor(), person, absence, &delegations).await?;
    Ok(Redirect::to("/delegations").into_response())
}
