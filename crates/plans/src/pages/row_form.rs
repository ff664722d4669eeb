//! The form for a row of a plan: a new one, what changed of one, or one that was recorded by mistake.

use axum::{
    extract::Path,
    response::{IntoResponse, Redirect, Response},
};
use kit_base::{Area, Error, Message, Subject};
use kit_db::{NOTHING_TO_WITHDRAW, Reader};
use kit_web::{FactForm, Field, FieldInput, Form, Page, Problems, Result, Ui, is_clash, unless_clashed};

use super::{lookup, may_not, named, now};
use crate::{
    Change, Plan, RECORD, Row, RowKind, actions,
    entry::{Lookup, RowEntry, units_text},
    lists,
};

/// The fields with what stands; a new row has its kind and number among them.
fn fields(ui: &Ui, row: Option<&Row>, lookup: &Lookup) -> Vec<Field> {
    let clusters = lookup.register.clusters.iter();
    let clusters = FieldInput::Proposed(clusters.map(|c| (c.code.clone(), c.name.clone())).collect());
    let changes = FieldInput::choice(Change::all().map(|change| (change.code(), ui.t(change.word()))));
    let ha = |area: Option<Area>| area.map_or(String::new(), |area| ui.ha(area));
    let (text, number) = (|| FieldInput::Text, || FieldInput::Number("ha"));
    let field = |name, word, kind, need, standing: Option<String>| {
        Field::new(name, word, kind, need).standing(standing.unwrap_or_default())
    };
    let cluster = row.map(|row| {
        let known = lookup.register.clusters.iter().find(|cluster| Some(cluster.id) == row.cluster);
        known.map_or(String::new(), |cluster| cluster.code.clone())
    });
    let units = row.map(|row| units_text(&row.units, &lookup.register.places, row.from));
    let mut fields = vec![
        field("name", "plans.name", text(), true, row.map(|row| row.name.clone())),
        field("cluster", "plans.cluster", clusters, false, cluster),
        field("units", "plans.units", text(), false, units),
        field("change", "plans.change", changes, true, row.map(|row| row.change.code().to_owned())),
        field("area_before", "plans.area-before", number(), false, row.map(|row| ha(row.area_before))),
        field("area", "plans.area", number(), false, row.map(|row| ha(row.area))),
        field("phase", "plans.phase", text(), false, row.map(|row| row.phase.clone())),
        field("park", "plans.park", text(), false, row.map(|row| row.park.clone())),
        field("reason", "plans.reason", text(), false, row.map(|row| row.reason.clone())),
    ];
    if row.is_some() {
        fields.push(Field::holds(ui));
    } else {
        let kinds = FieldInput::choice(RowKind::all().map(|kind| (kind.code(), ui.t(kind.word()))));
        fields.insert(0, Field::new("kind", "plans.row-kind", kinds, true));
        fields.insert(1, Field::new("nr", "plans.nr", FieldInput::Text, true));
    }
    fields
}

fn page(ui: &Ui, plan: &Plan, row: Option<&Row>, lookup: &Lookup) -> FactForm {
    let title = row
        .map(|row| format!("{}: {} ({} {})", ui.t("plans.record-row"), row.name, ui.t("plans.nr"), row.nr));
    let title = title.unwrap_or_else(|| ui.t("plans.add-row"));
    let back = (format!("/plans/{}", plan.code), plan.name.clone());
    let documents = documents::choices(&lookup.documents, ui);
    let from = ui.day(row.map_or(plan.from, |row| row.from));
    FactForm::new(ui.clone(), title, back, fields(ui, row, lookup), documents)
        .with_period(from, String::new())
}

/// The plan as it is recorded for today, if the person may see it.
async fn plan_of(reader: &Reader, ui: &Ui, code: &str) -> kit_base::Result<(Plan, Lookup)> {
    let plan = named(lists(reader, ui.actor(), now(ui)).await?.plans, code)?;
    Ok((plan, lookup(reader, ui).await?))
}

/// The plan and the row as they are recorded for today, if the person may record it.
async fn standing(
    ui: &Ui,
    reader: &Reader,
    (code, kind, nr): (&str, &str, &str),
) -> kit_base::Result<(Plan, Row, Lookup)> {
    let (plan, lookup) = plan_of(reader, ui, code).await?;
    let found = plan.rows.iter().find(|row| row.kind.code() == kind && row.nr == nr);
    let missing = || Error::NotFound(Message::new("plans.no-such-row").with("nr", nr).with("code", code));
    let row = found.ok_or_else(missing)?.clone();
    if ui.actor().may(&RECORD, &row.subject(code, &lookup.register.places, ui.today())) {
        Ok((plan, row, lookup))
    } else {
        Err(may_not(&row.name))
    }
}

