//! The forms of what a project has: its states, its leases of land, and who works for it.

use axum::{extract::Path, response::Response};
use kit_base::{Area, Day, Message, Subject};
use kit_db::{AsOf, OrFault};
use kit_web::{Form, Problems, Result, Ui};
use sea_orm::EntityTrait;

use super::{Field, Input, Sheet, book_of_today, check, project::found, show, submit, values};
use crate::{
    LeaseId, LeaseKind, RECORD_PROJECT, Series, State,
    actions::{Fact, LeaseTold},
    book::Project,
    latest::{last_row, next_code},
    model::Coded,
    store::{lease, lease_version},
};

/// The project of which the form speaks.
struct Target {
    project: Project,
    subject: Subject,
    lease: Option<(LeaseId, LeaseTold)>,
}

async fn target(ui: &Ui, code: &str) -> Result<Target> {
    let book = book_of_today(ui).await?;
    let project = found(&book, code)?.clone();
    let subject = book.subject(&project, ui.today());
    check(ui, &RECORD_PROJECT, &subject)?;
    Ok(Target { project, subject, lease: None })
}

fn sheet(ui: &Ui, project: &Project, word: &str, fields: Vec<Field>, seen: i64) -> Sheet {
    Sheet {
        title: format!("{}: {}", ui.t(word), project.name),
        back: (format!("/projects/{}", project.code), project.name.clone()),
        fields,
        may_end: true,
        period: (String::new(), String::new()),
        action: &RECORD_PROJECT,
        seen,
        new: None,
    }
}

fn field(name: &'static str, word: &'static str, input: Input, standing: String) -> Field {
    Field { name, word, input, needed: true, standing }
}

async fn state_sheet(ui: &Ui, code: &str) -> Result<(Sheet, Target)> {
    let target = target(ui, code).await?;
    let life = target.project.life().map(Coded::code).unwrap_or_default();
    let fields = vec![field("state", "clusters.state", Input::Choice(values::choices::<State>(ui)), life)];
    let seen = last_row(&ui.read_db().await?, &Fact::State(target.project.id, State::Registered)).await?;
    Ok((sheet(ui, &target.project, "enterprises.record-state", fields, seen), target))
}

pub(crate) async fn edit_state(ui: Ui, Path(code): Path<String>) -> Result<Response> {
    let (sheet, _) = state_sheet(&ui, &code).await?;
    show(ui, sheet).await
}

pub(crate) async fn record_state(ui: Ui, Path(code): Path<String>, form: Form) -> Result<Response> {
    let (sheet, target) = state_sheet(&ui, &code).await?;
    let read = |form: &Form, problems: &mut Problems| {
        let state = values::coded(form, "state", problems)?;
        Some((Fact::State(target.project.id, state), target.subject.clone()))
    };
    submit(ui, sheet, form, &read).await
}

async fn workers_sheet(ui: &Ui, code: &str) -> Result<(Sheet, Target)> {
    let target = target(ui, code).await?;
    let standing = target.project.workers_of(Series::Employed).map(|(count, _)| count.to_string());
    let fields = vec![
        field(
            "series",
            "enterprises.series-title",
            Input::Choice(values::choices::<Series>(ui)),
            Series::Employed.code(),
        ),
        field("count", "enterprises.workers", Input::Number, standing.unwrap_or_default()),
    ];
    let fact = Fact::Workers(target.project.id, Series::Employed, 0);
    let seen = last_row(&ui.read_db().await?, &fact).await?;
    Ok((sheet(ui, &target.project, "enterprises.record-workers", fields, seen), target))
}

pub(crate) async fn edit_workers(ui: Ui, Path(code): Path<String>) -> Result<Response> {
    let (sheet, _) = workers_sheet(&ui, &code).await?;
    show(ui, sheet).await
}

