//! All statements by document, each beside the same figure computed from the records as known then and as known now.

use std::collections::BTreeSet;

use axum::response::Response;
use kit_base::{At, Day, Instant, fmt};
use kit_db::{Measure, Reader, Value};
use kit_web::{Page, Result, Template, Ui};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    Qualifier, RECORD, Stated,
    exact::agrees,
    notes::{in_language, number},
    store::{self, statement},
};

/// What documents state, newest day first.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "statements.html")]
#[schema(as = StatementList)]
pub(crate) struct Statements {
    #[serde(skip)]
    #[schema(ignore)]
    ui: Ui,
    /// Statements in all.
    total: usize,
    /// How many of them agree with the records as known on their day.
    agree: usize,
    groups: Vec<Group>,
}

/// The statements of one document for one day.
#[derive(Serialize, ToSchema)]
#[schema(as = StatementGroup)]
struct Group {
    /// Key of the document.
    document: String,
    label: String,
    issuer: String,
    issued_on: Option<Day>,
    /// The day the figures are of.
    as_of: Day,
    rows: Vec<Row>,
}

/// One figure: stated, and computed twice.
#[derive(Serialize, ToSchema)]
#[schema(as = StatementRow)]
struct Row {
    measure: String,
    name: String,
    unit: &'static str,
    qualifier: Qualifier,
    /// The number as printed, with a point.
    stated: String,
    #[serde(skip)]
    told: String,
    /// From the records as they were known on that day; nothing when the program has no such figure.
    then: Option<Computed>,
    /// From the records as known now, of the same day.
    now: Option<Computed>,
    /// Whether the figure as known then agrees with the statement.
    agrees: Option<bool>,
    /// As known then, less stated.
    difference: Option<f64>,
    #[serde(skip)]
    difference_text: String,
    notes: Vec<String>,
}

/// A figure at two dates.
#[derive(Serialize, ToSchema)]
#[schema(as = StatementComputed)]
struct Computed {
    #[schema(value_type = f64)]
    value: Value,
    #[serde(skip)]
    text: String,
    /// Its card at these dates.
    href: String,
}

impl Page for Statements {
    fn ui(&self) -> &Ui {
        &self.ui
    }
}

impl Statements {
    fn may_record(&self) -> bool {
        self.ui.may(&RECORD)
    }
}

pub(crate) async fn list(ui: Ui) -> Result<Response> {
    let reader = ui.read_db().await?;
    let wanted = ui.param("document").map(str::to_owned);
    let documents = documents::all(&reader, ui.at().known_at).await?;
    let stated = store::statements(&reader, ui.at().known_at).await?;
    let mut heads: BTreeSet<(std::cmp::Reverse<Day>, usize)> = BTreeSet::new();
    let place = |row: &statement::Model| documents.iter().position(|known| known.id == row.source_id);
    for row in &stated {
        heads.extend(place(row).map(|place| (std::cmp::Reverse(row.as_of), place)));
    }
    let mut groups = Vec::new();
    for (std::cmp::Reverse(as_of), at) in heads {
        let known = &documents[at];
        if wanted.as_ref().is_some_and(|wanted| *wanted != known.key) {
            continue;
        }
        let mut rows = Vec::new();
        for row in stated.iter().filter(|row| row.as_of == as_of && row.source_id == known.id) {
            rows.push(compare(&reader, &ui, row).await?);
        }
        groups.push(Group {
            document: known.key.clone(),
            label: known.document.label().to_owned(),
            issuer: known.document.issuer.clone(),
            issued_on: known.document.issued_on,
            as_of,
            rows,
        });
    }
    let all = || groups.iter().flat_map(|group| &group.rows);
    let total = all().count();
    let agree = all().filter(|row| row.agrees == Some(true)).count();
    Ok(Statements { ui, total, agree, groups }.answer())
}

async fn compare(reader: &Reader, ui: &Ui, row: &statement::Model) -> Result<Row> {
    let stated = Stated::from_seed(&row.value)?;
    let measure = ui.app().measures().find(|measure| measure.code == row.measure).copied();
    let day = row.as_of;
    let (then, now) = match measure {
        Some(measure) => (
            Some(computed(reader, ui, measure, At { as_of: day, known_at: day.end() }).await?),
            Some(computed(reader, ui, measure, At { as_of: day, known_at: Instant::LATEST }).await?),
        ),
        None => (None, None),
    };
    let difference = then.as_ref().map(|then| then.value.number() - stated.number());
    let digits = measure.map_or(0, |measure| measure.unit.digits);
    let mut notes = Vec::new();
    let at = At { as_of: day, ..ui.at() };
    for note in store::notes(reader, at, &row.measure).await? {
        notes.push(in_language(ui.lang(), note.text_vi, note.text_en));
    }
    Ok(Row {
        name: measure.map_or_else(|| row.measure.clone(), |of| ui.t(format!("measure.{}.name", of.code))),
        unit: measure.map_or("", |measure| measure.unit.code),
        qualifier: row.qualifier,
        told: ui.fill(row.qualifier.word(), "n", number(stated, ui.lang())),
        stated: stated.to_string(),
        agrees: then.as_ref().map(|then| agrees(stated, row.qualifier, then.value)),
        difference_text: difference.map(|by| signed(by, digits, ui)).unwrap_or_default(),
        difference,
        then,
        now,
        notes: Some(row.note.clone()).filter(|note| !note.is_empty()).into_iter().chain(notes).collect(),
        measure: row.measure.clone(),
    })
}

async fn computed(reader: &Reader, ui: &Ui, measure: Measure, at: At) -> Result<Computed> {
    let value = measure.summary(reader, ui.actor(), at, &ui.app().scope(None)).await?.value;
    let known = if at.known_at == Instant::LATEST {
        String::new()
    } else {
        format!("&known_at={}", at.known_at.day())
    };
    Ok(Computed {
        text: fmt::number(value.number(), measure.unit.digits, ui.lang()),
        href: format!("/measures/{}?as_of={}{known}", measure.code, at.as_of),
        value,
    })
}

/// `+2,65`, `−3`, and a bare `0` where there is no difference.
fn signed(by: f64, digits: usize, ui: &Ui) -> String {
    let text = fmt::number(by, digits, ui.lang());
    if 0.0 < by { format!("+{text}") } else { text }
}
