//! The form of a project.

use axum::{extract::Path, response::Response};
use kit_base::{Error, Message, Money, Subject};
use kit_web::{Form, Problems, Result, Ui};

use super::{Field, Input, Sheet, book_of_today, check, show, submit, values};
use crate::{
    ProjectId, RECORD_PROJECT, Tenure, Vsic,
    actions::{Fact, ProjectTold},
    book::{Book, Project},
    latest::{last_row, next_code},
    model::Coded,
    store::project,
};

pub(crate) async fn edit_new(ui: Ui) -> Result<Response> {
    let (sheet, _) = sheet(&ui, None).await?;
    show(ui, sheet).await
}

pub(crate) async fn record_new(ui: Ui, form: Form) -> Result<Response> {
    let (sheet, target) = sheet(&ui, None).await?;
    let read = |form: &Form, problems: &mut Problems| target.read(form, problems);
    submit(ui, sheet, form, &read).await
}

pub(crate) async fn edit(ui: Ui, Path(code): Path<String>) -> Result<Response> {
    let (sheet, _) = sheet(&ui, Some(&code)).await?;
    show(ui, sheet).await
}

pub(crate) async fn record(ui: Ui, Path(code): Path<String>, form: Form) -> Result<Response> {
    let (sheet, target) = sheet(&ui, Some(&code)).await?;
    let read = |form: &Form, problems: &mut Problems| target.read(form, problems);
    submit(ui, sheet, form, &read).await
}

/// What is changed.
struct Target {
    id: ProjectId,
    book: std::sync::Arc<Book>,
    /// Of a project that is there; that of a new one follows from its cluster.
    subject: Option<Subject>,
    code: String,
    today: kit_base::Day,
}

/// A project of the book.
pub(super) fn found<'a>(book: &'a Book, code: &str) -> Result<&'a Project> {
    let one = book.projects.iter().find(|one| one.code == code);
    Ok(one.ok_or_else(|| Error::NotFound(Message::new("enterprises.no-such").with("code", code)))?)
}

async fn sheet(ui: &Ui, code: Option<&str>) -> Result<(Sheet, Target)> {
    let reader = ui.read_db().await?;
    let book = book_of_today(ui).await?;
    let standing = code.map(|code| found(&book, code)).transpose()?;
    let new = match standing {
        Some(_) => None,
        None => Some(next_code::<project::Entity>(&reader, "DA", project::Column::Code).await?),
    };
    let subject = standing.map(|project| book.subject(project, ui.today()));
    if let Some(subject) = &subject {
        check(ui, &RECORD_PROJECT, subject)?;
    }
    let id = standing.map_or_else(|| ui.app().db().clock().id(), |project| project.id);
    let seen = match standing {
        Some(project) => last_row(&reader, &Fact::Project(id, told(project))).await?,
        None => 0,
    };
    let code = standing.map(|project| project.code.clone()).or_else(|| new.clone()).unwrap_or_default();
    let sheet = Sheet {
        title: match standing {
            Some(project) => format!("{}: {}", ui.t("clusters.record"), project.name),
            None => ui.t("enterprises.add-project"),
        },
        back: match standing {
            Some(project) => (format!("/projects/{code}"), project.name.clone()),
            None => ("/projects".to_owned(), ui.t("enterprises.projects")),
        },
        fields: fields(ui, &book, standing),
        may_end: false,
        period: (String::new(), String::new()),
        action: &RECORD_PROJECT,
        seen,
        new,
    };
    Ok((sheet, Target { id, subject, code, today: ui.today(), book }))
}

fn told(project: &Project) -> ProjectTold {
    ProjectTold {
        name: project.name.clone(),
        enterprise: project.enterprise,
        cluster: project.cluster,
        part: project.part.clone(),
        vsic: project.vsic.clone(),
        registered: project.registered,
        realised: project.realised,
        foreign: project.foreign,
        tenure: project.tenure,
    }
}

