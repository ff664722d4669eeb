//! Forms as people fill them: every field is text until the slice has read it, and all problems are told.

use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
};
use kit_base::{Error, FieldProblem, Message};

use crate::{App, Failure, Ui};

/// The fields of a form, as typed.
#[derive(Clone, Debug, Default)]
pub struct Form(Vec<(String, String)>);

impl Form {
    /// Reads `application/x-www-form-urlencoded` text; letters and their marks are composed.
    #[must_use]
    pub fn read(body: &[u8]) -> Self {
        let fields = form_urlencoded::parse(body);
        Self(fields.map(|(name, value)| (name.into_owned(), kit_base::compose(&value))).collect())
    }

    /// A form with these fields filled in.
    #[must_use]
    pub fn with<const N: usize>(fields: [(&str, String); N]) -> Self {
        Self(fields.map(|(name, value)| (name.to_owned(), value)).into())
    }

    /// A form of these fields, as read from a body with files.
    #[must_use]
    pub fn of(fields: Vec<(String, String)>) -> Self {
        Self(fields)
    }

    /// The text of a field, without blanks around it; empty when it is not there.
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(n, _)| n == name).map_or("", |(_, value)| value.trim())
    }

    /// A field that must not be empty; notes the problem when it is.
    pub fn required(&self, name: &'static str, problems: &mut Problems) -> String {
        let text = self.get(name);
        if text.is_empty() {
            problems.add(name, Message::new("form.required"));
        }
        text.to_owned()
    }

    /// A field that is read by `T`'s rules when it is not empty; notes the problem when it cannot be read.
    pub fn parsed<T: std::str::FromStr<Err = Message>>(
        &self,
        name: &'static str,
        problems: &mut Problems,
    ) -> Option<T> {
        let text = self.get(name);
        if text.is_empty() {
            return None;
        }
        text.parse().map_err(|message| problems.add(name, message)).ok()
    }
}

impl FromRequest<App> for Form {
    type Rejection = Failure;

    async fn from_request(request: Request, app: &App) -> Result<Self, Failure> {
        let body = Bytes::from_request(request, app).await;
        let body = body.map_err(|_| Error::Refused(Message::new("form.too-large")))?;
        Ok(Self::read(&body))
    }
}

/// What is wrong with a form, field by field.
#[derive(Clone, Debug, Default)]
pub struct Problems(Vec<FieldProblem>);

impl Problems {
    /// Notes a problem.
    pub fn add(&mut self, field: &'static str, message: Message) {
        self.0.push(FieldProblem::new(field, message));
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// Whether a field has one.
    #[must_use]
    pub fn has(&self, field: &str) -> bool {
        self.0.iter().any(|problem| problem.field == field)
    }

    /// The sentences for a field.
    #[must_use]
    pub fn at(&self, field: &str, ui: &Ui) -> Vec<String> {
        self.0
            .iter()
            .filter(|problem| problem.field == field)
            .map(|problem| ui.say(&problem.message))
            .collect()
    }
}

impl From<Problems> for Error {
    fn from(problems: Problems) -> Self {
        Self::Invalid(problems.0)
    }
}

impl From<Vec<FieldProblem>> for Problems {
    fn from(problems: Vec<FieldProblem>) -> Self {
        Self(problems)
    }
}
