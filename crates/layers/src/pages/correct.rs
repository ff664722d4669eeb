//! Correcting what was said of a version, or taking it back.

use axum::{
    extract::Path,
    response::{IntoResponse, Redirect, Response},
};
use documents::{Known, choices, chosen};
use kit_base::{Day, Error, Instant, Message};
use kit_db::{NOTHING_TO_WITHDRAW, Reader};
use kit_web::{
    FactForm, Field, FieldInput, Form, FormBasis, Page, Problems, Result, Ui, is_clash, unless_clashed,
};

use super::{parts::scale, seen};
use crate::{Layer, LayerVersion, Quality, RECORD, actions, model::Said, store};

type VersionPath = Path<(String, String)>;

/// The version that begins on a day, as it is recorded now.
async fn standing(ui: &Ui, reader: &Reader, code: &str, from: &str) -> kit_base::Result<LayerVersion> {
    let layer = seen(ui, code)?;
    actions::stored(layer, ui.lang())?;
    let missing = || {
        let message = Message::new("layers.no-such-version").with("from", from);
        Error::NotFound(message.with("layer", layer.name.said(ui.lang())))
    };
    let from: Day = from.parse().map_err(|_| missing())?;
    let row = store::beginning(reader, layer.code, from).await?;
    row.and_then(LayerVersion::of).ok_or_else(missing)
}

fn fields(ui: &Ui, version: &LayerVersion) -> Vec<Field> {
    let qualities = FieldInput::choice(Quality::all().map(|quality| (quality.code(), ui.t(quality.word()))));
    vec![
        Field::new("name", "layers.edition", FieldInput::Text, true).standing(version.name.as_str()),
        Field::new("scale", "layers.scale", FieldInput::Text, false).standing(scale(ui, version.scale)),
        Field::new("quality", "layers.quality", qualities, true).standing(version.quality.code()),
        Field::new("delivered_on", "layers.delivered-on", FieldInput::Text, true)
            .standing(ui.day(version.delivered_on)),
        Field::holds(ui),
    ]
}

async fn page(ui: &Ui, reader: &Reader, version: &LayerVersion) -> kit_base::Result<(FactForm, Vec<Known>)> {
    let known = documents::all(reader, Instant::LATEST).await?;
    let name = version.layer.name.said(ui.lang()).to_owned();
    let title = ui.fill("layers.correct-title", "name", &version.name);
    let last = if version.to == Day::OPEN { String::new() } else { ui.day(version.to.previous()) };
    let back = (format!("/layers/{}", version.layer.code), name);
    let form = FactForm::new(ui.clone(), title, back, fields(ui, version), choices(&known, ui));
    Ok((form.with_period(ui.day(version.from), last), known))
}

pub(crate) async fn edit(ui: Ui, Path((code, from)): VersionPath) -> Result<Response> {
    let reader = ui.read_db().await?;
    let version = standing(&ui, &reader, &code, &from).await?;
    let (page, _) = page(&ui, &reader, &version).await?;
    Ok(page.with_draft(ui.draft().await?).answer())
}

pub(crate) async fn correct(ui: Ui, Path((code, from)): VersionPath, form: Form) -> Result<Response> {
    let reader = ui.read_db().await?;
    let version = standing(&ui, &reader, &code, &from).await?;
    let (page, known) = page(&ui, &reader, &version).await?;
    drop(reader);
    let mut problems = Problems::default();
    let said = Said::from_form(&form, ui.today(), &mut problems);
    let basis = FormBasis::from_form(&form, ui.today(), &mut problems);
    let document = chosen(&known, &ui, &form, &mut problems);
    let (Some(said), Some(basis), Some(document)) = (said, basis, document) else {
        return Ok(page.again(form, problems));
    };
    if !problems.is_empty() {
        return Ok(page.again(form, problems));
    }
    let layer: &Layer = version.layer;
    let done = ui.app().db().act(ui.actor(), &RECORD, actions::subject(layer), async |tx| {
        let now = standing(&ui, tx.reader(), &code, &from).await?;
        unless_clashed(&form, &fields(&ui, &now))?;
        tx.cite(document.document.label());
        actions::correct(tx, layer, now.from, said, &basis, document.id).await
    });
    match done.await {
        Err(refusal) if is_clash(&refusal) => Ok(page.clashed(form)),
        Err(Error::Refused(reason)) if reason.key == NOTHING_TO_WITHDRAW => {
            problems.add("holds", reason);
            Ok(page.again(form, problems))
        }
        done => {
            done?;
            Ok(Redirect::to(&format!("/layers/{code}")).into_response())
        }
    }
}
