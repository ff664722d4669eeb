//! Something that waits: what a rule found, or what a slice tells.

use std::sync::Arc;

use kit_base::Day;
use kit_web::{Check, Finding, Severity, Ui, WorkItem};

use crate::model::Decided;

/// Something that waits.
#[derive(Clone, Debug)]
pub enum Waiting {
    /// What a rule found.
    Found(Matter),
    /// What a slice tells.
    Told(WorkItem),
}

/// What a rule found, with what was decided about it. Its words are made when it is shown: there are tens of thousands.
#[derive(Clone, Debug)]
pub struct Matter {
    pub(crate) check: &'static Check,
    pub(crate) finding: Finding,
    pub(crate) desk: Arc<Vec<String>>,
    pub(crate) mine: bool,
    /// Whether the person may decide that it does not apply, or take that back.
    pub(crate) deciding: bool,
    pub(crate) decided: Option<Box<Decided>>,
}

impl Waiting {
    /// The code of the check, or of the sort.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Found(matter) => matter.check.code,
            Self::Told(item) => item.kind,
        }
    }

    /// How bad it is.
    #[must_use]
    pub fn severity(&self) -> Severity {
        match self {
            Self::Found(matter) => matter.check.severity,
            Self::Told(item) => item.severity,
        }
    }

    /// Since when it lies there.
    #[must_use]
    pub fn since(&self) -> Day {
        match self {
            Self::Found(matter) => matter.finding.since,
            Self::Told(item) => item.since,
        }
    }

    /// Until when it must be done.
    #[must_use]
    pub fn until(&self) -> Option<Day> {
        match self {
            Self::Found(matter) => matter.finding.until,
            Self::Told(item) => item.until,
        }
    }

    /// The offices on whose desk it lies.
    #[must_use]
    pub fn desk(&self) -> &[String] {
        match self {
            Self::Found(matter) => &matter.desk,
            Self::Told(item) => &item.desk,
        }
    }

    /// Name and key of the record.
    #[must_use]
    pub fn record(&self) -> (&str, &str) {
        match self {
            Self::Found(matter) => (&matter.finding.subject.label, &matter.finding.subject.key),
            Self::Told(item) => (&item.record.0, &item.record.1),
        }
    }

    /// The key of the record on the map that it lies in.
    #[must_use]
    pub fn place(&self) -> Option<&str> {
        match self {
            Self::Found(matter) => matter.finding.place.as_deref(),
            Self::Told(item) => item.place.as_deref(),
        }
    }

    /// Whether it lies on the desk of whoever asks.
    #[must_use]
    pub fn is_mine(&self) -> bool {
        match self {
            Self::Found(matter) => matter.mine,
            Self::Told(item) => item.mine,
        }
    }

    /// Whether a person waits for it.
    #[must_use]
    pub fn is_awaited(&self) -> bool {
        matches!(self, Self::Told(item) if item.awaited)
    }

    /// What was decided about it.
    #[must_use]
    pub fn decided(&self) -> Option<&Decided> {
        match self {
            Self::Found(matter) => matter.decided.as_deref(),
            Self::Told(_) => None,
        }
    }

    /// Whether it still waits.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.decided().is_none_or(|decided| !decided.holds)
    }

    /// What the rule found, if a rule did.
    #[must_use]
    pub fn matter(&self) -> Option<&Matter> {
        match self {
            Self::Found(matter) => Some(matter),
            Self::Told(_) => None,
        }
    }

    /// It, in words.
    #[must_use]
    pub fn item(&self, ui: &Ui) -> WorkItem {
        match self {
            Self::Found(matter) => matter.item(ui),
            Self::Told(item) => item.clone(),
        }
    }
}

impl Matter {
    /// The figure that is not right because of it.
    #[must_use]
    pub fn figure(&self) -> Option<&'static str> {
        self.check.figure
    }

    /// Whether what it rests on is made up for the demo.
    #[must_use]
    pub fn is_illustrative(&self) -> bool {
        self.finding.illustrative
    }

    /// Where the person may decide that it does not apply, or take that back.
    #[must_use]
    pub fn decide(&self) -> Option<String> {
        let Finding { subject, other, .. } = &self.finding;
        let code = self.check.code;
        self.deciding.then(|| format!("/work/finding?check={code}&key={}&other={other}", subject.key))
    }

    fn item(&self, ui: &Ui) -> WorkItem {
        let Self { check, finding, .. } = self;
        WorkItem {
            kind: check.code,
            kind_word: ui.t(check.word("name")),
            severity: check.severity,
            text: finding.says(check, ui.app().words(), ui.lang()),
            desk: Vec::clone(&self.desk),
            record: (finding.subject.label.clone(), finding.subject.key.clone()),
            page: finding.page.clone(),
            deed: self.mine.then(|| (finding.form.clone(), ui.t(check.word("do")))),
            awaited: false,
            mine: self.mine,
            since: finding.since,
            until: finding.until,
            place: finding.place.clone(),
        }
    }
}
