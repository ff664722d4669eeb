//! Everything flows one way: the kit knows no slice, and a slice only those above it in the list.

use std::fs;

use super::{nothing, root};

/// What a crate depends on, of the crates of this repository; tests may use `kit-testing`.
fn dependencies(folder: &str) -> Vec<String> {
    let text = fs::read_to_string(root().join(folder).join("Cargo.toml")).unwrap();
    let table: toml::Table = text.parse().unwrap();
    let found = table.get("dependencies").and_then(toml::Value::as_table);
    found.into_iter().flat_map(|table| table.keys().cloned()).collect()
}

fn folders(below: &str) -> Vec<String> {
    let entries = fs::read_dir(root().join(below)).unwrap().map(Result::unwrap);
    let mut names: Vec<_> = entries.map(|entry| entry.file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// The slices in reading order.
fn slices() -> Vec<&'static str> {
    let names = cotmoc::slices().into_iter().map(|slice| slice.name).filter(|name| *name != "home");
    names.collect()
}

#[test]
fn the_kit_knows_no_slice() {
    let slices = folders("crates");
    let mut wrong = Vec::new();
    for kit in folders("kit") {
        let knows = dependencies(&format!("kit/{kit}"));
        wrong.extend(
            knows.iter().filter(|name| slices.contains(name)).map(|name| format!("kit-{kit} → {name}")),
        );
    }
    nothing(&wrong, "parts of the kit that depend on a slice");
}

#[test]
fn a_slice_knows_only_those_above_it() {
    let order = slices();
    let mut wrong = Vec::new();
    for (place, name) in order.iter().enumerate() {
        for known in dependencies(&format!("crates/{name}")) {
            let below = order.iter().position(|slice| **slice == known).is_some_and(|other| place <= other);
            if below || known == "cotmoc" || known == "kit-testing" {
                wrong.push(format!("{name} → {known}"));
            }
        }
    }
    nothing(&wrong, "slices that depend on one below them");
}

#[test]
fn every_folder_of_crates_is_a_slice_in_the_list() {
    let order = slices();
    let missing: Vec<_> = folders("crates")
        .into_iter()
        .filter(|name| name != "cotmoc" && !order.contains(&name.as_str()))
        .collect();
    nothing(&missing, "crates that are not in crates/cotmoc/src/slices.rs");
}
