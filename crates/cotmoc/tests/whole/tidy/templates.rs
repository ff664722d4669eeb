//! Templates carry no style, script or word of their own: the policy of the answers forbids the first two, and words
//! stand in the word files.

use super::{all_between, nothing, sources};

#[test]
fn templates_have_no_inline_style_and_no_inline_script() {
    let mut wrong = Vec::new();
    for file in sources(&["kit", "crates"], &[".html"]) {
        let mut tell = |what: &str| wrong.push(format!("{}: {what}", file.path));
        for never in ["style=", "javascript:", "<style", "hx-on"] {
            if file.text.contains(never) {
                tell(never);
            }
        }
        for script in all_between(&file.text, "<script", '>') {
            if !script.contains(" src=") && !script.contains("application/json") {
                tell("<script> without src");
            }
        }
        for tag in all_between(&file.text, "<", '>') {
            for attribute in
                tag.split_whitespace().skip(1).filter_map(|part| part.split_once('=')).map(|(name, _)| name)
            {
                if attribute.len() > 3
                    && attribute.starts_with("on")
                    && attribute.chars().all(|c| c.is_ascii_lowercase())
                {
                    tell(attribute);
                }
            }
        }
    }
    nothing(&wrong, "inline in templates");
}

#[test]
fn nothing_in_a_template_is_fetched_from_elsewhere() {
    let mut wrong = Vec::new();
    for file in sources(&["kit", "crates"], &[".html"]) {
        for start in ["src=\"http", "href=\"http", "url(http", "src=\"//", "@import"] {
            if file.text.contains(start) {
                wrong.push(format!("{}: {start}", file.path));
            }
        }
    }
    nothing(&wrong, "addresses of other sites");
}

#[test]
fn every_form_that_writes_carries_the_token() {
    let mut wrong = Vec::new();
    for file in sources(&["kit", "crates"], &[".html"]) {
        for form in file.text.split("<form").skip(1) {
            let form = form.split_once("</form>").map_or(form, |(inner, _)| inner);
            if form.contains("method=\"post\"")
                && !form.contains("ui.csrf")
                && !form.contains("csrf_token")
                && !form.contains("/sign-in")
            {
                wrong.push(format!("{}: {}", file.path, form.lines().next().unwrap_or_default()));
            }
        }
    }
    nothing(&wrong, "forms without their token");
}

#[test]
fn vietnamese_words_stand_in_word_files_and_not_in_templates() {
    let mut wrong = Vec::new();
    for file in sources(&["kit", "crates"], &[".html"]) {
        for line in file.text.lines().filter(|line| !line.contains("{#")) {
            let line = line.replace("398/QĐ-UBND", ""); // how a number of a document looks
            if line.chars().any(|letter| "ăđơưạảấầậắằẹếềệịọốồộớờợụứừựĐƠƯ".contains(letter))
                && !line.contains("Cột Mốc")
            {
                wrong.push(format!("{}: {}", file.path, line.trim()));
            }
        }
    }
    nothing(&wrong, "Vietnamese in templates");
}
