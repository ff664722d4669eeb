//! Vietnamese text made comparable.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

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

/// The first character that nobody sees, with its place from 1: a control or format character (Unicode classes Cc, Cf,
/// Zl and Zp). Such characters come along when text is pasted; two names that look alike would not be the same.
#[must_use]
pub fn unseen(text: &str) -> Option<(usize, char)> {
    text.chars().enumerate().find(|(_, c)| is_unseen(*c)).map(|(place, c)| (place + 1, c))
}

fn is_unseen(c: char) -> bool {
    let format = matches!(c, '\u{ad}' | '\u{600}'..='\u{605}' | '\u{61c}' | '\u{6dd}' | '\u{70f}'
        | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}');
    c.is_control() || format
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_character_that_nobody_sees_is_found_with_its_place() {
        assert_eq!(unseen("Hợp\u{a0}Thịnh 2, \u{2013} ô tô"), None);
        assert_eq!(unseen("Hợp\u{200b}Thịnh"), Some((4, '\u{200b}')));
        for bad in ['\0', '\n', '\u{7f}', '\u{ad}', '\u{202e}', '\u{2066}', '\u{feff}', '\u{e0041}'] {
            assert_eq!(unseen(&format!("{bad}a")), Some((1, bad)), "{bad:?}");
        }
    }

    #[test]
    fn marks_case_and_the_barred_d_are_folded() {
        assert_eq!(fold_vi("Đồng Đình"), "dong dinh");
        assert_eq!(fold_vi("Nghĩa Hòa"), "nghia hoa");
    }

    #[test]
    fn composed_and_decomposed_text_fold_alike() {
        let decomposed: String = "Hợp Thịnh".nfd().collect();
        assert_eq!(fold_vi(&decomposed), fold_vi("Hợp Thịnh"));
    }
}
