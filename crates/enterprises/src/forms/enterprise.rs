//! The form of an enterprise.

use kit_base::{Error, Message, Result, Subject};
use kit_db::Reader;
use kit_web::{Field, FieldInput, Form, Problems, Ui};

use super::{
    sheet::{Sheet, book_of_today, check},
    values,
};
use crate::{
    Kind, RECORD, TaxCode,
    actions::{EnterpriseTold, Fact},
    book::{Book, Enterprise},
    codes::next_code,
    model::Coded,
    store::enterprise,
};

pub(super) async fn sheet(ui: &Ui, reader: &Reader, code: Option<&str>) -> Result<Sheet> {
    let book = book_of_today(ui, reader).await?;
    let standing = code.map(|code| found(&book, code)).transpose()?;
    let new = match standing {
        Some(_) => None,
        None => Some(next_code::<enterprise::Entity>(reader, "DN", enterprise::Column::Code).await?),
    };
    let subject = standing.map_or_else(
        || Subject::new("enterprise", new.as_deref().unwrap_or_default(), ui.t("enterprises.add")),
        Enterprise::subject,
    );
    check(ui, &RECORD, &subject)?;
    let id = standing.map_or_else(|| ui.app().db().clock().id(), |one| one.id);
    let body = standing.and_then(|one| one.body);
    Ok(Sheet {
        title: match standing {
            Some(one) => format!("{}: {}", ui.t("clusters.record"), one.name),
            None => ui.t("enterprises.add"),
        },
        back: match standing {
            Some(one) => (format!("/enterprises/{}", one.code), one.name.clone()),
            None => ("/enterprises".to_owned(), ui.t("enterprises.title")),
        },
        fields: fields(ui, standing),
        period: Default::default(),
        action: &RECORD,
        new,
        read: Box::new(move |form, problems| {
            let told = EnterpriseTold { body, ..read(form, problems)? };
            let subject = Subject { label: told.name.clone(), ..subject.clone() };
            Some((Fact::Enterprise(id, told), subject))
        }),
    })
}

fn found<'a>(book: &'a Book, code: &str) -> Result<&'a Enterprise> {
    let one = book.enterprises.iter().find(|one| one.code == code);
    one.map(|one| &**one)
        .ok_or_else(|| Error::NotFound(Message::new("enterprises.no-such").with("code", code)))
}

fn fields(ui: &Ui, standing: Option<&Enterprise>) -> Vec<Field> {
    let stands = |of: fn(&Enterprise) -> String| standing.map(of).unwrap_or_default();
    let tax_code = |one: &Enterprise| one.tax_code.as_ref().map(ToString::to_string).unwrap_or_default();
    vec![
        Field::new("name", "enterprises.name", FieldInput::Text, true)
            .standing(stands(|one| one.name.clone())),
        Field::new("kind", "enterprises.kind", values::choices::<Kind>(ui), true)
            .standing(stands(|one| one.kind.code())),
        Field::new("tax_code", "enterprises.tax-code", FieldInput::Text, false).standing(stands(tax_code)),
        Field::new("country", "enterprises.country-code", FieldInput::Text, false)
            .standing(stands(|one| one.country.clone())),
    ]
}

fn read(form: &Form, problems: &mut Problems) -> Option<EnterpriseTold> {
    let name = form.required_text("name", 200, problems);
    let kind = values::coded(form, "kind", problems);
    let tax_code = form.parsed::<TaxCode>("tax_code", problems);
    let country = form.get("country").to_uppercase();
    let is_code = country.len() == 2 && country.bytes().all(|b| b.is_ascii_uppercase());
    if !country.is_empty() && !is_code {
        problems.add("country", Message::new("enterprises.no-country").with("text", &country));
    }
    Some(EnterpriseTold { name, kind: kind?, tax_code, country, body: None })
}
