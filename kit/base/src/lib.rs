//! The words every part of Cột Mốc shares: ids, days and instants, areas, who acts and what may be refused.
//!
//! Nothing here reads a database, a network or a file, and nothing knows what an industrial cluster is.
//! Types that end up in a table carry their own column mapping, so that a row needs no second, "raw" form.

mod actor;
mod area;
mod chance;
mod clock;
mod day;
mod error;
pub mod fmt;
mod id;
mod instant;
mod money;
mod text;
mod words;

pub use actor::{Action, Actor, Grant, Subject, Via};
pub use area::Area;
pub use chance::Chance;
pub use clock::{Clock, secret};
pub use day::{At, Day};
pub use error::{Error, FieldProblem, Message, Result};
pub use id::Id;
pub use instant::{Instant, moment};
pub use money::Money;
pub use text::{alike_name, compose, fold_vi, hex, line_fault, lines_fault, same_name};
pub use words::{Lang, WordFile, Words, WordsError};
