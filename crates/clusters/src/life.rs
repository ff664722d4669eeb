//! The states of a cluster, the kinds of infrastructure investors, and how exactly a day is known. Pure.

use kit_base::{Day, Lang, Message};
use sea_orm::{DeriveActiveEnum, EnumIter, Iterable};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A state of a cluster. Several may hold at once, each with its own basis; the order is how far a cluster has come.
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
pub enum State {
    /// *Có trong quy hoạch, chưa thành lập.*
    Planned,
    /// *Đã thành lập.*
    Established,
    /// *Đã phê duyệt quy hoạch chi tiết.*
    DetailedPlan,
    /// *Đang giải phóng mặt bằng.*
    Clearing,
    /// *Đang xây dựng hạ tầng.*
    Building,
    /// *Đã hoàn thành hạ tầng dùng chung.*
    InfrastructureDone,
    /// *Đã hoạt động*, as sources report it; whether it is so is computed from projects.
    Operating,
    /// *Có chủ trương chuyển vào khu công nghiệp.*
    Merging,
    /// *Đã điều chỉnh quyết định thành lập.*
    Adjusted,
    /// *Đã thay chủ đầu tư hạ tầng.*
    InvestorChanged,
    /// *Rút khỏi quy hoạch*: the cluster may still run.
    Withdrawn,
    /// *Đã bãi bỏ quyết định thành lập.*
    Repealed,
    /// *Đã chuyển vào khu công nghiệp.*
    MergedIntoPark,
}

impl State {
    /// All states.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::iter()
    }

    /// Its code in tables, forms and addresses.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Established => "established",
            Self::DetailedPlan => "detailed_plan",
            Self::Clearing => "clearing",
            Self::Building => "building",
            Self::InfrastructureDone => "infrastructure_done",
            Self::Operating => "operating",
            Self::Merging => "merging",
            Self::Adjusted => "adjusted",
            Self::InvestorChanged => "investor_changed",
            Self::Withdrawn => "withdrawn",
            Self::Repealed => "repealed",
            Self::MergedIntoPark => "merged_into_park",
        }
    }

    /// The key of its word.
    #[must_use]
    pub fn word(self) -> String {
        format!("clusters.states.{}", self.code())
    }

    /// The sign and colour it has on pages and maps.
    #[must_use]
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Merging | Self::MergedIntoPark => "merged_into_park",
            Self::DetailedPlan | Self::Adjusted | Self::InvestorChanged => "established",
            Self::InfrastructureDone => "building",
            Self::Repealed => "withdrawn",
            other => other.code(),
        }
    }

    /// Whether a cluster in this state has been established. Land is planned in detail, recovered, built on and used in
    /// an established cluster; one that operates without a decision is a state of its own, which the sources do not
    /// report.
    #[must_use]
    pub fn is_established(self) -> bool {
        (Self::Established..=Self::Operating).contains(&self)
    }

    /// Whether it ends the establishment. Leaving the plan does not: such a cluster may still run.
    #[must_use]
    pub const fn is_end(self) -> bool {
        matches!(self, Self::Repealed | Self::MergedIntoPark)
    }

    /// The one state that stands for all: what ended it before all others, then how far the cluster has come.
    #[must_use]
    pub fn main(states: impl Iterator<Item = Self> + Clone) -> Option<Self> {
        let ended = states.clone().filter(|state| Self::Withdrawn <= *state).max();
        let come = states.clone().filter(|state| *state < Self::Merging).max();
        ended.or(come).or_else(|| states.max())
    }
}

/// Who builds and runs the infrastructure (*loại chủ đầu tư hạ tầng*).
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum InvestorKind {
    /// *Doanh nghiệp.*
    Enterprise,
    /// *Hợp tác xã.*
    Cooperative,
    /// *UBND cấp huyện (đến 30/6/2025).*
    DistrictCommittee,
    /// *UBND cấp xã.*
    CommuneCommittee,
    /// *Đơn vị sự nghiệp công lập.*
    PublicUnit,
    /// *Chưa có.*
    None,
}

impl InvestorKind {
    /// All kinds, for a choice.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::iter()
    }

    /// Its code in forms and tables.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Enterprise => "enterprise",
            Self::Cooperative => "cooperative",
            Self::DistrictCommittee => "district_committee",
            Self::CommuneCommittee => "commune_committee",
            Self::PublicUnit => "public_unit",
            Self::None => "none",
        }
    }

    /// The key of its word.
    #[must_use]
    pub fn word(self) -> String {
        format!("clusters.investors.{}", self.code())
    }
}

impl std::str::FromStr for InvestorKind {
    type Err = Message;

    fn from_str(code: &str) -> Result<Self, Message> {
        let found = Self::iter().find(|kind| kind.code() == code);
        found.ok_or_else(|| Message::new("clusters.no-investor-kind").with("kind", code))
    }
}

/// How exactly the beginning of a fact is known.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "lowercase")]
#[serde(rename_all = "lowercase")]
pub enum Precision {
    /// To the day.
    Day,
    /// To the month.
    Month,
    /// To the year.
    Year,
    /// It was so by that day; when it began is not known.
    By,
}

impl Precision {
    /// The beginning as it may honestly be told: `22/04/2024`, `06/2018`, `2018`, or *chậm nhất 31/12/2019*.
    #[must_use]
    pub fn tell(self, from: Day, by: &str, lang: Lang) -> String {
        match self {
            Self::Day => kit_base::fmt::day(from, lang),
            Self::Month => from.date().format("%m/%Y").to_string(),
            Self::Year => from.year().to_string(),
            Self::By => format!("{by} {}", kit_base::fmt::day(from, lang)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(states: &[State], expect: Option<State>) {
        assert_eq!(State::main(states.iter().copied()), expect, "{states:?}");
    }

    #[test]
    fn the_main_state_is_how_far_a_cluster_has_come() {
        check(&[State::Planned, State::Clearing, State::Established], Some(State::Clearing));
        check(&[State::Merging, State::Operating], Some(State::Operating));
        check(&[State::Operating, State::Withdrawn], Some(State::Withdrawn));
        check(&[State::Merging], Some(State::Merging));
        check(&[], None);
    }

    #[test]
    fn a_beginning_is_told_no_more_exactly_than_it_is_known() {
        let day: Day = "2018-06-29".parse().unwrap();
        assert_eq!(Precision::Year.tell(day, "chậm nhất", Lang::Vi), "2018");
        assert_eq!(Precision::By.tell(day, "chậm nhất", Lang::Vi), "chậm nhất 29/06/2018");
    }
}
