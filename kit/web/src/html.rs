//! Markup made in Rust, for the smallest parts that every template repeats.

use std::fmt;

/// Markup that is written as it is. Whoever makes one escapes what came from outside with [`Html::text`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Html(pub String);

impl Html {
    /// Text from outside, escaped.
    #[must_use]
    pub fn text(text: &str) -> Self {
        let escaped = text.chars().fold(String::with_capacity(text.len()), |mut out, c| {
            match c {
                '<' => out.push_str("&lt;"),
                '>' => out.push_str("&gt;"),
                '&' => out.push_str("&amp;"),
                '"' => out.push_str("&quot;"),
                '\'' => out.push_str("&#39;"),
                c => out.push(c),
            }
            out
        });
        Self(escaped)
    }
}

impl fmt::Display for Html {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl askama::filters::HtmlSafe for Html {}

impl askama::FastWritable for Html {
    fn write_into(&self, out: &mut dyn fmt::Write, _: &dyn askama::Values) -> askama::Result<()> {
        Ok(out.write_str(&self.0)?)
    }
}

#[cfg(test)]
mod tests {
    use super::Html;

    #[test]
    fn text_from_outside_cannot_become_markup() {
        assert_eq!(Html::text("<a href=\"x\">'&").0, "&lt;a href=&quot;x&quot;&gt;&#39;&amp;");
    }
}
