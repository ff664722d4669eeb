//! Where a figure comes from (*nguồn gốc số liệu*): definition, formula, every record that enters it.

use std::collections::BTreeMap;

use askama::Template;
use axum::{extract::Path, http::StatusCode, response::Response};
use kit_base::{At, Day, Error, Lang, Message, fmt};
use kit_db::{Basis, Figure, Kind, Measure, Member, Reader, Scope, Value};
use kit_sheets::Out;
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    hindsight::Hindsight,
    since::{Since, signed},
};
use crate::{App, FigureNote, Listed, Page, Paging, Result, ScopeUnit, Ui, Uncompared, failure, out, text};

/// All figures with their values.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "measures.html")]
#[schema(as = MeasureCatalogue)]
pub(crate) struct Catalogue {
    #[serde(skip)]
    #[schema(ignore)]
    ui: Ui,
    /// The scope of the values, in words.
    scope: String,
    rows: Vec<Row>,
}

/// A figure in the list.
#[derive(Serialize, ToSchema)]
#[schema(as = MeasureRow)]
struct Row {
    code: &'static str,
    name: String,
    definition: String,
    #[schema(value_type = f64)]
    value: Value,
    #[serde(skip)]
    text: String,
    unit: &'static str,
    /// Whether only the records of the person's own area or body are counted.
    limited: bool,
}

/// One figure explained.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "measure.html")]
#[schema(as = MeasureCard)]
pub(crate) struct Card {
    #[serde(skip)]
    #[schema(ignore)]
    ui: Ui,
    code: &'static str,
    name: String,
    #[schema(value_type = f64)]
    value: Value,
    #[serde(skip)]
    text: String,
    unit: &'static str,
    kind: Kind,
    definition: String,
    formula: String,
    basis: Vec<Basis>,
    /// The scope in words.
    scope: String,
    /// Key of the unit it is narrowed to.
    scope_unit: Option<String>,
    /// Whether records that the person may not see are left out.
    limited: bool,
    /// Records that enter it, in all.
    members_total: usize,
    /// Records whose value is not known.
    members_unknown: usize,
    /// Records made up for the demo.
    members_illustrative: usize,
    /// What is not known of records that are counted all the same.
    doubts: Vec<Doubt>,
    /// This page's records.
    members: Vec<Member>,
    paging: Paging,
    earlier: Vec<Earlier>,
    /// Numerator and denominator of a share, in hectares.
    fraction: Option<Fraction>,
    /// How the figure was known on its day, or is known now.
    hindsight: Option<Hindsight>,
    /// What it was on the day compared with, and which records make the difference.
    compare: Option<Since>,
    #[serde(skip)]
    #[schema(ignore)]
    uncompared: Option<String>,
    /// What documents state, and how the figure is to be read.
    notes: Vec<FigureNote>,
}

/// The two areas a percentage is made of.
#[derive(Serialize, ToSchema)]
#[schema(as = MeasureFraction)]
struct Fraction {
    numerator_ha: f64,
    denominator_ha: f64,
    #[serde(skip)]
    text: String,
}

/// What is not known of some records of a figure.
#[derive(Serialize, ToSchema)]
#[schema(as = MeasureDoubt)]
pub struct Doubt {
    /// Code, as the members have it.
    pub code: &'static str,
    /// How many records.
    pub members: usize,
    /// The sentence that says so.
    #[serde(skip)]
    pub text: String,
}

/// The doubts of a figure in words.
#[must_use]
pub fn doubts(ui: &Ui, found: &BTreeMap<&'static str, usize>) -> Vec<Doubt> {
    let told = |(code, members): (&&'static str, &usize)| {
        let text = ui.fill(&format!("measure.doubts.{code}.members"), "n", ui.count(*members));
        Doubt { code, members: *members, text }
    };
    found.iter().map(told).collect()
}

/// The same figure on an earlier day.
#[derive(Serialize, ToSchema)]
#[schema(as = MeasureEarlier)]
struct Earlier {
    day: Day,
    #[schema(value_type = f64)]
    value: Value,
    #[serde(skip)]
    text: String,
    #[serde(skip)]
    change: String,
}

