//! What can go wrong, in three kinds: refused (a sentence and a way out), not found, and a fault of ours.

use std::fmt;

/// A sentence for a person: a key of the word files and what fills its gaps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Key in the word files.
    pub key: &'static str,
    /// Names and texts for the `{gaps}` of the sentence.
    pub args: Vec<(&'static str, String)>,
}

impl Message {
    /// A sentence without gaps so far.
    #[must_use]
    pub const fn new(key: &'static str) -> Self {
        Self { key, args: Vec::new() }
    }

    /// Fills one gap.
    #[must_use]
    pub fn with(mut self, name: &'static str, text: impl fmt::Display) -> Self {
        self.args.push((name, text.to_string()));
        self
    }
}

/// What is wrong with one field of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldProblem {
    /// The name of the field in the form.
    pub field: &'static str,
    /// What is wrong and what to do.
    pub message: Message,
}

impl FieldProblem {
    /// Names a field and its problem.
    #[must_use]
    pub const fn new(field: &'static str, message: Message) -> Self {
        Self { field, message }
    }
}

/// Why something was not done.
#[derive(Debug)]
pub enum Error {
    /// Nobody is signed in.
    SignedOut,
    /// The person may not, or a rule forbids: the sentence says what and the way out.
    Refused(Message),
    /// There is no such record, or it is not theirs to know of.
    NotFound(Message),
    /// The form has problems: all of them are told.
    Invalid(Vec<FieldProblem>),
    /// The storage cannot take it (full, locked, read-only): nothing was written.
    Storage(Message),
    /// A fault of ours. Logged once under a number; the person sees the number.
    Fault(String),
}

impl Error {
    /// A fault with the operation it happened in.
    #[must_use]
    pub fn fault(operation: &str, cause: impl fmt::Display) -> Self {
        Self::Fault(format!("{operation}: {cause}"))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SignedOut => write!(f, "not signed in"),
            Self::Refused(m) | Self::NotFound(m) | Self::Storage(m) => write!(f, "{} {:?}", m.key, m.args),
            Self::Invalid(problems) => {
                write!(f, "invalid:")?;
                problems.iter().try_for_each(|p| write!(f, " {} ({})", p.field, p.message.key))
            }
            Self::Fault(text) => f.write_str(text),
        }
    }
}

impl std::error::Error for Error {}

/// The outcome of anything that a person asked for.
pub type Result<T> = std::result::Result<T, Error>;
