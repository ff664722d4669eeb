//! Who works here (*tài khoản*): people sign in, hold positions in bodies, and by them have rights. A right is an
//! action, everywhere, for the position's own body, or in an administrative unit; units of the past stand for the
//! communes of today. Facts are people, positions, holdings and grants; passwords, sessions and drafts are not.

mod acting;
mod actions;
mod attempts;
mod bodies;
mod drafts;
mod duties;
mod guarding;
mod hand_over;
mod model;
mod offices;
mod pages;
mod password;
mod positions;
mod roles;
mod routes;
mod search;
mod seed;
mod seed_office;
mod sessions;
mod setup;
mod staff;
mod store;
mod words;

use kit_base::Result;
use kit_db::{Dump, Job, JobRun, Migration, Storage, Table};
use kit_web::{People, RailEntry, RailGroup, Slice};

use actions::{OPEN, UNLOCK};
use duties::{BE_ABSENT, DELEGATE};
use hand_over::HAND_OVER;
use positions::{GRANT, HOLD, POSITION};

pub use actions::{
    CHANGE_PASSWORD, CLOSE, CREATE, NewAccount, SET_PASSWORD, SIGN_OUT, VIEW, acting, close, create,
    set_first_password, set_password,
};
pub use bodies::bodies;
pub use guarding::ADMINISTER;
pub use offices::Offices;
pub use password::fresh as fresh_password;
pub use seed::seed;
pub use seed_office::{SeedOffice, seed_office};

/// Marks the id of a person.
#[derive(Clone, Copy, Debug)]
pub enum PersonMark {}
/// The identity of a person.
pub type PersonId = kit_base::Id<PersonMark>;

/// Marks the id of a position.
#[derive(Clone, Copy, Debug)]
pub enum PositionMark {}
/// The identity of a position.
pub type PositionId = kit_base::Id<PositionMark>;

/// Marks the id of a delegation.
#[derive(Clone, Copy, Debug)]
pub enum DelegationMark {}
/// The identity of a delegation.
pub type DelegationId = kit_base::Id<DelegationMark>;

/// Marks the id of a grant.
#[derive(Clone, Copy, Debug)]
pub enum GrantMark {}
/// The identity of a grant.
pub type GrantId = kit_base::Id<GrantMark>;

/// The slice.
#[must_use]
pub fn slice() -> Slice {
    Slice {
        storage: STORAGE,
        actions: &[
            &VIEW,
            &CREATE,
            &SET_PASSWORD,
            &UNLOCK,
            &CLOSE,
            &OPEN,
            &POSITION,
            &HOLD,
            &GRANT,
            &ADMINISTER,
            &DELEGATE,
            &BE_ABSENT,
            &HAND_OVER,
            &SIGN_OUT,
            &CHANGE_PASSWORD,
        ],
        search: &[|reader, ui, wanted| Box::pin(search::search(reader, ui, wanted))],
        routes: routes::all,
        names: &[|reader, at| Box::pin(store::names(reader, at.known_at))],
        cell: |ui, table, column, value| match (table, column) {
            ("grant_right", "action") => ui.find(&format!("action.{}", value.as_str()?)),
            ("delegation_version", "actions") => {
                let names = value.as_str()?.split_whitespace();
                Some(names.flat_map(|name| words::labels(ui, name)).collect::<Vec<_>>().join(", "))
                    .filter(|told| !told.is_empty())
                    .or_else(|| Some(ui.t("delegations.all")))
            }
            _ => None,
        },
        kept: Some(|_, ui, table, row| Box::pin(async move { Ok(hand_over::is_kept(ui, table, row)) })),
        rail: &[
            RailEntry { word: "people.title", href: "/people", action: &VIEW, group: RailGroup::Base },
            RailEntry { word: "positions.list", href: "/positions", action: &VIEW, group: RailGroup::Base },
            RailEntry {
                word: "delegations.rail",
                href: "/delegations",
                action: &DELEGATE,
                group: RailGroup::Base,
            },
        ],
        gaps: &[|reader, ui| Box::pin(setup::gaps(reader, ui))],
        law: roles::check,
        ..Slice::new("accounts", include_str!("../locales/vi.toml"), include_str!("../locales/en.toml"))
    }
}

/// What the kit asks about people.
#[must_use]
pub fn people() -> People {
    People {
        cookie: sessions::COOKIE,
        sign_in: "/sign-in",
        identify: |app, token| Box::pin(sessions::identify(app, token)),
        keep_draft: |app, person, path, body| Box::pin(drafts::keep(app, person, path, body)),
        draft: |app, person, key| Box::pin(drafts::fetch(app, person, key)),
    }
}

const STORAGE: Storage = Storage {
    migrations: &[
        Migration { name: "accounts-0001-people", up: store::first },
        Migration { name: "accounts-0002-administration", up: store::second },
    ],
    tables: &[
        Table::of::<store::person::Entity>("person"),
        Table::of::<store::person_version::Entity>("person_version"),
        Table::of::<store::position::Entity>("position"),
        Table::of::<store::position_version::Entity>("position_version"),
        Table::of::<store::holding::Entity>("holding"),
        Table::of::<store::grant_right::Entity>("grant_right"),
        Table::of::<store::delegation::Entity>("delegation"),
        Table::of::<store::delegation_version::Entity>("delegation_version"),
        Table::of::<store::absence::Entity>("absence"),
        Table::of::<store::hand_over::Entity>("hand_over"),
    ],
    kept: &[Dump::of::<store::credential::Entity>("credential")],
    jobs: &[Job {
        kind: "session.sweep",
        after: None,
        every_seconds: Some(86_400),
        run: |run| Box::pin(sweep(run)),
    }],
};

/// What is no fact goes a week after it was of use.
const WEEK_SECONDS: i64 = 7 * 86_400;

async fn sweep(run: JobRun) -> Result<()> {
    run.db
        .internal(async |tx| {
            let before = tx.now().plus_seconds(-WEEK_SECONDS);
            sessions::sweep(tx, before).await?;
            attempts::sweep(tx, before).await?;
            drafts::sweep(tx, before).await
        })
        .await
}

#[cfg(test)]
mod tests {
    use kit_base::{Lang, Words};

    #[test]
    fn both_languages_have_a_word_for_everything() {
        let slice = super::slice();
        let words = Words::read(&[slice.words]).unwrap();
        assert!(words.keys(Lang::Vi).eq(words.keys(Lang::En)));
        for action in slice.actions {
            assert!(words.find(Lang::Vi, &action.word()).is_some(), "{}", action.name);
        }
    }
}
