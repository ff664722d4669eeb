//! The source is as STYLE.md says: which crate knows which, that every list is complete, that every word is there in
//! both languages, and how files look.

mod api;
mod direction;
mod docs;
mod lists;
mod look;
mod templates;
mod words;

use std::{
    fs,
    path::{Path, PathBuf},
};

/// A file of the repository.
pub struct Source {
    /// From the root, for example `kit/web/src/ui.rs`.
    pub path: String,
    /// What stands in it.
    pub text: String,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap().to_owned()
}

/// Files below these folders with one of these endings, in order of their paths.
pub fn sources(folders: &[&str], endings: &[&str]) -> Vec<Source> {
    let mut found = Vec::new();
    for folder in folders {
        gather(&root().join(folder), endings, &mut found);
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(!found.is_empty(), "nothing in {folders:?}");
    found
}

fn gather(folder: &Path, endings: &[&str], found: &mut Vec<Source>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.map(Result::unwrap) {
        let name = entry.file_name().into_string().unwrap();
        if entry.file_type().unwrap().is_dir() {
            if !["node_modules", "dist", "target"].contains(&name.as_str()) && !name.starts_with('.') {
                gather(&entry.path(), endings, found);
            }
        } else if endings.iter().any(|ending| name.ends_with(ending)) {
            let path = entry.path().strip_prefix(root()).unwrap().display().to_string();
            found.push(Source { path, text: fs::read_to_string(entry.path()).unwrap() });
        }
    }
}

/// The Rust files.
fn rust() -> Vec<Source> {
    sources(&["kit", "crates"], &[".rs"])
}

/// The part of a Rust file that is no test.
pub fn program(text: &str) -> &str {
    text.split_once("#[cfg(test)]").map_or(text, |(program, _)| program)
}

/// All texts between `start` and `end`.
pub fn all_between<'a>(text: &'a str, start: &str, end: char) -> Vec<&'a str> {
    text.split(start).skip(1).filter_map(|rest| rest.split_once(end)).map(|(inner, _)| inner).collect()
}

/// Fails with all that is wrong, not only with the first.
#[track_caller]
fn nothing(wrong: &[String], what: &str) {
    assert!(wrong.is_empty(), "{what}:\n  {}", wrong.join("\n  "));
}
