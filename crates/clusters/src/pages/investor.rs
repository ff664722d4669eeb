//! The form for a new infrastructure investor, which a cluster can name from then on.

use axum::response::{IntoResponse, Redirect, Response};
use kit_base::{Day, Error, Instant, Message, alike_name, same_name};
use kit_web::{FactForm, FieldInput, Form, FormBasis, Page, Problems, Result, Ui};
use places::Places;

use super::fact_kind::field;

async fn form_of(ui: &Ui) -> Result<(Vec<documents::Known>, FactForm)> {
    if !ui.actor().may_somewhere(&places::RECORD_BODY) {
        let told = Message::new("db.may-not").with("action", places::RECORD_BODY.name);
        return Err(Error::Refused(told.with("subject", ui.t("bodies.add-investor"))).into());
    }
    let known = documents::all(&ui.read_db().await?, Instant::LATEST).await?;
    let choices = documents::choices(&known, ui);
    let fields = vec![field("name", "bodies.name", FieldInput::Text, true, String::new())];
    let back = ("/bodies".to_owned(), ui.t("bodies.title"));
    let form = FactForm::new(ui.clone(), ui.t("bodies.add-investor"), back, fields, choices);
    Ok((known, form))
}

pub(crate) async fn new_investor(ui: Ui) -> Result<Response> {
    let (_, form) = form_of(&ui).await?;
    Ok(form.with_draft(ui.draft().await?).answer())
}

pub(crate) async fn add_investor(ui: Ui, form: Form) -> Result<Response> {
    let (known, page) = form_of(&ui).await?;
    let mut problems = Problems::default();
    let name = form.required_text("name", 200, &mut problems);
    let basis = FormBasis::from_form(&form, ui.today(), &mut problems);
    let source = documents::chosen(&known, &ui, &form, &mut problems);
    let places = places::known(&ui.read_db().await?, Instant::LATEST).await?;
    if problems.is_empty() {
        check_name(&places, ui.today(), &form, &mut problems);
    }
    let (Some(basis), Some(source), true) = (basis, source, problems.is_empty()) else {
        let words = ui.t("clusters.another-investor");
        return Ok(page.with_confirm(name, words).again(form, problems));
    };
    let when = (basis.from, basis.to.unwrap_or(Day::OPEN));
    let source = (source.id, source.document.label());
    let named = (places.free_body_key(&name), name.as_str());
    places::add_investor(ui.app().db(), ui.actor(), named, when, source).await?;
    Ok(Redirect::to("/bodies").into_response())
}

/// The same name is the same body; one that differs by marks alone is asked back.
fn check_name(places: &Places, today: Day, form: &Form, problems: &mut Problems) {
    let name = form.get("name");
    for body in places.bodies_on(today) {
        if same_name(&body.name, name) {
            problems.add("name", Message::new("clusters.investor-stands").with("name", &body.name));
        } else if alike_name(&body.name, name) && form.get("confirm") != name {
            problems.add("confirm", Message::new("clusters.investor-alike").with("name", &body.name));
        }
    }
}
