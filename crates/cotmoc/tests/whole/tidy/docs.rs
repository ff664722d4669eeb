//! The documents for people name what is there: paths that exist, and every table and noun of the program.

use std::{collections::BTreeSet, fs};

use super::{
    all_between,
    lists::{actions, slices},
    nothing, root, sources,
};

/// Texts between back-quotes that look like a path of the repository.
fn paths(text: &str) -> Vec<&str> {
    let mut inside = false;
    let outside_of_blocks = text.lines().filter(|line| {
        let fence = line.trim_start().starts_with("```");
        inside ^= fence;
        !inside && !fence
    });
    let quoted = outside_of_blocks.flat_map(|line| line.split('`').skip(1).step_by(2));
    let starts = ["kit/", "crates/", "web/", "seed/", "e2e/", "docs/", "scripts/"];
    quoted.filter(|text| starts.iter().any(|start| text.starts_with(start))).collect()
}

/// Whether a path is there; `{a,b}` stands for both, `*` and a word in capitals for any.
fn exists(path: &str) -> bool {
    let path = path.split(['#', ':', ' ']).next().unwrap_or_default().trim_end_matches(['/', '.', ',']);
    if let Some((before, rest)) = path.split_once('{') {
        let (choices, after) = rest.split_once('}').unwrap_or((rest, ""));
        return choices.split(',').all(|choice| exists(&format!("{before}{choice}{after}")));
    }
    let wild = |part: &str| {
        let stem = part.split('.').next().unwrap_or_default();
        part.contains(['*', '<', '…'])
            || (!stem.is_empty()
                && stem.chars().all(|c| c.is_ascii_uppercase() || c == '_')
                && part != "README.md")
    };
    let fixed: Vec<_> = path.split('/').take_while(|part| !wild(part)).collect();
    root().join(fixed.join("/")).exists()
}

#[test]
fn the_pages_for_developers_name_only_what_is_there() {
    let mut wrong = Vec::new();
    let named = ["README.md", "ARCHITECTURE.md", "STYLE.md", "CONTRIBUTING.md"];
    let mut files: Vec<(String, String)> = named
        .iter()
        .filter_map(|name| Some(((*name).to_owned(), fs::read_to_string(root().join(name)).ok()?)))
        .collect();
    files.extend(sources(&["docs"], &[".md"]).into_iter().map(|file| (file.path, file.text)));
    for (name, text) in &files {
        wrong.extend(
            paths(text).into_iter().filter(|path| !exists(path)).map(|path| format!("{name}: {path}")),
        );
    }
    nothing(&wrong, "paths that do not exist");
}

#[test]
fn there_is_a_page_of_how_to_and_none_names_more_than_it_may() {
    let pages = sources(&["docs/how-to"], &[".md"]);
    assert!(3 <= pages.len(), "docs/how-to has a page for every open list");
    for page in pages {
        assert!(page.text.starts_with("# "), "{} has no title", page.path);
    }
}

#[test]
fn links_between_documents_lead_somewhere() {
    let mut wrong = Vec::new();
    for file in sources(&["docs"], &[".md"]) {
        let folder = root().join(&file.path).parent().unwrap().to_owned();
        for target in all_between(&file.text, "](", ')') {
            let target = target.split(['#', ' ']).next().unwrap_or_default();
            if !target.is_empty() && !target.contains("://") && !folder.join(target).exists() {
                wrong.push(format!("{}: {target}", file.path));
            }
        }
    }
    nothing(&wrong, "links that lead nowhere");
}

#[test]
fn the_glossary_has_every_table_and_every_noun_of_an_action() {
    let glossary = fs::read_to_string(root().join("docs/glossary.md")).expect("docs/glossary.md");
    let words: BTreeSet<&str> = glossary
        .split(|c: char| !c.is_alphanumeric() && c != '_' && c != '-')
        .filter(|word| !word.is_empty())
        .collect();
    let tables = slices().into_iter().flat_map(|slice| slice.storage.tables).map(|table| table.name);
    let nouns = actions().into_iter().filter_map(|action| Some(action.name.split_once('.')?.0));
    let missing: BTreeSet<_> =
        tables.chain(nouns).filter(|name| !words.contains(name)).map(str::to_owned).collect();
    nothing(&missing.into_iter().collect::<Vec<_>>(), "not in docs/glossary.md");
}
