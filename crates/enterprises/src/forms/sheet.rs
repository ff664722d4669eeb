//! A form before it is filled in, and recording what was filled in.

use std::sync::Arc;

use axum::response::{IntoResponse, Redirect, Response};
use clusters::Precision;
use documents::{Known, Origin};
use kit_base::{Action, At, Error, Instant, Message, Subject};
use kit_db::{NOTHING_TO_WITHDRAW, Reader};
use kit_web::{
    FactForm, Field, Form, FormBasis, Page, Problems, Result, Ui, clash, clashes, is_clash, unless_clashed,
};

use super::Topic;
use crate::{
    actions::{Dated, Fact, withdraw, write},
    book::{Book, visible},
};

/// A form before it is filled in: of what it speaks, and what stands now.
pub(super) struct Sheet {
    /// What the form is for, in words.
    pub(super) title: String,
    /// Where it was opened from: address and words.
    pub(super) back: (String, String),
    pub(super) fields: Vec<Field>,
    /// First and last day of what stands, when it is that which is corrected.
    pub(super) period: (String, String),
    pub(super) action: &'static Action,
    /// The code of something new.
    pub(super) new: Option<String>,
    pub(super) read: Box<Read>,
}

/// Reads the fields of a form into a fact and that to which it is done; tells every problem.
type Read = dyn Fn(&Form, &mut Problems) -> Option<(Fact, Subject)> + Send + Sync;

impl Sheet {
    fn page(&self, ui: &Ui, documents: &[Known]) -> FactForm {
        let (title, back, fields) = (self.title.clone(), self.back.clone(), self.fields.clone());
        let (from, last) = self.period.clone();
        FactForm::new(ui.clone(), title, back, fields, documents::choices(documents, ui))
            .with_period(from, last)
    }
}

/// The book as it stands today: facts are recorded on top of that, whatever day the page shows.
pub(super) async fn book_of_today(ui: &Ui, reader: &Reader) -> kit_base::Result<Arc<Book>> {
    visible(reader, ui.actor(), At { as_of: ui.today(), known_at: Instant::LATEST }).await
}

/// Refuses a person who may not do it to this subject.
pub(super) fn check(ui: &Ui, action: &Action, subject: &Subject) -> kit_base::Result<()> {
    if ui.actor().may(action, subject) {
        return Ok(());
    }
    let message = Message::new("db.may-not").with("action", action.name).with("subject", &subject.label);
    Err(Error::Refused(message))
}

async fn open(ui: &Ui, topic: &Topic) -> Result<(Sheet, Vec<Known>)> {
    let reader = ui.read_db().await?;
    Ok((topic.open(ui, &reader).await?, documents::all(&reader, Instant::LATEST).await?))
}

/// The form with what stands now in its fields.
pub(super) async fn show(ui: Ui, topic: Topic) -> Result<Response> {
    let (sheet, documents) = open(&ui, &topic).await?;
    Ok(sheet.page(&ui, &documents).with_draft(ui.draft().await?).answer())
}

/// Records what was typed, or shows the form again with what is wrong or what was recorded meanwhile.
pub(super) async fn submit(ui: Ui, topic: Topic, form: Form) -> Result<Response> {
    loop {
        let (sheet, documents) = open(&ui, &topic).await?;
        let mut problems = Problems::default();
        let basis = FormBasis::from_form(&form, ui.today(), &mut problems);
        let source = documents::chosen(&documents, &ui, &form, &mut problems);
        let read = (sheet.read)(&form, &mut problems);
        let (Some(basis), Some(source), Some((_, subject)), true) =
            (basis, source, read, problems.is_empty())
        else {
            return Ok(sheet.page(&ui, &documents).again(form, problems));
        };
        let done = ui.app().db().act(ui.actor(), sheet.action, subject, async |tx| {
            let now = topic.open(&ui, tx.reader()).await?;
            unless_clashed(&form, &now.fields)?;
            let read = (now.read)(&form, &mut Problems::default()).filter(|_| now.new == sheet.new);
            let (fact, _) = read.ok_or_else(clash)?;
            tx.cite(source.document.label().to_owned());
            let (from, to, source) = (basis.from, basis.to, source.id);
            if !basis.holds {
                return withdraw(tx, &fact, from, to).await;
            }
            let (new, precision, origin) = (now.new, Precision::Day, Origin::Recorded);
            write(tx, Dated { fact, new, from, to, precision, origin, source }).await
        });
        match done.await {
            Err(refusal) if is_clash(&refusal) => {
                let (sheet, documents) = open(&ui, &topic).await?;
                if !clashes(&form, &sheet.fields).is_empty() {
                    return Ok(sheet.page(&ui, &documents).clashed(form));
                }
                // Nothing that the person saw has changed, only the next free code: again, with that.
            }
            Err(Error::Refused(reason)) if reason.key == NOTHING_TO_WITHDRAW => {
                problems.add("holds", reason);
                return Ok(sheet.page(&ui, &documents).again(form, problems));
            }
            done => {
                done?;
                return Ok(Redirect::to(&ui.onward(&sheet.back.0)).into_response());
            }
        }
    }
}
