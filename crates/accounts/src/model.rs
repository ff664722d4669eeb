//! People with their positions (*chức vụ*) and rights (*quyền*), and what the kit is told of them. Pure.

use std::collections::BTreeSet;

use documents::DocumentId;
use kit_base::{Action, Actor, At, Day, Grant, Instant, Via};
use places::{BodyId, Places, UnitId};

use crate::{GrantId, PersonId, PositionId, actions, duties, hand_over, store::grant_right};

/// A person as they stood at one time.
#[derive(Clone, Debug)]
pub(crate) struct Account {
    pub(crate) id: PersonId,
    pub(crate) login: String,
    pub(crate) name: String,
    /// Whether they may sign in.
    pub(crate) active: bool,
    pub(crate) positions: Vec<Position>,
}

/// A position in a body.
#[derive(Clone, Debug)]
pub(crate) struct Position {
    pub(crate) id: PositionId,
    pub(crate) title: String,
    pub(crate) body: BodyId,
    pub(crate) rights: Vec<Right>,
}

/// What the holder of a position may do.
#[derive(Clone, Debug)]
pub(crate) struct Right {
    pub(crate) id: GrantId,
    pub(crate) action: String,
    /// Only in the name of the position's own body.
    pub(crate) own_body: bool,
    /// Only in the name of this body, or of what became of it.
    pub(crate) body: Option<BodyId>,
    /// Only in this unit, or in what became of it.
    pub(crate) unit: Option<UnitId>,
    pub(crate) from: Day,
    /// First day on which it does not hold any more.
    pub(crate) to: Day,
    pub(crate) source: Option<DocumentId>,
}

impl From<&grant_right::Model> for Right {
    fn from(row: &grant_right::Model) -> Self {
        Self {
            id: row.id,
            action: row.action.clone(),
            own_body: row.own_body,
            body: row.body_id,
            unit: row.unit_id,
            from: row.valid_from,
            to: row.valid_to,
            source: row.source_id,
        }
    }
}

impl Account {
    /// The person as the kit and the audit see them today.
    pub(crate) fn actor(&self, places: &Places, today: Day) -> Actor {
        let rights = self.positions.iter().flat_map(|position| position.grants(places, today));
        Actor {
            person: Some(self.id.to_string()),
            name: self.name.clone(),
            position: self.position(places, today),
            on_behalf: None,
            grants: rights.chain(own_grants()).collect(),
            via: Via::Web,
        }
    }

    /// All positions in words.
    pub(crate) fn position(&self, places: &Places, day: Day) -> String {
        let held = self.positions.iter().map(|position| position.in_words(places, day));
        held.collect::<Vec<_>>().join("; ")
    }

    /// The person before they have chosen their own password: they may do that, and leave.
    pub(crate) fn newcomer(&self, places: &Places, today: Day) -> Actor {
        Actor { grants: first_grants().collect(), ..self.actor(places, today) }
    }
}

impl Position {
    /// What its holder may do today.
    pub(crate) fn grants(&self, places: &Places, today: Day) -> Vec<Grant> {
        self.rights.iter().flat_map(|right| right.grants(self.body, places, today)).collect()
    }

    /// `Chuyên viên, Sở Công Thương tỉnh Bắc Ninh`, under the body's name of the day.
    pub(crate) fn in_words(&self, places: &Places, day: Day) -> String {
        format!("{}, {}", self.title, body_name(places, self.body, day))
    }
}

impl Right {
    /// Rights are always today's: a unit of the past stands for the communes that its ground belongs to now, and a
    /// body of the past for itself, where a record still names it, and for those that took over from it.
    pub(crate) fn grants(&self, body: BodyId, places: &Places, today: Day) -> Vec<Grant> {
        let communes = |unit| places.communes_on(unit, today).iter().map(ToString::to_string).collect();
        let units: Option<BTreeSet<String>> = self.unit.map(communes);
        let grant = |body| Grant { action: self.action.clone(), body, units: units.clone() };
        let Some(body) = self.body_of(body) else { return vec![grant(None)] };
        let after = places.bodies_after(body, today).into_iter().filter(|other| *other != body);
        std::iter::once(body).chain(after).map(|body| grant(Some(body.to_string()))).collect()
    }

