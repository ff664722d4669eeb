//! Names as files write them: with or without *CCN*, *Xã*. Pure.

use kit_base::fold_vi;

/// The name of a cluster without *CCN* or *Cụm công nghiệp* before it.
pub(super) fn cluster(text: &str) -> String {
    without(text, &["cụm công nghiệp ", "cụm cn ", "ccn "]).to_owned()
}

/// The name of a commune without its class.
pub(super) fn commune(text: &str) -> &str {
    without(text, &["xã ", "phường ", "thị trấn ", "x. ", "p. ", "tt. ", "x.", "p.", "tt."])
}

/// Names are the same when only the size of letters differs. Marks count: *Phượng Sơn* is not *Phương Sơn*.
pub(crate) fn same(a: &str, b: &str) -> bool {
    a.to_lowercase() == b.to_lowercase()
}

/// Names that differ by marks alone may be one, or two: a person is asked.
pub(crate) fn alike(a: &str, b: &str) -> bool {
    !same(a, b) && fold_vi(a) == fold_vi(b)
}

/// Cuts one of the beginnings off, which are given in small letters. Their marks count: *Phượng Sơn* does not begin with
/// *phường*, nor *Xa Lý* with *xã*.
fn without<'a>(text: &'a str, beginnings: &[&str]) -> &'a str {
    let small = text.to_lowercase();
    let Some(start) = beginnings.iter().find(|start| small.starts_with(**start)) else { return text };
    let length = start.chars().count();
    text.char_indices().nth(length).map_or(text, |(cut, _)| text[cut..].trim_start())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_thing_is_goes_from_its_name() {
        for text in ["CCN Hợp Thịnh", "Cụm công nghiệp Hợp Thịnh", "ccn  Hợp Thịnh", "Hợp Thịnh"]
        {
            assert_eq!(cluster(text), "Hợp Thịnh", "{text}");
        }
        for text in ["Xã Phượng Sơn", "X. Phượng Sơn", "Phường Phượng Sơn", "PHƯỜNG Phượng Sơn", "Phượng Sơn"]
        {
            assert_eq!(commune(text), "Phượng Sơn", "{text}");
        }
    }

    #[test]
    fn marks_tell_names_apart_and_the_size_of_letters_does_not() {
        assert!(same("PHƯỢNG SƠN", "Phượng Sơn") && !same("Phượng Sơn", "Phương Sơn"));
        assert!(alike("Phượng Sơn", "Phương Sơn") && !alike("Phượng Sơn", "PHƯỢNG SƠN"));
        assert!(!alike("Phượng Sơn", "Phượng Hoàng"));
    }
}
