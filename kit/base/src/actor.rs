//! Who acts, what they may do, and on what.

use std::{collections::BTreeSet, fmt};

use serde::Serialize;

/// The name of a deed: permission, audit entry, job trigger and button label in one.
#[derive(Debug, PartialEq, Eq)]
pub struct Action {
    /// `noun.verb`, for example `cluster.record`. The label on screens is the word `action.cluster.record`.
    pub name: &'static str,
}

impl Action {
    /// Names a deed.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self { name }
    }

    /// The key of its label in the word files.
    #[must_use]
    pub fn word(&self) -> String {
        format!("action.{}", self.name)
    }
}

/// One right of a person: an action, in the name of a body, within an area. `None` means everywhere.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Grant {
    /// The name of an action, or `noun.*`, or `*`.
    pub action: String,
    /// Only subjects of this body (the id of a body), for example an infrastructure investor's own clusters.
    pub body: Option<String>,
    /// Only subjects that lie in one of these administrative units (ids of today's units).
    pub units: Option<BTreeSet<String>>,
}

impl Grant {
    fn allows(&self, action: &Action) -> bool {
        self.action == "*"
            || self.action == action.name
            || self
                .action
                .strip_suffix('*')
                .is_some_and(|noun| noun.ends_with('.') && action.name.starts_with(noun))
    }

    fn covers(&self, subject: &Subject) -> bool {
        let body = self.body.as_ref().is_none_or(|body| subject.bodies.contains(body));
        let unit = self.units.as_ref().is_none_or(|units| !units.is_disjoint(&subject.units));
        body && unit
    }
}

/// How an actor reached us.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Via {
    /// Through the pages, signed in or not.
    Web,
    /// Through the command line, as this user of the operating system.
    CommandLine(String),
}

/// The one who asks or acts, resolved once per request.
#[derive(Clone, Debug)]
pub struct Actor {
    /// The person's id; nothing for a visitor and for the system itself.
    pub person: Option<String>,
    /// Name as it stands in the audit.
    pub name: String,
    /// Position and office as they stand in the audit.
    pub position: String,
    /// For whom they act (*thay mặt*), with position and office, as it stands in the audit; nothing when for themselves.
    pub on_behalf: Option<String>,
    /// What they may do, always as of today.
    pub grants: Vec<Grant>,
    /// How they came.
    pub via: Via,
}

impl Actor {
    /// Anybody, not signed in (*khách*).
    #[must_use]
    pub fn visitor() -> Self {
        Self {
            person: None,
            name: String::new(),
            position: String::new(),
            on_behalf: None,
            grants: Vec::new(),
            via: Via::Web,
        }
    }

    /// The program itself on the command line; the audit names the user of the operating system.
    #[must_use]
    pub fn system(os_user: &str) -> Self {
        let all = Grant { action: "*".to_owned(), body: None, units: None };
        Self {
            person: None,
            name: "system".to_owned(),
            position: String::new(),
            on_behalf: None,
            grants: vec![all],
            via: Via::CommandLine(os_user.to_owned()),
        }
    }

    /// Whether a person is signed in.
    #[must_use]
    pub fn is_signed_in(&self) -> bool {
        self.person.is_some()
    }

    /// The grants for an action; empty means it is not theirs anywhere.
    pub fn grants_for(&self, action: &Action) -> impl Iterator<Item = &Grant> {
        self.grants.iter().filter(move |grant| grant.allows(action))
    }

    /// Whether they may do it somewhere: enough to show a menu entry, never enough to write.
    #[must_use]
    pub fn may_somewhere(&self, action: &Action) -> bool {
        self.grants_for(action).next().is_some()
    }

    /// Whether they may do it only in an area or for a body, or not at all: what they are shown is not the whole.
    #[must_use]
    pub fn is_limited(&self, action: &Action) -> bool {
        self.grants_for(action).all(|grant| grant.body.is_some() || grant.units.is_some())
    }

    /// Whether they may do it to this subject.
    #[must_use]
    pub fn may(&self, action: &Action, subject: &Subject) -> bool {
        self.grants_for(action).any(|grant| grant.covers(subject))
    }
}

/// What a deed is done to. Every subject tells its bodies and units; for a creation, those of the target.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subject {
    /// The kind of record, for example `cluster`.
    pub kind: &'static str,
    /// What it is called in URLs and in the audit, for example `24-015`.
    pub key: String,
    /// Its name on the day of the deed.
    pub label: String,
    /// Ids of the bodies it belongs to.
    pub bodies: BTreeSet<String>,
    /// Ids of today's administrative units it lies in.
    pub units: BTreeSet<String>,
}

impl Subject {
    /// A subject that belongs to no body and no area: only a grant without limits covers it.
    #[must_use]
    pub fn new(kind: &'static str, key: impl fmt::Display, label: impl Into<String>) -> Self {
        Self { kind, key: key.to_string(), label: label.into(), ..Self::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RECORD: Action = Action::new("cluster.record");

    fn set(names: &[&str]) -> BTreeSet<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    fn with(grant: Grant) -> Actor {
        Actor { grants: vec![grant], ..Actor::visitor() }
    }

    fn grant(action: &str) -> Grant {
        Grant { action: action.to_owned(), body: None, units: None }
    }

    #[test]
    fn a_noun_with_a_star_allows_its_verbs_and_no_other_noun() {
        let subject = Subject::new("cluster", "24-001", "Thọ Xương");
        assert!(with(grant("cluster.*")).may(&RECORD, &subject));
        assert!(!with(grant("clu*")).may(&RECORD, &subject));
        assert!(!with(grant("document.*")).may(&RECORD, &subject));
    }

    #[test]
    fn an_own_area_grant_stops_at_the_border() {
        let own = with(Grant { units: Some(set(&["hop-thinh"])), ..grant("cluster.record") });
        let inside = Subject { units: set(&["hop-thinh", "xuan-cam"]), ..Subject::new("cluster", "1", "") };
        let outside = Subject { units: set(&["kep"]), ..Subject::new("cluster", "2", "") };
        let nowhere = Subject::new("cluster", "3", "");
        assert!(own.may(&RECORD, &inside));
        assert!(!own.may(&RECORD, &outside));
        assert!(!own.may(&RECORD, &nowhere));
    }

    #[test]
    fn body_and_area_limits_hold_together() {
        let both = with(Grant { body: Some("firm".to_owned()), units: Some(set(&["kep"])), ..grant("*") });
        let subject = Subject { bodies: set(&["firm"]), ..Subject::new("cluster", "1", "") };
        assert!(!both.may(&RECORD, &subject));
        assert!(both.may(&RECORD, &Subject { units: set(&["kep"]), ..subject }));
    }

    #[test]
    fn who_may_do_it_everywhere_by_one_grant_is_not_limited_by_another() {
        let own = Grant { units: Some(set(&["kep"])), ..grant("cluster.record") };
        assert!(with(own.clone()).is_limited(&RECORD) && Actor::visitor().is_limited(&RECORD));
        let both = Actor { grants: vec![own, grant("cluster.*")], ..Actor::visitor() };
        assert!(!both.is_limited(&RECORD));
    }

    #[test]
    fn a_visitor_may_do_nothing() {
        assert!(!Actor::visitor().may_somewhere(&RECORD));
    }
}
