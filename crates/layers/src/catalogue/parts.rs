//! What the file of a layer is made of: kinds, bases, distances, how it is drawn.

use kit_base::Day;
use kit_db::toml_day;
use sea_orm::Iterable;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What sort of ground a layer shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sea_orm::EnumIter, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = LayerKind)]
pub enum Kind {
    /// *Quy hoạch sử dụng đất.*
    LandUse,
    /// *Đất lúa.*
    Rice,
    /// *Rừng.*
    Forest,
    /// *Di tích.*
    Heritage,
    /// *Khu dân cư.*
    Residential,
    /// *Sông, hồ.*
    River,
    /// *Đê điều, thoát lũ.*
    FloodCorridor,
    /// *Đường bộ.*
    Road,
    /// *Đường sắt.*
    Railway,
    /// *Lưới điện.*
    PowerLine,
    /// *Khoáng sản.*
    Mineral,
    /// *Quy hoạch đô thị, nông thôn.*
    UrbanPlan,
    /// *Khu công nghiệp.*
    IndustrialPark,
    /// *Quốc phòng.*
    Defence,
    /// *An ninh.*
    Security,
}

impl Kind {
    /// All of them.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::iter()
    }

    /// The key of its word.
    #[must_use]
    pub fn word(self) -> String {
        let code = code_of(self);
        format!("layers.kinds.{code}")
    }
}

/// The code of a kind as files have it.
fn code_of(kind: Kind) -> String {
    toml::Value::try_from(kind).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

/// What the shapes of a layer are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = LayerGeometry)]
pub enum Geometry {
    /// The ground itself.
    Polygon,
    /// The ground of something long with the strip that protects it, delivered as areas.
    Corridor,
}

/// How a layer is drawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = LayerStyle)]
pub struct Style {
    /// Colour of the ground.
    pub fill: Colour,
    /// Colour of the outline.
    pub line: Colour,
    /// How the ground is filled.
    pub pattern: Pattern,
}

/// How ground is filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = LayerPattern)]
pub enum Pattern {
    /// Evenly.
    Solid,
    /// With lines.
    Hatch,
    /// With crossed lines.
    Cross,
}

/// A colour, `#rrggbb`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(try_from = "String")]
#[schema(as = LayerColour)]
pub struct Colour(pub(crate) String);

impl TryFrom<String> for Colour {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6);
        if digits.is_some_and(|digits| digits.chars().all(|c| c.is_ascii_hexdigit())) {
            Ok(Self(text))
        } else {
            Err(format!("{text} is no colour #rrggbb"))
        }
    }
}

/// Where it stands that a layer is to be looked at.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LayerBasis {
    /// The document.
    pub document: String,
    /// Where in it.
    pub article: String,
    /// How surely that was read.
    pub confidence: Confidence,
    /// First day, where it is known.
    #[serde(default, deserialize_with = "maybe_day")]
    pub valid_from: Option<Day>,
}

/// How surely a text was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = LayerConfidence)]
pub enum Confidence {
    /// Read in the official text.
    A,
    /// Read in a secondary source.
    B,
    /// Practice of another province: no law here.
    P,
    /// Proposed by us.
    I,
    /// To be verified.
    U,
}

/// A distance to be kept from the shapes of a layer.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Distance {
    /// In metres.
    pub metres: f64,
    /// From which features: the name they have in the file; nothing for all.
    #[serde(default)]
    pub of: Option<String>,
    /// First day.
    #[serde(deserialize_with = "toml_day")]
    pub valid_from: Day,
    /// First day after.
    #[serde(deserialize_with = "toml_day")]
    pub valid_to: Day,
    /// The document.
    pub document: String,
    /// Where in it.
    pub article: String,
    /// How surely that was read.
    pub confidence: Confidence,
}

/// What a name of features stands for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = LayerClass)]
pub struct Class {
    /// The code, for example `LUC`.
    pub code: String,
    /// What it stands for, as the law has it.
    pub name: String,
    /// Its colour, where one was read.
    pub colour: Option<Colour>,
}

fn maybe_day<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Day>, D::Error> {
    toml_day(deserializer).map(Some)
}

impl Confidence {
    /// Whether it was read in the official text: only then may a rule rest on it.
    #[must_use]
    pub const fn is_verified(self) -> bool {
        matches!(self, Self::A)
    }

    /// The key of its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::A => "layers.confidence.a",
            Self::B => "layers.confidence.b",
            Self::P => "layers.confidence.p",
            Self::I => "layers.confidence.i",
            Self::U => "layers.confidence.u",
        }
    }
}
