//! Who acts on behalf of whom, and who is absent (*ủy quyền, vắng mặt*): everybody's own; for whoever looks at accounts,
//! all of them.

use axum::{
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use documents::Known;
use kit_base::{Day, Error, Message};
use kit_web::{Form, Page, Problems, Result, Template, Ui, own_path};
use places::Places;
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    basis::{self, End},
    giving,
};
use crate::{
    acting,
    actions::VIEW,
    duties::{self, NewDelegation},
    guarding::administers,
    model::as_known_now,
    sessions,
    staff::{Delegation, Post, Someone, Staff},
    words::{Documents, Function, body_name, functions, labels, last_day},
};

/// A delegation in words.
#[derive(Serialize, ToSchema)]
pub(crate) struct DelegationRow {
    pub(super) id: String,
    /// Number of the position.
    pub(super) number: i64,
    pub(super) position: String,
    pub(super) body: String,
    /// Login and name.
    pub(super) giver: (String, String),
    /// Login and name.
    pub(super) deputy: (String, String),
    /// What it is for; nothing for all that the position may do.
    pub(super) what: Vec<String>,
    pub(super) from: Day,
    pub(super) last_day: Option<Day>,
    pub(super) document: Option<(String, String)>,
    /// Whether it holds on the day of the page.
    pub(super) now: bool,
    /// Whether it has ended by then.
    pub(super) over: bool,
    /// Whether it may be ended by whoever looks.
    pub(super) may_end: bool,
}

/// Delegations in words.
pub(super) fn rows<'a>(
    ui: &Ui,
    staff: &Staff,
    places: &Places,
    documents: &Documents,
    all: impl Iterator<Item = &'a Delegation>,
) -> Vec<DelegationRow> {
    let day = ui.at().as_of;
    let me = ui.actor().person.clone().unwrap_or_default();
    let login = |id| {
        let person = staff.person(id);
        person.map(|person| (person.login.clone(), person.name.clone())).unwrap_or_default()
    };
    let row = |one: &Delegation| {
        let post = staff.post(one.position)?;
        let mine = ui.actor().on_behalf.is_none() && one.giver.to_string() == me;
        Some(DelegationRow {
            id: one.id.to_string(),
            number: post.number,
            position: post.title.clone(),
            body: body_name(ui, places, post.body),
            giver: login(one.giver),
            deputy: login(one.deputy),
            what: one.actions.iter().flat_map(|action| labels(ui, action)).collect(),
            from: one.from,
            last_day: last_day(one.to),
            document: documents.name(Some(one.source)),
            now: one.holds(day),
            over: one.to <= day,
            may_end: ui.today() < one.to && (mine || administers(ui.actor())),
        })
    };
    all.filter_map(row).collect()
}

/// Who acts on behalf of whom, and who is absent.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "delegations.html")]
pub(crate) struct Delegations {
    #[serde(skip)]
    #[schema(ignore)]
    pub(super) ui: Ui,
    /// Whether everybody's are shown, not one's own alone.
    all: bool,
    rows: Vec<DelegationRow>,
    absences: Vec<AbsenceRow>,
    /// Number and words of the positions that the person holds, to be handed over.
    own: Vec<(i64, String)>,
}

/// When somebody is not at their desk.
#[derive(Serialize, ToSchema)]
struct AbsenceRow {
    login: String,
    name: String,
    deputy: Option<(String, String)>,
    from: Day,
    last_day: Option<Day>,
    over: bool,
    may_end: bool,
}

