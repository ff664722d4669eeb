//! The one door to requests: pages, JSON, notes beside records, documents and the audit all come through here.

use std::collections::HashMap;

use kit_base::{Actor, At, Instant, Result, Subject};
use kit_db::{AsOf, Asked, Kept, OrFault, Reader};
use kit_web::{App, Askable};
use sea_orm::EntityTrait;

use crate::{
    ANSWER, RequestId, State,
    store::{self, change_request_state, change_request_version},
};

/// A request that a person may see.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    pub(crate) id: RequestId,
    pub(crate) number: i64,
    /// What is asked, and by whom.
    pub(crate) told: change_request_version::Model,
    /// How far it is.
    pub(crate) now: change_request_state::Model,
    /// The record, with the bodies and units that rights are compared with.
    pub(crate) record: Subject,
    /// Whether it is the person's own.
    pub(crate) own: bool,
    /// Whether the record is no more the person's to see. Then what the request keeps of it is left out here.
    pub(crate) hidden: bool,
    /// Whether its answer is the person's to give.
    pub(crate) may_answer: bool,
}

impl Seen {
    /// Whether it waits for its answer.
    pub(crate) fn is_open(&self) -> bool {
        self.now.state == State::Open
    }

    /// What a deed on it is done to. It tells nothing of the record: the list of the audit shows it.
    pub(crate) fn subject(&self) -> Subject {
        subject(self.number, &self.record)
    }
}

/// What a deed on a request is done to: the bodies and units of its record, and nothing else of it.
pub(crate) fn subject(number: i64, record: &Subject) -> Subject {
    let Subject { bodies, units, .. } = record.clone();
    Subject { bodies, units, ..Subject::new("request", number, "") }
}

/// Whether somebody may answer requests about a record: the right to answer, and the right to record that very record.
pub(crate) fn may_answer(who: &Actor, askable: &Askable, record: &Subject) -> bool {
    who.may(&ANSWER, record) && who.may(askable.action, record)
}

/// The requests of a day that a person may see, newest first: their own, and those about records that they record.
/// Rights are today's. A record that is no more belongs to nobody's area: only who records everywhere answers for it.
pub(crate) async fn visible(reader: &Reader, app: &App, who: &Actor, at: At) -> Result<Vec<Seen>> {
    let key = (Asked::by(reader, who, at), who.person.clone());
    Ok(Vec::clone(&*SEEN.get(reader, key, seen(reader, app, who, at)).await?))
}

/// What some people see of them. Whoever asked for one sees it, whatever their rights: so the person is part of the key.
static SEEN: Kept<(Asked, Option<String>), Vec<Seen>> = Kept::new(8);

async fn seen(reader: &Reader, app: &App, who: &Actor, at: At) -> Result<Vec<Seen>> {
    let told = change_request_version::Entity::find().at(at).all(reader).await.or_fault("requests")?;
    let states = change_request_state::Entity::find().at(at).all(reader).await.or_fault("requests")?;
    let mut states: HashMap<_, _> = states.into_iter().map(|row| (row.request_id, row)).collect();
    let numbers = store::numbers(reader).await?;
    let mut records: HashMap<String, HashMap<String, Subject>> = HashMap::new();
    let now = At { as_of: reader.today(), known_at: Instant::LATEST };
    let mut found = Vec::new();
    for mut row in told {
        let askable = app.askable(&row.record);
        if let (Some(askable), false) = (askable, records.contains_key(&row.record)) {
            records.insert(row.record.clone(), (askable.subjects)(reader, who, now).await?);
        }
        let known = records.get(&row.record).and_then(|all| all.get(&row.record_key)).cloned();
        let is_known = known.is_some();
        let record = known.unwrap_or_else(|| Subject::new("", &row.record_key, &row.record_name));
        let own = who.person.is_some() && who.person == row.person;
        let may_answer = askable.is_some_and(|askable| may_answer(who, askable, &record));
        let (Some(number), Some(state)) = (numbers.get(&row.id), states.remove(&row.id)) else { continue };
        if !own && !may_answer {
            continue;
        }
        let hidden = !is_known && !may_answer;
        let record = if hidden {
            row.record_name.clear();
            row.stood.clear();
            Subject { label: String::new(), ..record }
        } else {
            record
        };
        found.push(Seen {
            id: row.id,
            number: *number,
            told: row,
            now: state,
            record,
            own,
            hidden,
            may_answer,
        });
    }
    found.sort_by_key(|seen| std::cmp::Reverse(seen.number));
    Ok(found)
}
