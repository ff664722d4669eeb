//! Who may write only in an area or for a body is refused elsewhere when they write, not only when they look.

use std::collections::BTreeSet;

use kit_base::{Actor, Grant};
use kit_db::Engine;
use kit_testing::{Browser, TestApp, acting, day, people};
use serde_json::Value;

use crate::world::{World, at, run, system};

const FIELDS: [(&str, &str); 6] = [
    ("name", "minh họa 03"),
    ("area", "41"),
    ("investor_kind", "enterprise"),
    ("valid_from", "2026-01-05"),
    ("document", "minh-hoa"),
    ("note", ""),
];

fn only_in(unit: String) -> Vec<Grant> {
    let everywhere = |action: &str| Grant { action: action.to_owned(), body: None, units: None };
    let own = Grant { units: Some(BTreeSet::from([unit])), ..everywhere("cluster.record") };
    vec![everywhere("cluster.view"), everywhere("document.view"), own]
}
