//! Where a page leads on to, when the address itself says so.

/// The path, when it is one of ours: a whole address could lead to another site, browsers read `\` as `/` and drop
/// tabs and line breaks, and no header can carry a control character.
#[must_use]
pub fn own_path(next: &str) -> Option<&str> {
    let odd = |c: char| c == '\\' || c.is_control();
    (next.starts_with('/') && !next.starts_with("//") && !next.contains(odd)).then_some(next)
}

#[cfg(test)]
mod tests {
    use super::own_path;

    #[test]
    fn the_way_on_stays_within_this_site() {
        for ours in ["/", "/clusters?q=a&draft=1", "/clusters/24-015#tab", "/clusters?q=Hợp Thịnh"] {
            assert_eq!(own_path(ours), Some(ours));
        }
        let others = ["", "//evil", "https://evil", "/\\evil", "\\\\evil", "/\t/evil", "javascript:alert(1)"];
        for other in others.into_iter().chain(["/a\0", "/a\u{7f}", "/a\u{1b}[0m", "/a\u{85}", "/a\nb"]) {
            assert_eq!(own_path(other), None, "{other:?}");
        }
    }
}
