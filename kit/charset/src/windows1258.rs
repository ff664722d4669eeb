//! Code page 1258: the vowel with its circumflex, breve or horn, then its tone as a byte of its own.

use encoding_rs::WINDOWS_1258;
use unicode_normalization::UnicodeNormalization;

use crate::tables::split_tone;

pub(crate) fn decode(bytes: &[u8]) -> String {
    WINDOWS_1258.decode_without_bom_handling(bytes).0.nfc().collect()
}

pub(crate) fn encode(text: &str) -> Option<Vec<u8>> {
    let encoded = |text: &str| match WINDOWS_1258.encode(text) {
        (bytes, _, false) => Some(bytes.into_owned()),
        _ => None,
    };
    let letter = |letter: char| {
        let whole = letter.to_string();
        encoded(&whole).or_else(|| {
            let (base, tone) = split_tone(letter);
            encoded(&[base, tone?].iter().collect::<String>())
        })
    };
    text.chars().map(letter).collect::<Option<Vec<_>>>().map(|parts| parts.concat())
}