/// The card beside the content: the same struct, another template.
#[derive(Template)]
#[template(path = "measure-card.html")]
struct SideCard<'a> {
    ui: &'a Ui,
    card: &'a Card,
    close: bool,
}

impl Page for Catalogue {
    fn ui(&self) -> &Ui {
        &self.ui
    }
}

impl Page for Card {
    fn ui(&self) -> &Ui {
        &self.ui
    }

    fn listed(&self) -> Option<Listed> {
        let ui = &self.ui;
        let columns = [
            ("id", ui.t("measure.member-key")),
            ("name", ui.t("measure.member")),
            ("value", format!("{} ({})", self.name, ui.unit(self.unit))),
            ("source", ui.t("measure.source")),
            ("illustrative", ui.t("documents.origin")),
            ("doubt", ui.t("measure.doubt")),
        ];
        let columns = columns.map(|(key, word)| (key.into(), word)).to_vec();
        let row = |member: &Member| {
            let doubt = member.doubt.map(|code| ui.t(format!("measure.doubts.{code}.member")));
            let origin = if member.illustrative { ui.t("origin.illustrative") } else { String::new() };
            vec![
                text(&member.id),
                text(&member.name),
                member.value.map_or(Out::Empty, out),
                text(&member.source),
                text(origin),
                text(doubt.unwrap_or_default()),
            ]
        };
        let title = format!("{}: {} {}", self.name, self.text, ui.unit(self.unit));
        Some(Listed { title, columns, rows: self.members.iter().map(row).collect(), shapes: None })
    }
}

impl Card {
    fn whole(&self) -> SideCard<'_> {
        SideCard { ui: &self.ui, card: self, close: false }
    }

    /// A member's value in the figure's unit.
    fn member_value(&self, value: &Value) -> String {
        self.ui.value(*value)
    }
}

pub(crate) async fn list(ui: Ui) -> Result<Response> {
    let reader = ui.read_db().await?;
    let mut rows = Vec::new();
    for measure in ui.app().measures() {
        let figure = measure.summary(&reader, ui.actor(), ui.at(), &ui.app().scope(None)).await?;
        rows.push(Row {
            code: measure.code,
            name: ui.t(format!("measure.{}.name", measure.code)),
            definition: ui.t(format!("measure.{}.definition", measure.code)),
            value: figure.value,
            text: ui.value(figure.value),
            unit: measure.unit.code,
            limited: ui.actor().is_limited(measure.view),
        });
    }
    let limited = rows.iter().any(|row| row.limited);
    let scope = in_words(&ui, &reader, &ui.app().scope(None), limited).await?;
    Ok(Catalogue { ui, scope, rows }.answer())
}

pub(crate) async fn show(ui: Ui, Path(code): Path<String>) -> Result<Response> {
    let measure = *ui
        .app()
        .measures()
        .find(|measure| measure.code == code)
        .ok_or_else(|| Error::NotFound(Message::new("measure.no-such").with("code", &code)))?;
    let reader = ui.read_db().await?;
    let scope = ui.app().scope(ui.param("unit"));
    let figure = measure.compute(&reader, ui.actor(), ui.at(), &scope).await?;
    let mut earlier = Vec::new();
    let mut later = figure.value;
    for day in days_before(ui.at().as_of) {
        let at = At { as_of: day, ..ui.at() };
        let value = measure.summary(&reader, ui.actor(), at, &scope).await?.value;
        let change = change(value, later, measure, &ui);
        earlier.push(Earlier { day, value, text: ui.value(value), change });
        later = value;
    }
    let hindsight = Hindsight::of(&reader, &ui, &figure, &scope).await?;
    let compare = Since::of(&reader, &ui, &figure, &scope).await?;
    let uncompared = Uncompared::same_day(&ui).map(|why| why.text);
    let mut notes = Vec::new();
    for of in ui.app().slices().iter().flat_map(|slice| slice.notes) {
        notes.extend(of(&reader, &ui, measure.code).await?);
    }
    let partial = ui.is_partial();
    let limited = ui.actor().is_limited(measure.view);
    let told = in_words(&ui, &reader, &scope, limited).await?;
    let card = Card { hindsight, compare, uncompared, notes, ..card(ui, figure, scope, told, earlier) };
    if partial {
        let side = SideCard { ui: &card.ui, card: &card, close: true };
        return Ok(failure::html(StatusCode::OK, side.render()));
    }
    Ok(card.answer())
}

