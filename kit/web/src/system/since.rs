//! A figure beside what it was on the day compared with: the difference, and which records make it.

use kit_base::Day;
use kit_db::{Figure, Measure, Member, Reader, Scope, Value};
use serde::Serialize;
use utoipa::ToSchema;

use super::hindsight::Records;
use crate::{Met, Result, Ui, meet};

/// How many records with another value are named; all are counted.
const NAMED: usize = 12;

/// What a figure was on the day compared with.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = MeasureThen)]
pub struct Then {
    /// The day.
    pub day: Day,
    /// The value; nothing when no record entered it on that day, since zero and not known look alike then.
    #[schema(value_type = Option<f64>)]
    pub value: Option<Value>,
    /// Now less then.
    pub difference: Option<f64>,
    /// The value in words.
    #[serde(skip)]
    pub text: String,
    /// The difference with its sign: `+2,65`.
    #[serde(skip)]
    pub moved: String,
}

impl Then {
    fn of(ui: &Ui, measure: &Measure, then: &Ui, now: Value, was: Option<Value>) -> Self {
        let difference = was.map(|was| now.number() - was.number());
        Self {
            day: then.at().as_of,
            value: was,
            difference,
            text: was.map(|was| ui.value(was)).unwrap_or_default(),
            moved: difference.map(|by| signed(ui, measure, by)).unwrap_or_default(),
        }
    }
}

/// A number with its sign, in the decimals of the figure.
pub(super) fn signed(ui: &Ui, measure: &Measure, by: f64) -> String {
    let text = kit_base::fmt::number(by, measure.unit.digits, ui.lang());
    if 0.0 < by { format!("+{text}") } else { text }
}

/// What a figure was on the day that the address names; nothing when it names none.
///
/// # Errors
/// As [`Measure::compute`].
pub async fn then(
    reader: &Reader,
    ui: &Ui,
    measure: &Measure,
    scope: &Scope,
    now: Value,
) -> Result<Option<Then>> {
    let Some(then) = ui.then() else { return Ok(None) };
    let was = measure.summary(reader, ui.actor(), then.at(), scope).await?;
    Ok(Some(Then::of(ui, measure, &then, now, (was.members != 0).then_some(was.value))))
}

/// The same with the records that make the difference.
#[derive(Serialize, ToSchema)]
#[schema(as = MeasureSince)]
pub(crate) struct Since {
    #[serde(flatten)]
    pub(crate) then: Then,
    pub(crate) entered: Records,
    pub(crate) left: Records,
    /// Records that enter both with different values.
    pub(crate) changed: usize,
    /// The first of them.
    pub(crate) changes: Vec<Changed>,
}

/// A record that entered with another value.
#[derive(Serialize, ToSchema)]
#[schema(as = MeasureChanged)]
pub(crate) struct Changed {
    id: String,
    pub(crate) name: String,
    pub(crate) href: String,
    #[schema(value_type = Option<f64>)]
    was: Option<Value>,
    #[schema(value_type = Option<f64>)]
    now: Option<Value>,
    #[serde(skip)]
    pub(crate) was_text: String,
    #[serde(skip)]
    pub(crate) now_text: String,
}

impl Since {
    pub(crate) async fn of(reader: &Reader, ui: &Ui, figure: &Figure, scope: &Scope) -> Result<Option<Self>> {
        let Some(then) = ui.then() else { return Ok(None) };
        let was = figure.measure.compute(reader, ui.actor(), then.at(), scope).await?;
        let known = (!was.members.is_empty()).then_some(was.value);
        let (mut entered, mut left, mut both) = (Vec::new(), Vec::new(), Vec::new());
        for met in meet(figure.members.clone(), was.members, |member| member.id.as_str()) {
            match met {
                Met::Entered(one) => entered.push(one),
                Met::Left(one) => left.push(one),
                Met::Both(now, then) if now.value != then.value => both.push((now, then)),
                Met::Both(..) => {}
            }
        }
        Ok(Some(Self {
            then: Then::of(ui, &figure.measure, &then, figure.value, known),
            entered: Records::of(entered.iter()),
            left: Records::of(left.iter()),
            changed: both.len(),
            changes: both.into_iter().take(NAMED).map(|(now, then)| changed(ui, now, &then)).collect(),
        }))
    }

    /// Those that entered and left, with icon and key of the word; empty ones apart.
    pub(crate) fn groups(&self) -> Vec<(&'static str, &'static str, &Records)> {
        let all =
            [("plus", "measure.since-entered", &self.entered), ("minus", "measure.since-left", &self.left)];
        all.into_iter().filter(|(_, _, records)| records.count != 0).collect()
    }

    /// Whether every record is as it was.
    pub(crate) fn is_same(&self) -> bool {
        self.entered.count + self.left.count + self.changed == 0
    }

    /// How many with another value stay without a name.
    pub(crate) fn rest(&self) -> usize {
        self.changed - self.changes.len()
    }
}

fn changed(ui: &Ui, now: Member, then: &Member) -> Changed {
    let text =
        |value: Option<Value>| value.map_or_else(|| ui.t("measure.not-known"), |value| ui.value(value));
    Changed {
        id: now.id,
        name: now.name,
        href: now.href,
        was: then.value,
        now: now.value,
        was_text: text(then.value),
        now_text: text(now.value),
    }
}
