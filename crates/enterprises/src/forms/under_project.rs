//! The forms of what a project has: its states, its leases of land, and who works for it. What was recorded by mistake
//! is taken back in the same form.

use kit_base::{Area, Day, Error, Instant, Message, Result, Subject};
use kit_db::{AsOf, OrFault, Reader};
use kit_web::{Field, FieldInput, Form, Problems, Ui};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::{
    project::found,
    sheet::{Sheet, book_of_today, check},
    values,
};
use crate::{
    LeaseKind, RECORD_PROJECT, Series, State,
    actions::{Fact, LeaseTold},
    book::Project,
    codes::next_code,
    model::Coded,
    store::{lease, lease_version},
};

/// The project of which the form speaks, when the person may record it.
async fn target(ui: &Ui, reader: &Reader, code: &str) -> Result<(Project, Subject)> {
    let book = book_of_today(ui, reader).await?;
    let project = found(&book, code)?.clone();
    let subject = book.subject(&project, ui.today());
    check(ui, &RECORD_PROJECT, &subject)?;
    Ok((project, subject))
}

/// A form with nothing to read yet.
fn blank(ui: &Ui, project: &Project, word: &str, fields: Vec<Field>) -> Sheet {
    Sheet {
        title: format!("{}: {}", ui.t(word), project.name),
        back: (format!("/projects/{}", project.code), project.name.clone()),
        fields,
        period: Default::default(),
        action: &RECORD_PROJECT,
        new: None,
        read: Box::new(|_, _| None),
    }
}

/// What else stands: seen beside the fields, and noticed when somebody changes it meanwhile.
fn shown(stands: &[String]) -> Field {
    Field::new("stands", "enterprises.stands", FieldInput::Shown, false).standing(stands.join("; "))
}

pub(super) async fn state(ui: &Ui, reader: &Reader, code: &str) -> Result<Sheet> {
    let (project, subject) = target(ui, reader, code).await?;
    let fields = vec![
        Field::new("state", "clusters.state", values::choices::<State>(ui), true),
        Field::holds(ui),
        shown(&project.states.iter().map(|(state, _)| ui.t(state.word())).collect::<Vec<_>>()),
    ];
    let id = project.id;
    let read = Box::new(move |form: &Form, problems: &mut Problems| {
        let state = values::coded(form, "state", problems)?;
        Some((Fact::State(id, state), subject.clone()))
    });
    Ok(Sheet { read, ..blank(ui, &project, "enterprises.record-state", fields) })
}

pub(super) async fn workers(ui: &Ui, reader: &Reader, code: &str) -> Result<Sheet> {
    let (project, subject) = target(ui, reader, code).await?;
    let standing = project.workers_of(Series::Employed).map(|(count, _)| count.to_string());
    let told = |series: Series| {
        let (count, _) = project.workers_of(series)?;
        Some(format!("{}: {}", ui.t(series.word()), ui.count(count)))
    };
    let fields = vec![
        Field::new("series", "enterprises.series-title", values::choices::<Series>(ui), true)
            .standing(Series::Employed.code()),
        Field::new("count", "enterprises.workers", FieldInput::Number("person"), true)
            .standing(standing.unwrap_or_default()),
        Field::holds(ui),
        shown(&Series::all().into_iter().filter_map(told).collect::<Vec<_>>()),
    ];
    let id = project.id;
    let read = Box::new(move |form: &Form, problems: &mut Problems| {
        let series = values::coded(form, "series", problems);
        let text = form.required("count", problems).replace(['.', ' '], "");
        let count = text.parse::<u32>().ok();
        if count.is_none() && !text.is_empty() {
            problems.add("count", Message::new("enterprises.not-a-count").with("text", text));
        }
        Some((Fact::Workers(id, series?, count?.into()), subject.clone()))
    });
    Ok(Sheet { read, ..blank(ui, &project, "enterprises.record-workers", fields) })
}

/// A lease that is there when the address names one, else a new one.
pub(super) async fn lease(ui: &Ui, reader: &Reader, code: &str, named: Option<&str>) -> Result<Sheet> {
    let (project, subject) = target(ui, reader, code).await?;
    let standing = match named {
        Some(named) => Some(lease_of(reader, &project, named).await?),
        None => None,
    };
    let new = match &standing {
        Some(_) => None,
        None => Some(next_code::<lease::Entity>(reader, "HD", lease::Column::Code).await?),
    };
    let area = standing.as_ref().map(|row| values::hectares(row.area));
    let kind = standing.as_ref().map_or(LeaseKind::Sublease, |row| row.kind);
    let mut fields = vec![
        Field::new("area", "enterprises.lease-area", FieldInput::Number("ha"), true)
            .standing(area.unwrap_or_default()),
        Field::new("kind", "enterprises.tenure", values::choices::<LeaseKind>(ui), true)
            .standing(kind.code()),
    ];
    fields.extend(standing.as_ref().map(|_| Field::holds(ui)));
    let id = standing.as_ref().map_or_else(|| ui.app().db().clock().id(), |row| row.id);
    let of = (project.id, project.cluster);
    let read = Box::new(move |form: &Form, problems: &mut Problems| {
        let text = form.required("area", problems);
        let area = if text.is_empty() { None } else { form.parsed::<Area>("area", problems) };
        if area.is_some_and(|area| area.raw() == 0) {
            problems.add("area", Message::new("clusters.area-zero"));
        }
        let kind = values::coded(form, "kind", problems);
        let told = LeaseTold { project: of.0, cluster: of.1, area: area?, kind: kind? };
        Some((Fact::Lease(id, told), subject.clone()))
    });
    let last = |to: Day| if to < Day::OPEN { ui.day(to.previous()) } else { String::new() };
    let period = standing.map(|row| (ui.day(row.valid_from), last(row.valid_to))).unwrap_or_default();
    Ok(Sheet { period, new, read, ..blank(ui, &project, "enterprises.record-leases", fields) })
}

/// The newest version of a lease of the project.
async fn lease_of(reader: &Reader, project: &Project, named: &str) -> Result<lease_version::Model> {
    use lease_version::Column;
    let no_such = || Error::NotFound(Message::new("enterprises.no-such").with("code", named));
    let identity = lease::Entity::find().filter(lease::Column::Code.eq(named)).one(reader).await;
    let identity = identity.or_fault("leases")?.ok_or_else(no_such)?;
    let versions = lease_version::Entity::find().known(Instant::LATEST).filter(Column::Id.eq(identity.id));
    let own = versions.filter(Column::ProjectId.eq(project.id)).order_by_desc(Column::ValidFrom);
    own.one(reader).await.or_fault("leases")?.ok_or_else(no_such)
}
