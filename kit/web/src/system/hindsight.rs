//! Hindsight: a figure of a past day, as it was known on that day and as it is known now, and which records make the
//! difference.

use std::collections::HashMap;

use kit_base::{At, Day, Instant};
use kit_db::{Figure, Member, Reader, Scope, Value};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{Result, Ui};

/// How many records are named; all are counted.
const NAMED: usize = 12;

/// The two readings of a figure of a past day.
#[derive(Serialize, ToSchema)]
#[schema(as = MeasureHindsight)]
pub(crate) struct Hindsight {
    /// By the end of which day the other reading was known; nothing: by now.
    pub(crate) other_known_at: Option<Day>,
    #[schema(value_type = f64)]
    other: Value,
    #[serde(skip)]
    pub(crate) other_text: String,
    /// Records that enter only as known now.
    pub(crate) recorded_later: Records,
    /// Records that entered only as known then.
    pub(crate) dropped_later: Records,
    /// Records that enter both with different values.
    pub(crate) corrected_later: Records,
}

/// Some records: all counted, the first ones named.
#[derive(Default, Serialize, ToSchema)]
#[schema(as = MeasureRecords)]
pub(crate) struct Records {
    pub(crate) count: usize,
    pub(crate) named: Vec<Named>,
}

/// A record by name.
#[derive(Serialize, ToSchema)]
#[schema(as = MeasureRecord)]
pub(crate) struct Named {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) href: String,
}

impl Records {
    pub(super) fn of<'a>(members: impl Iterator<Item = &'a Member>) -> Self {
        let mut found = Self::default();
        for member in members {
            found.count += 1;
            if found.named.len() < NAMED {
                let Member { id, name, href, .. } = member;
                found.named.push(Named { id: id.clone(), name: name.clone(), href: href.clone() });
            }
        }
        found
    }

    /// How many stay without a name.
    pub(crate) fn rest(&self) -> usize {
        self.count - self.named.len()
    }
}

impl Hindsight {
    /// The other reading, when the day is past and the two differ.
    pub(crate) async fn of(reader: &Reader, ui: &Ui, figure: &Figure, scope: &Scope) -> Result<Option<Self>> {
        let at = ui.at();
        if ui.today() <= at.as_of {
            return Ok(None);
        }
        let is_now = ui.known_day().is_none();
        let known_at = if is_now { at.as_of.end() } else { Instant::LATEST };
        let other = figure.measure.compute(reader, ui.actor(), At { known_at, ..at }, scope).await?;
        let (now, then) =
            if is_now { (&figure.members, &other.members) } else { (&other.members, &figure.members) };
        let by_id = |members: &[Member]| -> HashMap<String, Option<Value>> {
            members.iter().map(|member| (member.id.clone(), member.value)).collect()
        };
        let (standing, stood) = (by_id(now), by_id(then));
        let found = Self {
            other_known_at: is_now.then_some(at.as_of),
            other: other.value,
            other_text: ui.value(other.value),
            recorded_later: Records::of(now.iter().filter(|member| !stood.contains_key(&member.id))),
            dropped_later: Records::of(then.iter().filter(|member| !standing.contains_key(&member.id))),
            corrected_later: Records::of(
                now.iter().filter(|member| stood.get(&member.id).is_some_and(|was| *was != member.value)),
            ),
        };
        Ok(found.differs().then_some(found))
    }

    fn differs(&self) -> bool {
        0 < self.recorded_later.count + self.dropped_later.count + self.corrected_later.count
    }

    /// The three groups that are not empty, with the key of their word.
    pub(crate) fn groups(&self) -> Vec<(&'static str, &Records)> {
        let all = [
            ("measure.recorded-later", &self.recorded_later),
            ("measure.dropped-later", &self.dropped_later),
            ("measure.corrected-later", &self.corrected_later),
        ];
        all.into_iter().filter(|(_, records)| 0 < records.count).collect()
    }
}
