//! The form of an enterprise.

use axum::{extract::Path, response::Response};
use kit_base::{Message, Subject};
use kit_web::{Form, Problems, Result, Ui};

use super::{Field, Input, Sheet, book_of_today, check, show, submit, values};
use crate::{
    Kind, RECORD, TaxCode,
    actions::{EnterpriseTold, Fact},
    book::{Book, Enterprise},
    latest::{last_row, next_code},
    model::Coded,
    store::enterprise,
};

pub(crate) async fn edit_new(ui: Ui) -> Result<Response> {
    let (sheet, _) = sheet(&ui, None).await?;
    show(ui, sheet).await
}

pub(crate) async fn record_new(ui: Ui, form: Form) -> Result<Response> {
    let (sheet, fact) = sheet(&ui, None).await?;
    let read = |form: &Form, problems: &mut Problems| read(form, problems, &fact);
    submit(ui, sheet, form, &read).await
}

pub(crate) async fn edit(ui: Ui, Path(code): Path<String>) -> Result<Response> {
    let (sheet, _) = sheet(&ui, Some(&code)).await?;
    show(ui, sheet).await
}

pub(crate) async fn record(ui: Ui, Path(code): Path<String>, form: Form) -> Result<Response> {
    let (sheet, fact) = sheet(&ui, Some(&code)).await?;
    let read = |form: &Form, problems: &mut Problems| read(form, problems, &fact);
    submit(ui, sheet, form, &read).await
}

/// What is changed, with what stands now.
struct Target {
    fact: Fact,
    subject: Subject,
}

async fn sheet(ui: &Ui, code: Option<&str>) -> Result<(Sheet, Target)> {
    let reader = ui.read_db().await?;
    let book = book_of_today(ui).await?;
    let standing = code.map(|code| found(&book, code)).transpose()?;
    let new = match standing {
        Some(_) => None,
        None => Some(next_code::<enterprise::Entity>(&reader, "DN", enterprise::Column::Code).await?),
    };
    let subject = standing.map_or_else(
        || Subject::new("enterprise", new.as_deref().unwrap_or_default(), ui.t("enterprises.add")),
        Enterprise::subject,
    );
    check(ui, &RECORD, &subject)?;
    let told = told(standing);
    let fact =
        Fact::Enterprise(standing.map_or_else(|| ui.app().db().clock().id(), |one| one.id), told.clone());
    let back = match standing {
        Some(one) => (format!("/enterprises/{}", one.code), one.name.clone()),
        None => ("/enterprises".to_owned(), ui.t("enterprises.title")),
    };
    let sheet = Sheet {
        title: match standing {
            Some(one) => format!("{}: {}", ui.t("clusters.record"), one.name),
            None => ui.t("enterprises.add"),
        },
        back,
        fields: fields(ui, &told, standing.is_none()),
        may_end: false,
        period: (String::new(), String::new()),
        action: &RECORD,
        seen: last_row(&reader, &fact).await?,
        new,
    };
    Ok((sheet, Target { fact, subject }))
}

fn found<'a>(book: &'a Book, code: &str) -> Result<&'a Enterprise> {
    let one = book.enterprises.iter().find(|one| one.code == code);
    Ok(one.ok_or_else(|| kit_base::Error::NotFound(Message::new("enterprises.no-such").with("code", code)))?)
}

fn told(standing: Option<&Enterprise>) -> EnterpriseTold {
    EnterpriseTold {
        name: standing.map(|one| one.name.clone()).unwrap_or_default(),
        kind: standing.map_or(Kind::Enterprise, |one| one.kind),
        tax_code: standing.and_then(|one| one.tax_code.clone()),
        country: standing.map(|one| one.country.clone()).unwrap_or_default(),
        body: standing.and_then(|one| one.body),
    }
}

fn fields(ui: &Ui, told: &EnterpriseTold, is_new: bool) -> Vec<Field> {
    let field = |name, word, input, needed, standing: String| Field { name, word, input, needed, standing };
    let kind = if is_new { String::new() } else { told.kind.code() };
    let tax_code = told.tax_code.as_ref().map(ToString::to_string).unwrap_or_default();
    vec![
        field("name", "enterprises.name", Input::Text, true, told.name.clone()),
        field("kind", "enterprises.kind", Input::Choice(values::choices::<Kind>(ui)), true, kind),
        field("tax_code", "enterprises.tax-code", Input::Text, false, tax_code),
        field("country", "enterprises.country-code", Input::Text, false, told.country.clone()),
    ]
}

fn read(form: &Form, problems: &mut Problems, target: &Target) -> Option<(Fact, Subject)> {
    let name = values::name(form, problems);
    let kind = values::coded(form, "kind", problems);
    let tax_code = form.parsed::<TaxCode>("tax_code", problems);
    let country = form.get("country").to_uppercase();
    let is_code = country.len() == 2 && country.bytes().all(|b| b.is_ascii_uppercase());
    if !country.is_empty() && !is_code {
        problems.add("country", Message::new("enterprises.no-country").with("text", &country));
    }
    let Fact::Enterprise(id, standing) = &target.fact else { return None };
    let subject = Subject { label: name.clone(), ..target.subject.clone() };
    Some((
        Fact::Enterprise(*id, EnterpriseTold { name, kind: kind?, tax_code, country, body: standing.body }),
        subject,
    ))
}
