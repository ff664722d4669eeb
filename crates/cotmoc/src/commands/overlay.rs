//! `cotmoc overlay`: GIS files against each other; needs no database.

use std::{io::IsTerminal, process::ExitCode};

use kit_base::Result;

use crate::say::Say;

pub(crate) fn overlay(args: &overlay_cli::Args, say: &Say) -> Result<ExitCode> {
    let mut terminal = overlay_cli::Terminal {
        words: say.words(),
        lang: say.lang(),
        out: Some(Box::new(std::io::stdout())),
        err: Box::new(std::io::stderr()),
        watched: std::io::stderr().is_terminal(),
    };
    overlay_cli::run(args, &mut terminal)
}