/// `GET /delegations`
pub(crate) async fn list(ui: Ui) -> Result<Response> {
    let reader = ui.read_db().await?;
    let staff = Staff::load(&reader, ui.at().known_at).await?;
    let places = Places::load(&reader, ui.at().known_at).await?;
    let sources = staff.delegations.iter().map(|one| Some(one.source)).collect();
    let documents = Documents::load(&reader, &ui, sources).await?;
    let me = ui.actor().person.clone().unwrap_or_default();
    let all = ui.may(&VIEW);
    let mine = |one: &&Delegation| all || [one.giver, one.deputy].iter().any(|id| id.to_string() == me);
    let rows = rows(&ui, &staff, &places, &documents, staff.delegations.iter().rev().filter(mine));
    let (today, day) = (ui.today(), ui.at().as_of);
    let mut absences: Vec<_> = staff.absences.iter().collect();
    absences.sort_by_key(|absence| std::cmp::Reverse(absence.from));
    let absences = absences.into_iter().filter_map(|absence| {
        let person = staff.person(absence.person)?;
        let own = ui.actor().on_behalf.is_none() && person.id.to_string() == me;
        let deputy = absence.deputy.and_then(|id| staff.person(id));
        (all || own || absence.deputy.is_some_and(|id| id.to_string() == me)).then(|| AbsenceRow {
            login: person.login.clone(),
            name: person.name.clone(),
            deputy: deputy.map(|deputy| (deputy.login.clone(), deputy.name.clone())),
            from: absence.from,
            last_day: last_day(absence.to),
            over: absence.to <= day,
            may_end: today < absence.to && (own || administers(ui.actor())),
        })
    });
    let absences = absences.collect();
    let person = staff.people.iter().find(|person| person.id.to_string() == me);
    let held = person.into_iter().flat_map(|person| staff.held_by(person.id, today));
    let own =
        held.map(|post| (post.number, format!("{}, {}", post.title, body_name(&ui, &places, post.body))));
    let own = own.collect();
    Ok(Delegations { ui, all, rows, absences, own }.answer())
}

/// The form of a delegation.
#[derive(Template, Serialize)]
#[template(path = "delegation-form.html")]
pub(crate) struct NewDelegationPage {
    #[serde(skip)]
    pub(super) ui: Ui,
    #[serde(skip)]
    form: Form,
    #[serde(skip)]
    problems: Problems,
    #[serde(skip)]
    kept: bool,
    /// `login number` and words of what may be delegated.
    positions: Vec<(String, String)>,
    /// Login and name of who may stand in.
    people: Vec<(String, String)>,
    functions: Vec<Function>,
    #[serde(skip)]
    documents: Vec<(String, String)>,
}

impl NewDelegationPage {
    fn is_ticked(&self, action: &str) -> bool {
        self.form.all("action").any(|ticked| ticked == action)
    }

    fn is_chosen(&self, field: &str, value: &str) -> bool {
        self.form.get(field) == value
    }

    fn is_narrow(&self) -> bool {
        self.form.get("what") == "chosen"
    }
}

/// The positions that the person may delegate: those they hold; all, for whoever administers.
fn delegable<'a>(ui: &Ui, staff: &'a Staff) -> Vec<(&'a Someone, &'a Post)> {
    let me = ui.actor().person.clone().unwrap_or_default();
    let theirs = |person: &&Someone| administers(ui.actor()) || person.id.to_string() == me;
    let people = staff.people.iter().filter(theirs);
    let held = people.flat_map(|person| staff.held_by(person.id, ui.today()).map(move |post| (person, post)));
    held.collect()
}

async fn page(ui: Ui, form: Form, problems: Problems, known: &[Known]) -> Result<NewDelegationPage> {
    let reader = ui.read_db().await?;
    let now = as_known_now(ui.today());
    let staff = Staff::load(&reader, now.known_at).await?;
    let places = Places::load(&reader, now.known_at).await?;
    let positions = delegable(&ui, &staff).into_iter().map(|(person, post)| {
        let words = format!("{}, {}, {}", person.name, post.title, body_name(&ui, &places, post.body));
        (format!("{} {}", person.login, post.number), words)
    });
    let positions = positions.collect();
    let people = staff.people.iter().filter(|person| person.is_active(ui.today()));
    let people = people.map(|person| (person.login.clone(), format!("{} ({})", person.name, person.login)));
    Ok(NewDelegationPage {
        positions,
        people: people.collect(),
        functions: functions(&ui),
        documents: basis::proposed(known, &ui),
        form,
        problems,
        kept: false,
        ui,
    })
}

