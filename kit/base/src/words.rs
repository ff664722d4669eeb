//! The words on screens: one TOML file per slice and language, Vietnamese first.

use std::{borrow::Cow, collections::BTreeMap, fmt, str::FromStr};

use serde::Serialize;

use crate::Message;

/// The language a person reads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Tiếng Việt.
    #[default]
    Vi,
    /// English.
    En,
}

impl Lang {
    /// The code in `<html lang>` and URLs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Vi => "vi",
            Self::En => "en",
        }
    }
}

impl FromStr for Lang {
    type Err = ();

    fn from_str(code: &str) -> Result<Self, ()> {
        match code {
            "vi" => Ok(Self::Vi),
            "en" => Ok(Self::En),
            _ => Err(()),
        }
    }
}

/// The two word files of a slice, embedded.
#[derive(Clone, Copy, Debug)]
pub struct WordFile {
    /// The slice, for messages.
    pub name: &'static str,
    /// `locales/vi.toml`.
    pub vi: &'static str,
    /// `locales/en.toml`.
    pub en: &'static str,
}

/// All words of all slices, in both languages.
#[derive(Debug, Default)]
pub struct Words {
    texts: BTreeMap<(Lang, String), String>,
}

/// A word file that cannot be used. It stops the start.
#[derive(Debug)]
pub struct WordsError(String);

impl fmt::Display for WordsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for WordsError {}

impl Words {
    /// Reads the files. Nested tables become dotted keys: `[title]` `list = "…"` is `title.list`.
    ///
    /// # Errors
    /// A file that is not TOML, a value that is no text, or a key given twice.
    pub fn read(files: &[WordFile]) -> Result<Self, WordsError> {
        let mut words = Self::default();
        for file in files {
            for (lang, text) in [(Lang::Vi, file.vi), (Lang::En, file.en)] {
                let place = format!("{}/locales/{}.toml", file.name, lang.code());
                let table: toml::Table =
                    text.parse().map_err(|cause| WordsError(format!("{place}: {cause}")))?;
                words.add(&place, lang, "", &table)?;
            }
        }
        Ok(words)
    }

    fn add(&mut self, place: &str, lang: Lang, prefix: &str, table: &toml::Table) -> Result<(), WordsError> {
        for (name, value) in table {
            let key = if prefix.is_empty() { name.clone() } else { format!("{prefix}.{name}") };
            match value {
                toml::Value::Table(inner) => self.add(place, lang, &key, inner)?,
                toml::Value::String(text) => {
                    if self.texts.insert((lang, key.clone()), text.clone()).is_some() {
                        return Err(WordsError(format!("{place}: {key} is there twice")));
                    }
                }
                _ => return Err(WordsError(format!("{place}: {key} is not a text"))),
            }
        }
        Ok(())
    }

    /// The word for a key; the key itself when there is none, so that a gap is seen and not hidden.
    #[must_use]
    pub fn get<'a>(&'a self, lang: Lang, key: &'a str) -> &'a str {
        self.find(lang, key).unwrap_or(key)
    }

    /// The word for a key, if there is one.
    #[must_use]
    pub fn find(&self, lang: Lang, key: &str) -> Option<&str> {
        self.texts.get(&(lang, key.to_owned())).map(String::as_str)
    }

    /// A whole sentence with its gaps filled.
    #[must_use]
    pub fn say(&self, lang: Lang, message: &Message) -> String {
        let text = Cow::Borrowed(self.get(lang, message.key));
        message
            .args
            .iter()
            .fold(text, |text, (name, value)| Cow::Owned(text.replace(&format!("{{{name}}}"), value)))
            .into_owned()
    }

    /// All keys of a language, for the test that both have the same.
    pub fn keys(&self, lang: Lang) -> impl Iterator<Item = &str> {
        self.texts.keys().filter(move |(of, _)| *of == lang).map(|(_, key)| key.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: WordFile = WordFile {
        name: "sample",
        vi: "[title]\nlist = \"Cụm công nghiệp\"\ncount = \"{n} cụm\"",
        en: "[title]\nlist = \"Clusters\"\ncount = \"{n} clusters\"",
    };

    #[test]
    fn gaps_are_filled_in_the_language_asked_for() {
        let words = Words::read(&[FILE]).unwrap();
        let message = Message::new("title.count").with("n", 45);
        assert_eq!(words.say(Lang::Vi, &message), "45 cụm");
        assert_eq!(words.say(Lang::En, &message), "45 clusters");
    }

    #[test]
    fn a_missing_word_shows_its_key() {
        assert_eq!(Words::default().get(Lang::Vi, "no.such"), "no.such");
    }

    #[test]
    fn a_key_given_twice_stops_the_start_and_is_named() {
        let error = Words::read(&[FILE, FILE]).unwrap_err();
        assert!(error.to_string().contains("title."), "{error}");
    }
}
