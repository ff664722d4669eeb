//! What plans, their stages and their rows are. Pure.

use kit_base::Message;
use sea_orm::{DeriveActiveEnum, EnumIter, Iterable};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Which list a plan holds.
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
pub enum PlanKind {
    /// Industrial clusters (*CCN*).
    ClusterPlan,
    /// Industrial parks (*KCN*).
    ParkPlan,
    /// Both, as in a provincial plan.
    Both,
}

impl PlanKind {
    /// All of them, for a choice.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::iter()
    }

    /// Its code in tables, forms and addresses.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::ClusterPlan => "cluster_plan",
            Self::ParkPlan => "park_plan",
            Self::Both => "both",
        }
    }

    /// The key of its word.
    #[must_use]
    pub fn word(self) -> String {
        format!("plans.kinds.{}", self.code())
    }

    /// Whether such a plan lists clusters, or parks.
    #[must_use]
    pub fn lists(self, kind: RowKind) -> bool {
        match self {
            Self::ClusterPlan => kind == RowKind::Cluster,
            Self::ParkPlan => kind == RowKind::Park,
            Self::Both => true,
        }
    }
}

impl std::str::FromStr for PlanKind {
    type Err = Message;

    fn from_str(code: &str) -> Result<Self, Message> {
        let found = Self::iter().find(|known| known.code() == code);
        found.ok_or_else(|| Message::new("plans.not-a-choice").with("text", code))
    }
}

/// How far a plan has come.
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
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "lowercase")]
#[serde(rename_all = "lowercase")]
#[schema(as = PlanStage)]
pub enum Stage {
    /// *Dự thảo.*
    Draft,
    /// *Đã thẩm định.*
    Appraised,
    /// *Đã phê duyệt.*
    Approved,
    /// *Đã được thay thế.*
    Superseded,
}

impl Stage {
    /// All of them, for a choice.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::iter()
    }

    /// Its code in tables, forms and addresses.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Appraised => "appraised",
            Self::Approved => "approved",
            Self::Superseded => "superseded",
        }
    }

    /// The key of its word.
    #[must_use]
    pub fn word(self) -> String {
        format!("plans.stages.{}", self.code())
    }

    /// Whether the plan is public: it has been approved, even if another one took its place. Before that it is the
    /// work of those who draw it up.
    #[must_use]
    pub fn is_public(self) -> bool {
        matches!(self, Self::Approved | Self::Superseded)
    }
}

impl std::str::FromStr for Stage {
    type Err = Message;

    fn from_str(code: &str) -> Result<Self, Message> {
        let found = Self::iter().find(|known| known.code() == code);
        found.ok_or_else(|| Message::new("plans.not-a-choice").with("text", code))
    }
}

/// What a row of a plan speaks of.
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
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "lowercase")]
#[serde(rename_all = "lowercase")]
#[schema(as = PlanRowKind)]
pub enum RowKind {
    /// An industrial cluster (*CCN*).
    Cluster,
    /// An industrial park (*KCN*).
    Park,
}

impl RowKind {
    /// All of them, for a choice.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::iter()
    }

    /// Its code in tables, forms and addresses.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Cluster => "cluster",
            Self::Park => "park",
        }
    }

    /// The key of its word.
    #[must_use]
    pub fn word(self) -> String {
        format!("plans.rows.{}", self.code())
    }
}

impl std::str::FromStr for RowKind {
    type Err = Message;

    fn from_str(code: &str) -> Result<Self, Message> {
        let found = Self::iter().find(|known| known.code() == code);
        found.ok_or_else(|| Message::new("plans.not-a-choice").with("text", code))
    }
}

/// What a plan does to a cluster or park (*biến động*).
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
#[schema(as = PlanChange)]
pub enum Change {
    /// *Giữ nguyên.*
    Kept,
    /// *Tăng diện tích.*
    Enlarged,
    /// *Giảm diện tích.*
    Reduced,
    /// *Dời vị trí.*
    Moved,
    /// *Bổ sung mới.*
    New,
    /// *Rút khỏi quy hoạch.*
    Withdrawn,
    /// *Chuyển vào khu công nghiệp.*
    IntoPark,
}

impl Change {
    /// All of them, for a choice.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::iter()
    }

    /// Its code in tables, forms and addresses.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Enlarged => "enlarged",
            Self::Reduced => "reduced",
            Self::Moved => "moved",
            Self::New => "new",
            Self::Withdrawn => "withdrawn",
            Self::IntoPark => "into_park",
        }
    }

    /// The key of its word.
    #[must_use]
    pub fn word(self) -> String {
        format!("plans.changes.{}", self.code())
    }

    /// Whether the row stays in the list, so that it counts.
    #[must_use]
    pub fn remains(self) -> bool {
        !matches!(self, Self::Withdrawn | Self::IntoPark)
    }

    /// The icon beside its word.
    #[must_use]
    pub(crate) fn icon(self) -> &'static str {
        match self {
            Self::Kept => "check",
            Self::Enlarged => "arrow-narrow-up",
            Self::Reduced => "arrow-narrow-down",
            Self::Moved => "arrow-right",
            Self::New => "plus",
            Self::Withdrawn => "life-withdrawn",
            Self::IntoPark => "life-merged_into_park",
        }
    }
}

impl std::str::FromStr for Change {
    type Err = Message;

    fn from_str(code: &str) -> Result<Self, Message> {
        let found = Self::iter().find(|known| known.code() == code);
        found.ok_or_else(|| Message::new("plans.not-a-choice").with("text", code))
    }
}

/// Where a number stands in a list: `2` before `10`, `10` before `10a`, `A.3` before both.
#[must_use]
pub(crate) fn place(nr: &str) -> (u32, &str) {
    let digits = nr.chars().take_while(char::is_ascii_digit).count();
    (nr[..digits].parse().unwrap_or(0), &nr[digits..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stand_in_the_order_of_the_list() {
        let mut numbers = ["10a", "2", "10", "A.3"];
        numbers.sort_by_key(|nr| place(nr));
        assert_eq!(numbers, ["A.3", "2", "10", "10a"]);
    }

    #[test]
    fn what_is_withdrawn_or_becomes_part_of_a_park_leaves_the_list() {
        let gone: Vec<_> = Change::all().filter(|change| !change.remains()).collect();
        assert_eq!(gone, [Change::Withdrawn, Change::IntoPark]);
    }

    #[test]
    fn a_code_is_read_back() {
        assert!(Change::all().all(|change| change.code().parse() == Ok(change)));
        assert!("no".parse::<Stage>().is_err());
    }
}
