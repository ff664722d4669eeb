//! Short lists of words for clusters: which area, which type, how far wastewater treatment is, how good a boundary is.
//! Pure.

use kit_base::Message;
use sea_orm::{DeriveActiveEnum, EnumIter, Iterable};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Which area beside the decision's (*diện tích*).
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum AreaKind {
    /// *Theo đo đạc.*
    Measured,
    /// *Theo báo cáo.*
    Reported,
}

/// A type of cluster (*loại hình cụm công nghiệp*), Decree 32/2024, Art. 2; one cluster may be of several.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Flag {
    /// *Cụm công nghiệp làng nghề.*
    CraftVillage,
    /// *Cụm công nghiệp chuyên ngành.*
    Specialised,
    /// *Cụm công nghiệp hỗ trợ.*
    Supporting,
    /// *Cụm công nghiệp công nghệ cao.*
    HighTech,
    /// *Cụm công nghiệp sinh thái.*
    Eco,
}

/// How far central wastewater treatment is (*hệ thống xử lý nước thải tập trung*).
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Wastewater {
    /// *Chưa có.*
    None,
    /// *Được miễn.*
    Exempt,
    /// *Đang đầu tư.*
    Investing,
    /// *Vận hành thử nghiệm.*
    Trial,
    /// *Đang vận hành.*
    Running,
    /// *Đạt tiêu chuẩn môi trường.*
    ToStandard,
}

/// How good a boundary is (*chất lượng ranh giới*). Overlap with an indicative line is a question, not a finding.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum BoundaryQuality {
    /// *Đo đạc*: measured on the ground.
    Surveyed,
    /// *Số hóa*: taken from a drawing of a known scale.
    Digitised,
    /// *Định hướng*: a symbol on a plan drawing, where no exact line exists yet.
    Indicative,
    /// *Minh họa*: made up, to show something on the map.
    Illustrative,
}

/// How the line of a boundary came to be (*cách lập ranh*).
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum BoundaryMethod {
    /// *Nhập tọa độ góc*: from a table of corners.
    Pasted,
    /// *Lấy từ tệp.*
    Imported,
    /// *Vẽ trên bản đồ.*
    Drawn,
    /// *Sửa từ ranh đã có*: some corners kept.
    Amended,
    /// *Chấp nhận ranh đề xuất.*
    Accepted,
    /// *Vẽ minh họa theo diện tích.*
    Schematic,
}

/// The code of each choice in tables, forms and addresses, the key of its word, and reading it back.
macro_rules! coded {
    ($kind:ident, $words:literal, $($choice:ident = $code:literal),+) => {
        impl $kind {
            /// All choices.
            pub fn all() -> impl Iterator<Item = Self> {
                Self::iter()
            }

            /// Its code in tables, forms and addresses.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$choice => $code),+ }
            }

            /// The key of its word.
            #[must_use]
            pub fn word(self) -> String {
                format!(concat!($words, ".{}"), self.code())
            }
        }

        impl std::str::FromStr for $kind {
            type Err = Message;

            fn from_str(code: &str) -> Result<Self, Message> {
                let found = Self::iter().find(|choice| choice.code() == code);
                found.ok_or_else(|| Message::new("clusters.no-choice").with("code", code))
            }
        }
    };
}

coded!(AreaKind, "clusters.areas", Measured = "measured", Reported = "reported");
coded!(
    Flag,
    "clusters.flags",
    CraftVillage = "craft_village",
    Specialised = "specialised",
    Supporting = "supporting",
    HighTech = "high_tech",
    Eco = "eco"
);
coded!(
    Wastewater,
    "clusters.wastewater",
    None = "none",
    Exempt = "exempt",
    Investing = "investing",
    Trial = "trial",
    Running = "running",
    ToStandard = "to_standard"
);

coded!(
    BoundaryQuality,
    "clusters.boundary",
    Surveyed = "surveyed",
    Digitised = "digitised",
    Indicative = "indicative",
    Illustrative = "illustrative"
);
coded!(
    BoundaryMethod,
    "clusters.method",
    Pasted = "pasted",
    Imported = "imported",
    Drawn = "drawn",
    Amended = "amended",
    Accepted = "accepted",
    Schematic = "schematic"
);

impl Wastewater {
    /// Row 26 of the form: a system has been or is being invested in.
    #[must_use]
    pub const fn is_invested(self) -> bool {
        matches!(self, Self::Investing | Self::Trial | Self::Running | Self::ToStandard)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_back_and_is_what_the_table_holds() {
        for choice in Wastewater::all() {
            assert_eq!(choice.code().parse(), Ok(choice));
            assert_eq!(sea_orm::ActiveEnum::to_value(&choice), choice.code());
        }
        assert!("clean".parse::<Flag>().is_err());
    }
}
