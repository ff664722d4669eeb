//! How far a request is, and how long it has waited. Pure.

use kit_base::{Day, Message};
use sea_orm::{DeriveActiveEnum, EnumIter, Iterable};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How far a request is.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[schema(as = RequestState)]
pub enum State {
    /// *Đang chờ trả lời.*
    Open,
    /// *Đồng ý*: the office will record it; the record itself is as it was.
    Accepted,
    /// *Không đồng ý.*
    Refused,
    /// *Đã rút.*
    Withdrawn,
}

impl State {
    /// All of them.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::iter()
    }

    /// Its code in tables, forms and JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Accepted => "accepted",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The key of its word.
    #[must_use]
    pub fn word(self) -> String {
        format!("requests.states.{}", self.code())
    }

    /// The sign and colour it has on pages.
    #[must_use]
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Open => "wait",
            Self::Accepted => "ok",
            Self::Refused | Self::Withdrawn => "unknown",
        }
    }
}

/// What an answer says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Accepted,
    Refused,
}

impl Verdict {
    pub(crate) const fn state(self) -> State {
        match self {
            Self::Accepted => State::Accepted,
            Self::Refused => State::Refused,
        }
    }
}

impl std::str::FromStr for Verdict {
    type Err = Message;

    fn from_str(code: &str) -> Result<Self, Message> {
        let all = [Self::Accepted, Self::Refused];
        let found = all.into_iter().find(|verdict| verdict.state().code() == code);
        found.ok_or_else(|| Message::new("requests.no-verdict").with("text", code))
    }
}

/// Days between two days, none when the second is earlier.
pub(crate) fn days(from: Day, to: Day) -> usize {
    usize::try_from(from.days_until(to)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_either_accepts_or_refuses() {
        assert_eq!("accepted".parse(), Ok(Verdict::Accepted));
        assert_eq!("open".parse::<Verdict>().unwrap_err().key, "requests.no-verdict");
    }

    #[test]
    fn a_state_is_stored_under_its_code() {
        for state in State::all() {
            assert_eq!(sea_orm::ActiveEnum::to_value(&state), state.code());
        }
    }

    #[test]
    fn waiting_is_counted_in_days() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        assert_eq!(days(day("2026-06-12"), day("2026-06-30")), 18);
        assert_eq!(days(day("2026-06-30"), day("2026-06-12")), 0);
    }
}