/// The scope in words, under the unit's name of the day. A person with limits is not told that it is the whole.
async fn in_words(ui: &Ui, reader: &Reader, scope: &Scope, limited: bool) -> Result<String> {
    let told = match scope_name(ui.app(), reader, ui.at(), scope, ui.lang()).await? {
        Some(name) => ui.say(&Message::new("measure.scope-unit").with("unit", ui.say(&name))),
        None if limited => return Ok(ui.t("measure.scope-own")),
        None => return Ok(ui.t("measure.scope-all")),
    };
    Ok(if limited { ui.fill("measure.scope-unit-own", "scope", told) } else { told })
}

/// What a scope is called on a day: the unit's name, or that it is no more; of the installation's own territory, that it
/// is still the one figures are of (*địa bàn Bắc Giang (cũ)*).
///
/// # Errors
/// [`Error::Storage`].
pub async fn scope_name(
    app: &App,
    reader: &Reader,
    at: At,
    scope: &Scope,
    lang: Lang,
) -> kit_base::Result<Option<Message>> {
    let Some(key) = &scope.unit else { return Ok(None) };
    let mut found = None;
    for name in app.slices().iter().filter_map(|slice| slice.scope) {
        found = found.or(name(reader, at, key).await?);
    }
    Ok(Some(match found {
        Some(ScopeUnit { bare, until: Some(_), .. }) if scope.territory => {
            Message::new("measure.scope-territory").with("unit", bare)
        }
        Some(ScopeUnit { name, until: Some(day), .. }) => {
            Message::new("measure.scope-former").with("unit", name).with("day", fmt::day(day, lang))
        }
        Some(ScopeUnit { name, .. }) => Message::new("measure.scope-name").with("unit", name),
        None => Message::new("measure.scope-name").with("unit", key),
    }))
}
fn card(ui: Ui, figure: Figure, scope: Scope, told: String, earlier: Vec<Earlier>) -> Card {
    let doubts = doubts(&ui, &figure.doubts());
    let Figure { measure, value, members } = figure;
    let paging = Paging::of(&ui, members.len());
    Card {
        code: measure.code,
        name: ui.t(format!("measure.{}.name", measure.code)),
        definition: ui.t(format!("measure.{}.definition", measure.code)),
        formula: ui.t(format!("measure.{}.formula", measure.code)),
        text: ui.value(value),
        value,
        unit: measure.unit.code,
        kind: measure.kind,
        basis: (measure.basis)(ui.at().as_of),
        limited: ui.actor().is_limited(measure.view),
        doubts,
        scope: told,
        scope_unit: scope.unit,
        members_total: members.len(),
        members_unknown: members.iter().filter(|member| member.value.is_none()).count(),
        members_illustrative: members.iter().filter(|member| member.illustrative).count(),
        members: paging.cut(members),
        paging,
        earlier,
        fraction: fraction(value, &ui),
        hindsight: None,
        compare: None,
        uncompared: None,
        notes: Vec::new(),
        ui,
    }
}

/// Numerator and denominator, for a share.
fn fraction(value: Value, ui: &Ui) -> Option<Fraction> {
    let Value::Share { part, whole } = value else { return None };
    let text = format!("{} / {}", ui.ha(part), fmt::hectares_unit(whole, 2, ui.lang()));
    Some(Fraction { numerator_ha: part.hectares(), denominator_ha: whole.hectares(), text })
}

/// The last days of the three years before.
fn days_before(as_of: Day) -> Vec<Day> {
    (1..=3).filter_map(|back| format!("{}-12-31", as_of.year() - back).parse().ok()).collect()
}

/// How the figure moved from an earlier day to the next row above: `+2,65`.
fn change(earlier: Value, later: Value, measure: Measure, ui: &Ui) -> String {
    signed(ui, &measure, later.number() - earlier.number())
}
