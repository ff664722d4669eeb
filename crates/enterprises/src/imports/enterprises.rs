//! Enterprises from a file: by code, else by tax code, else by exact name.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use clusters::Precision;
use documents::{DocumentId, Origin};
use kit_base::{Actor, Message, Result, Subject, alike_name, same_name};
use kit_db::{OrFault, Reader, Tx};
use kit_web::{CellProblem, Checked, FieldKind, ImportKind, ImportRequest, ImportRow, ImportValue};
use sea_orm::EntityTrait;

use super::{
    Found, Plan, answer, ask, checked, choice, choices, code_fault, field, needed, text, together, told,
    undo, world::World,
};
use crate::{
    EnterpriseId, Kind, RECORD, TaxCode,
    actions::{self, Dated, EnterpriseTold, Fact},
    book::Enterprise,
    store::enterprise,
};

/// The kind.
pub(super) const KIND: ImportKind = ImportKind {
    name: "enterprises",
    word: "enterprises.title",
    page: "/enterprises",
    action: &RECORD,
    fields: &[
        field("code", "enterprises.import.code", "enterprises.import.code-also", FieldKind::Text),
        needed(field("name", "enterprises.import.name", "enterprises.import.name-also", FieldKind::Text)),
        field("tax_code", "enterprises.tax-code", "enterprises.import.tax-code-also", FieldKind::Text),
        field("kind", "enterprises.kind", "enterprises.import.kind-also", FieldKind::Choice(choices::<Kind>)),
        field("country", "enterprises.country-code", "enterprises.import.country-also", FieldKind::Text),
    ],
    check: |reader, who, request| Box::pin(check(reader, who, request)),
    write: |tx, who, request, source, accepted| Box::pin(write(tx, who, request, source, accepted)),
    undo: |tx, who, deed| Box::pin(undo::enterprises(tx, who, deed)),
};

/// What an enterprise is to be.
struct Work {
    id: Option<EnterpriseId>,
    told: EnterpriseTold,
}

async fn check(reader: &Reader, who: &Actor, request: &ImportRequest) -> Result<Checked> {
    let world = World::load(reader, who, request.valid_from).await?;
    let plans = plans(reader, &world, who, request).await?;
    let mine = world.mine.enterprises.iter().filter(|one| may_record(&world, who, one));
    Ok(checked(plans, mine.map(|one| (one.code.clone(), one.name.clone()))))
}

async fn plans(
    reader: &Reader,
    world: &World,
    who: &Actor,
    request: &ImportRequest,
) -> Result<Vec<Plan<Work>>> {
    let identities = enterprise::Entity::find().all(reader).await.or_fault("enterprises")?;
    let identities: BTreeMap<_, _> = identities.into_iter().map(|row| (row.code, row.id)).collect();
    let plan = |row| plan(world, &identities, who, (row, answer(request, row)));
    let mut plans: Vec<_> = request.rows.iter().map(plan).collect();
    together(&mut plans, request, "DN", &identities.into_keys().collect());
    Ok(plans)
}

fn plan(
    world: &World,
    identities: &BTreeMap<String, EnterpriseId>,
    who: &Actor,
    (row, answer): (&ImportRow, Option<&str>),
) -> Plan<Work> {
    let name = row.text("name");
    let mut plan = Plan::of(row, name);
    if 200 < name.chars().count() {
        plan.wrong(row, "name", Message::new("enterprises.name-too-long"));
    }
    let tax_code = match row.text("tax_code") {
        "" => None,
        given => given
            .parse::<TaxCode>()
            .map_err(|message| {
                plan.wrong(row, "tax_code", lost_nought(given).unwrap_or(message));
            })
            .ok(),
    };
    let country = row.text("country").to_uppercase();
    let is_code = country.len() == 2 && country.bytes().all(|b| b.is_ascii_uppercase());
    if !country.is_empty() && !is_code {
        plan.wrong(row, "country", Message::new("enterprises.no-country").with("text", &country));
    }
    let ControlFlow::Continue(found) = plan.takes(find(world, who, row, tax_code.as_ref(), answer)) else {
        return plan;
    };
    if let Some(one) = found {
        plan.row.key.clone_from(&one.code);
        plan.row.exists = true;
    } else if let Some(fault) = code_fault(&plan.row.key) {
        plan.wrong(row, "code", fault);
    }
    let id = found.map(|one| one.id).or_else(|| identities.get(&plan.row.key).copied());
    let own = match id.and_then(|id| world.enterprise_now(id)) {
        Some(one) => one.subject(),
        None => Subject::new("enterprise", &plan.row.key, name),
    };
    if !who.may(&RECORD, &own) {
        plan.wrong(row, "name", Message::new("enterprises.import.not-yours"));
        return plan;
    }
    plan.means = match (plan.row.key.as_str(), &tax_code) {
        ("", Some(tax_code)) => tax_code.to_string(),
        ("", None) => name.to_lowercase(),
        (key, _) => key.to_owned(),
    };
    compare(plan, row, found, id, (tax_code, country))
}

