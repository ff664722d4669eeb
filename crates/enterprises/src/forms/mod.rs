//! Forms to record what changed of an enterprise, of a project, and of what a project has.

mod enterprise;
mod project;
mod sheet;
mod under_project;
mod values;

use axum::{extract::Path, response::Response};
use kit_base::Result;
use kit_db::Reader;
use kit_web::{Form, Ui};

use sheet::{Sheet, show, submit};

/// What a form is about; a code that is missing means something new.
#[derive(Clone, Debug)]
enum Topic {
    Enterprise(Option<String>),
    Project(Option<String>),
    /// A state of the project with that code.
    State(String),
    Workers(String),
    Lease(String, Option<String>),
}

impl Topic {
    /// The form with what stands, in a snapshot or within a deed.
    async fn open(&self, ui: &Ui, reader: &Reader) -> Result<Sheet> {
        match self {
            Self::Enterprise(code) => enterprise::sheet(ui, reader, code.as_deref()).await,
            Self::Project(code) => project::sheet(ui, reader, code.as_deref()).await,
            Self::State(project) => under_project::state(ui, reader, project).await,
            Self::Workers(project) => under_project::workers(ui, reader, project).await,
            Self::Lease(project, lease) => under_project::lease(ui, reader, project, lease.as_deref()).await,
        }
    }

    fn lease(ui: &Ui, project: String) -> Self {
        Self::Lease(project, ui.param("lease").map(str::to_owned))
    }
}

type Answer = kit_web::Result<Response>;

pub(crate) async fn new_enterprise(ui: Ui) -> Answer {
    show(ui, Topic::Enterprise(None)).await
}

pub(crate) async fn add_enterprise(ui: Ui, form: Form) -> Answer {
    submit(ui, Topic::Enterprise(None), form).await
}

pub(crate) async fn edit_enterprise(ui: Ui, Path(code): Path<String>) -> Answer {
    show(ui, Topic::Enterprise(Some(code))).await
}

pub(crate) async fn record_enterprise(ui: Ui, Path(code): Path<String>, form: Form) -> Answer {
    submit(ui, Topic::Enterprise(Some(code)), form).await
}

pub(crate) async fn new_project(ui: Ui) -> Answer {
    show(ui, Topic::Project(None)).await
}

pub(crate) async fn add_project(ui: Ui, form: Form) -> Answer {
    submit(ui, Topic::Project(None), form).await
}

pub(crate) async fn edit_project(ui: Ui, Path(code): Path<String>) -> Answer {
    show(ui, Topic::Project(Some(code))).await
}

pub(crate) async fn record_project(ui: Ui, Path(code): Path<String>, form: Form) -> Answer {
    submit(ui, Topic::Project(Some(code)), form).await
}

pub(crate) async fn edit_state(ui: Ui, Path(code): Path<String>) -> Answer {
    show(ui, Topic::State(code)).await
}

pub(crate) async fn record_state(ui: Ui, Path(code): Path<String>, form: Form) -> Answer {
    submit(ui, Topic::State(code), form).await
}

pub(crate) async fn edit_workers(ui: Ui, Path(code): Path<String>) -> Answer {
    show(ui, Topic::Workers(code)).await
}

pub(crate) async fn record_workers(ui: Ui, Path(code): Path<String>, form: Form) -> Answer {
    submit(ui, Topic::Workers(code), form).await
}

pub(crate) async fn edit_lease(ui: Ui, Path(code): Path<String>) -> Answer {
    let topic = Topic::lease(&ui, code);
    show(ui, topic).await
}

pub(crate) async fn record_lease(ui: Ui, Path(code): Path<String>, form: Form) -> Answer {
    let topic = Topic::lease(&ui, code);
    submit(ui, topic, form).await
}
