//! The form for a row of a plan: a new one, or what changed of one.

use axum::{
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kit_base::{Area, Error, Message};
use kit_db::Reader;
use kit_web::{Form, Page, Problems, Result, Template, Ui};
use serde::Serialize;

use super::{choices, lookup, may_not, named, now, settled};
use crate::{
    Change, Plan, RECORD, Row, RowKind,
    actions::{self, SEEN},
    entry::{Lookup, RowEntry, units_text},
    lists,
};

#[derive(Template, Serialize)]
#[template(path = "plan-row-form.html")]
struct FormPage {
    #[serde(skip)]
    ui: Ui,
    #[serde(skip)]
    code: String,
    #[serde(skip)]
    plan: String,
    /// What stands, in the words of the form; nothing for a new row.
    #[serde(skip)]
    standing: Option<Form>,
    #[serde(skip)]
    form: Form,
    #[serde(skip)]
    problems: Problems,
    #[serde(skip)]
    kept: bool,
    #[serde(skip)]
    documents: Vec<(String, String)>,
    /// Code and name of the clusters of the register, to choose from.
    #[serde(skip)]
    clusters: Vec<(String, String)>,
}

impl Page for FormPage {
    fn ui(&self) -> &Ui {
        &self.ui
    }
}

impl FormPage {
    fn action(&self) -> String {
        match &self.standing {
            Some(row) => format!("/plans/{}/rows/{}/{}", self.code, row.get("kind"), row.get("nr")),
            None => format!("/plans/{}/rows/new", self.code),
        }
    }

    fn kinds(&self) -> Vec<(&'static str, String, bool)> {
        let chosen = self.form.get("kind");
        RowKind::all().map(|kind| (kind.code(), self.ui.t(kind.word()), kind.code() == chosen)).collect()
    }

    fn changes(&self) -> Vec<(&'static str, String, bool)> {
        let chosen = self.form.get("change");
        Change::all().map(|c| (c.code(), self.ui.t(c.word()), c.code() == chosen)).collect()
    }

    /// Whether somebody else recorded while the form was open.
    fn changed(&self) -> bool {
        self.standing.is_some() && self.problems.has(SEEN)
    }

    /// What stands in a field, when it is not what the form says.
    fn other(&self, field: &str) -> Option<String> {
        let standing = self.standing.as_ref()?.get(field);
        if standing == self.form.get(field) {
            return None;
        }
        Some(match (field, standing) {
            (_, "") => self.ui.t("measure.not-known"),
            ("change", code) => self.ui.t(format!("plans.changes.{code}")),
            (_, text) => text.to_owned(),
        })
    }
}

/// The plan as it is recorded for today, if the person may see it.
async fn plan_of(reader: &Reader, ui: &Ui, code: &str) -> Result<(Plan, Lookup)> {
    let plan = named(lists(reader, ui.actor(), now(ui)).await?.plans, code)?;
    Ok((plan, lookup(reader, ui).await?))
}

/// The row as it is recorded for today, if the person may record it, and the form that says it.
async fn standing(ui: &Ui, code: &str, kind: &str, nr: &str) -> Result<(Plan, Form, Lookup)> {
    let reader = ui.read_db().await?;
    let (plan, lookup) = plan_of(&reader, ui, code).await?;
    let found = plan.rows.iter().find(|row| row.kind.code() == kind && row.nr == nr);
    let missing = || Error::NotFound(Message::new("plans.no-such-row").with("nr", nr).with("code", code));
    let row = found.ok_or_else(missing)?;
    if !ui.actor().may(&RECORD, &row.subject(code, &lookup.register.places, ui.today())) {
        return Err(may_not(&row.name).into());
    }
    let newest = actions::newest_row(&reader, plan.id, row.kind, nr).await?;
    let form = form_of(ui, row, newest, &lookup);
    Ok((plan, form, lookup))
}

fn form_of(ui: &Ui, row: &Row, newest: i64, lookup: &Lookup) -> Form {
    let known = lookup.register.clusters.iter().find(|cluster| Some(cluster.id) == row.cluster);
    let hectares = |area: Option<Area>| area.map_or(String::new(), |area| ui.ha(area));
    Form::with([
        ("kind", row.kind.code().to_owned()),
        ("nr", row.nr.clone()),
        ("name", row.name.clone()),
        ("cluster", known.map_or(String::new(), |cluster| cluster.code.clone())),
        ("park", row.park.clone()),
        ("units", units_text(&row.units, &lookup.register.places, row.from)),
        ("area_before", hectares(row.area_before)),
        ("area", hectares(row.area)),
        ("change", row.change.code().to_owned()),
        ("phase", row.phase.clone()),
        ("reason", row.reason.clone()),
        ("valid_from", ui.day(row.from)),
        (SEEN, newest.to_string()),
    ])
}

fn page(ui: Ui, plan: &Plan, standing: Option<Form>, form: Form, lookup: &Lookup) -> FormPage {
    FormPage {
        code: plan.code.clone(),
        plan: plan.name.clone(),
        standing,
        form,
        problems: Problems::default(),
        kept: false,
        documents: choices(&lookup.documents),
        clusters: lookup.register.clusters.iter().map(|c| (c.code.clone(), c.name.clone())).collect(),
        ui,
    }
}

pub(crate) async fn new_row(ui: Ui, Path(code): Path<String>) -> Result<Response> {
    let reader = ui.read_db().await?;
    let (plan, lookup) = plan_of(&reader, &ui, &code).await?;
    let draft = ui.draft().await?;
    let kept = draft.is_some();
    let kind = RowKind::all().find(|kind| plan.kind.lists(*kind)).unwrap_or(RowKind::Cluster);
    let form = draft.unwrap_or_else(|| {
        Form::with([
            ("kind", kind.code().to_owned()),
            ("change", Change::New.code().to_owned()),
            ("valid_from", ui.day(plan.from)),
        ])
    });
    Ok(FormPage { kept, ..page(ui, &plan, None, form, &lookup) }.answer())
}

pub(crate) async fn add_row(ui: Ui, Path(code): Path<String>, form: Form) -> Result<Response> {
    let reader = ui.read_db().await?;
    let (plan, lookup) = plan_of(&reader, &ui, &code).await?;
    drop(reader);
    let form = form.fixed([(SEEN, "0".to_owned())]);
    let again = |ui: Ui, form: Form, problems: Problems| {
        FormPage { problems, ..page(ui, &plan, None, form, &lookup) }
            .answer_with(StatusCode::UNPROCESSABLE_ENTITY)
    };
    let entry = match RowEntry::read(&form, &lookup) {
        Ok(entry) => entry,
        Err(problems) => return Ok(again(ui, form, problems)),
    };
    let nr = entry.fact.nr.clone();
    let anchor = format!("{}-{nr}", entry.fact.kind.code());
    if write(&ui, &plan, entry, &lookup).await?.is_err() {
        let mut problems = Problems::default();
        problems.add("nr", Message::new("plans.nr-taken").with("nr", &nr));
        return Ok(again(ui, form, problems));
    }
    Ok(Redirect::to(&format!("/plans/{code}#{anchor}")).into_response())
}

type RowPath = Path<(String, String, String)>;

pub(crate) async fn edit_row(ui: Ui, Path((code, kind, nr)): RowPath) -> Result<Response> {
    let (plan, standing, lookup) = standing(&ui, &code, &kind, &nr).await?;
    let draft = ui.draft().await?;
    let kept = draft.is_some();
    let form = draft.unwrap_or_else(|| standing.clone());
    Ok(FormPage { kept, ..page(ui, &plan, Some(standing), form, &lookup) }.answer())
}

pub(crate) async fn record_row(ui: Ui, Path((code, kind, nr)): RowPath, form: Form) -> Result<Response> {
    let (plan, stands, lookup) = standing(&ui, &code, &kind, &nr).await?;
    let form = form.fixed([("kind", kind.clone()), ("nr", nr.clone())]);
    let mut entry = match RowEntry::read(&form, &lookup) {
        Ok(entry) => entry,
        Err(problems) => {
            let page = FormPage { problems, ..page(ui, &plan, Some(stands), form, &lookup) };
            return Ok(page.answer_with(StatusCode::UNPROCESSABLE_ENTITY));
        }
    };
    if form.get("cluster") == stands.get("cluster") {
        // A cluster that is not in today's register, or not theirs to see, stays what it is.
        let row = plan.rows.iter().find(|row| row.kind == entry.fact.kind && row.nr == nr);
        entry.fact.cluster = row.and_then(|row| row.cluster);
    }
    if let Err(problems) = write(&ui, &plan, entry, &lookup).await? {
        // What the other person recorded stands beside one's own; sent again, one's own is recorded on top of it.
        let (plan, stands, lookup) = standing(&ui, &code, &kind, &nr).await?;
        let form = form.fixed([(SEEN, stands.get(SEEN).to_owned())]);
        let page = FormPage { problems, ..page(ui, &plan, Some(stands), form, &lookup) };
        return Ok(page.answer_with(StatusCode::CONFLICT));
    }
    Ok(Redirect::to(&format!("/plans/{code}#{kind}-{nr}")).into_response())
}

/// Does the deed, in the units that the row is to lie in from now on.
async fn write(
    ui: &Ui,
    plan: &Plan,
    entry: RowEntry,
    lookup: &Lookup,
) -> Result<std::result::Result<(), Problems>> {
    let RowEntry { fact, when, seen } = entry;
    let places = &lookup.register.places;
    let units = fact.units.iter().flat_map(|unit| places.communes_on(*unit, ui.today()));
    let subject = kit_base::Subject {
        units: units.map(|unit| unit.to_string()).collect(),
        ..kit_base::Subject::new("plan", &plan.code, format!("{}, {}: {}", plan.code, fact.nr, fact.name))
    };
    let done =
        actions::record_row(ui.app().db(), ui.actor(), (plan.id, subject), fact, when, Some(seen)).await;
    settled(done)
}
