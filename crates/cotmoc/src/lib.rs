//! The program *Cột Mốc*: the list of slices in reading order, the command line and the server.

mod commands;
mod config;
mod connections;
mod demo;
mod home;
mod memory;
mod say;
mod slices;
mod start;

use std::{io::Write, process::ExitCode};

use clap::Parser;

pub use commands::Cli;
pub use demo::{Demo, Size, enlarge, fill};
pub use memory::use_one_heap;
pub use slices::{slices, storage};

/// Runs the program as the command line says.
///
/// Exit codes: 0 done, 1 the audit chain is broken or something in the register cannot be so, 2 wrong use, 3 a fault or a storage that does not answer.
pub async fn run() -> ExitCode {
    let cli = Cli::parse();
    let say = match say::Say::new(cli.lang) {
        Ok(say) => say,
        Err(cause) => {
            // Without words there is only the cause itself.
            let _ = writeln!(std::io::stderr(), "{cause}");
            return ExitCode::from(3);
        }
    };
    match commands::run(cli, &say).await {
        Ok(code) => code,
        Err(error) => say.error(&error),
    }
}
