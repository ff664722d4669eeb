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

    /// A line of at most `most` characters, all of them to be seen; notes the problem when it is not.
    pub fn text(&self, name: &'static str, most: usize, problems: &mut Problems) -> String {
        let text = self.get(name).to_owned();
        check_text(name, &text, &text, most, problems);
        text
    }

    /// A line that must not be empty.
    pub fn required_text(&self, name: &'static str, most: usize, problems: &mut Problems) -> String {
        let _ = self.required(name, problems);
        self.text(name, most, problems)
    }

    /// Text of several lines; ends of lines become `\n`, tabs stay.
    pub fn lines(&self, name: &'static str, most: usize, problems: &mut Problems) -> String {
        let text = self.get(name).replace("\r\n", "\n");
        check_text(name, &text, &text.replace(['\n', '\t'], " "), most, problems);
        text
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

/// Notes what is wrong with a text: too long, or, among what should be `seen`, characters that are not.
fn check_text(name: &'static str, text: &str, seen: &str, most: usize, problems: &mut Problems) {
    let count = text.chars().count();
    if most < count {
        problems.add(name, Message::new("form.too-long").with("count", count).with("most", most));
    }
    if let Some((place, c)) = kit_base::unseen(seen) {
        let code = format!("U+{:04X}", u32::from(c));
        problems.add(name, Message::new("form.unseen").with("code", code).with("place", place));
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
        check("name=H%E1%BB%A3p%2052", &["form.too-long"]);
        check("name=a%E2%80%8Bb&note=a%00b", &["form.unseen", "form.unseen"]);
        check("name=a%0Ab", &["form.unseen"]);
        check("name=%20&note=123456789", &["form.required", "form.too-long"]);
    }

    #[test]
    fn ends_of_lines_are_kept_as_one_sign() {
        let form = Form::read(b"note=a%0D%0Ab%0D%0A");
        assert_eq!(form.lines("note", 9, &mut Problems::default()), "a\nb");
    }
}
