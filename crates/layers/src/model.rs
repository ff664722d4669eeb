//! What is recorded of a version of a layer, and what may be written of one. Pure.

use documents::Origin;
use kit_base::{Area, Day, Message};
use kit_geo::Srid;
use kit_web::{Form, Problems};
use sea_orm::{DeriveActiveEnum, EnumIter, Iterable};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How the shapes of a version came to be, and so how far they can be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[schema(as = LayerQuality)]
pub enum Quality {
    /// *Đo đạc.*
    Surveyed,
    /// *Số hóa từ bản vẽ.*
    Digitised,
    /// *Định hướng.*
    Indicative,
    /// *Minh họa.*
    Illustrative,
}

impl Quality {
    /// All of them, for a choice.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::iter()
    }

    /// Its code in forms and tables.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Surveyed => "surveyed",
            Self::Digitised => "digitised",
            Self::Indicative => "indicative",
            Self::Illustrative => "illustrative",
        }
    }

    /// The key of its word.
    #[must_use]
    pub fn word(self) -> String {
        format!("layers.qualities.{}", self.code())
    }
}

impl std::str::FromStr for Quality {
    type Err = Message;

    fn from_str(code: &str) -> Result<Self, Message> {
        Self::iter().find(|quality| quality.code() == code).ok_or_else(|| Message::new("form.required"))
    }
}

/// What a person says of a version: its words, not its shapes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Said {
    pub(crate) name: String,
    /// Denominator of the scale: 10 000 for 1:10 000.
    pub(crate) scale: Option<i64>,
    pub(crate) quality: Quality,
    /// The day on which the supplier handed it over.
    pub(crate) delivered_on: Day,
}

/// The finest and the coarsest scale that a layer is drawn at.
const SCALES: std::ops::RangeInclusive<i64> = 100..=5_000_000;

impl Said {
    /// Reads the form, and tells every problem.
    pub(crate) fn from_form(form: &Form, today: Day, problems: &mut Problems) -> Option<Self> {
        let name = form.required_text("name", 200, problems);
        let scale = scale(form.get("scale"));
        if scale.is_none() && !form.get("scale").is_empty() {
            let [least, most] = [SCALES.start(), SCALES.end()];
            let message = Message::new("layers.no-scale").with("least", least).with("most", most);
            problems.add("scale", message);
        }
        let quality = form.parsed::<Quality>("quality", problems);
        if quality.is_none() && !problems.has("quality") {
            problems.add("quality", Message::new("form.required"));
        }
        let delivered_on = form.parsed::<Day>("delivered_on", problems);
        match delivered_on {
            None if !problems.has("delivered_on") => {
                problems.add("delivered_on", Message::new("form.required"));
            }
            Some(day) if today < day => problems.add("delivered_on", Message::new("layers.delivered-later")),
            _ => {}
        }
        Some(Self { name, scale, quality: quality?, delivered_on: delivered_on? })
    }
}

/// The denominator of a scale as people write it: `10000`, `10.000`, `1:10 000`.
fn scale(text: &str) -> Option<i64> {
    let text = text.strip_prefix("1:").or_else(|| text.strip_prefix("1/")).unwrap_or(text);
    let digits: String = text.chars().filter(|c| !matches!(c, '.' | ',' | ' ' | '\u{a0}')).collect();
    digits.parse().ok().filter(|scale| SCALES.contains(scale))
}

/// What is read of a file, and how: enough to read it again and get the same.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Reading {
    pub(crate) sha256: String,
    /// The layer in the file; empty where it has one.
    pub(crate) layer: String,
    /// The column that names the features; empty for the key or the row.
    pub(crate) id_column: String,
    /// The system that its coordinates are read in; nothing for that of the file.
    pub(crate) srid: Option<i64>,
}

impl Reading {
    /// Reads the form, and tells every problem.
    pub(crate) fn from_form(form: &Form, sha256: &str, problems: &mut Problems) -> Self {
        let srid = match form.get("srid") {
            "" => None,
            text => {
                let known =
                    text.parse().ok().filter(|srid| kit_geo::Crs::find(Srid(*srid)).is_ok()).map(i64::from);
                if known.is_none() {
                    problems.add("srid", Message::new("form.required"));
                }
                known
            }
        };
        Self {
            sha256: sha256.to_owned(),
            layer: form.text("layer", 200, problems),
            id_column: form.text("id_column", 200, problems),
            srid,
        }
    }
}

/// What came of reading it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Delivered {
    pub(crate) file_name: String,
    pub(crate) bytes: i64,
    pub(crate) reading: Reading,
    pub(crate) source_srid: i64,
    pub(crate) features: i64,
    pub(crate) left_out: i64,
    pub(crate) area: Area,
}

/// Whether a layer can be used on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = LayerState)]
pub enum State {
    /// *Đang dùng.*
    InUse,
    /// *Cũ:* a newer one is due.
    Old,
    /// *Chưa có dữ liệu.*
    Missing,
    /// *Không lưu:* it never is.
    NotStored,
}

impl State {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::InUse, Self::Old, Self::Missing, Self::NotStored];

    /// The key of its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::InUse => "layers.states.in_use",
            Self::Old => "layers.states.old",
            Self::Missing => "layers.states.missing",
            Self::NotStored => "layers.states.not_stored",
        }
    }

    /// Its matter and its sign.
    #[must_use]
    pub(crate) const fn look(self) -> (&'static str, &'static str) {
        match self {
            Self::InUse => ("ok", "m-ok"),
            Self::Old => ("soon", "m-soon"),
            Self::Missing => ("unknown", "m-unknown"),
            Self::NotStored => ("wait", "lock"),
        }
    }
}

/// Whole months between two days: how old a delivery is.
pub(crate) fn months(from: Day, to: Day) -> u32 {
    /// No layer is older than a thousand years.
    const MOST: u32 = 12_000;
    let passed = |months: &u32| to.months_before(*months).is_some_and(|day| from <= day);
    let (mut least, mut most) = (0, MOST);
    while least < most {
        let middle = (least + most).div_ceil(2);
        if passed(&middle) { least = middle } else { most = middle - 1 }
    }
    least
}

/// Where facts of this slice come from.
pub(crate) const ORIGIN: Origin = Origin::Recorded;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_is_read_as_people_write_it() {
        for (text, expect) in [
            ("", None),
            ("10000", Some(10_000)),
            ("1:10.000", Some(10_000)),
            ("1/2 000", Some(2_000)),
            ("0", None),
            ("một", None),
            ("1:99.000.000", None),
        ] {
            assert_eq!(scale(text), expect, "{text}");
        }
    }

    #[test]
    fn age_is_counted_in_whole_months() {
        let check = |from: &str, to: &str, expect| {
            assert_eq!(months(from.parse().unwrap(), to.parse().unwrap()), expect, "{from} {to}");
        };
        check("2025-06-30", "2026-06-29", 11);
        check("2025-06-30", "2026-06-30", 12);
        check("2026-06-30", "2026-06-30", 0);
        check("2026-07-30", "2026-06-30", 0);
    }

    #[test]
    fn all_problems_of_a_form_are_told_at_once() {
        let form = Form::with([("scale", "x".to_owned()), ("delivered_on", "01/07/2026".to_owned())]);
        let mut problems = Problems::default();
        assert_eq!(Said::from_form(&form, "2026-06-30".parse().unwrap(), &mut problems), None);
        for field in ["name", "scale", "quality", "delivered_on"] {
            assert!(problems.has(field), "{field}");
        }
    }
}
