//! What is known of a document, and what may be written of one. Pure.

use kit_base::{Day, Message, fold_vi};
use kit_web::{Form, Problems};
use sea_orm::{DeriveActiveEnum, EnumIter, Iterable};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The largest file that is taken: scans of decisions have a few megabytes.
pub const MOST_FILE_BYTES: usize = 20 << 20;

/// What sort of document.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// *Nghị quyết.*
    Resolution,
    /// *Nghị định.*
    Decree,
    /// *Thông tư.*
    Circular,
    /// *Quyết định.*
    Decision,
    /// *Công văn.*
    Letter,
    /// *Biên bản.*
    Minutes,
    /// *Báo cáo.*
    Report,
    /// A list or register of an office.
    List,
    /// A page on the web.
    Page,
    /// Made up for the demo.
    Sample,
}

impl Kind {
    /// All kinds, for a choice.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::iter()
    }

    /// Its code in forms and tables.
    #[must_use]
    pub fn code(self) -> String {
        serde_json::to_value(self).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
    }

    /// The key of its word.
    #[must_use]
    pub fn word(self) -> String {
        format!("documents.kinds.{}", self.code())
    }
}

impl std::str::FromStr for Kind {
    type Err = Message;

    fn from_str(code: &str) -> Result<Self, Message> {
        Self::iter()
            .find(|kind| kind.code() == code)
            .ok_or_else(|| Message::new("documents.no-kind").with("kind", code))
    }
}

/// Whether the public can find it, or it is made up for the demo.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "lowercase")]
#[serde(rename_all = "lowercase")]
pub enum Origin {
    /// *Đã công bố.*
    Published,
    /// *Số liệu minh họa.*
    Illustrative,
    /// Recorded by a person of this installation.
    Recorded,
}

impl Origin {
    /// The key of its word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Published => "origin.published",
            Self::Illustrative => "origin.illustrative",
            Self::Recorded => "origin.recorded",
        }
    }
}

/// What is known of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// What sort.
    pub kind: Kind,
    /// Number and sign, for example `398/QĐ-UBND`; empty when it has none.
    pub number: String,
    /// Day of issue, when known.
    pub issued_on: Option<Day>,
    /// Who issued it.
    pub issuer: String,
    /// What it is about.
    pub title: String,
    /// Where it can be read.
    pub url: String,
    /// Where it comes from.
    pub origin: Origin,
    /// What a reader should know of it.
    pub note: String,
}

impl Document {
    /// Reads the form, and tells every problem.
    pub(crate) fn from_form(form: &Form, today: Day) -> Result<Self, Problems> {
        let mut problems = Problems::default();
        let kind = form.parsed("kind", &mut problems).unwrap_or(Kind::Decision);
        let issued_on = form.parsed::<Day>("issued_on", &mut problems);
        if issued_on.is_some_and(|day| today < day) {
            problems.add("issued_on", Message::new("documents.issued-later"));
        }
        let url = form.text("url", 2000, &mut problems);
        if !url.is_empty() && !url.starts_with("https://") && !url.starts_with("http://") {
            problems.add("url", Message::new("documents.not-a-url"));
        }
        let required = |name, text: &str, problems: &mut Problems| {
            if text.is_empty() {
                problems.add(name, Message::new("form.required"));
            }
        };
        let issuer = form.text("issuer", 200, &mut problems);
        required("issuer", &issuer, &mut problems);
        let title = form.lines("title", 2000, &mut problems);
        required("title", &title, &mut problems);
        let document = Self {
            kind,
            number: form.text("number", 100, &mut problems),
            issued_on,
            issuer,
            title,
            url,
            origin: Origin::Recorded,
            note: form.lines("note", 4000, &mut problems),
        };
        if document.number.is_empty()
            && !matches!(kind, Kind::Page | Kind::List | Kind::Minutes | Kind::Sample)
        {
            problems.add("number", Message::new("documents.number-missing"));
        }
        if problems.is_empty() { Ok(document) } else { Err(problems) }
    }

    /// What it is called in short: its number, or its title when it has none.
    #[must_use]
    pub fn label(&self) -> &str {
        if self.number.is_empty() { &self.title } else { &self.number }
    }

    /// A key for its address, made of its number or title: `398-qd-ubnd-2018`.
    pub(crate) fn key(&self) -> String {
        let year = self.issued_on.map(|day| format!(" {}", day.year())).unwrap_or_default();
        let text = fold_vi(&format!("{}{year}", self.label()));
        let words = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
        let key: String = words.take(12).collect::<Vec<_>>().join("-");
        key.chars().take(64).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(fields: &[(&str, &str)]) -> Form {
        let mut all = vec![
            ("kind", "decision"),
            ("number", "398/QĐ-UBND"),
            ("issuer", "UBND tỉnh"),
            ("title", "Thành lập"),
        ];
        for (name, value) in fields {
            all.retain(|(n, _)| n != name);
            all.push((name, value));
        }
        let text: Vec<_> = all.iter().map(|(n, v)| format!("{n}={}", v.replace('/', "%2F"))).collect();
        Form::read(text.join("&").as_bytes())
    }

    fn check(fields: &[(&str, &str)], bad: &[&str]) {
        let today = "2026-11-24".parse().unwrap();
        let problems = Document::from_form(&form(fields), today).err().unwrap_or_default();
        for field in ["kind", "number", "issued_on", "issuer", "title", "url"] {
            assert_eq!(problems.has(field), bad.contains(&field), "{field} of {fields:?}");
        }
    }

    #[test]
    fn all_problems_of_a_form_are_told_at_once() {
        check(&[], &[]);
        check(
            &[("title", ""), ("issued_on", "31/02/2024"), ("url", "javascript:alert(1)")],
            &["title", "issued_on", "url"],
        );
        check(&[("issued_on", "25/11/2026")], &["issued_on"]);
        check(&[("number", "")], &["number"]);
        check(&[("number", ""), ("kind", "page")], &[]);
    }

    #[test]
    fn a_key_is_made_of_number_and_year() {
        let today = "2026-11-24".parse().unwrap();
        let document = Document::from_form(&form(&[("issued_on", "29/06/2018")]), today).unwrap();
        assert_eq!(document.key(), "398-qd-ubnd-2018");
    }
}