pub(crate) async fn record_workers(ui: Ui, Path(code): Path<String>, form: Form) -> Result<Response> {
    let (sheet, target) = workers_sheet(&ui, &code).await?;
    let read = |form: &Form, problems: &mut Problems| {
        let series = values::coded(form, "series", problems);
        let text = form.required("count", problems).replace(['.', ' '], "");
        let count = text.parse::<u32>().ok();
        if count.is_none() && !text.is_empty() {
            problems.add("count", Message::new("enterprises.not-a-count").with("text", text));
        }
        Some((Fact::Workers(target.project.id, series?, count?.into()), target.subject.clone()))
    };
    submit(ui, sheet, form, &read).await
}

/// A lease that is there when the address names one, else a new one.
async fn lease_sheet(ui: &Ui, code: &str, named: Option<&str>) -> Result<(Sheet, Target)> {
    let mut target = target(ui, code).await?;
    let reader = ui.read_db().await?;
    let mut standing = None;
    if let Some(named) = named {
        let codes = lease::Entity::find().all(&reader).await.or_fault("leases")?;
        let rows = lease_version::Entity::find().known(kit_base::Instant::LATEST).all(&reader).await;
        let rows = rows.or_fault("leases")?;
        let id = codes.iter().find(|row| row.code == named).map(|row| row.id);
        let own = rows.into_iter().filter(|row| Some(row.id) == id && row.project_id == target.project.id);
        let row = own.max_by_key(|row| row.valid_from);
        let no_such = || kit_base::Error::NotFound(Message::new("enterprises.no-such").with("code", named));
        standing = Some(row.ok_or_else(no_such)?);
    }
    let id = standing.as_ref().map_or_else(|| ui.app().db().clock().id(), |row| row.id);
    let told = LeaseTold {
        project: target.project.id,
        cluster: target.project.cluster,
        area: standing.as_ref().map_or_else(Area::default, |row| row.area),
        kind: standing.as_ref().map_or(LeaseKind::Sublease, |row| row.kind),
    };
    let area = standing.as_ref().map_or(String::new(), |row| values::hectares(row.area));
    let fields = vec![
        field("area", "enterprises.lease-area", Input::Number, area),
        field(
            "kind",
            "enterprises.tenure",
            Input::Choice(values::choices::<LeaseKind>(ui)),
            told.kind.code(),
        ),
    ];
    let fact = Fact::Lease(id, told.clone());
    let seen = last_row(&reader, &fact).await?;
    let new = match &standing {
        Some(_) => None,
        None => Some(next_code::<lease::Entity>(&reader, "HD", lease::Column::Code).await?),
    };
    target.lease = Some((id, told));
    let day = |day: Day| if day < Day::OPEN { ui.day(day) } else { String::new() };
    let period = standing.map(|row| (day(row.valid_from), day(row.valid_to))).unwrap_or_default();
    Ok((
        Sheet { period, new, ..sheet(ui, &target.project, "enterprises.record-leases", fields, seen) },
        target,
    ))
}

pub(crate) async fn edit_lease(ui: Ui, Path(code): Path<String>) -> Result<Response> {
    let (sheet, _) = lease_sheet(&ui, &code, ui.param("lease")).await?;
    show(ui, sheet).await
}

pub(crate) async fn record_lease(ui: Ui, Path(code): Path<String>, form: Form) -> Result<Response> {
    let (sheet, target) = lease_sheet(&ui, &code, ui.param("lease")).await?;
    let read = |form: &Form, problems: &mut Problems| {
        let text = form.required("area", problems);
        let area = if text.is_empty() { None } else { form.parsed::<Area>("area", problems) };
        if area.is_some_and(|area| area.raw() == 0) {
            problems.add("area", Message::new("clusters.area-zero"));
        }
        let kind = values::coded(form, "kind", problems);
        let (id, told) = target.lease.clone()?;
        let told = LeaseTold { area: area?, kind: kind?, ..told };
        Some((Fact::Lease(id, told), target.subject.clone()))
    };
    submit(ui, sheet, form, &read).await
}
