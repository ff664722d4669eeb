//! What a person wrote into the form of a cluster, and what is wrong with it. Pure.

use kit_base::{Area, Day, Message};
use kit_web::{Form, Problems};

use crate::{InvestorKind, law};

/// Longest texts of the form, in characters.
const MOST_NAME: usize = 120;
const MOST_NOTE: usize = 2000;
const MOST_DOCUMENT: usize = 300;

/// Name, area and kind of investor as they are from a day on, by a document.
pub(crate) struct Correction {
    pub(crate) name: String,
    pub(crate) area: Option<Area>,
    pub(crate) investor_kind: Option<InvestorKind>,
    pub(crate) note: String,
    pub(crate) from: Day,
}

impl Correction {
    /// Reads the form, and notes every problem.
    pub(crate) fn from_form(form: &Form, today: Day, problems: &mut Problems) -> Option<Self> {
        let _ = form.required_text("document", MOST_DOCUMENT, problems);
        let from = beginning(form, today, problems);
        let correction = Self {
            name: form.required_text("name", MOST_NAME, problems),
            area: area(form, from, problems),
            investor_kind: form.parsed::<InvestorKind>("investor_kind", problems),
            note: form.lines("note", MOST_NOTE, problems),
            from: from?,
        };
        problems.is_empty().then_some(correction)
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

/// The day from which it is so. A year typed wrong is the usual slip.
fn beginning(form: &Form, today: Day, problems: &mut Problems) -> Option<Day> {
    let from = form.parsed::<Day>("valid_from", problems);
    match from {
        Some(from) if from < earliest() => problems.add("valid_from", Message::new("clusters.too-early")),
        Some(from) if today.a_year_later() < from => {
            problems.add("valid_from", Message::new("clusters.too-late"));
        }
        None if !problems.has("valid_from") => problems.add("valid_from", Message::new("form.required")),
        _ => {}
    }
    from
}

/// No cluster of this country is older.
fn earliest() -> Day {
    "1990-01-01".parse().unwrap_or(Day::OPEN)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, bad: &[&str]) {
        let mut problems = Problems::default();
        let today = "2026-06-30".parse().unwrap();
        let read = Correction::from_form(&Form::read(text.as_bytes()), today, &mut problems);
        assert_eq!(read.is_some(), bad.is_empty(), "{text}");
        for field in ["name", "area", "valid_from", "document", "investor_kind", "note", "confirm"] {
            assert_eq!(problems.has(field), bad.contains(&field), "{field} of {text}");
        }
    }

    #[test]
    fn all_problems_of_a_correction_are_told_at_once() {
        check("name=Hợp Thịnh&area=74,92&valid_from=12/07/2021&document=qd", &[]);
        check(
            "name=&area=1.234&valid_from=&document=&investor_kind=x&note=a%E2%80%8Bb",
            &["name", "area", "valid_from", "document", "investor_kind", "note"],
        );
        check("name=A&area=0&valid_from=2021-07-12&document=qd", &["area"]);
        check("name=A&area=&valid_from=2021-07-12&document=qd", &[]);
    }

    #[test]
    fn a_beginning_lies_neither_before_clusters_nor_more_than_a_year_ahead() {
        for (day, bad) in [
            ("1989-12-31", true),
            ("1990-01-01", false),
            ("2027-06-30", false),
            ("2027-07-01", true),
            ("9999-12-31", true),
        ] {
            let bad: &[&str] = if bad { &["valid_from"] } else { &[] };
            check(&format!("name=A&area=&valid_from={day}&document=qd"), bad);
        }
    }

    #[test]
    fn an_area_above_the_law_of_its_day_is_taken_when_it_is_confirmed() {
        check("name=A&area=75&valid_from=2025-01-01&document=qd", &[]);
        check("name=A&area=75,01&valid_from=2025-01-01&document=qd", &["confirm"]);
        check("name=A&area=75,01&valid_from=2025-01-01&document=qd&confirm=75010000", &[]);
        check("name=A&area=750,1&valid_from=2025-01-01&document=qd&confirm=75010000", &["confirm"]);
        check("name=A&area=80&valid_from=2021-01-01&document=qd", &[]);
    }
}
