//! The form of a project.

use std::sync::Arc;

use kit_base::{Error, Message, Money, Result, Subject};
use kit_db::Reader;
use kit_web::{Field, FieldInput, Form, Problems, Ui};

use super::{
    sheet::{Sheet, book_of_today, check},
    values,
};
use crate::{
    RECORD_PROJECT, Tenure, Vsic,
    actions::{Fact, ProjectTold},
    book::{Book, Project},
    codes::next_code,
    model::Coded,
    store::project,
};

/// A project of the book.
pub(super) fn found<'a>(book: &'a Book, code: &str) -> Result<&'a Project> {
    let one = book.projects.iter().find(|one| one.code == code);
    one.map(|one| &**one)
        .ok_or_else(|| Error::NotFound(Message::new("enterprises.no-such").with("code", code)))
}

pub(super) async fn sheet(ui: &Ui, reader: &Reader, code: Option<&str>) -> Result<Sheet> {
    let book = book_of_today(ui, reader).await?;
    let standing = code.map(|code| found(&book, code)).transpose()?;
    let new = match standing {
        Some(_) => None,
        None => Some(next_code::<project::Entity>(reader, "DA", project::Column::Code).await?),
    };
    // That of a new project follows from its cluster.
    let subject = standing.map(|project| book.subject(project, ui.today()));
    if let Some(subject) = &subject {
        check(ui, &RECORD_PROJECT, subject)?;
    }
    let id = standing.map_or_else(|| ui.app().db().clock().id(), |project| project.id);
    let (key, today) = (new.clone().unwrap_or_default(), ui.today());
    Ok(Sheet {
        title: match standing {
            Some(project) => format!("{}: {}", ui.t("clusters.record"), project.name),
            None => ui.t("enterprises.add-project"),
        },
        back: match standing {
            Some(project) => (format!("/projects/{}", project.code), project.name.clone()),
            None => ("/projects".to_owned(), ui.t("enterprises.projects")),
        },
        fields: fields(ui, &book, standing),
        period: Default::default(),
        action: &RECORD_PROJECT,
        new,
        read: {
            let book = Arc::clone(&book);
            Box::new(move |form, problems| {
                let (told, of_cluster) = read(form, problems, &book, today)?;
                let new =
                    || Subject { kind: "project", key: key.clone(), label: told.name.clone(), ..of_cluster };
                let subject = subject.clone().unwrap_or_else(new);
                Some((Fact::Project(id, told), subject))
            })
        },
    })
}

fn fields(ui: &Ui, book: &Book, standing: Option<&Project>) -> Vec<Field> {
    let field = |name, word, kind, need, standing: Option<String>| {
        Field::new(name, word, kind, need).standing(standing.unwrap_or_default())
    };
    let enterprises = book.enterprises.iter().map(|one| (one.code.clone(), one.name.clone())).collect();
    let clusters = book.register.clusters.iter();
    let clusters = clusters.map(|one| (one.code.clone(), format!("CCN {}", one.name))).collect();
    let of_cluster = |project: &Project| book.register.clusters.iter().find(|one| one.id == project.cluster);
    let yes_no = [("no", "enterprises.no"), ("yes", "enterprises.yes")];
    let yes_no = FieldInput::choice(yes_no.map(|(code, word)| (code, ui.t(word))));
    let foreign = standing.map(|project| if project.foreign { "yes" } else { "no" }.to_owned());
    let enterprise =
        standing.and_then(|project| book.enterprise(project.enterprise)).map(|one| one.code.clone());
    let cluster = standing.and_then(of_cluster).map(|one| one.code.clone());
    let vsic = standing.and_then(|project| project.vsic.as_ref()).map(ToString::to_string);
    let registered = standing.map(|project| values::billions(project.registered));
    let realised = standing.map(|project| values::billions(project.realised));
    let money = || FieldInput::Number("bn_vnd");
    let (text, tenures) = (|| FieldInput::Text, values::choices::<Tenure>(ui));
    let (enterprises, clusters) = (FieldInput::Proposed(enterprises), FieldInput::Proposed(clusters));
    vec![
        field("name", "enterprises.name", text(), true, standing.map(|project| project.name.clone())),
        field("enterprise", "enterprises.enterprise-code", enterprises, true, enterprise),
        field("cluster", "enterprises.cluster-code", clusters, true, cluster),
        field("part", "enterprises.part", text(), false, standing.map(|project| project.part.clone())),
        field("vsic", "enterprises.vsic-code", text(), false, vsic),
        field("registered", "enterprises.capital", money(), false, registered),
        field("realised", "enterprises.realised", money(), false, realised),
        field("foreign", "enterprises.foreign", yes_no, true, foreign),
        field("tenure", "enterprises.tenure", tenures, true, standing.map(|project| project.tenure.code())),
    ]
}

/// What the project is, and what a deed on its cluster is done to.
fn read(
    form: &Form,
    problems: &mut Problems,
    book: &Book,
    today: kit_base::Day,
) -> Option<(ProjectTold, Subject)> {
    let name = form.required_text("name", 200, problems);
    let enterprise = form.required("enterprise", problems);
    let found = book.enterprises.iter().find(|one| one.code == enterprise);
    if found.is_none() && !enterprise.is_empty() {
        problems.add("enterprise", Message::new("enterprises.no-enterprise").with("code", &enterprise));
    }
    let cluster = form.required("cluster", problems);
    let lies_in = book.register.clusters.iter().find(|one| one.code == cluster);
    if lies_in.is_none() && !cluster.is_empty() {
        problems.add("cluster", Message::new("clusters.no-such").with("code", &cluster));
    }
    let vsic = form.parsed::<Vsic>("vsic", problems);
    let registered = form.parsed::<Money>("registered", problems);
    let realised = form.parsed::<Money>("realised", problems);
    let tenure = values::coded(form, "tenure", problems);
    let foreign = form.required("foreign", problems) == "yes";
    let (enterprise, cluster) = found.zip(lies_in)?;
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
    Some((told, cluster.subject(&book.register.places, today)))
}
