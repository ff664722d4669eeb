//! The program *Cột Mốc*: the list of slices in reading order, the command line and the server.

mod commands;
mod config;
mod demo;
mod home;
mod say;
mod slices;
mod start;

use std::process::ExitCode;

use clap::Parser;

pub use commands::Cli;
pub use demo::{Demo, fill};
pub use slices::{slices, storage};

/// Runs the program as the command line says.
///
/// Exit codes: 0 done, 1 the audit chain is broken, 2 wrong use, 3 a fault or a storage that does not answer.
pub async fn run() -> ExitCode {
    let cli = Cli::parse();
    let say = say::Say::new(cli.lang);
    match commands::run(cli, &say).await {
        Ok(code) => code,
        Err(error) => say.error(&error),
    }
}
