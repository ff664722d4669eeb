//! What a rule says about a record (*vấn đề cần xử lý*): a pure reading of the facts of a day, like a figure. Nothing of
//! it is stored but what people decide about it.

use std::{future::Future, pin::Pin};

use kit_base::{Action, Actor, At, Day, Lang, Subject, Words};
use kit_db::Reader;
use serde::Serialize;
use utoipa::ToSchema;

use crate::Standing;

/// How bad it is, worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Something cannot be so (*lỗi*).
    Error,
    /// A figure or a decision is not complete without it (*cảnh báo*).
    Warning,
    /// Good to know (*lưu ý*).
    Note,
}

impl Severity {
    /// All, worst first.
    pub const ALL: [Self; 3] = [Self::Error, Self::Warning, Self::Note];

    /// As in addresses and JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }

    /// The key of its word.
    #[must_use]
    pub fn word(self) -> String {
        format!("finding.severity.{}", self.code())
    }
}

/// A rule about records. Its words are `check.<code>.name`, `.says` (what is wrong, with the gaps of the finding) and
/// `.do` (the deed that mends it).
#[derive(Clone, Copy)]
pub struct Check {
    /// `slice.what`, for example `clusters.no-area`.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// The right to look at the records.
    pub view: &'static Action,
    /// The deed that mends it: whoever may do it to the record has to act.
    pub act: &'static Action,
    /// The figure that is not right or not whole because of it; what that rests on is the legal basis of the rule.
    pub figure: Option<&'static str>,
    /// The records of a day that the person may see and of which it is so.
    pub find: Find,
}

type Find = for<'a> fn(
    &'a Reader,
    &'a Actor,
    At,
) -> Pin<Box<dyn Future<Output = kit_base::Result<Vec<Finding>>> + Send + 'a>>;

impl std::fmt::Debug for Check {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code)
    }
}

impl Check {
    /// The key of one of its words: `name`, `says`, `do`.
    #[must_use]
    pub fn word(&self, which: &str) -> String {
        format!("check.{}.{which}", self.code)
    }
}

/// What a rule found. Its key is the check, the record and `other`.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The record.
    pub subject: Subject,
    /// What else it is about, for example a lease of a project; empty where it is the record alone.
    pub other: String,
    /// What fills the gaps of the sentence.
    pub gaps: Vec<(&'static str, Standing)>,
    /// The page of the record.
    pub page: String,
    /// The form in which it is mended.
    pub form: String,
    /// Since when it is so.
    pub since: Day,
    /// Until when somebody has to act.
    pub until: Option<Day>,
    /// The key of the record on the map that it lies in.
    pub place: Option<String>,
    /// Whether what it rests on is made up for the demo.
    pub illustrative: bool,
}

impl Finding {
    /// A finding about a record whose page is `page` and which is mended at `form`.
    #[must_use]
    pub fn new(subject: Subject, page: String, form: String, since: Day) -> Self {
        Self {
            subject,
            other: String::new(),
            gaps: Vec::new(),
            page,
            form,
            since,
            until: None,
            place: None,
            illustrative: false,
        }
    }

    /// The sentence.
    #[must_use]
    pub fn says(&self, check: &Check, words: &Words, lang: Lang) -> String {
        let fill = |text: String, (name, standing): &(&str, Standing)| {
            text.replace(&format!("{{{name}}}"), &standing.told(words, lang))
        };
        self.gaps.iter().fold(words.get(lang, &check.word("says")).to_owned(), fill)
    }

    /// What it rests on, in no language: another text is another finding for whoever dismissed it.
    #[must_use]
    pub fn evidence(&self) -> String {
        let told = |(name, standing): &(&str, Standing)| format!("{name}={standing:?}");
        self.gaps.iter().map(told).collect::<Vec<_>>().join(";")
    }
}