pub(crate) async fn new_row(ui: Ui, Path(code): Path<String>) -> Result<Response> {
    let (plan, lookup) = plan_of(&ui.read_db().await?, &ui, &code).await?;
    Ok(page(&ui, &plan, None, &lookup).with_draft(ui.draft().await?).answer())
}

pub(crate) async fn add_row(ui: Ui, Path(code): Path<String>, form: Form) -> Result<Response> {
    let (plan, lookup) = plan_of(&ui.read_db().await?, &ui, &code).await?;
    let entry = match RowEntry::read(&form, &ui, &lookup) {
        Ok(entry) => entry,
        Err(problems) => return Ok(page(&ui, &plan, None, &lookup).again(form, problems)),
    };
    let anchor = format!("{}-{}", entry.fact.kind.code(), entry.fact.nr);
    let subject = subject(&ui, &plan, &entry, &lookup);
    let done = ui.app().db().act(ui.actor(), &RECORD, subject, async |tx| {
        tx.cite(entry.basis.document);
        actions::add_row(tx, plan.id, entry.fact, entry.basis.when).await
    });
    match done.await {
        Err(Error::Invalid(problems)) => {
            Ok(page(&ui, &plan, None, &lookup).again(form, Problems::from(problems)))
        }
        done => {
            done?;
            Ok(Redirect::to(&format!("/plans/{code}#{anchor}")).into_response())
        }
    }
}

type RowPath = Path<(String, String, String)>;

pub(crate) async fn edit_row(ui: Ui, Path((code, kind, nr)): RowPath) -> Result<Response> {
    let (plan, row, lookup) = standing(&ui, &ui.read_db().await?, (&code, &kind, &nr)).await?;
    Ok(page(&ui, &plan, Some(&row), &lookup).with_draft(ui.draft().await?).answer())
}

pub(crate) async fn record_row(ui: Ui, Path((code, kind, nr)): RowPath, form: Form) -> Result<Response> {
    let of = (code.as_str(), kind.as_str(), nr.as_str());
    let (plan, row, lookup) = standing(&ui, &ui.read_db().await?, of).await?;
    let form = form.fixed([("kind", kind.clone()), ("nr", nr.clone())]);
    let again = |problems, form| Ok(page(&ui, &plan, Some(&row), &lookup).again(form, problems));
    let entry = match RowEntry::read(&form, &ui, &lookup) {
        Ok(entry) => entry,
        Err(problems) => return again(problems, form),
    };
    let subject = subject(&ui, &plan, &entry, &lookup);
    let done = ui.app().db().act(ui.actor(), &RECORD, subject, async |tx| {
        let (plan, row, lookup) = standing(&ui, tx.reader(), of).await?;
        let fields = fields(&ui, Some(&row), &lookup);
        unless_clashed(&form, &fields)?;
        let RowEntry { mut fact, basis } = entry;
        if fields.iter().any(|field| field.name == "cluster" && field.standing == form.get("cluster")) {
            // A cluster that is not in today's register, or not theirs to see, stays what it is.
            fact.cluster = row.cluster;
        }
        tx.cite(basis.document);
        if basis.holds {
            actions::write_row(tx, plan.id, fact, basis.when).await
        } else {
            actions::withdraw_row(tx, plan.id, fact, basis.when).await
        }
    });
    match done.await {
        Err(refusal) if is_clash(&refusal) => {
            let (plan, row, lookup) = standing(&ui, &ui.read_db().await?, of).await?;
            Ok(page(&ui, &plan, Some(&row), &lookup).clashed(form))
        }
        Err(Error::Refused(reason)) if reason.key == NOTHING_TO_WITHDRAW => {
            let mut problems = Problems::default();
            problems.add("holds", reason);
            again(problems, form)
        }
        done => {
            done?;
            Ok(Redirect::to(&format!("/plans/{code}#{kind}-{nr}")).into_response())
        }
    }
}

/// What the deed is done to: the row, in the units that it is to lie in from now on.
fn subject(ui: &Ui, plan: &Plan, RowEntry { fact, .. }: &RowEntry, lookup: &Lookup) -> Subject {
    let places = &lookup.register.places;
    let units = fact.units.iter().flat_map(|unit| places.communes_on(*unit, ui.today()));
    let label = format!("{}, {}: {}", plan.code, fact.nr, fact.name);
    Subject { units: units.map(|unit| unit.to_string()).collect(), ..Subject::new("plan", &plan.code, label) }
}
