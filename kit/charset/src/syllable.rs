//! Whether a word is a Vietnamese syllable (âm tiết): few spellings are, so that a text read in the wrong character set shows.

use crate::tables::split_tone;

/// Beginnings (âm đầu), longer before shorter; `qu` and `gi` are written with the vowel's letter.
const ONSETS: &[&str] = &[
    "ngh", "ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr", "b", "c", "d", "đ", "g", "h", "k",
    "l", "m", "n", "p", "r", "s", "t", "v", "x", "",
];

/// Rhymes (vần) without tones, as the spelling dictionaries list them, and those of loan words that place names have.
const RHYMES: &str = " a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây \
    e ec em en eng eo ep et ê êc êch êm ên êng ênh êp êt êu \
    i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu \
    o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong op ot \
    ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt \
    u ua uân uâng uât uây uc uê uêch uênh ui um un ung uôc uôi uôm uôn uông uôt uơ up ut uy uya uych uyên uyêt uynh uyt uyu \
    ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu y ych yêm yên yêng yêt yêu ynh yt ";

/// Sắc and nặng, the only tones before a stop.
const STOPPED_TONES: [char; 2] = ['\u{301}', '\u{323}'];

/// Rhymes that end in a vowel and never have their tone on it; in others of two vowels both places are in use (`hòa`, `hoà`).
const FALLING: &str =
    " ai ao au ay âu ây eo êu ia iêu iu oai oao oay oeo oi ôi ơi ua uây ui uôi uya uyu ưa ưi ươi ươu ưu yêu ";

/// Whether a word, in composed letters of any size, is spelt as a Vietnamese syllable with its tone.
#[must_use]
pub fn is_syllable(word: &str) -> bool {
    let mut tones = Vec::new();
    let mut plain = String::new();
    for letter in word.chars().flat_map(char::to_lowercase) {
        let (base, tone) = split_tone(letter);
        plain.push(base);
        // With how much of the word stands behind it.
        tones.extend(tone.map(|tone| (tone, plain.len())));
    }
    let tone = match tones.as_slice() {
        [] => None,
        [(tone, end)] => Some((*tone, *end == plain.len())),
        _ => return false,
    };
    let is_rhyme = |rest: &str| {
        let stopped = rest.ends_with(['c', 'p', 't']) || rest.ends_with("ch");
        let fits = !stopped || tone.is_some_and(|(tone, _)| STOPPED_TONES.contains(&tone));
        let misplaced = tone.is_some_and(|(_, at_end)| at_end) && is_in(FALLING, rest);
        fits && !misplaced && is_in(RHYMES, rest)
    };
    ONSETS.iter().filter_map(|onset| plain.strip_prefix(onset)).any(is_rhyme)
}

fn is_in(list: &str, word: &str) -> bool {
    !word.is_empty() && list.split_ascii_whitespace().any(|one| one == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_vietnamese_are_syllables() {
        let text = "Cụm công nghiệp Hợp Thịnh xã Đồng Đình huyện Việt Yên tỉnh Bắc Giang nghĩa quyết định giếng gì quý \
                    Khuê Nguyễn xuyên đường ruộng trường học Lục Ngạn Quế Võ Thuận Thành Gia Bình Lương Tài Ỷ Ấp hòa hoà \
                    khuỷu Quỳnh Quý quá giá già gìn thuở oanh yêu quốc giữa nghiêng ươm";
        for word in text.split_whitespace() {
            assert!(is_syllable(word), "{word}");
        }
    }

    #[test]
    fn words_of_other_languages_and_wrong_readings_are_none() {
        for word in [
            "§åNG", "ViÖt", "Baéc", "Yeân", "été", "Bãìc", "", "Đăc", "bàc", "Xaõ", "aù", "iá", "họcj",
            "strength", "12",
        ] {
            assert!(!is_syllable(word), "{word}");
        }
    }
}