fn fields(ui: &Ui, book: &Book, standing: Option<&Project>) -> Vec<Field> {
    let field = |name, word, input, needed, standing: Option<String>| Field {
        name,
        word,
        input,
        needed,
        standing: standing.unwrap_or_default(),
    };
    let enterprises = book.enterprises.iter().map(|one| (one.code.clone(), one.name.clone())).collect();
    let clusters = book.register.clusters.iter();
    let clusters = clusters.map(|one| (one.code.clone(), format!("CCN {}", one.name))).collect();
    let of_cluster = |project: &Project| book.register.clusters.iter().find(|one| one.id == project.cluster);
    let yes_no = vec![("no".to_owned(), ui.t("enterprises.no")), ("yes".to_owned(), ui.t("enterprises.yes"))];
    let foreign = standing.map(|project| if project.foreign { "yes" } else { "no" }.to_owned());
    let enterprise =
        standing.and_then(|project| book.enterprise(project.enterprise)).map(|one| one.code.clone());
    let cluster = standing.and_then(of_cluster).map(|one| one.code.clone());
    let vsic = standing.and_then(|project| project.vsic.as_ref()).map(ToString::to_string);
    let registered = standing.map(|project| values::billions(project.registered));
    let realised = standing.map(|project| values::billions(project.realised));
    let tenures = Input::Choice(values::choices::<Tenure>(ui));
    vec![
        field("name", "enterprises.name", Input::Text, true, standing.map(|project| project.name.clone())),
        field("enterprise", "enterprises.enterprise-code", Input::Proposed(enterprises), true, enterprise),
        field("cluster", "enterprises.cluster-code", Input::Proposed(clusters), true, cluster),
        field("part", "enterprises.part", Input::Text, false, standing.map(|project| project.part.clone())),
        field("vsic", "enterprises.vsic-code", Input::Text, false, vsic),
        field("registered", "enterprises.capital-bn", Input::Number, false, registered),
        field("realised", "enterprises.realised-bn", Input::Number, false, realised),
        field("foreign", "enterprises.foreign", Input::Choice(yes_no), true, foreign),
        field("tenure", "enterprises.tenure", tenures, true, standing.map(|project| project.tenure.code())),
    ]
}

impl Target {
    fn read(&self, form: &Form, problems: &mut Problems) -> Option<(Fact, Subject)> {
        let name = values::name(form, problems);
        let enterprise = form.required("enterprise", problems);
        let found = self.book.enterprises.iter().find(|one| one.code == enterprise);
        if found.is_none() && !enterprise.is_empty() {
            problems.add("enterprise", Message::new("enterprises.no-enterprise").with("code", &enterprise));
        }
        let cluster = form.required("cluster", problems);
        let lies_in = self.book.register.clusters.iter().find(|one| one.code == cluster);
        if lies_in.is_none() && !cluster.is_empty() {
            problems.add("cluster", Message::new("clusters.no-such").with("code", &cluster));
        }
        let vsic = form.parsed::<Vsic>("vsic", problems);
        let registered = form.parsed::<Money>("registered", problems);
        let realised = form.parsed::<Money>("realised", problems);
        let tenure = values::coded(form, "tenure", problems);
        let foreign = form.required("foreign", problems) == "yes";
        let (enterprise, cluster) = found.zip(lies_in)?;
        let subject = self.subject.clone().unwrap_or_else(|| {
            let of_cluster = cluster.subject(&self.book.register.places, self.today);
            Subject { kind: "project", key: self.code.clone(), label: name.clone(), ..of_cluster }
        });
        let told = ProjectTold {
            name,
            enterprise: enterprise.id,
            cluster: cluster.id,
            part: form.get("part").to_owned(),
            vsic,
            registered,
            realised,
            foreign,
            tenure: tenure?,
        };
        Some((Fact::Project(self.id, told), subject))
    }
}