/// What the row changes, compared with the enterprise as it stands on the day.
fn compare(
    mut plan: Plan<Work>,
    row: &ImportRow,
    found: Option<&Enterprise>,
    id: Option<EnterpriseId>,
    (tax_code, country): (Option<TaxCode>, String),
) -> Plan<Work> {
    let kind = choice(row, "kind").or_else(|| found.map(|one| one.kind)).unwrap_or(Kind::Enterprise);
    let name = row.text("name").to_owned();
    plan.change("name", found.map(|one| ImportValue::Text(one.name.clone())), text(&name));
    let old = found.and_then(|one| one.tax_code.as_ref()).and_then(text);
    plan.change("tax_code", old, tax_code.as_ref().and_then(text));
    plan.change("kind", found.map(|one| told(one.kind)), Some(told(kind)));
    plan.change("country", found.and_then(|one| text(&one.country)), text(&country));
    let country = if country.is_empty() { found.map(|one| one.country.clone()) } else { Some(country) };
    plan.work = Some(Work {
        id,
        told: EnterpriseTold {
            name,
            kind,
            tax_code: tax_code.or_else(|| found.and_then(|one| one.tax_code.clone())),
            country: country.unwrap_or_default(),
            body: found.and_then(|one| one.body),
        },
    });
    plan
}

/// Numbers lose their first nought in Excel: what the right tax code would be.
fn lost_nought(given: &str) -> Option<Message> {
    let whole = format!("0{given}").parse::<TaxCode>().ok()?;
    Some(Message::new("enterprises.import.lost-nought").with("text", given).with("code", whole))
}

fn may_record(world: &World, who: &Actor, one: &Enterprise) -> bool {
    who.may(&RECORD, &world.enterprise_now(one.id).unwrap_or(one).subject())
}

fn named(one: &Enterprise) -> (String, String) {
    (one.code.clone(), format!("{} {}", one.code, one.name))
}

fn find<'a>(
    world: &'a World,
    who: &Actor,
    row: &ImportRow,
    tax_code: Option<&TaxCode>,
    answer: Option<&str>,
) -> Found<'a, Enterprise> {
    let (code, name, all) = (row.text("code"), row.text("name"), &world.then.enterprises);
    let of_tax_code = all.iter().find(|one| one.tax_code.is_some() && one.tax_code.as_ref() == tax_code);
    let by_name = |is: fn(&str, &str) -> bool| {
        let named = world.mine.enterprises.iter().map(AsRef::as_ref).filter(move |one| is(&one.name, name));
        named.filter(|one| may_record(world, who, one)).collect::<Vec<_>>()
    };
    let of_other = |field: &str, key: &'static str, other: &Enterprise| {
        let yours = may_record(world, who, other);
        let message = if yours { Message::new(key) } else { Message::new("enterprises.import.not-yours") };
        let message = message.with("code", &other.code).with("name", &other.name);
        Found::Wrong(CellProblem { at: row.at(field), message })
    };
    let (same, alike) = (by_name(same_name), by_name(alike_name));
    if let Some(one) = all.iter().find(|one| one.code == code) {
        let namesake = same.iter().find(|other| other.id != one.id && of_tax_code.is_none());
        return match (of_tax_code.filter(|other| other.id != one.id), namesake) {
            (Some(other), _) => of_other("tax_code", "enterprises.import.tax-code-of-other", other),
            (None, Some(other)) if !same_name(&one.name, name) => {
                of_other("name", "enterprises.import.name-of-other", other)
            }
            _ => Found::Known(one),
        };
    }
    match of_tax_code {
        Some(one) if code.is_empty() => return Found::Known(one),
        Some(other) => return of_other("code", "enterprises.import.tax-code-of-other", other),
        None => {}
    }
    let other_tax_code = |one: &Enterprise| tax_code.is_some() && one.tax_code.is_some();
    let (candidates, key) = match (same.as_slice(), code.is_empty()) {
        ([one], true) if !other_tax_code(one) => return Found::Known(one),
        ([_], true) => (same, "enterprises.import.other-tax-code"),
        ([], _) => (alike, "enterprises.import.alike"),
        (_, true) => (same, "enterprises.import.several-same"),
        (_, false) => (same, "enterprises.import.same-name"),
    };
    let why = CellProblem { at: row.at("name"), message: Message::new(key).with("name", name) };
    ask(why, &candidates, named, answer, true)
}

async fn write(
    tx: &mut Tx,
    who: &Actor,
    request: &ImportRequest,
    source: DocumentId,
    accepted: &BTreeSet<u32>,
) -> Result<()> {
    let world = World::load(tx.reader(), who, request.valid_from).await?;
    let plans = plans(tx.reader(), &world, who, request).await?;
    for plan in plans.into_iter().filter(|plan| accepted.contains(&plan.row.number)) {
        let Some(Work { id, told }) = plan.work else { continue };
        let fact = Dated {
            new: id.is_none().then_some(plan.row.key),
            fact: Fact::Enterprise(id.unwrap_or_else(|| tx.id()), told),
            from: request.valid_from,
            to: None,
            precision: Precision::Day,
            origin: Origin::Recorded,
            source,
        };
        actions::write(tx, fact).await?;
    }
    Ok(())
}
