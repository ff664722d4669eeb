//! Which project a row means. Names of projects repeat; enterprise and cluster tell them apart.

use clusters::ClusterId;
use kit_base::{Actor, Message, alike_name, fold_vi, same_name};
use kit_web::{CellProblem, ImportRow};

use super::super::{Found, ask, world::World};
use crate::{EnterpriseId, book::Project};

pub(super) fn find<'a>(
    world: &'a World,
    who: &Actor,
    row: &ImportRow,
    place: (Option<EnterpriseId>, Option<ClusterId>),
    answer: Option<&str>,
) -> Found<'a, Project> {
    let (code, name) = (row.text("code"), row.text("name"));
    let why =
        |field: &str, key| CellProblem { at: row.at(field), message: Message::new(key).with("name", name) };
    if let Some(one) = world.then.projects.iter().map(AsRef::as_ref).find(|one: &&Project| one.code == code) {
        let other_firm = place.0.is_some_and(|enterprise| enterprise != one.enterprise);
        // Codes that slipped by a row look like this.
        if other_firm && fold_vi(&one.name) != fold_vi(name) && world.may_record(who, one) {
            return ask(why("code", "enterprises.import.another-project"), &[one], named, answer, false);
        }
        return Found::Known(one);
    }
    let agrees = |one: &&Project| {
        place.0.is_none_or(|id| id == one.enterprise) && place.1.is_none_or(|id| id == one.cluster)
    };
    let touches = |one: &&Project| {
        place == (None, None) || place.0 == Some(one.enterprise) || place.1 == Some(one.cluster)
    };
    let mine =
        || world.mine.projects.iter().map(AsRef::as_ref).filter(|one: &&Project| world.may_record(who, one));
    let same: Vec<_> = mine().filter(|one| same_name(&one.name, name)).filter(agrees).collect();
    let near: Vec<_> = mine()
        .filter(|one| same_name(&one.name, name) || alike_name(&one.name, name))
        .filter(touches)
        .collect();
    let (candidates, key) = match (same.as_slice(), code.is_empty()) {
        ([one], true) => return Found::Known(one),
        ([], true) => (near, "enterprises.import.alike-project"),
        (_, true) => (same, "enterprises.import.several-same"),
        (_, false) => (near.into_iter().filter(agrees).collect(), "enterprises.import.same-name"),
    };
    ask(why("name", key), &candidates, named, answer, true)
}

fn named(one: &Project) -> (String, String) {
    (one.code.clone(), format!("{} {}", one.code, one.name))
}
