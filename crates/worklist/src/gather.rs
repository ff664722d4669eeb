//! Everything that waits, as far as a person may see it.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use accounts::Offices;
use kit_base::{Action, Lang, Result, Subject};
use kit_db::{Asked, Kept, Reader};
use kit_web::{Check, Finding, Ui, WorkItem};

use crate::{
    DISMISS,
    model::{Decided, order},
    store::{Key, dismissals},
};

/// Something that waits, with what was decided about it.
#[derive(Clone, Debug)]
pub struct Waiting {
    /// What it is.
    pub item: WorkItem,
    /// What was decided, when it is a finding that somebody decided about.
    pub decided: Option<Decided>,
    /// Where the person may decide that it does not apply, or take that back.
    pub decide: Option<String>,
    /// The figure that is not right because of it.
    pub figure: Option<&'static str>,
    /// Whether it is made up for the demo.
    pub illustrative: bool,
}

impl Waiting {
    /// Whether it still waits.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.decided.as_ref().is_none_or(|decided| !decided.holds)
    }
}

/// What some people are told in some language of what the rules find.
static FOUND: Kept<(Asked, Lang), Vec<Arc<Waiting>>> = Kept::new(8);

/// Everything that waits on the page's day, in the order in which it is to be done.
///
/// # Errors
/// [`kit_base::Error::Storage`].
pub async fn waiting(reader: &Reader, ui: &Ui) -> Result<Vec<Arc<Waiting>>> {
    let key = (Asked::by(reader, ui.actor(), ui.at()), ui.lang());
    let found = FOUND.get(reader, key, found(reader, ui)).await?;
    let mut all = Vec::clone(&*found);
    for work in ui.app().slices().iter().flat_map(|slice| slice.work) {
        let plain = |item| Waiting { item, decided: None, decide: None, figure: None, illustrative: false };
        all.extend(work(reader, ui).await?.into_iter().map(plain).map(Arc::new));
    }
    // What is kept is in order already, so this only puts the rest in its place.
    all.sort_by(|a, b| order(&a.item, &b.item));
    Ok(all)
}

async fn found(reader: &Reader, ui: &Ui) -> Result<Vec<Arc<Waiting>>> {
    let mut desks = Desks { offices: Offices::load(reader).await?, known: HashMap::new() };
    let decided = dismissals(reader, ui.at()).await?;
    let mut all = Vec::new();
    for check in ui.app().checks().filter(|check| ui.may(check.view)) {
        for finding in (check.find)(reader, ui.actor(), ui.at()).await? {
            let decided = decided.get(&key(check, &finding)).map(|row| Decided {
                reason: row.reason.clone(),
                by: row.person_name.clone(),
                since: row.valid_from,
                holds: row.evidence == finding.evidence(),
            });
            all.push(Arc::new(of_finding(ui, check, finding, decided, &mut desks)));
        }
    }
    all.sort_by(|a, b| order(&a.item, &b.item));
    Ok(all)
}

/// The key of what is decided about a finding.
pub(crate) fn key(check: &Check, finding: &Finding) -> Key {
    let subject = &finding.subject;
    (check.code.to_owned(), subject.kind.to_owned(), subject.key.clone(), finding.other.clone())
}

fn of_finding(
    ui: &Ui,
    check: &Check,
    finding: Finding,
    decided: Option<Decided>,
    desks: &mut Desks,
) -> Waiting {
    let mine = ui.actor().may(check.act, &finding.subject);
    let decide = (mine && ui.actor().may(&DISMISS, &finding.subject)).then(|| {
        format!("/work/finding?check={}&key={}&other={}", check.code, finding.subject.key, finding.other)
    });
    let item = WorkItem {
        kind: check.code,
        kind_word: ui.t(check.word("name")),
        severity: check.severity,
        text: finding.says(check, ui.app().words(), ui.lang()),
        desk: desks.of(ui, check.act, &finding.subject),
        record: (finding.subject.label, finding.subject.key),
        page: finding.page,
        deed: mine.then(|| (finding.form, ui.t(check.word("do")))),
        awaited: false,
        mine,
        since: finding.since,
        until: finding.until,
        place: finding.place,
    };
    Waiting { item, decided, decide, figure: check.figure, illustrative: finding.illustrative }
}

/// Whose desk it is, asked once for records of the same bodies and units.
struct Desks {
    offices: Offices,
    known: HashMap<Place, Arc<Vec<String>>>,
}

/// A deed, and the bodies and units of the records that it is done to.
type Place = (&'static str, BTreeSet<String>, BTreeSet<String>);

impl Desks {
    fn of(&mut self, ui: &Ui, action: &Action, subject: &Subject) -> Vec<String> {
        let key = (action.name, subject.bodies.clone(), subject.units.clone());
        let Self { offices, known } = self;
        let desk = known.entry(key).or_insert_with(|| offices.that_may(ui, &[action], subject).into());
        Vec::clone(desk)
    }
}
