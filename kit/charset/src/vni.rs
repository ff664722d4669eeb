//! VNI for Windows: a vowel in ASCII, then one letter for its marks.

use unicode_normalization::UnicodeNormalization;

use crate::tables::{latin, split_tone, with_tone};

const CIRCUMFLEX: char = '\u{302}';
const BREVE: char = '\u{306}';
const GRAVE: char = '\u{300}';
const HOOK: char = '\u{309}';
const TILDE: char = '\u{303}';
const ACUTE: char = '\u{301}';
const DOT: char = '\u{323}';

/// The byte after a vowel, as a small letter of windows-1252, and the marks it stands for.
const MARKS: [(char, &[char]); 17] = [
    ('ù', &[ACUTE]),
    ('ø', &[GRAVE]),
    ('û', &[HOOK]),
    ('õ', &[TILDE]),
    ('ï', &[DOT]),
    ('â', &[CIRCUMFLEX]),
    ('á', &[CIRCUMFLEX, ACUTE]),
    ('à', &[CIRCUMFLEX, GRAVE]),
    ('å', &[CIRCUMFLEX, HOOK]),
    ('ã', &[CIRCUMFLEX, TILDE]),
    ('ä', &[CIRCUMFLEX, DOT]),
    ('ê', &[BREVE]),
    ('é', &[BREVE, ACUTE]),
    ('è', &[BREVE, GRAVE]),
    ('ú', &[BREVE, HOOK]),
    ('ü', &[BREVE, TILDE]),
    ('ë', &[BREVE, DOT]),
];

/// Letters with a byte of their own; `ơ` and `ư` take tones as plain vowels do.
const WHOLE: [(char, char); 9] = [
    ('ô', 'ơ'),
    ('ö', 'ư'),
    ('ñ', 'đ'),
    ('í', 'í'),
    ('ì', 'ì'),
    ('æ', 'ỉ'),
    ('ó', 'ĩ'),
    ('ò', 'ị'),
    ('î', 'ỵ'),
];

/// Small and capital letters are coded alike, in both places.
fn small(letter: char) -> char {
    letter.to_lowercase().next().unwrap_or(letter)
}

fn capital(letter: char) -> char {
    letter.to_uppercase().next().unwrap_or(letter)
}

/// The letter of its own that a byte is.
fn whole(sign: char) -> Option<char> {
    let (_, letter) = WHOLE.iter().find(|(other, _)| *other == small(sign))?;
    Some(if sign.is_uppercase() { capital(*letter) } else { *letter })
}

/// A vowel with the marks that a byte stands for, if there is such a letter.
fn marked(vowel: char, sign: char) -> Option<char> {
    let base = whole(vowel).unwrap_or(vowel);
    let (_, marks) = MARKS.iter().find(|(other, _)| *other == small(sign))?;
    marks
        .iter()
        .try_fold(base, |letter, mark| with_tone(letter, *mark))
        .filter(|_| "aăâeêioôơuưy".contains(small(base)))
}

/// The letters, and whether every byte that is no ASCII was part of one.
fn read(bytes: &[u8]) -> (String, bool) {
    let signs: Vec<char> = bytes.iter().map(|byte| latin(*byte)).collect();
    let (mut text, mut is_clean, mut at) = (String::new(), true, 0);
    while at < signs.len() {
        let sign = signs[at];
        if let Some(letter) = signs.get(at + 1).and_then(|next| marked(sign, *next)) {
            text.push(letter);
            at += 2;
            continue;
        }
        let letter = whole(sign);
        is_clean &= sign.is_ascii() || letter.is_some();
        text.push(letter.unwrap_or(sign));
        at += 1;
    }
    (text, is_clean)
}

pub(crate) fn decode(bytes: &[u8]) -> String {
    read(bytes).0.nfc().collect()
}

pub(crate) fn decode_strictly(bytes: &[u8]) -> Option<String> {
    let (text, is_clean) = read(bytes);
    is_clean.then_some(text)
}

pub(crate) fn encode(text: &str) -> Option<Vec<u8>> {
    text.chars().map(bytes_of).collect::<Option<Vec<_>>>().map(|parts| parts.concat())
}

fn bytes_of(letter: char) -> Option<Vec<u8>> {
    if letter.is_ascii() {
        return Some(vec![u8::try_from(letter).ok()?]);
    }
    let as_written = |sign: char| {
        let sign = if letter.is_uppercase() { capital(sign) } else { sign };
        crate::tables::latin_byte(sign)
    };
    let own = |wanted: char| WHOLE.iter().find(|(_, other)| *other == small(wanted)).map(|(sign, _)| *sign);
    if let Some(sign) = own(letter) {
        return Some(vec![as_written(sign)?]);
    }
    let (base, tone) = split_tone(letter);
    let (vowel, mut marks) = match own(base) {
        Some(sign) => (as_written(sign)?, Vec::new()),
        None => plain_vowel(base)?,
    };
    marks.extend(tone);
    let (sign, _) = MARKS.iter().find(|(_, other)| *other == marks)?;
    Some(vec![vowel, as_written(*sign)?])
}

/// `â` as `a` and its circumflex.
fn plain_vowel(base: char) -> Option<(u8, Vec<char>)> {
    let mut parts = [base].into_iter().nfd();
    let vowel = u8::try_from(parts.next()?).ok().filter(u8::is_ascii)?;
    Some((vowel, parts.collect()))
}
