//! `overlay --cases FILE`: cases of other geometry libraries against the engine.

use std::{fs::File, io::BufReader, path::Path, process::ExitCode};

use kit_base::{Error, Message, Result};

use crate::{FOUND, Terminal};

/// Tells each case that fails and at the end how many passed, as data.
pub(crate) fn run(path: &Path, terminal: &mut Terminal<'_>) -> Result<ExitCode> {
    let unreadable = |cause: std::io::Error| {
        Error::Refused(Message::new("overlay.file.io").with("file", path.display()).with("cause", cause))
    };
    let file = File::open(path).map_err(unreadable)?;
    let out = terminal.out.take().unwrap_or_else(|| Box::new(std::io::sink()));
    let summary = overlay_cases::run(BufReader::new(file), out).map_err(unreadable)?;
    Ok(if summary.fail == 0 { ExitCode::SUCCESS } else { ExitCode::from(FOUND) })
}
