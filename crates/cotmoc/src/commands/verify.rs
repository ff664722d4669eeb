//! `cotmoc verify`: the chain and the tables, or what is broken.

use std::process::ExitCode;

use kit_base::{Error, Message, Result, fmt};
use kit_db::Broken;

use super::{Where, measure::Form};
use crate::{say::Say, start};

pub(crate) async fn verify(at: &Where, format: Form, say: &Say) -> Result<ExitCode> {
    let db = start::open(&start::place(&at.data, at.database.as_deref())?).await?;
    let verdict = db.verify().await?;
    if format == Form::Json {
        Say::data(&serde_json::to_string_pretty(&verdict).map_err(|cause| Error::fault("verify", cause))?);
    } else {
        for broken in &verdict.broken {
            Say::data(&told(broken, say));
        }
    }
    let message = if verdict.broken.is_empty() { "cli.verify.whole" } else { "cli.verify.broken" };
    say.note(
        &Message::new(message)
            .with("entries", verdict.entries)
            .with("rows", fmt::count(verdict.rows, say.lang()))
            .with("broken", verdict.broken.len())
            .with("head", &verdict.head),
    );
    Ok(if verdict.broken.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

/// One broken thing in words.
fn told(broken: &Broken, say: &Say) -> String {
    let message = match broken {
        Broken::Gap { after, found } => {
            Message::new("cli.verify.gap").with("after", after).with("found", found)
        }
        Broken::Entry { seq } => Message::new("cli.verify.entry").with("seq", seq),
        Broken::Changes { seq } => Message::new("cli.verify.changes").with("seq", seq),
        Broken::Row { table, key, seq } => row("cli.verify.row", table, key).with("seq", seq),
        Broken::Missing { table, key, seq } => row("cli.verify.missing", table, key).with("seq", seq),
        Broken::Unwritten { table, key } => row("cli.verify.unwritten", table, key),
        Broken::Unreadable { table, cause } => {
            Message::new("cli.verify.unreadable").with("table", table).with("cause", cause)
        }
    };
    say.say(&message)
}

fn row(key: &'static str, table: &str, row: &str) -> Message {
    Message::new(key).with("table", table).with("key", row)
}
