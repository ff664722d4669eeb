//! Vietnamese text as old programs wrote it (bảng mã), recognised and turned into composed Unicode (NFC).
//!
//! Before Unicode a letter such as *ắ* had a byte of its own in TCVN3, two in VNI and in windows-1258, and files seldom say
//! which. [`detect`] tells by a whole column of texts, [`Charset::decode`] turns a text. Programs that knew no better handed
//! such bytes on as Latin letters, `Mêng Kh¬ng` for *Mường Khương*: [`detect_text`] and [`Charset::repair`] are for those.
//! Nothing is changed that is Vietnamese in Unicode already.

mod detect;
mod syllable;
mod tables;
mod tcvn3;
mod vni;
mod windows1258;

pub use detect::{Detection, Evidence, detect, detect_text};
pub use syllable::is_syllable;

use unicode_normalization::UnicodeNormalization;

/// A character set that Vietnamese text is met in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Charset {
    /// Unicode as UTF-8, composed or not. Plain ASCII is UTF-8 too.
    Utf8,
    /// TCVN 5712:1993, VN3: one byte for a letter; fonts `.VnTime`. Its capitals have no tones: a word in capitals was written
    /// with small letters in a font of capitals, `.VnTimeH`.
    Tcvn3,
    /// VNI for Windows: the vowel, then a letter for its marks; fonts `VNI-Times`.
    Vni,
    /// Code page 1258 of Windows: the vowel, then its tone.
    Windows1258,
}

impl Charset {
    /// The text in composed Unicode. What the character set does not have is read as windows-1252 has it; bytes that are no
    /// UTF-8 become U+FFFD, but a letter that the end of a field has cut is left out. Bytes beyond ASCII that are UTF-8
    /// throughout are read as such whatever the set: columns are mixed, and a text of an old set hardly ever is UTF-8 too.
    #[must_use]
    pub fn decode(self, bytes: &[u8]) -> String {
        if let Ok(text) = std::str::from_utf8(bytes) {
            return text.nfc().collect();
        }
        match self {
            Self::Utf8 => {
                let (whole, _) = detect::split_cut(bytes);
                String::from_utf8_lossy(whole).nfc().collect()
            }
            Self::Tcvn3 => tcvn3::decode(bytes),
            Self::Vni => vni::decode(bytes),
            Self::Windows1258 => windows1258::decode(bytes),
        }
    }

    /// The bytes of a text, or none when it has a character that the set does not have. In TCVN3 capitals with tones become
    /// small letters, as they were written.
    #[must_use]
    pub fn encode(self, text: &str) -> Option<Vec<u8>> {
        let text: String = text.nfc().collect();
        match self {
            Self::Utf8 => Some(text.into_bytes()),
            Self::Tcvn3 => tcvn3::encode(&text),
            Self::Vni => vni::encode(&text),
            Self::Windows1258 => windows1258::encode(&text),
        }
    }

    /// A text whose bytes were taken for Latin letters. One that has other characters is Unicode already and is composed only,
    /// as is any text where this is UTF-8.
    #[must_use]
    pub fn repair(self, text: &str) -> String {
        match tables::latin_bytes(text) {
            Some(bytes) if self != Self::Utf8 => self.decode(&bytes),
            _ => text.nfc().collect(),
        }
    }
}

#[cfg(test)]
mod tests;