    /// The body it is limited to, for a position in `own`.
    pub(crate) fn body_of(&self, own: BodyId) -> Option<BodyId> {
        self.body.or(self.own_body.then_some(own))
    }

    /// Whether the right has this action among those it names.
    pub(crate) fn names(&self, action: &Action) -> bool {
        names(&self.action, action)
    }
}

/// Whether a name of actions, `cluster.*` for example, has this one among them.
pub(crate) fn names(named: &str, action: &Action) -> bool {
    let alone = Grant { action: named.to_owned(), body: None, units: None };
    Actor { grants: vec![alone], ..Actor::visitor() }.may_somewhere(action)
}

/// The name of a body on a day; after its end, the last one.
pub(crate) fn body_name(places: &Places, body: BodyId, day: Day) -> &str {
    places.body_on(body, day).map_or_else(|| places.body_name(body), |body| &body.name)
}

/// What everybody may do who has a password of their own.
pub(crate) const OWN: [&Action; 5] = [
    &actions::SIGN_OUT,
    &actions::CHANGE_PASSWORD,
    &duties::DELEGATE,
    &duties::BE_ABSENT,
    &hand_over::HAND_OVER,
];

fn own_grants() -> impl Iterator<Item = Grant> {
    OWN.into_iter().map(|action| Grant { action: action.name.to_owned(), body: None, units: None })
}

/// What everybody may do who is signed in.
pub(crate) fn first_grants() -> impl Iterator<Item = Grant> {
    own_grants().take(2)
}

/// As recorded up to now: the last moment before the open end.
pub(crate) const KNOWN_NOW: Instant = Instant::LATEST;

/// A day with all that is known of it by now.
pub(crate) fn as_known_now(day: Day) -> At {
    At { as_of: day, known_at: KNOWN_NOW }
}

/// What a person types as login, in the one form it is compared in.
pub(crate) fn fold_login(text: &str) -> String {
    kit_base::fold_vi(text.trim())
}

/// Whether a text may be looked up as a login: nothing longer is stored, and nothing that a keyboard does not write.
pub(crate) fn may_be_login(text: &str) -> bool {
    kit_base::line_fault(text, 64).is_none() && fold_login(text).len() <= 256
}

/// Whether a text can be a login: 2 to 40 letters, digits, points or dashes, beginning with a letter.
pub(crate) fn is_login(text: &str) -> bool {
    let inside = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '.' || c == '-';
    (2..=40).contains(&text.len())
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(inside)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_login_is_found_however_the_keyboard_writes_it() {
        assert_eq!(fold_login(" Lan "), "lan");
        assert_eq!(fold_login("VĂNPHÒNG"), "vanphong");
    }

    #[test]
    fn a_login_is_short_plain_and_begins_with_a_letter() {
        for good in ["an", "lan", "van.phong", "lan-2"] {
            assert!(is_login(good), "{good}");
        }
        assert!(may_be_login("Nguyễn Thị Lan") && may_be_login(&"a".repeat(64)));
        for never in ["a".repeat(65), "la\0n".to_owned(), "la\u{202e}n".to_owned()] {
            assert!(!may_be_login(&never), "{never:?}");
        }
        for bad in ["", "a", "Lan", "2lan", "lan an", "lan/1", "lần", &"a".repeat(41)] {
            assert!(!is_login(bad), "{bad}");
        }
    }

    #[test]
    fn a_right_with_a_star_names_every_verb_of_its_noun() {
        assert!(names("account.*", &actions::CREATE));
        assert!(!names("account.*", &Action::new("cluster.view")));
    }
}
