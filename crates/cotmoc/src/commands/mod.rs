//! The command line. Data go to standard output, messages to standard error.

mod archive;
mod check;
mod demo;
mod export;
mod import;
mod inside;
mod measure;
mod overlay;
mod serve;
mod user;
mod verify;

use std::{path::PathBuf, process::ExitCode};

use clap::{Args, Parser, Subcommand};
use kit_base::{Day, Lang, Result};

use crate::{say::Say, start};

/// Cột Mốc: open software for a province's industrial clusters.
#[derive(Debug, Parser)]
#[command(name = "cotmoc", version, arg_required_else_help = true)]
pub struct Cli {
    /// Language of messages: vi or en (by default that of the terminal, else Vietnamese)
    #[arg(long, env = "COTMOC_LANG", global = true, value_parser = lang)]
    pub(crate) lang: Option<Lang>,
    #[command(subcommand)]
    command: Command,
}

/// Where the facts are.
#[derive(Debug, Args)]
struct Where {
    /// Folder of the installation: cotmoc.gpkg, files, cotmoc.toml
    #[arg(long, env = "COTMOC_DATA", default_value = "data/demo", global = true)]
    data: PathBuf,
    /// URL of a PostgreSQL database with PostGIS, instead of the embedded one
    #[arg(long, env = "COTMOC_DATABASE", global = true)]
    database: Option<String>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make the demonstration province in an empty folder or database
    Demo {
        #[command(flatten)]
        at: Where,
        /// Only show the passwords of the demonstration's people
        #[arg(long)]
        show_passwords: bool,
        /// How much: the province, or with 5,000 made-up clusters and 50,000 projects more, to measure speed
        #[arg(long, default_value = "small")]
        size: demo::Size,
        /// How many times of the large size
        #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..=20))]
        times: u8,
    },
    /// Serve the pages
    Serve {
        #[command(flatten)]
        at: Where,
        /// Address to listen on
        #[arg(long, default_value = "127.0.0.1")]
        host: std::net::IpAddr,
        /// Port to listen on; 0 takes a free one
        #[arg(long, env = "COTMOC_PORT", default_value_t = 8080)]
        port: u16,
    },
    /// Compute the figures, as of a day
    Measure {
        #[command(flatten)]
        at: Where,
        /// Only these figures, for example clusters.count
        codes: Vec<String>,
        /// The day the figures are asked for (today)
        #[arg(long, value_parser = day)]
        as_of: Option<Day>,
        /// Only what was recorded up to this day
        #[arg(long, value_parser = day)]
        known_at: Option<Day>,
        /// Key of an administrative unit, past or present, for example d-hiep-hoa
        #[arg(long)]
        unit: Option<String>,
        /// Form of the answer
        #[arg(long, default_value = "table")]
        format: measure::Form,
    },
    /// Take records from an Excel or CSV file
    Import {
        #[command(flatten)]
        at: Where,
        #[command(flatten)]
        wanted: import::FromFile,
    },
    /// Write the rows of a page into a file: Excel, CSV, `GeoJSON`, `GeoPackage`
    Export {
        #[command(flatten)]
        at: Where,
        #[command(flatten)]
        wanted: export::Wanted,
    },
    /// List what is missing or cannot be so in the register; fails when something cannot be so
    Check {
        #[command(flatten)]
        at: Where,
        #[command(flatten)]
        wanted: check::Wanted,
    },
    /// Take an import back as a whole
    Undo {
        #[command(flatten)]
        at: Where,
        /// Number of the import
        number: i64,
    },
    /// Write everything into one file: facts, passwords, files of documents
    Backup {
        #[command(flatten)]
        at: Where,
        /// The file to make, for example cotmoc-2026-11-24.zip
        file: PathBuf,
    },
    /// Fill an empty folder or database from a backup
    Restore {
        #[command(flatten)]
        at: Where,
        /// The file that backup made
        file: PathBuf,
    },
    /// Prove that the audit chain is whole and the tables are as it says
    Verify {
        #[command(flatten)]
        at: Where,
        /// Form of the answer
        #[arg(long, default_value = "table")]
        format: measure::Form,
    },
    /// Which areas of one GIS file lie in which of another
    Overlay(overlay_cli::Args),
    /// People who may sign in
    User {
        #[command(flatten)]
        at: Where,
        #[command(subcommand)]
        command: user::UserCommand,
    },
    /// Print the description of the API (`OpenAPI` 3.1, JSON)
    Openapi {
        #[command(flatten)]
        at: Where,
    },
}

pub(crate) async fn run(cli: Cli, say: &Say) -> Result<ExitCode> {
    match cli.command {
        Command::Demo { at, show_passwords: true, .. } => demo::show_passwords(&at, say),
        Command::Demo { at, size, times, .. } => demo::make(&at, size, times, say).await,
        Command::Serve { at, host, port } => serve::serve(&at, host, port, say).await,
        Command::Measure { at, codes, as_of, known_at, unit, format } => {
            measure::measure(&at, measure::Question { codes, as_of, known_at, unit, format }, say).await
        }
        Command::Import { at, wanted } => import::import(&at, wanted, say).await,
        Command::Export { at, wanted } => export::export(&at, &wanted, say).await,
        Command::Check { at, wanted } => check::check(&at, &wanted, say).await,
        Command::Undo { at, number } => import::undo(&at, number, say).await,
        Command::Backup { at, file } => archive::backup(&at, &file, say).await,
        Command::Restore { at, file } => archive::restore(&at, &file, say).await,
        Command::Verify { at, format } => verify::verify(&at, format, say).await,
        Command::Overlay(args) => overlay::overlay(&args, say),
        Command::User { at, command } => user::user(&at, command, say).await,
        Command::Openapi { at } => {
            let db = start::open(&start::place(&at.data, at.database.as_deref())?).await?;
            let app = start::app(db, &at.data)?;
            let text = kit_web::openapi(&app).to_pretty_json();
            Say::data(&text.map_err(|cause| kit_base::Error::fault("openapi", cause))?);
            Ok(ExitCode::SUCCESS)
        }
    }
}

fn lang(code: &str) -> std::result::Result<Lang, String> {
    code.parse().map_err(|()| "vi or en".to_owned())
}

fn day(text: &str) -> std::result::Result<Day, String> {
    text.parse().map_err(|_| format!("{text} is not a day; write 2024-04-22 or 22/04/2024"))
}
