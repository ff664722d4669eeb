//! Words on the command line: data to standard output, messages to standard error, in the person's language.

use std::{io::Write, process::ExitCode};

use kit_base::{Error, Lang, Message, Words, WordsError};

/// Speaks to the person at the terminal.
pub(crate) struct Say {
    words: Words,
    lang: Lang,
}

impl Say {
    /// In the language asked for, else in that of the terminal: English where `LANG` says so, Vietnamese otherwise.
    ///
    /// # Errors
    /// A word file that cannot be read.
    pub(crate) fn new(lang: Option<Lang>) -> Result<Self, WordsError> {
        let files: Vec<_> = crate::slices()
            .iter()
            .map(|slice| slice.words)
            .chain([kit_web::system::words(), overlay_cli::words()])
            .collect();
        let english = || std::env::var("LANG").is_ok_and(|lang| lang.starts_with("en"));
        let lang = lang.unwrap_or_else(|| if english() { Lang::En } else { Lang::Vi });
        Ok(Self { words: Words::read(&files)?, lang })
    }

    /// A line of data.
    pub(crate) fn data(line: &str) {
        // A closed pipe (`| head`) is no fault of ours.
        let _ = writeln!(std::io::stdout(), "{line}");
    }

    /// A message.
    pub(crate) fn note(&self, message: &Message) {
        let _ = writeln!(std::io::stderr(), "{}", self.say(message));
    }

    /// A sentence.
    pub(crate) fn say(&self, message: &Message) -> String {
        self.words.say(self.lang, message)
    }

    /// A word.
    pub(crate) fn word(&self, key: &str) -> String {
        self.words.get(self.lang, key).to_owned()
    }

    /// All words.
    pub(crate) fn words(&self) -> &Words {
        &self.words
    }

    /// How values are told.
    pub(crate) fn told(&self) -> imports::Told<'_> {
        imports::Told { words: &self.words, lang: self.lang }
    }

    /// The language.
    pub(crate) fn lang(&self) -> Lang {
        self.lang
    }

    /// Says what went wrong and gives the exit code.
    pub(crate) fn error(&self, error: &Error) -> ExitCode {
        match error {
            Error::Refused(message) | Error::NotFound(message) => {
                self.note(message);
                ExitCode::from(2)
            }
            Error::Invalid(problems) => {
                for problem in problems {
                    self.note(&problem.message);
                }
                ExitCode::from(2)
            }
            Error::Storage(message) => {
                self.note(message);
                ExitCode::from(3)
            }
            Error::SignedOut | Error::Fault(_) => {
                self.note(&Message::new("cli.fault").with("cause", error));
                ExitCode::from(3)
            }
        }
    }
}
