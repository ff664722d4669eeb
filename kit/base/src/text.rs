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

#[cfg(test)]
mod tests {
    use super::*;

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
