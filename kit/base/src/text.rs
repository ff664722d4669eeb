//! Vietnamese text made comparable.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use crate::Message;

/// Lower case without marks and with `d` for `đ`: `Đồng Đình` becomes `dong dinh`, composed or decomposed alike.
///
/// It serves search only. Two names that fold alike may be two places (Phượng Sơn and Phương Sơn).
#[must_use]
pub fn fold_vi(text: &str) -> String {
    text.nfd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .map(|c| if c == 'đ' { 'd' } else { c })
        .collect()
}

/// Names are the same when only the size of letters differs. Marks count: *Phượng Sơn* is not *Phương Sơn*.
#[must_use]
pub fn same_name(a: &str, b: &str) -> bool {
    a.to_lowercase() == b.to_lowercase()
}

/// Names that differ by marks alone may be one, or two: a person is asked.
#[must_use]
pub fn alike_name(a: &str, b: &str) -> bool {
    !same_name(a, b) && fold_vi(a) == fold_vi(b)
}

/// What is wrong with a line that somebody typed: it is longer than `most` characters, or has a character that nobody
/// sees. Such a one can turn a name around on the screen (U+202E), make two names look alike, or stop a database.
#[must_use]
pub fn line_fault(text: &str, most: usize) -> Option<Message> {
    fault(text, most, is_unseen)
}

/// As [`line_fault`], for a text that may have line breaks and tabs.
#[must_use]
pub fn lines_fault(text: &str, most: usize) -> Option<Message> {
    fault(text, most, |c| is_unseen(c) && !matches!(c, '\r' | '\n' | '\t'))
}

fn fault(text: &str, most: usize, unseen: impl Fn(char) -> bool) -> Option<Message> {
    let length = text.chars().filter(|c| *c != '\r').count();
    if most < length {
        return Some(Message::new("base.too-long").with("most", most).with("n", length));
    }
    let (place, found) = text.char_indices().find(|(_, c)| unseen(*c))?;
    let words: Vec<_> = text.get(..place)?.split_whitespace().collect();
    let before = words.get(words.len().saturating_sub(3)..)?.join(" ");
    let key = if before.is_empty() { "base.unseen-first" } else { "base.unseen" };
    Some(Message::new(key).with("code", format!("U+{:04X}", u32::from(found))).with("before", before))
}

/// Control characters, separators of lines, and format characters (general category Cf of Unicode 16).
fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{600}'..='\u{605}' | '\u{61c}' | '\u{6dd}' | '\u{70f}' | '\u{890}'..='\u{891}'
            | '\u{8e2}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{110bd}' | '\u{110cd}'
            | '\u{13430}'..='\u{1343f}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0001}' | '\u{e0020}'..='\u{e007f}')
}

/// Bytes as lower-case hexadecimal digits.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    let digit = |nibble: u8| char::from(b"0123456789abcdef"[usize::from(nibble)]);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// Composed text (NFC), as files, addresses and names are compared: some keyboards send the marks by themselves.
#[must_use]
pub fn compose(text: &str) -> String {
    text.nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_tell_names_apart_and_the_size_of_letters_does_not() {
        assert!(same_name("PHƯỢNG SƠN", "Phượng Sơn") && !same_name("Phượng Sơn", "Phương Sơn"));
        assert!(alike_name("Phượng Sơn", "Phương Sơn") && !alike_name("Phượng Sơn", "PHƯỢNG SƠN"));
        assert!(!alike_name("Phượng Sơn", "Phượng Hoàng"));
    }

    #[test]
    fn marks_case_and_the_barred_d_are_folded() {
        assert_eq!(fold_vi("Đồng Đình"), "dong dinh");
        assert_eq!(fold_vi("Nghĩa Hòa"), "nghia hoa");
    }

    #[test]
    fn characters_that_nobody_sees_are_named_with_what_stands_before_them() {
        let check = |text: &str, expect: Option<&str>| {
            let fault = line_fault(text, 100).map(|message| message.args.last().unwrap().1.clone());
            assert_eq!(fault.as_deref(), expect, "{text:?}");
        };
        check("Nguyễn Thị Lan – “CCN” 398/QĐ-UBND", None);
        check("Về việc thành lập\u{202e} gnud", Some("việc thành lập"));
        check("\u{200b}Lan", Some(""));
        for odd in ["a\tb", "a\0", "a\nb", "a\u{7f}", "a\u{ad}b", "a\u{2028}b", "a\u{feff}", "a\u{e0041}"] {
            check(odd, Some("a"));
        }
        assert_eq!(lines_fault("một\r\nhai\n", 100), None);
        assert!(lines_fault("một\u{202e}hai", 100).is_some());
    }

    #[test]
    fn a_text_is_measured_in_characters() {
        assert_eq!(line_fault(&"ữ".repeat(100), 100), None);
        assert_eq!(line_fault(&"ữ".repeat(101), 100).unwrap().key, "base.too-long");
    }

    #[test]
    fn composed_and_decomposed_text_fold_alike() {
        let decomposed: String = "Hợp Thịnh".nfd().collect();
        assert_eq!(fold_vi(&decomposed), fold_vi("Hợp Thịnh"));
    }
}
