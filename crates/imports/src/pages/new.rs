//! Choosing what is imported: kind, file, document, and from which day on it holds.

use axum::{
    extract::{Multipart, Path},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kit_base::{Day, Instant, Message};
use kit_sheets::MOST_BYTES;
use kit_web::{Form, Page, Problems, Result, Template, Ui};
use serde::Serialize;

use super::{attachment, person, told};
use crate::{
    drafts::{self, Draft},
    prepare, report,
};

#[derive(Template, Serialize)]
#[template(path = "import-new.html")]
struct NewPage {
    #[serde(skip)]
    ui: Ui,
    #[serde(skip)]
    form: Form,
    #[serde(skip)]
    problems: Problems,
    #[serde(skip)]
    kept: bool,
    #[serde(skip)]
    documents: Vec<(String, String)>,
    /// The file that is kept already, when something else was wrong: draft and name.
    #[serde(skip)]
    held: Option<(String, String)>,
}

impl Page for NewPage {
    fn ui(&self) -> &Ui {
        &self.ui
    }
}

impl NewPage {
    fn kinds(&self) -> Vec<(&'static str, String, bool)> {
        let kinds = self.ui.app().slices().iter().flat_map(|slice| slice.imports);
        let kinds = kinds.filter(|kind| self.ui.may(kind.action));
        kinds.map(|kind| (kind.name, self.ui.t(kind.word), kind.name == self.form.get("kind"))).collect()
    }

    fn megabytes() -> usize {
        MOST_BYTES >> 20
    }
}

async fn page(ui: Ui, form: Form, problems: Problems, held: Option<(String, String)>) -> Result<NewPage> {
    let documents = documents::all(&ui.read_db().await?, Instant::LATEST).await?;
    let documents =
        documents.into_iter().map(|known| (known.key, known.document.label().to_owned())).collect();
    Ok(NewPage { ui, form, problems, kept: false, documents, held })
}

pub(crate) async fn new(ui: Ui) -> Result<Response> {
    let today = kit_base::fmt::day(ui.today(), kit_base::Lang::Vi);
    let form = Form::with([("valid_from", today)]);
    Ok(page(ui, form, Problems::default(), None).await?.answer())
}

/// What was sent: the fields as typed, and the file.
struct Sent {
    form: Form,
    file: Option<(String, Vec<u8>)>,
    problems: Problems,
}

async fn read(mut parts: Multipart) -> Sent {
    let mut sent = Sent { form: Form::default(), file: None, problems: Problems::default() };
    let mut fields = Vec::new();
    let too_large = || Message::new("sheets.too-large").with("megabytes", MOST_BYTES >> 20);
    loop {
        let part = match parts.next_field().await {
            Ok(Some(part)) => part,
            Ok(None) => break,
            Err(_) => {
                sent.problems.add("file", too_large());
                break;
            }
        };
        let name = part.name().unwrap_or_default().to_owned();
        let file_name = part.file_name().map(kit_base::compose);
        match (part.bytes().await, file_name) {
            (Ok(content), Some(file_name)) if name == "file" && !content.is_empty() => {
                sent.file = Some((file_name, content.to_vec()));
            }
            (Ok(content), None) => {
                fields.push((name, kit_base::compose(&String::from_utf8_lossy(&content))));
            }
            (Ok(_), _) => {}
            (Err(_), _) => {
                sent.problems.add("file", too_large());
                break;
            }
        }
    }
    sent.form = Form::of(fields);
    sent
}

pub(crate) async fn take(ui: Ui, parts: Multipart) -> Result<Response> {
    let owner = person(&ui)?;
    let Sent { form, file, mut problems } = read(parts).await;
    let kind = prepare::kind(ui.app(), form.get("kind")).ok().filter(|kind| ui.may(kind.action));
    if kind.is_none() {
        problems.add("kind", Message::new("form.required"));
    }
    let reader = ui.read_db().await?;
    if let Err(kit_base::Error::Invalid(found)) = prepare::document(&reader, form.get("document")).await {
        for problem in found {
            problems.add(problem.field, problem.message);
        }
    }
    drop(reader);
    valid_from(&form, &mut problems);
    let held = match form.get("draft") {
        "" => None,
        id => drafts::find(ui.app().db(), &owner, id).await.ok(),
    };
    let kind_name = kind.map_or("", |kind| kind.name);
    let mut draft = match (file, held) {
        (Some((file_name, content)), _) => {
            let kind =
                kind.or_else(|| ui.app().slices().iter().flat_map(|slice| slice.imports).next().copied());
            let opened = kind.map(|kind| prepare::open(ui.app().words(), &kind, &content, ""));
            if let Some(Err(message)) = opened {
                problems.add("file", message);
                None
            } else {
                let sha256 = ui.app().files().put(content).await?;
                Some(draft(owner, kind_name, file_name, sha256))
            }
        }
        (None, Some(held)) => Some(held),
        (None, None) => {
            if !problems.has("file") {
                problems.add("file", Message::new("imports.no-file"));
            }
            None
        }
    };
    if let Some(draft) = &mut draft {
        kind_name.clone_into(&mut draft.kind);
        form.get("document").clone_into(&mut draft.document);
        form.get("valid_from").clone_into(&mut draft.valid_from);
        drafts::keep(ui.app().db(), draft).await?;
    }
    match draft {
        Some(draft) if problems.is_empty() => {
            Ok(Redirect::to(&format!("/imports/drafts/{}", draft.id)).into_response())
        }
        draft => {
            let held = draft.map(|draft| (draft.id, draft.file_name));
            Ok(page(ui, form, problems, held).await?.answer_with(StatusCode::UNPROCESSABLE_ENTITY))
        }
    }
}

fn draft(person: String, kind: &str, file_name: String, sha256: String) -> Draft {
    Draft {
        id: kit_base::secret(),
        person,
        kind: kind.to_owned(),
        file_name,
        sha256,
        document: String::new(),
        valid_from: String::new(),
        sheet: String::new(),
        mapping: None,
        answers: "{}".to_owned(),
        created_at: Instant::OPEN,
    }
}

/// The day from which on the rows hold.
pub(super) fn valid_from(form: &Form, problems: &mut Problems) -> Option<Day> {
    let text = form.required("valid_from", problems);
    let day = form.parsed::<Day>("valid_from", problems);
    if day.is_some_and(|day| Day::OPEN <= day) {
        problems.add("valid_from", Message::new("base.not-a-day").with("text", text));
    }
    day
}

pub(crate) async fn template(ui: Ui, Path(name): Path<String>) -> Result<Response> {
    let kind = prepare::kind(ui.app(), &name)?;
    let content = report::template(&kind, told(&ui))?;
    Ok(attachment(&format!("{}.xlsx", ui.t(kind.word)), content))
}
