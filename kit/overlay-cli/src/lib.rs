//! The command `overlay`: which areas of one GIS file lie in which of another, exactly, as a table.
//!
//! Everything is said through a [`Terminal`], so that the command can be part of another program. Exit codes: 0 done, 1 done and
//! something was found (features with faults, defects, failed cases), 2 wrong use, 3 a fault.

mod args;
mod cases;
mod check;
mod classify;
mod findings;
mod load;
mod pairs;
mod prepare;
mod progress;
mod refusal;
mod stats;
mod store;
mod systems;
mod table;
mod terminal;

use std::process::ExitCode;

pub use args::{Args, Command, Form};
pub use terminal::Terminal;

use kit_base::{Error, Message, Result, WordFile};

/// The words of the command, in both languages.
#[must_use]
pub const fn words() -> WordFile {
    WordFile {
        name: "overlay-cli",
        vi: include_str!("../locales/vi.toml"),
        en: include_str!("../locales/en.toml"),
    }
}

/// Something was found: the exit code of a run that did what was asked and has more to say.
pub(crate) const FOUND: u8 = 1;

/// Does what the command line asks for.
///
/// # Errors
/// Wrong use, an unusable file, a full disk. Single features that are broken are told and are no error.
pub fn run(args: &Args, terminal: &mut Terminal<'_>) -> Result<ExitCode> {
    match (&args.command, &args.cases, &args.a) {
        (Some(Command::Check(wanted)), ..) => check::run(wanted, terminal),
        (None, Some(cases), _) => cases::run(cases, terminal),
        (None, None, Some(a)) => pairs::run(args, a, terminal),
        (None, None, None) => Err(Error::Refused(Message::new("overlay.no-file"))),
    }
}
