//! The letters of Vietnamese, and bytes taken for Latin letters.

use encoding_rs::WINDOWS_1252;
use unicode_normalization::{UnicodeNormalization, char::compose};

/// Tones as combining marks: huyền, hỏi, ngã, sắc, nặng.
pub(crate) const TONES: [char; 5] = ['\u{300}', '\u{309}', '\u{303}', '\u{301}', '\u{323}'];

/// The letter under its tone, and the tone: `ấ` is `â` and sắc.
pub(crate) fn split_tone(letter: char) -> (char, Option<char>) {
    let parts: Vec<char> = [letter].into_iter().nfd().collect();
    let tone = parts.iter().copied().find(|part| TONES.contains(part));
    let rest = parts.iter().copied().filter(|part| !TONES.contains(part));
    let base = rest.reduce(|base, mark| compose(base, mark).unwrap_or(base)).unwrap_or(letter);
    (base, tone)
}

/// The letter with a tone, composed; `None` when there is no such letter.
pub(crate) fn with_tone(base: char, tone: char) -> Option<char> {
    compose(base, tone).or_else(|| {
        // `ạ` and a circumflex is how Unicode composes `ậ`: the mark below comes first.
        let mut parts = [base, tone].into_iter().nfc();
        parts.next().filter(|_| parts.next().is_none())
    })
}

/// As windows-1252 reads a byte.
pub(crate) fn latin(byte: u8) -> char {
    let bytes = [byte];
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(&bytes);
    text.chars().next().unwrap_or(char::from(byte))
}

/// The byte of a letter in windows-1252.
pub(crate) fn latin_byte(letter: char) -> Option<u8> {
    let mut buffer = [0; 4];
    match WINDOWS_1252.encode(letter.encode_utf8(&mut buffer)) {
        (bytes, _, false) => bytes.first().copied(),
        _ => None,
    }
}

/// The bytes of a text that has only letters of windows-1252; none when any other is in it.
pub(crate) fn latin_bytes(text: &str) -> Option<Vec<u8>> {
    text.chars().map(latin_byte).collect()
}
