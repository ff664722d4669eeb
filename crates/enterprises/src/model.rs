//! Kinds, states and the like, and what they mean for counting. Pure.

use kit_base::Message;
use sea_orm::{ActiveEnum, DeriveActiveEnum, EnumIter, Iterable};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What sort of enterprise.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[schema(as = EnterpriseKind)]
pub enum Kind {
    /// *Doanh nghiệp.*
    Enterprise,
    /// *Hợp tác xã.*
    Cooperative,
    /// *Hộ kinh doanh.*
    Household,
}

/// How a project has its place in the cluster.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Tenure {
    /// *Thuê đất* of the State.
    LandLease,
    /// *Thuê lại đất* of the infrastructure investor.
    Sublease,
    /// *Thuê nhà xưởng*: a workshop, and no land.
    FactoryRental,
    /// *Chưa có.*
    None,
}

/// A state of a project, an independent dated fact; the order is how much it says.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    EnumIter,
    DeriveActiveEnum,
    Serialize,
    Deserialize,
    ToSchema,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[schema(as = ProjectState)]
pub enum State {
    /// *Đã đăng ký.*
    Registered,
    /// *Đang xây dựng.*
    Building,
    /// *Đang sản xuất kinh doanh.*
    Producing,
    /// *Tạm ngừng.*
    Suspended,
    /// *Đã kết thúc.*
    Ended,
    /// *Bị thu hồi, rút.*
    Withdrawn,
}

/// How land is leased.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum LeaseKind {
    /// *Thuê đất* of the State.
    LandLease,
    /// *Thuê lại đất* of the infrastructure investor.
    Sublease,
}

/// What sort of workers is counted.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    EnumIter,
    DeriveActiveEnum,
    Serialize,
    Deserialize,
    ToSchema,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Series {
    /// *Việc làm*, as reported.
    Employed,
    /// *Có hợp đồng lao động*: row 25 of form 04.
    Contract,
}

/// A value out of a short list, as codes in tables, forms and files.
pub trait Coded: ActiveEnum<Value = String> + Iterable + Copy {
    /// Where its words stand.
    const WORDS: &'static str;
    /// The codes, in the order of the list.
    const CODES: &'static [&'static str];

    /// All of the list, for a choice.
    #[must_use]
    fn all() -> Vec<Self> {
        Self::iter().collect()
    }

    /// Its code.
    fn code(self) -> String {
        self.to_value()
    }

    /// The key of its word.
    fn word(self) -> String {
        format!("{}.{}", Self::WORDS, self.to_value())
    }

    /// Reads a code.
    ///
    /// # Errors
    /// A sentence that it is none of the list.
    fn read(code: &str) -> Result<Self, Message> {
        let found = Self::iter().find(|one| one.to_value() == code);
        found.ok_or_else(|| Message::new("enterprises.no-such-choice").with("text", code))
    }
}

impl Coded for Kind {
    const WORDS: &'static str = "enterprises.kinds";
    const CODES: &'static [&'static str] = &["enterprise", "cooperative", "household"];
}
impl Coded for Tenure {
    const WORDS: &'static str = "enterprises.tenures";
    const CODES: &'static [&'static str] = &["land_lease", "sublease", "factory_rental", "none"];
}
impl Coded for State {
    const WORDS: &'static str = "enterprises.states";
    const CODES: &'static [&'static str] =
        &["registered", "building", "producing", "suspended", "ended", "withdrawn"];
}
impl Coded for LeaseKind {
    const WORDS: &'static str = "enterprises.tenures";
    const CODES: &'static [&'static str] = &["land_lease", "sublease"];
}
impl Coded for Series {
    const WORDS: &'static str = "enterprises.series";
    const CODES: &'static [&'static str] = &["employed", "contract"];
}

impl State {
    /// Whether a project in this state is there (*còn hiệu lực*).
    #[must_use]
    pub const fn is_live(self) -> bool {
        matches!(self, Self::Registered | Self::Building | Self::Producing | Self::Suspended)
    }

    /// The sign and colour it has on pages.
    #[must_use]
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Registered => "planned",
            Self::Building => "building",
            Self::Producing => "operating",
            Self::Suspended => "clearing",
            Self::Ended | Self::Withdrawn => "withdrawn",
        }
    }
}

/// Whether a project with these states counts (form 04 row 20): it is there, and has neither ended nor been withdrawn.
#[must_use]
pub fn counts(mut states: impl Iterator<Item = State> + Clone) -> bool {
    states.clone().any(State::is_live) && states.all(State::is_live)
}

/// Whether it is in production (row 22): it counts, produces, and is not suspended.
#[must_use]
pub fn produces(mut states: impl Iterator<Item = State> + Clone) -> bool {
    counts(states.clone())
        && states.clone().any(|state| state == State::Producing)
        && states.all(|state| state != State::Suspended)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(states: &[State], expect: (bool, bool)) {
        let states = states.iter().copied();
        assert_eq!((counts(states.clone()), produces(states.clone())), expect, "{states:?}");
    }

    #[test]
    fn a_project_counts_while_it_lives_and_is_not_over() {
        check(&[], (false, false));
        check(&[State::Registered], (true, false));
        check(&[State::Registered, State::Building], (true, false));
        check(&[State::Registered, State::Producing], (true, true));
        check(&[State::Producing, State::Suspended], (true, false));
        check(&[State::Registered, State::Withdrawn], (false, false));
        check(&[State::Producing, State::Ended], (false, false));
        check(&[State::Ended], (false, false));
    }

    #[test]
    fn the_codes_are_those_of_the_list() {
        fn check<T: Coded>() {
            assert_eq!(T::all().into_iter().map(Coded::code).collect::<Vec<_>>(), T::CODES);
        }
        check::<Kind>();
        check::<Tenure>();
        check::<State>();
        check::<LeaseKind>();
        check::<Series>();
    }

    #[test]
    fn a_code_that_is_none_is_refused() {
        assert_eq!(Tenure::read("factory_rental"), Ok(Tenure::FactoryRental));
        assert_eq!(Tenure::read("x").unwrap_err().key, "enterprises.no-such-choice");
    }
}
