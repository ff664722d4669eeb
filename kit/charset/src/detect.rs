//! Which character set a column of texts is in: the one in which most words with marks are Vietnamese.

use unicode_normalization::UnicodeNormalization;

use crate::{Charset, is_syllable, tables, tcvn3, vni, windows1258};

/// What a column looks like, and how sure that is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Detection {
    /// The best character set; UTF-8 where there is nothing but ASCII.
    pub charset: Charset,
    /// Words with marks that are Vietnamese syllables in it.
    pub words: usize,
    /// Words with marks that are none: names from abroad, abbreviations, other text.
    pub strange: usize,
    /// Syllables in the next best one.
    pub runner_up: usize,
}

impl Detection {
    /// Whether nine of ten words with marks are Vietnamese, and the next best character set has less than half as many.
    /// With nothing but ASCII there is nothing to doubt.
    #[must_use]
    pub fn is_sure(&self) -> bool {
        let nothing = self.words + self.strange == 0;
        nothing || (self.strange * 9 <= self.words && self.runner_up * 2 < self.words)
    }
}

/// The character sets of one byte, the more usual first: in a draw it wins.
const OLD: [Charset; 3] = [Charset::Windows1258, Charset::Tcvn3, Charset::Vni];
/// So many times as many values must be UTF-8 as not; an old text hardly ever is by chance.
const UTF8_PREVAILS: usize = 9;

/// By the bytes of all values of a column.
pub fn detect<'a>(values: impl IntoIterator<Item = &'a [u8]>) -> Detection {
    let mut seen = Evidence::default();
    for value in values {
        seen.add(value);
    }
    seen.detection()
}

/// By texts that a program made of the bytes without knowing the character set: none, when they are Unicode as they are.
pub fn detect_text<'a>(values: impl IntoIterator<Item = &'a str>) -> Option<Detection> {
    let mut as_is = Count::default();
    let mut old = [Count::default(); OLD.len()];
    for value in values {
        let value: String = value.nfc().collect();
        for word in value.split_whitespace().filter(|word| !word.is_ascii()) {
            as_is.add(Some(word));
            let bytes = tables::latin_bytes(word);
            for (count, charset) in old.iter_mut().zip(OLD) {
                count.add(bytes.as_deref().and_then(|bytes| strictly(charset, bytes)).as_deref());
            }
        }
    }
    let detection = best(&old);
    (as_is.words < detection.words)
        .then_some(Detection { runner_up: detection.runner_up.max(as_is.words), ..detection })
}

/// What was seen of a column so far, for columns that are read value by value.
#[derive(Debug, Clone, Default)]
pub struct Evidence {
    utf8: Count,
    /// Values with bytes beyond ASCII, by whether they are UTF-8.
    values: [usize; 2],
    old: [Count; OLD.len()],
}

#[derive(Debug, Default, Clone, Copy)]
struct Count {
    words: usize,
    strange: usize,
}

impl Count {
    /// Counts a word with marks; none stands for one that cannot be in the character set.
    fn add(&mut self, word: Option<&str>) {
        let is_word = word.is_some_and(|word| {
            // `(Bắc` and `Giang–Lạng` are words with other signs around them.
            let mut parts =
                word.split(|letter: char| !letter.is_alphabetic()).filter(|part| !part.is_ascii()).peekable();
            parts.peek().is_some() && parts.all(is_syllable)
        });
        if is_word { self.words += 1 } else { self.strange += 1 }
    }
}

impl Evidence {
    /// Takes the bytes of a value.
    pub fn add(&mut self, value: &[u8]) {
        if value.is_ascii() {
            return;
        }
        // The last byte of an old text may look like the first of a letter that was cut: what stands before must tell.
        let Some(text) = std::str::from_utf8(split_cut(value).0).ok().filter(|text| !text.is_ascii()) else {
            self.values[1] += 1;
            for word in value.split(u8::is_ascii_whitespace).filter(|word| !word.is_ascii()) {
                for (count, charset) in self.old.iter_mut().zip(OLD) {
                    count.add(strictly(charset, word).as_deref());
                }
            }
            return;
        };
        self.values[0] += 1;
        let text: String = text.nfc().collect();
        for word in text.split_whitespace().filter(|word| !word.is_ascii()) {
            self.utf8.add(Some(word));
        }
    }

    /// What it comes to.
    #[must_use]
    pub fn detection(&self) -> Detection {
        let [utf8, other] = self.values;
        if other * UTF8_PREVAILS <= utf8 {
            let Count { words, .. } = self.utf8;
            // Bytes that make UTF-8 throughout are UTF-8, whatever language it is.
            return Detection { charset: Charset::Utf8, words, strange: other, runner_up: 0 };
        }
        best(&self.old)
    }
}

fn best(old: &[Count]) -> Detection {
    let mut sorted: Vec<(Count, Charset)> = old.iter().copied().zip(OLD).collect();
    // Stable, so that the more usual one wins a draw.
    sorted.sort_by_key(|(count, _)| std::cmp::Reverse(count.words));
    let (Count { words, strange }, charset) = sorted[0];
    Detection { charset, words, strange, runner_up: sorted[1].0.words }
}

/// The word, if all its bytes can be in the character set.
fn strictly(charset: Charset, word: &[u8]) -> Option<String> {
    match charset {
        Charset::Utf8 => std::str::from_utf8(word).ok().map(str::to_owned),
        Charset::Tcvn3 => tcvn3::decode_strictly(word),
        Charset::Vni => vni::decode_strictly(word),
        Charset::Windows1258 => Some(windows1258::decode(word)),
    }
}

/// Parts off the beginning of a letter of UTF-8 at the end, which a field of fixed width has cut.
pub(crate) fn split_cut(bytes: &[u8]) -> (&[u8], &[u8]) {
    match std::str::from_utf8(bytes) {
        Err(cause) if cause.error_len().is_none() => bytes.split_at(cause.valid_up_to()),
        _ => (bytes, &[]),
    }
}
