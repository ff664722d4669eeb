//! Errors as answers: a page with a way out, or JSON, in the person's language. Also those that the router makes.

use askama::Template;
use axum::{
    Json,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use kit_base::{Error, Message};
use serde::Serialize;

use crate::{Format, Ui};

/// The outcome of a handler.
pub type Result<T> = std::result::Result<T, Failure>;

/// An [`Error`] on its way out of a handler.
#[derive(Debug)]
pub struct Failure {
    error: Error,
    status: StatusCode,
}

impl Failure {
    /// What was sent cannot be taken, for a reason that HTTP has a status of its own for: too large, of another kind.
    #[must_use]
    pub fn not_taken(status: StatusCode, message: Message) -> Self {
        Self { error: Error::Refused(message), status }
    }
}

impl<E: Into<Error>> From<E> for Failure {
    fn from(error: E) -> Self {
        let error = error.into();
        let status = match &error {
            Error::SignedOut => StatusCode::UNAUTHORIZED,
            Error::Refused(_) => StatusCode::FORBIDDEN,
            Error::NotFound(_) => StatusCode::NOT_FOUND,
            Error::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Error::Storage(_) => StatusCode::SERVICE_UNAVAILABLE,
            Error::Fault(_) => StatusCode::INTERNAL_SERVER_ERROR,
        };
        Self { error, status }
    }
}

/// Carried in the answer until the outermost layer, which knows the person's language, writes the page.
#[derive(Clone)]
pub(crate) struct Unwritten(std::sync::Arc<Error>);

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(Unwritten(std::sync::Arc::new(self.error)));
        response
    }
}

#[derive(Template, Serialize)]
#[template(path = "error.html")]
struct ErrorPage {
    #[serde(skip)]
    ui: Ui,
    #[serde(skip)]
    icon: &'static str,
    /// What happened, in one sentence.
    error: String,
    /// What it means and what to do next.
    help: String,
    /// The number under which the fault stands in the log.
    number: Option<String>,
}

#[derive(Template)]
#[template(path = "error-part.html")]
struct ErrorPart<'a> {
    ui: &'a Ui,
    page: &'a ErrorPage,
}

/// Writes the page of an answer that carries an error; other answers pass.
pub(crate) fn write(response: Response, ui: impl FnOnce() -> Ui) -> Response {
    let status = response.status();
    if let Some(Unwritten(error)) = response.extensions().get::<Unwritten>() {
        page(status, error, ui())
    } else if let Some(error) = bare(&response) {
        page(status, &error, ui())
    } else {
        response
    }
}

/// What the router and its extractors refuse, they refuse in a line of English: an address that is no text, a body
/// of another kind, a time that is up.
fn bare(response: &Response) -> Option<Error> {
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let status = response.status();
    if !kind.is_none_or(|kind| kind.starts_with("text/plain")) {
        return None;
    }
    match status {
        StatusCode::REQUEST_TIMEOUT => Some(Error::Refused(Message::new("error.slow"))),
        StatusCode::PAYLOAD_TOO_LARGE => Some(Error::Refused(crate::form::too_large())),
        status if status.is_client_error() => Some(Error::Refused(Message::new("error.unreadable"))),
        status if status.is_server_error() => Some(Error::fault("answer", status)),
        _ => None,
    }
}

fn page(status: StatusCode, error: &Error, ui: Ui) -> Response {
    let (icon, error_text, help, number) = match error {
        Error::SignedOut => ("lock", ui.t("error.signed-out"), ui.t("error.signed-out-help"), None),
        Error::Refused(m) if matches!(m.key, "db.may-not" | "error.no-right") => {
            let label = ui.say(&named(m, &ui));
            ("lock", label, ui.t("error.refused-help"), None)
        }
        Error::Refused(m) if m.key == "error.unreadable" => {
            ("life-planned", ui.say(m), ui.t("error.unreadable-help"), None)
        }
        Error::Refused(m) if status != StatusCode::FORBIDDEN => {
            ("m-late", ui.say(m), ui.t("error.rule-help"), None)
        }
        Error::Refused(m) => ("lock", ui.say(m), ui.t("error.rule-help"), None),
        Error::NotFound(m) => ("life-planned", ui.say(m), ui.t("error.not-found-help"), None),
        Error::Invalid(problems) => {
            let all: Vec<_> = problems.iter().map(|p| ui.say(&p.message)).collect();
            ("m-late", ui.t("error.invalid"), all.join(" "), None)
        }
        Error::Storage(m) => {
            tracing::warn!(error = %error, "storage refused");
            ("m-late", ui.say(m), ui.t("error.storage-help"), None)
        }
        Error::Fault(text) => {
            let number = kit_base::secret()[..8].to_owned();
            tracing::error!(number, path = ui.path(), fault = text, "fault");
            ("m-late", ui.t("error.fault"), ui.t("error.fault-help"), Some(number))
        }
    };
    let (format, partial) = (ui.format(), ui.is_partial());
    let program = ui.header("accept") == Some("application/json");
    let page = ErrorPage { ui, icon, error: error_text, help, number };
    match format {
        // A map asks for tiles and reads no page.
        Format::Json | Format::Mvt => (status, Json(&page)).into_response(),
        _ if program => (status, Json(&page)).into_response(),
        Format::Html if partial => html(status, ErrorPart { ui: &page.ui, page: &page }.render()),
        // Who follows a link to a file is a person, too.
        _ => html(status, page.render()),
    }
}

/// The name of an action in a message becomes its label.
fn named(message: &Message, ui: &Ui) -> Message {
    let args = message.args.iter().map(|(name, text)| match *name {
        "action" => (*name, ui.t(format!("action.{text}"))),
        _ => (*name, text.clone()),
    });
    Message { key: message.key, args: args.collect() }
}

pub(crate) fn html(status: StatusCode, rendered: askama::Result<String>) -> Response {
    match rendered {
        Ok(text) => (status, axum::response::Html(text)).into_response(),
        Err(cause) => {
            tracing::error!(%cause, "a template failed");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}
