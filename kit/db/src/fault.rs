//! What an engine reports, turned into words a person can act on.

use kit_base::{Error, Message};
use sea_orm::{DbErr, RuntimeErr};

/// Turns an engine's error into ours, with the operation it happened in.
pub(crate) fn of(operation: &'static str) -> impl Fn(DbErr) -> Error {
    move |cause| from(operation, &cause)
}

pub(crate) fn from(operation: &str, cause: &DbErr) -> Error {
    let text = words(cause);
    let code = code(cause);
    let key = match code.as_deref() {
        Some("13" | "53100") => "db.full",
        Some("5" | "6" | "261" | "517" | "55P03") => "db.busy",
        Some("8" | "1032" | "25006") => "db.read-only",
        Some("11" | "26" | "267" | "779") => "db.damaged",
        Some("10" | "778" | "522" | "1034" | "4874") => "db.disk",
        _ if text.contains("no such function: ST_") => "db.foreign-trigger",
        _ if matches!(cause, DbErr::ConnectionAcquire(_) | DbErr::Conn(_)) => "db.unreachable",
        _ => return Error::fault(operation, text),
    };
    Error::Storage(Message::new(key).with("cause", text))
}

/// The engine's own words, without our wrappers.
pub(crate) fn words(cause: &DbErr) -> String {
    match cause {
        DbErr::Conn(RuntimeErr::SqlxError(e))
        | DbErr::Exec(RuntimeErr::SqlxError(e))
        | DbErr::Query(RuntimeErr::SqlxError(e)) => e.to_string(),
        other => other.to_string(),
    }
}

fn code(cause: &DbErr) -> Option<String> {
    let (DbErr::Conn(RuntimeErr::SqlxError(e))
    | DbErr::Exec(RuntimeErr::SqlxError(e))
    | DbErr::Query(RuntimeErr::SqlxError(e))) = cause
    else {
        return None;
    };
    e.as_database_error()?.code().map(std::borrow::Cow::into_owned)
}
