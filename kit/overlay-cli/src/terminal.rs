//! Where the command speaks: data and messages, in the person's language.

use std::io::Write;

use kit_base::{Lang, Message, Words};

/// Data go to one place, messages to another.
pub struct Terminal<'a> {
    /// The words of messages.
    pub words: &'a Words,
    /// The language of messages.
    pub lang: Lang,
    /// Where data go, once.
    pub out: Option<Box<dyn Write>>,
    /// Where messages go.
    pub err: Box<dyn Write>,
    /// Whether somebody watches: then progress is shown.
    pub watched: bool,
}

impl std::fmt::Debug for Terminal<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Terminal").field("lang", &self.lang).finish_non_exhaustive()
    }
}

impl Terminal<'_> {
    /// A message.
    pub fn note(&mut self, message: &Message) {
        // Nobody listens any more: no fault of ours.
        let _ = writeln!(self.err, "{}", self.say(message));
    }

    /// A sentence.
    #[must_use]
    pub fn say(&self, message: &Message) -> String {
        self.words.say(self.lang, message)
    }
}
