//! `cotmoc user`: people who may sign in.

use std::{io::BufRead, process::ExitCode};

use clap::Subcommand;
use kit_base::{Error, Message, Result};

use super::Where;
use crate::{say::Say, start};

/// What is done with accounts.
#[derive(Debug, Subcommand)]
pub(crate) enum UserCommand {
    /// Make an account with a position and its rights
    Add {
        /// What the person signs in with
        login: String,
        /// The person's name
        #[arg(long)]
        name: String,
        /// Title of the position
        #[arg(long)]
        title: String,
        /// Key of the body, as on the page of bodies
        #[arg(long)]
        body: String,
        /// Role, one of those in `roles.toml`, for example `sct_officer`
        #[arg(long)]
        role: String,
    },
    /// Set a first password; it is read from the first line of standard input
    Password {
        /// What the person signs in with
        login: String,
    },
    /// Close an account: the person cannot sign in any more
    Close {
        /// What the person signs in with
        login: String,
    },
}

pub(crate) async fn user(at: &Where, command: UserCommand, say: &Say) -> Result<ExitCode> {
    let db = start::open(&start::place(&at.data, at.database.as_deref())?).await?;
    let who = start::system();
    match command {
        UserCommand::Add { login, name, title, body, role } => {
            let from = db.clock().today();
            let new = accounts::NewAccount { login: login.clone(), name, title, body, role, from };
            accounts::create(&db, &who, new).await?;
            say.note(&Message::new("cli.user-added").with("login", login));
        }
        UserCommand::Password { login } => {
            let mut password = String::new();
            let read = std::io::stdin().lock().read_line(&mut password);
            read.map_err(|cause| Error::fault("read the password", cause))?;
            accounts::set_first_password(&db, &who, &login, password.trim_end_matches(['\n', '\r'])).await?;
            say.note(&Message::new("cli.password-set").with("login", login));
        }
        UserCommand::Close { login } => {
            accounts::close(&db, &who, &login).await?;
            say.note(&Message::new("cli.user-closed").with("login", login));
        }
    }
    db.close().await?;
    Ok(ExitCode::SUCCESS)
}
