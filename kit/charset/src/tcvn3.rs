//! TCVN 5712:1993, VN3, known as TCVN3 or ABC.

use unicode_normalization::UnicodeNormalization;

use crate::tables::latin;

/// Bytes of consecutive letters, by their first (TCVN 5712:1993, table VN3).
const RUNS: [(u8, &str); 8] = [
    (0xa1, "ĂÂÊÔƠƯĐăâêôơưđ"),
    (0xb5, "àảãáạ"),
    (0xbb, "ằẳẵắ"),
    (0xc6, "ặầẩẫấậè"),
    (0xce, "ẻẽéẹềểễếệìỉ"),
    (0xdc, "ĩíịò"),
    (0xe1, "ỏõóọồổỗốộờởỡớợù"),
    (0xf1, "ủũúụừửữứựỳỷỹýỵ"),
];

fn letter(byte: u8) -> Option<char> {
    let (first, letters) = RUNS.iter().rev().find(|(first, _)| *first <= byte)?;
    letters.chars().nth(usize::from(byte - first))
}

fn byte(letter: char) -> Option<u8> {
    let find = |letter: char| {
        RUNS.iter().find_map(|(first, letters)| {
            let place = letters.chars().position(|other| other == letter)?;
            Some(first + u8::try_from(place).ok()?)
        })
    };
    // A capital with a tone was written small, in a font of capitals.
    find(letter).or_else(|| letter.to_lowercase().find_map(find))
}

/// Every byte that is no ASCII must be a letter.
pub(crate) fn decode_strictly(bytes: &[u8]) -> Option<String> {
    bytes.iter().map(|byte| if byte.is_ascii() { Some(char::from(*byte)) } else { letter(*byte) }).collect()
}

pub(crate) fn decode(bytes: &[u8]) -> String {
    let text: String = bytes.iter().map(|byte| letter(*byte).unwrap_or_else(|| latin(*byte))).collect();
    // By words, so that the blanks between them stay as they are.
    let words: Vec<&str> = text.split_inclusive(char::is_whitespace).collect();
    let has_small = text.chars().any(|letter| letter.is_ascii_lowercase());
    let all = !has_small && words.iter().any(|word| is_in_capitals(word));
    let word =
        |word: &&str| if all || is_in_capitals(word) { word.to_uppercase() } else { (*word).to_owned() };
    words.iter().map(word).collect::<String>().nfc().collect()
}

/// Whether a word of a font of capitals: beyond its first letter, and in all letters that have no marks, `B¾C`.
fn is_in_capitals(word: &str) -> bool {
    let is_later_capital = |(place, letter): (usize, char)| 0 < place && letter.is_ascii_uppercase();
    !word.chars().any(|letter| letter.is_ascii_lowercase()) && word.char_indices().any(is_later_capital)
}

pub(crate) fn encode(text: &str) -> Option<Vec<u8>> {
    text.chars()
        .map(|letter| u8::try_from(letter).ok().filter(u8::is_ascii).or_else(|| byte(letter)))
        .collect()
}
