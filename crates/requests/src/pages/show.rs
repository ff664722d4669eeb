//! A request: what stood, what stands, what is proposed; and its answer.

use accounts::Offices;
use axum::{
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kit_base::{At, Day, Instant, Lang, Message};
use kit_db::Reader;
use kit_web::{Form, Html, Page, Plain, Problems, Result, Standing, Template, Ui};
use serde::Serialize;
use utoipa::ToSchema;

use super::{MOST_TEXT, desk, field_word, no_request, of_record, state_tag, waited};
use crate::{
    State, actions,
    model::{Verdict, days},
    visible::{Seen, visible},
};

/// One request.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "request.html")]
#[schema(as = ChangeRequest)]
#[expect(clippy::struct_excessive_bools, reason = "each says one thing of the page")]
pub(crate) struct RequestPage {
    #[serde(skip)]
    #[schema(ignore)]
    ui: Ui,
    #[serde(skip)]
    #[schema(ignore)]
    form: Form,
    #[serde(skip)]
    #[schema(ignore)]
    problems: Problems,
    #[serde(skip)]
    #[schema(ignore)]
    kept: bool,
    number: i64,
    record: String,
    record_key: String,
    record_name: String,
    /// The record's page, when the person may open it on this day.
    record_href: Option<String>,
    field: String,
    /// What stood when it was asked; empty when nothing did.
    stood: String,
    /// What stands on the day asked for; nothing when that is no field of the record, or not theirs to see.
    stands: Option<String>,
    proposed: String,
    /// Whether what stands is what was proposed.
    done: bool,
    /// Whether something else stands than when it was asked, and not what was proposed.
    moved: bool,
    reason: String,
    /// Key and name of the document it rests on.
    document: Option<(String, String)>,
    asked_by: String,
    asked_as: String,
    #[serde(serialize_with = "kit_base::moment")]
    #[schema(value_type = String, format = DateTime)]
    asked_at: Instant,
    state: State,
    since: Day,
    days: usize,
    /// The offices whose turn it is: to answer, or to record what was accepted.
    desk: Vec<String>,
    answer: String,
    answered_by: String,
    answered_as: String,
    #[serde(serialize_with = "kit_base::moment")]
    #[schema(value_type = String, format = DateTime)]
    answered_at: Instant,
    #[serde(skip)]
    #[schema(ignore)]
    may_answer: bool,
    #[serde(skip)]
    #[schema(ignore)]
    may_withdraw: bool,
    /// The form of the record, for who records it.
    #[serde(skip)]
    #[schema(ignore)]
    record_form: Option<String>,
}

impl Page for RequestPage {
    fn ui(&self) -> &Ui {
        &self.ui
    }
}

impl RequestPage {
    fn state(&self, state: impl Plain<State>) -> Html {
        state_tag(&self.ui, state.plain())
    }

    fn is_open(&self) -> bool {
        self.state == State::Open
    }

    fn is_accepted(&self) -> bool {
        self.state == State::Accepted
    }

    fn waited(&self) -> String {
        waited(&self.ui, self.since, self.days)
    }

    /// What stood when it was asked, and what stands.
    fn moved_text(&self) -> String {
        let told = |text: &str| {
            if text.is_empty() { self.ui.t("measure.not-known") } else { text.to_owned() }
        };
        self.ui.fill2(
            "requests.moved-help",
            "then",
            told(&self.stood),
            "now",
            told(self.stands.as_deref().unwrap_or_default()),
        )
    }

    /// A document's page is for those who may look at documents.
    fn document_opens(&self) -> bool {
        self.ui.may(&documents::VIEW)
    }
}

async fn find(reader: &Reader, ui: &Ui, at: At, number: &str) -> Result<Seen> {
    let all = visible(reader, ui.app(), ui.actor(), at).await?;
    Ok(all.into_iter().find(|seen| seen.number.to_string() == number).ok_or_else(|| no_request(number))?)
}

/// As it stands now, whatever day the page is of: what a deed is done to.
async fn standing(ui: &Ui, number: &str) -> Result<Seen> {
    let now = At { as_of: ui.today(), known_at: Instant::LATEST };
    find(&ui.read_db().await?, ui, now, number).await
}

async fn page(ui: Ui, seen: Seen) -> Result<RequestPage> {
    let reader = ui.read_db().await?;
    let askable = ui.app().askable(&seen.told.record);
    let fields = match askable {
        Some(of) => (of.standing)(&reader, ui.actor(), ui.at(), &seen.told.record_key).await?,
        None => None,
    };
    let opens = fields.is_some();
    let stands: Option<Standing> = fields.and_then(|all| {
        all.into_iter().find(|(key, _)| *key == seen.told.field).map(|(_, standing)| standing)
    });
    let words = ui.app().words();
    let sources = seen.told.source_id.into_iter().collect();
    let documents = documents::labels(&reader, ui.at().known_at, sources).await?;
    let offices = Offices::load(&reader).await?;
    let done = stands.as_ref().is_some_and(|stands| stands.says(&seen.told.proposed, words));
    let as_kept = stands.as_ref().map(|stands| stands.told(words, Lang::Vi));
    let is_other = as_kept.as_ref().is_some_and(|now| *now != seen.told.stood);
    let stands = stands.map(|stands| stands.told(words, ui.lang()));
    let (record_name, stood) = of_record(&ui, &seen);
    // It is kept in Vietnamese; where the same stands now, it can be told in the page's language.
    let stood = stands.clone().filter(|_| !is_other).unwrap_or(stood);
    let document = documents.into_values().next();
    let source = document.as_ref().map_or("", |(key, _)| key.as_str());
    let closed = matches!(seen.now.state, State::Refused | State::Withdrawn);
    let key = seen.told.record_key.clone();
    Ok(RequestPage {
        form: Form::default(),
        problems: Problems::default(),
        kept: false,
        number: seen.number,
        record_href: askable.filter(|_| opens).map(|of| of.page_of(&key)),
        record_form: askable
            .filter(|_| opens && seen.may_answer)
            .map(|of| of.form_of(&key, &seen.told.field, &seen.told.proposed, source)),
        field: field_word(&ui, &seen),
        done,
        moved: is_other && !done,
        stands,
        document,
        state: seen.now.state,
        since: seen.now.valid_from,
        days: days(seen.now.valid_from, ui.at().as_of),
        desk: if closed { Vec::new() } else { desk(&ui, &offices, &seen) },
        may_answer: seen.may_answer && seen.is_open(),
        may_withdraw: seen.own && seen.is_open(),
        record: seen.told.record,
        record_key: key,
        record_name,
        stood,
        proposed: seen.told.proposed,
        reason: seen.told.reason,
        asked_by: seen.told.person_name,
        asked_as: seen.told.person_position,
        asked_at: seen.told.recorded_at,
        answer: seen.now.answer,
        answered_by: seen.now.person_name,
        answered_as: seen.now.person_position,
        answered_at: seen.now.recorded_at,
        ui,
    })
}

pub(crate) async fn show(ui: Ui, Path(number): Path<String>) -> Result<Response> {
    let seen = find(&ui.read_db().await?, &ui, ui.at(), &number).await?;
    let draft = ui.draft().await?;
    let kept = draft.is_some();
    let page = page(ui, seen).await?;
    Ok(RequestPage { kept, form: draft.unwrap_or_default(), ..page }.answer())
}

pub(crate) async fn answer(ui: Ui, Path(number): Path<String>, form: Form) -> Result<Response> {
    let seen = standing(&ui, &number).await?;
    let mut problems = Problems::default();
    let verdict = form.required("verdict", &mut problems);
    let verdict = verdict.parse::<Verdict>().map_err(|message| {
        if !problems.has("verdict") {
            problems.add("verdict", message);
        }
    });
    let _ = form.required("answer", &mut problems);
    let text = form.lines("answer", MOST_TEXT, &mut problems);
    match (verdict, ui.app().askable(&seen.told.record)) {
        (Ok(verdict), Some(askable)) if problems.is_empty() => {
            actions::answer(ui.app().db(), ui.actor(), askable, &seen, (verdict, text)).await?;
            Ok(Redirect::to(&format!("/requests/{number}")).into_response())
        }
        (_, None) => Err(kit_base::Error::Refused(Message::new("requests.not-yours-to-answer")).into()),
        _ => {
            let page = page(ui, seen).await?;
            let page = RequestPage { form, problems, ..page };
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page.answer()).into_response())
        }
    }
}

pub(crate) async fn withdraw(ui: Ui, Path(number): Path<String>) -> Result<Response> {
    let seen = standing(&ui, &number).await?;
    actions::withdraw(ui.app().db(), ui.actor(), &seen).await?;
    Ok(Redirect::to(&format!("/requests/{number}")).into_response())
}
