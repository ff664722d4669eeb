//! Names as files write them: with or without *CCN*, *Xã*. Pure.

use kit_base::fold_vi;

/// The name of a cluster without *CCN* or *Cụm công nghiệp* before it.
#[must_use]
pub fn bare_name(text: &str) -> String {
    without(text, &["cum cong nghiep ", "cum cn ", "ccn "]).to_owned()
}

/// The name of a commune without its class.
pub(super) fn commune(text: &str) -> &str {
    without(text, &["xa ", "phuong ", "thi tran ", "x. ", "p. ", "tt. ", "x.", "p.", "tt."])
}

/// Cuts one of the beginnings off, which are given folded.
fn without<'a>(text: &'a str, beginnings: &[&str]) -> &'a str {
    let folded = fold_vi(text);
    let Some(length) = beginnings.iter().find(|start| folded.starts_with(**start)).map(|start| start.len())
    else {
        return text;
    };
    // Composed text has as many letters as its folded form.
    text.char_indices().nth(length).map_or(text, |(cut, _)| text[cut..].trim_start())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_thing_is_goes_from_its_name() {
        for text in ["CCN Hợp Thịnh", "Cụm công nghiệp Hợp Thịnh", "ccn  Hợp Thịnh", "Hợp Thịnh"]
        {
            assert_eq!(bare_name(text), "Hợp Thịnh", "{text}");
        }
        for text in ["Xã Phượng Sơn", "X. Phượng Sơn", "Phường Phượng Sơn", "Phượng Sơn"]
        {
            assert_eq!(commune(text), "Phượng Sơn", "{text}");
        }
    }
}
