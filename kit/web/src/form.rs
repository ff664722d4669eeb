//! Forms as people fill them: every field is text until the slice has read it, and all problems are told.

use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
    http::StatusCode,
    response::IntoResponse,
};
use kit_base::{Error, FieldProblem, Message};

use crate::{App, Failure, Ui};

/// The largest form. A field that is too long is told at the field, with all that was typed still there; only beyond
/// this is nothing read. Files go through handlers that say how large they may be.
pub(crate) const MOST_FORM_BYTES: usize = 4 << 20;

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

    /// A form with these fields filled in.
    #[must_use]
    pub const fn of(fields: Vec<(String, String)>) -> Self {
        Self(fields)
    }

    /// The same form with other values for its fields, and for the document it rests on.
    #[must_use]
    pub(crate) fn filled<'a>(mut self, given: impl Fn(&str) -> Option<&'a str>) -> Self {
        for (name, value) in &mut self.0 {
            if let Some(text) = given(name) {
                *value = kit_base::compose(text);
            }
        }
        if let Some(document) = given("document").filter(|_| self.find("document").is_none()) {
            self.0.push(("document".to_owned(), kit_base::compose(document)));
        }
        self
    }

    /// The same form with these fields set to what they must be, whatever was sent.
    #[must_use]
    pub fn fixed<const N: usize>(mut self, fields: [(&str, String); N]) -> Self {
        self.0.retain(|(name, _)| fields.iter().all(|(fixed, _)| fixed != name));
        self.0.extend(fields.map(|(name, value)| (name.to_owned(), value)));
        self
    }

    /// All values of a field that may be given several times, for example boxes that are ticked.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(of, _)| of == name).map(|(_, value)| value.as_str())
    }

    /// The text of a field that was sent, even if empty.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(n, _)| n == name).map(|(_, value)| value.trim())
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

    /// A line of at most `most` characters, or empty; notes the problem when it is longer or has a character that
    /// nobody sees.
    pub fn text(&self, name: &'static str, most: usize, problems: &mut Problems) -> String {
        self.checked(name, kit_base::line_fault(self.get(name), most), problems)
    }

    /// A line that must not be empty.
    pub fn required_text(&self, name: &'static str, most: usize, problems: &mut Problems) -> String {
        let _ = self.required(name, problems);
        self.text(name, most, problems)
    }

    /// As [`Self::text`], with line breaks, which become `\n`.
    pub fn lines(&self, name: &'static str, most: usize, problems: &mut Problems) -> String {
        let text = self.checked(name, kit_base::lines_fault(self.get(name), most), problems);
        text.replace("\r\n", "\n")
    }

    fn checked(&self, name: &'static str, fault: Option<Message>, problems: &mut Problems) -> String {
        if let Some(fault) = fault {
            problems.add(name, fault);
        }
        self.get(name).to_owned()
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

    async fn from_request(request: Request, _: &App) -> Result<Self, Failure> {
        Ok(Self::read(&bytes(request).await?))
    }
}

/// The body of a form: whole, or the reason why not.
pub(crate) async fn bytes(request: Request) -> Result<Bytes, Failure> {
    Bytes::from_request(request, &()).await.map_err(|rejection| not_whole(rejection.into_response().status()))
}

/// Why a body did not come whole: it is too large, or the connection broke off.
pub(crate) fn not_whole(status: StatusCode) -> Failure {
    match status {
        StatusCode::PAYLOAD_TOO_LARGE => Failure::not_taken(status, too_large()),
        _ => Failure::not_taken(StatusCode::BAD_REQUEST, Message::new("form.broken-off")),
    }
}

/// A form is too large.
pub(crate) fn too_large() -> Message {
    Message::new("form.too-large").with("most", MOST_FORM_BYTES >> 20)
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

#[cfg(test)]
mod tests {
    use super::*;

    fn check(body: &str, bad: &[&str]) {
        let (form, mut problems) = (Form::read(body.as_bytes()), Problems::default());
        let _ = form.required_text("name", 5, &mut problems);
        let _ = form.lines("note", 8, &mut problems);
        let keys: Vec<_> = problems.0.iter().map(|problem| problem.message.key).collect();
        assert_eq!(keys, bad, "{body}");
    }

    #[test]
    fn a_text_is_neither_too_long_nor_does_it_hide_anything() {
        check("name=H%E1%BB%A3p&note=", &[]);
        check("name=H%E1%BB%A3p%205&note=a%0D%0Ab%09c", &[]);
        check("name=H%E1%BB%A3p%2052", &["base.too-long"]);
        check("name=a%E2%80%8Bb&note=a%00b", &["base.unseen", "base.unseen"]);
        check("name=a%0Ab", &["base.unseen"]);
        check("name=%20&note=123456789", &["form.required", "base.too-long"]);
    }

    #[test]
    fn ends_of_lines_are_kept_as_one_sign() {
        let form = Form::read(b"note=a%0D%0Ab%0D%0A");
        assert_eq!(form.lines("note", 9, &mut Problems::default()), "a\nb");
    }
}