/// `GET /delegations/new`
pub(crate) async fn new(ui: Ui) -> Result<Response> {
    let known = basis::documents(&ui).await?;
    let draft = ui.draft().await?;
    let kept = draft.is_some();
    let page = page(ui, draft.unwrap_or_default(), Problems::default(), &known).await?;
    Ok(NewDelegationPage { kept, ..page }.answer())
}

/// `POST /delegations/new`
pub(crate) async fn make(ui: Ui, form: Form) -> Result<Response> {
    let known = basis::documents(&ui).await?;
    let staff = Staff::load(&ui.read_db().await?, kit_base::Instant::LATEST).await?;
    let mut problems = Problems::default();
    let named = form.required("position", &mut problems);
    let found =
        delegable(&ui, &staff).into_iter().find(|(p, post)| named == format!("{} {}", p.login, post.number));
    if found.is_none() && !problems.has("position") {
        problems.add("position", Message::new("delegations.not-held"));
    }
    let login = form.required("deputy", &mut problems);
    let deputy = staff.by_login(&login).filter(|person| person.is_active(ui.today()));
    if deputy.is_none() && !problems.has("deputy") {
        problems.add("deputy", Message::new("people.no-such").with("login", &login));
    }
    if found.zip(deputy).is_some_and(|((giver, _), deputy)| giver.id == deputy.id) {
        problems.add("deputy", Message::new("delegations.to-oneself"));
    }
    let narrow = form.get("what") == "chosen";
    let actions = if narrow { giving::chosen(&ui, &form, &mut problems) } else { Vec::new() };
    let rests = basis::read(&ui, &form, &known, End::Needed, &mut problems);
    match (found, deputy, rests) {
        (Some((giver, post)), Some(deputy), Some(rests)) if problems.is_empty() => {
            let source = rests.source.ok_or_else(|| Error::fault("delegate", "no document"))?;
            let (from, to, cite) = (rests.from, rests.to, rests.cite);
            let new = NewDelegation { post, giver, deputy, actions, from, to, source, cite };
            duties::delegate(ui.app().db(), ui.actor(), new).await?;
            Ok(Redirect::to("/delegations").into_response())
        }
        _ => {
            let page = page(ui, form, problems, &known).await?;
            Ok(page.answer_with(StatusCode::UNPROCESSABLE_ENTITY))
        }
    }
}

/// `POST /delegations/{id}/end`
pub(crate) async fn end(ui: Ui, Path(id): Path<String>) -> Result<Response> {
    let staff = Staff::load(&ui.read_db().await?, kit_base::Instant::LATEST).await?;
    let missing = || Error::NotFound(Message::new("delegations.no-such"));
    let found = staff.delegations.iter().rfind(|one| one.id.to_string() == id).ok_or_else(missing)?;
    let giver = staff.person(found.giver).ok_or_else(missing)?;
    duties::end(ui.app().db(), ui.actor(), giver, found).await?;
    Ok(Redirect::to("/delegations").into_response())
}

/// `POST /acting`: as whom the person works from now on in this session.
pub(crate) async fn act(ui: Ui, form: Form) -> Result<Response> {
    let person = ui.actor().person.as_deref().ok_or(Error::SignedOut)?;
    let person = person.parse().map_err(|cause| Error::fault("act on behalf", cause))?;
    let mandates = acting::mandates(&ui.read_db().await?, person).await?;
    let key = form.get("as");
    let chosen = mandates.into_iter().find(|mandate| mandate.key == key).map(|mandate| mandate.key);
    if chosen.is_none() && !key.is_empty() {
        return Err(Error::Refused(Message::new("delegations.not-yours")).into());
    }
    ui.app().db().internal(async |tx| sessions::act_by(tx, ui.csrf_token(), chosen).await).await?;
    let next = own_path(form.get("next")).unwrap_or("/");
    Ok(Redirect::to(next).into_response())
}
