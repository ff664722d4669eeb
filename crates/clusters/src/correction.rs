//! What a person wrote into the form of a cluster, and what is wrong with it. Pure.

use kit_base::{Area, Day, Message};
use kit_web::{Form, Problems};

use crate::{InvestorKind, law};

/// Longest texts of the form, in characters.
const MOST_NAME: usize = 120;
const MOST_NOTE: usize = 2000;

/// Name, area and investor as they are from a day on.
pub(crate) struct Correction {
    pub(crate) name: String,
    pub(crate) area: Option<Area>,
    pub(crate) investor_kind: Option<InvestorKind>,
    /// The key of the body.
    pub(crate) investor: Option<String>,
    pub(crate) note: String,
}

impl Correction {
    /// Reads the form, and notes every problem; the largest area is that of the law of the day `from`.
    pub(crate) fn from_form(form: &Form, from: Option<Day>, problems: &mut Problems) -> Self {
        Self {
            name: form.required_text("name", MOST_NAME, problems),
            area: area(form, from, problems),
            investor_kind: form.parsed::<InvestorKind>("investor_kind", problems),
            investor: Some(form.text("investor", MOST_NAME, problems)).filter(|key| !key.is_empty()),
            note: form.lines("note", MOST_NOTE, problems),
        }
    }
}

/// What a person confirms by ticking: this very area, so that another one asks again.
pub(crate) fn confirmed(area: Area) -> String {
    area.raw().to_string()
}

fn area(form: &Form, from: Option<Day>, problems: &mut Problems) -> Option<Area> {
    let area = form.parsed::<Area>("area", problems)?;
    if area.raw() == 0 {
        problems.add("area", Message::new("clusters.area-zero"));
    }
    let limit = from.and_then(law::area_limit).filter(|limit| limit.most < area);
    if let Some(limit) = limit.filter(|_| form.get("confirm") != confirmed(area)) {
        let key =
            if limit.confidence == "A" { "clusters.area-above" } else { "clusters.area-above-unverified" };
        let told = Message::new(key).with("most", limit.most.hectares()).with("document", &limit.document);
        problems.add("confirm", told.with("article", &limit.article));
    }
    Some(area)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, from: &str, bad: &[&str]) {
        let mut problems = Problems::default();
        let _ = Correction::from_form(&Form::read(text.as_bytes()), from.parse().ok(), &mut problems);
        for field in ["name", "area", "investor_kind", "note", "confirm"] {
            assert_eq!(problems.has(field), bad.contains(&field), "{field} of {text}");
        }
    }

    #[test]
    fn all_problems_of_a_correction_are_told_at_once() {
        check("name=Hợp Thịnh&area=74,92", "2021-07-12", &[]);
        let bad = ["name", "area", "investor_kind", "note"];
        check("name=&area=1.234&investor_kind=x&note=a%E2%80%8Bb", "", &bad);
        check("name=A&area=0", "2021-07-12", &["area"]);
        check("name=A&area=", "2021-07-12", &[]);
    }

    #[test]
    fn an_area_above_the_law_of_its_day_is_taken_when_it_is_confirmed() {
        check("name=A&area=75", "2025-01-01", &[]);
        check("name=A&area=75,01", "2025-01-01", &["confirm"]);
        check("name=A&area=75,01&confirm=75010000", "2025-01-01", &[]);
        check("name=A&area=750,1&confirm=75010000", "2025-01-01", &["confirm"]);
        check("name=A&area=80", "2021-01-01", &[]);
    }
}
