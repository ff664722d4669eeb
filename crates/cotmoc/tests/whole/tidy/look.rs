//! How files look: their first line, their length, and what never stands in them.

use super::{nothing, program, rust, sources};

const MOST_LINES: usize = 400;

/// Files that are longer, each with the reason.
const LONGER: &[(&str, &str)] = &[];

#[test]
fn no_file_is_longer_than_four_hundred_lines() {
    let files = sources(&["kit", "crates", "web", "e2e"], &[".rs", ".ts", ".mjs"]);
    let long = files.iter().filter(|file| MOST_LINES < file.text.lines().count());
    let long: Vec<_> = long.map(|file| file.path.clone()).collect();
    let unknown: Vec<_> =
        long.iter().filter(|path| LONGER.iter().all(|(known, _)| known != path)).cloned().collect();
    nothing(&unknown, "files with more than 400 lines");
    let shorter = LONGER.iter().filter(|(known, _)| !long.iter().any(|path| path == known));
    nothing(
        &shorter.map(|(path, _)| (*path).to_owned()).collect::<Vec<_>>(),
        "exceptions that are none any more",
    );
}

#[test]
fn every_rust_file_says_on_its_top_what_it_is() {
    let silent = rust().into_iter().filter(|file| !file.text.starts_with("//! "));
    nothing(&silent.map(|file| file.path).collect::<Vec<_>>(), "files without a sentence of //! at the top");
}

#[test]
fn nothing_half_done_is_left() {
    // In pieces, so that this list is not found itself.
    let never = [
        concat!("TO", "DO"),
        concat!("FIX", "ME"),
        concat!("XX", "X"),
        concat!("dbg", "!("),
        concat!("todo", "!("),
        concat!("unimplemented", "!("),
        concat!("#[ig", "nore"),
        concat!("#[should_", "panic"),
        concat!("#[all", "ow("),
    ];
    let mut wrong = Vec::new();
    for file in sources(
        &["kit", "crates", "web/islands", "web/styles", "e2e"],
        &[".rs", ".ts", ".mjs", ".html", ".toml", ".css"],
    ) {
        for (number, line) in file.text.lines().enumerate() {
            // A test may say that it holds today's answer, which is to be another.
            let in_test = file.path.contains("/tests/");
            let found =
                never.iter().filter(|word| line.contains(**word) && !(in_test && word.starts_with("FIX")));
            wrong.extend(found.map(|word| format!("{}:{}: {word}", file.path, number + 1)));
        }
    }
    nothing(&wrong, "left over");
}

#[test]
fn only_the_command_line_writes_to_the_terminal() {
    let mut wrong = Vec::new();
    for file in rust() {
        let build = file.path.ends_with("build.rs"); // tells cargo
        let testing = file.path == "kit/testing/src/database.rs"; // names the engine below a panic, and says so
        let example = file.path.contains("/examples/"); // a program for the command line
        for word in [concat!("print", "ln!("), concat!("eprint", "ln!("), concat!("pri", "nt!(")] {
            if !build && !testing && !example && file.text.contains(word) {
                wrong.push(format!("{}: {word}", file.path));
            }
        }
    }
    nothing(&wrong, "files that print");
}

#[test]
fn no_colour_stands_in_rust_or_in_a_template() {
    let is_colour = |text: &str| {
        let digits = text.chars().take_while(char::is_ascii_hexdigit).count();
        [3, 6, 8].contains(&digits) && !text[digits..].starts_with(|c: char| c.is_alphanumeric() || c == '-')
    };
    let mut wrong = Vec::new();
    for file in
        sources(&["kit", "crates"], &[".rs", ".html"]).iter().filter(|file| !file.path.contains("/tests/"))
    {
        for line in program(&file.text).lines() {
            let hex = line.split('#').skip(1).any(is_colour) && line.contains("\"#");
            if hex || line.contains("rgb(") || line.contains("rgba(") || line.contains("hsl(") {
                wrong.push(format!("{}: {}", file.path, line.trim()));
            }
        }
    }
    nothing(&wrong, "colours outside web/styles");
}

#[test]
fn the_name_of_a_test_is_a_sentence() {
    let mut wrong = Vec::new();
    for file in rust() {
        wrong.extend(
            super::all_between(&file.text, concat!("fn te", "st_"), '(')
                .iter()
                .map(|name| format!("{}: {name}", file.path)),
        );
    }
    nothing(&wrong, "tests whose name is no sentence");
}
